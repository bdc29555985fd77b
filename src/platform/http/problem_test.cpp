// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/clock.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/throttle.hpp"

#include <doctest/doctest.h>

namespace heed::http {
namespace {

using std::chrono::milliseconds;

TEST_CASE("a refusal becomes a problem with its code, its place and its members") {
    const auto response = problem({
        .kind = Refusal::conflict,
        .code = "wrong_state",
        .pointer = "/state",
        .detail = "Say \"please\".",
        .members = {{"allowed", R"(["open"])"}},
    });
    CHECK(response.status == 409);
    CHECK(response.header("Content-Type") == "application/problem+json");
    CHECK(
        response.body ==
        R"({"type":"about:blank","title":"Conflict","status":409,"code":"wrong_state",)"
        R"("detail":"Say \"please\".","pointer":"/state","allowed":["open"]})"
    );
}

TEST_CASE("a problem has a sentence whoever forgot one") {
    const auto said = R"("detail":"Conflict")";
    CHECK(problem(409, "odd", "").body.contains(said));
    CHECK(problem({.kind = Refusal::conflict, .code = "odd"}).body.contains(R"("detail":"Some)"));
}

TEST_CASE("every refusal has its status") {
    const std::pair<Refusal, int> table[] = {
        {Refusal::malformed, 400},
        {Refusal::unauthenticated, 401},
        {Refusal::forbidden, 403},
        {Refusal::not_found, 404},
        {Refusal::conflict, 409},
        {Refusal::too_large, 413},
        {Refusal::invalid, 422},
        {Refusal::too_many, 429},
        {Refusal::unavailable, 503},
    };
    for (const auto& [kind, status] : table) {
        CHECK(status_of(kind) == status);
        CHECK(reason_phrase(status) != "Unknown");
    }
}

TEST_CASE("those that may pass by themselves say when to come back") {
    const auto later = problem(retry_later(Refusal::too_many, "too_many_attempts", "Wait.", 90));
    CHECK(later.header("Retry-After") == "90");
    CHECK(later.body.ends_with(R"("retry_after":90})"));
    CHECK(problem({.kind = Refusal::unavailable, .code = "busy"}).header("Retry-After") == "1");
    CHECK(!problem({.kind = Refusal::conflict, .code = "x"}).header("Retry-After"));
}

TEST_CASE("a throttle lets a burst through, then its rate, for each key alone") {
    HandClock clock{Instant{}};
    Throttle throttle({.per_second = 0.5, .burst = 3}, clock);
    for (int round = 0; round < 3; ++round) CHECK(throttle.take("a"));
    const auto refused = throttle.take("a");
    REQUIRE(!refused);
    CHECK(refused.error().kind == Refusal::too_many);
    CHECK(problem(refused.error()).header("Retry-After") == "2");
    CHECK(throttle.take("b"));

    clock.advance(milliseconds{1999});
    CHECK(!throttle.take("a"));
    clock.advance(milliseconds{1});
    CHECK(throttle.take("a"));
    CHECK(!throttle.take("a"));

    throttle.forget("a");
    for (int round = 0; round < 3; ++round) CHECK(throttle.take("a"));
    CHECK(!throttle.take("a"));
    clock.advance(milliseconds{3'600'000});
    for (int round = 0; round < 3; ++round) CHECK(throttle.take("a"));
    CHECK(!throttle.take("a")); // rest saved up is bounded by the burst
}

TEST_CASE("a throttle forgets the longest unused key, and never grows beyond its bound") {
    const HandClock clock{Instant{}};
    Throttle throttle({.per_second = 0.001, .burst = 1}, clock, 2);
    CHECK(throttle.take("a"));
    CHECK(throttle.take("b"));
    CHECK(!throttle.take("a")); // used again, so b is the oldest
    CHECK(throttle.take("c"));
    CHECK(!throttle.take("a"));
    CHECK(throttle.take("b"));
}

} // namespace
} // namespace heed::http
