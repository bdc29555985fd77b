// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/check.hpp"
#include "platform/log/log.hpp"
#include "platform/tasks/scheduler.hpp"

#include <doctest/doctest.h>
#include <latch>
#include <stdexcept>

namespace heed::tasks {

using namespace std::chrono_literals;

namespace {

const Instant noon = *instant_from_rfc3339("2026-06-10T12:00:00Z");

struct Fixture {
    HandClock clock{noon};
    Scheduler scheduler{clock};
    std::vector<std::string> ran;

    Scheduler::Job
    noting(const std::string& name, std::optional<std::chrono::milliseconds> again = {}) {
        return [this, name, again](Instant now) -> std::optional<Instant> {
            ran.push_back(name);
            if (!again) return std::nullopt;
            return now + *again;
        };
    }
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "scheduler: jobs run when due, the longest due first") {
    scheduler.add("later", noting("later"), noon + 2s);
    scheduler.add("sooner", noting("sooner"), noon + 1s);
    scheduler.add("asleep", noting("asleep"), std::nullopt);
    CHECK(scheduler.next_due() == noon + 1s);
    CHECK(scheduler.run_due() == 0);
    clock.advance(5s);
    CHECK(scheduler.run_due() == 2);
    CHECK(ran == std::vector<std::string>{"sooner", "later"});
    CHECK_FALSE(scheduler.next_due().has_value());
    CHECK(scheduler.run_due() == 0);
}

TEST_CASE_FIXTURE(Fixture, "scheduler: a job names its next instant") {
    scheduler.add("again", noting("again", 10s), noon);
    CHECK(scheduler.run_due() == 1);
    CHECK(scheduler.run_due() == 0);
    CHECK(scheduler.next_due() == noon + 10s);
    clock.advance(10s);
    CHECK(scheduler.run_due() == 1);
}

TEST_CASE_FIXTURE(Fixture, "scheduler: every interval, without catching up what was missed") {
    int runs = 0;
    scheduler.add_every("tick", 1min, [&](Instant) { ++runs; });
    CHECK(scheduler.run_due() == 1);
    clock.advance(1h);
    CHECK(scheduler.run_due() == 1);
    CHECK(scheduler.run_due() == 0);
    CHECK(scheduler.next_due() == noon + 1h + 1min);
    CHECK(runs == 2);
}

TEST_CASE_FIXTURE(Fixture, "scheduler: wake makes due, never later") {
    scheduler.add("job", noting("job"), noon + 1h);
    scheduler.wake("job", noon + 2h);
    CHECK(scheduler.next_due() == noon + 1h);
    scheduler.wake("job", noon + 1min);
    CHECK(scheduler.next_due() == noon + 1min);
    scheduler.wake("job");
    CHECK(scheduler.run_due() == 1);
    CHECK_THROWS_AS(scheduler.wake("nobody"), Fault);
}

TEST_CASE_FIXTURE(Fixture, "scheduler: a wake while the job runs is not lost") {
    scheduler.add(
        "job",
        [&](Instant) -> std::optional<Instant> {
            ran.emplace_back("job");
            if (ran.size() == 1) scheduler.wake("job");
            return std::nullopt;
        },
        noon
    );
    CHECK(scheduler.run_due() == 1);
    CHECK(scheduler.run_due() == 1);
    CHECK(scheduler.run_due() == 0);
}

TEST_CASE_FIXTURE(Fixture, "scheduler: a failing job is tried again with growing pauses") {
    const log::Capture capture;
    bool fails = true;
    scheduler.add(
        "job",
        [&](Instant) -> std::optional<Instant> {
            if (fails) throw std::runtime_error("boom");
            return std::nullopt;
        },
        noon
    );
    for (const auto pause : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
        CHECK(scheduler.run_due() == 1);
        CHECK(scheduler.next_due() == clock.now() + pause);
        clock.advance(pause);
    }
    CHECK(capture.has("scheduled_job_failed", R"("job":"job","what":"boom")"));
    fails = false;
    CHECK(scheduler.run_due() == 1);
    CHECK_FALSE(scheduler.next_due().has_value());
    fails = true; // after a success the pauses begin anew
    scheduler.wake("job");
    CHECK(scheduler.run_due() == 1);
    CHECK(scheduler.next_due() == clock.now() + 1s);
}

TEST_CASE_FIXTURE(Fixture, "scheduler: a removed job runs no more, also when it removes itself") {
    scheduler.add(
        "self",
        [&](Instant) -> std::optional<Instant> {
            ran.emplace_back("self");
            scheduler.remove("self");
            scheduler.remove("other");
            return noon;
        },
        noon
    );
    scheduler.add("other", noting("other"), noon);
    CHECK(scheduler.run_due() == 1);
    CHECK(ran == std::vector<std::string>{"self"});
    CHECK_FALSE(scheduler.next_due().has_value());
    scheduler.remove("nobody");
}

TEST_CASE_FIXTURE(Fixture, "scheduler: long work in steps lets others in between") {
    int left = 3;
    std::vector<std::string> order;
    scheduler.add_steps("long", 10min, [&](Instant) {
        order.emplace_back("long");
        return --left > 0;
    });
    scheduler.add_every("tick", 1s, [&](Instant) { order.emplace_back("tick"); });
    for (int look = 0; look < 4; ++look) {
        scheduler.run_due();
        clock.advance(1s);
    }
    CHECK(
        order == std::vector<std::string>{"long", "tick", "long", "tick", "long", "tick", "tick"}
    );
    CHECK(scheduler.next_due() == noon + 4s);
    clock.set(noon + 2s + 10min);
    scheduler.run_due();
    CHECK(left < 0);
}

TEST_CASE_FIXTURE(Fixture, "scheduler: a clock set back makes waiting jobs due at once") {
    scheduler.add("tick", noting("tick", 1min), noon);
    scheduler.add("asleep", noting("asleep"), std::nullopt);
    CHECK(scheduler.run_due() == 1);
    clock.advance(-1s);
    CHECK(scheduler.run_due() == 0);
    clock.advance(-1h);
    CHECK(scheduler.run_due() == 1);
    CHECK(scheduler.next_due() == clock.now() + 1min);
}

TEST_CASE_FIXTURE(Fixture, "scheduler: names are unique") {
    scheduler.add("job", noting("job"), noon);
    CHECK_THROWS_AS(scheduler.add("job", noting("job"), noon), Fault);
}

TEST_CASE_FIXTURE(Fixture, "scheduler: its own thread runs what is due and stops") {
    std::latch first(1);
    std::latch second(1);
    scheduler.add(
        "job",
        [&](Instant) -> std::optional<Instant> {
            first.try_wait() ? second.count_down() : first.count_down();
            return std::nullopt;
        },
        noon
    );
    scheduler.start();
    first.wait();
    scheduler.wake("job");
    second.wait();
    scheduler.stop();
    scheduler.wake("job");
    CHECK(scheduler.next_due().has_value());
}

} // namespace heed::tasks
