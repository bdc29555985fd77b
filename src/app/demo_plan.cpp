// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo_plan.hpp"

#include "app/demo_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace heed::app {

namespace {

using namespace std::chrono_literals;

constexpr auto span_of_time = std::chrono::days{730};
// Share of a day's arrivals per hour (UTC) and of a week's per weekday, Monday first.
constexpr std::array<double, 24> by_hour = {1, 1,  1,  1,  1, 2, 4, 8, 12, 13, 12, 10,
                                            8, 10, 11, 10, 8, 6, 4, 3, 3,  2,  2,  1};
constexpr std::array<double, 7> by_weekday = {22, 19, 18, 17, 15, 5, 4};
constexpr double conversation_median = 2.2;
constexpr double conversation_spread = 1.42; // of the logarithm: the 99th percentile is near 60
constexpr double entries_max = 200;

bool falls_into_rhythm(Instant at, Dice& dice) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const auto hour = std::chrono::duration_cast<std::chrono::hours>(at - day).count();
    const std::chrono::weekday weekday{day};
    const auto weight =
        by_hour[static_cast<std::size_t>(hour)] * by_weekday[weekday.iso_encoding() - 1];
    return dice.share() * (13.0 * 22.0) < weight;
}

Instant arrival(Dice& dice, Instant from) {
    while (true) {
        // Business grows: the later half of the time has more of the arrivals.
        const auto share = std::sqrt(dice.share());
        const auto offset = std::chrono::milliseconds{static_cast<std::int64_t>(
            share * static_cast<double>(std::chrono::milliseconds{span_of_time}.count())
        )};
        if (falls_into_rhythm(from + offset, dice)) return from + offset;
    }
}

/// Minutes until the next thing happens, a few of them very many.
std::chrono::milliseconds pause(Dice& dice, double median_minutes) {
    const auto minutes = std::min(median_minutes * std::exp(1.1 * dice.normal()), 20'000.0);
    return std::chrono::milliseconds{static_cast<std::int64_t>(minutes * 60'000) + 1'000};
}

/// How many of the requests that came so long ago somebody is still busy with.
double share_unresolved(std::chrono::milliseconds age) {
    constexpr double days = 24 * 60 * 60 * 1000;
    return 0.001 + 0.6 * std::exp(-static_cast<double>(age.count()) / days / 21);
}

class Conversation {
public:
    struct Times {
        Instant opened;
        Instant until;
    };

    Conversation(std::vector<DemoStep>& steps, std::uint32_t ticket, Times times, Dice& dice)
        : steps_(steps), ticket_(ticket), at_(times.opened), until_(times.until), dice_(dice) {}

    void play() {
        if (is_dropped()) return;
        const bool stays = dice_.chance(share_unresolved(until_ - at_));
        step(dice_.chance(0.02) ? DemoAct::open_again : DemoAct::open, 0min);
        if (stays && dice_.chance(0.2)) return; // nobody has looked yet
        begin();
        const auto wanted = conversation_median * std::exp(conversation_spread * dice_.normal());
        const auto entries = static_cast<int>(std::clamp(wanted, 1.0, entries_max));
        for (int entry = 0; entry < entries; ++entry) talk(entry);
        if (!stays) return end();
        if (dice_.chance(0.45)) step(DemoAct::wait, pause(dice_, 30));
    }

private:
    /// Junk, the same matter twice, or a mistake.
    bool is_dropped() {
        const auto kind = dice_.share();
        if (kind >= 0.04) return false;
        step(kind < 0.018 ? DemoAct::open_junk : DemoAct::open_twice, 0min);
        step(DemoAct::cancel, pause(dice_, 40));
        return true;
    }

    void begin() {
        step(DemoAct::own, pause(dice_, 18));
        if (dice_.chance(0.02)) step(DemoAct::rank, pause(dice_, 5));
        if (dice_.chance(0.04)) step(DemoAct::join, pause(dice_, 20));
        if (dice_.chance(0.025)) step(DemoAct::relate, pause(dice_, 10));
    }

    void talk(int entry) {
        if (entry > 0 && dice_.chance(0.5)) {
            if (dice_.chance(0.15)) step(DemoAct::hold, 1min);
            step(DemoAct::question, pause(dice_, 120));
        }
        if (dice_.chance(0.18)) step(DemoAct::note, pause(dice_, 15));
        if (dice_.chance(0.04)) step(DemoAct::call, pause(dice_, 15));
        step(DemoAct::answer, pause(dice_, 35));
    }

    void end() {
        step(DemoAct::resolve, pause(dice_, 90));
        if (dice_.chance(0.04)) {
            step(DemoAct::question, pause(dice_, 200));
            step(DemoAct::answer, pause(dice_, 35));
            step(DemoAct::resolve, pause(dice_, 60));
        }
        if (dice_.chance(0.25)) step(DemoAct::thank, pause(dice_, 45));
        step(DemoAct::close, 14 * 24h); // ten business days
    }

    void step(DemoAct act, std::chrono::milliseconds after) {
        at_ += after;
        steps_.push_back({at_, ticket_, static_cast<std::uint32_t>(dice_.next()), act});
    }

    std::vector<DemoStep>& steps_;
    std::uint32_t ticket_;
    Instant at_;
    Instant until_;
    Dice& dice_;
};

} // namespace

std::vector<DemoStep> demo_plan(const DemoSize& size) {
    Dice dice(size.seed);
    std::vector<Instant> arrivals;
    arrivals.reserve(size.tickets);
    for (std::size_t ticket = 0; ticket < size.tickets; ++ticket)
        arrivals.push_back(arrival(dice, size.until - span_of_time));
    std::ranges::sort(arrivals);
    std::vector<DemoStep> steps;
    steps.reserve(size.tickets * 10);
    for (std::uint32_t ticket = 0; ticket < arrivals.size(); ++ticket)
        Conversation(steps, ticket, {.opened = arrivals[ticket], .until = size.until}, dice).play();
    std::erase_if(steps, [&](const DemoStep& step) { return step.at >= size.until; });
    std::ranges::sort(steps, [](const DemoStep& left, const DemoStep& right) {
        return std::tie(left.at, left.ticket, left.act) <
               std::tie(right.at, right.ticket, right.act);
    });
    return steps;
}

} // namespace heed::app
