// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/attempts.hpp"
#include "tests/support/place.hpp"
#include "tests/support/race.hpp"

#include <atomic>
#include <doctest/doctest.h>

using namespace heed;
using namespace heed::access;
using namespace std::chrono_literals;

namespace {

constexpr Instant noon{std::chrono::milliseconds{1'800'000'000'000}};

/// Tries until it has to wait; how often it could.
int tries_until_wait(Attempts& attempts, const AttemptRule& rule, Instant now) {
    int tries = 0;
    while (!count_try(attempts, rule, now)) ++tries;
    return tries;
}

} // namespace

TEST_CASE("five tries, then a wait that grows and never becomes for ever") {
    Attempts attempts;
    Instant now = noon;
    for (const auto wait : {15min, 30min, 60min, 60min, 60min}) {
        CHECK(tries_until_wait(attempts, account_rule, now) == 5);
        CHECK(count_try(attempts, account_rule, now) == std::chrono::milliseconds(wait));
        CHECK(count_try(attempts, account_rule, now + wait - 1ms) == 1ms);
        now += wait;
    }
}

TEST_CASE("tries are forgotten with their window, and rounds after a day") {
    Attempts attempts;
    for (int number = 0; number < 4; ++number) CHECK_FALSE(count_try(attempts, account_rule, noon));
    CHECK(tries_until_wait(attempts, account_rule, noon + 15min) == 5);
    CHECK(tries_until_wait(attempts, account_rule, noon + 16min + 24h) == 5);
    CHECK(
        count_try(attempts, account_rule, noon + 16min + 24h) == std::chrono::milliseconds(15min)
    );
}

TEST_CASE("of many tries at once no more get through than the rule allows") {
    tests::on_each_engine([](tests::Place& place) {
        const auto key = attempt_key("sign_in", "ana@acme.example");
        std::atomic<int> allowed = 0;
        tests::race(8, [&](int) {
            for (int number = 0; number < 4; ++number) {
                const auto taken = place.database->write([&](db::Transaction& tx) {
                    return take_attempt(tx, key, account_rule, noon);
                });
                if (taken)
                    ++allowed;
                else
                    CHECK(
                        taken.error().members.front() ==
                        std::pair<std::string, std::string>("retry_after", "900")
                    );
            }
        });
        CHECK(allowed == 5);
    });
}
