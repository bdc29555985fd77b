// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/one_time_code.hpp"

#include <doctest/doctest.h>
#include <utility>

using namespace heed;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view secret = "12345678901234567890"; // of RFC 6238, appendix B

Instant at(std::int64_t seconds) {
    return Instant{std::chrono::seconds{seconds}};
}

} // namespace

TEST_CASE("codes are those of RFC 6238") {
    constexpr std::pair<std::int64_t, std::string_view> vectors[] = {
        {59, "287082"},
        {1'111'111'109, "081804"},
        {1'111'111'111, "050471"},
        {1'234'567'890, "005924"},
        {2'000'000'000, "279037"},
        {20'000'000'000, "353130"},
    };
    for (const auto& [second, code] : vectors) {
        CAPTURE(second);
        CHECK(crypto::one_time_code(secret, crypto::code_period_at(at(second))) == code);
    }
}

TEST_CASE("a code is known half a minute before and after its own, and no longer") {
    const auto now = at(1'111'111'111);
    const auto period = crypto::code_period_at(now);
    const auto code = crypto::one_time_code(secret, period);
    CHECK(crypto::period_of_code(secret, code, now) == period);
    CHECK(crypto::period_of_code(secret, code, now + 30s) == period);
    CHECK(crypto::period_of_code(secret, code, now - 30s) == period);
    CHECK_FALSE(crypto::period_of_code(secret, code, now + 60s));
    CHECK_FALSE(crypto::period_of_code(secret, code, now - 60s));
}

TEST_CASE("what is no code is none") {
    for (const auto* const wrong : {"", "0", "28708", "2870820", "28708a", "287 082"}) {
        CAPTURE(wrong);
        CHECK_FALSE(crypto::period_of_code(secret, wrong, at(59)));
    }
    CHECK_FALSE(crypto::period_of_code("another secret of it", "287082", at(59)));
}
