// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/one_time_code.hpp"

#include "kernel/check.hpp"
#include "kernel/format.hpp"
#include "platform/crypto/digest.hpp"

#include <array>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace heed::crypto {

namespace {

constexpr std::size_t mac_size = 20;
using Mac = std::array<unsigned char, mac_size>;

Mac hmac_sha1(std::string_view key, const std::array<unsigned char, 8>& bytes) {
    Mac mac{};
    unsigned int size = 0;
    const auto* const done = HMAC(
        EVP_sha1(),
        key.data(),
        static_cast<int>(key.size()),
        bytes.data(),
        bytes.size(),
        mac.data(),
        &size
    );
    CHECK(done != nullptr && size == mac_size);
    return mac;
}

} // namespace

std::int64_t code_period_at(Instant at) {
    return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch() / code_period;
}

std::string one_time_code(std::string_view secret, std::int64_t period) {
    std::array<unsigned char, 8> count{};
    auto left = static_cast<std::uint64_t>(period);
    for (auto byte = count.rbegin(); byte != count.rend(); ++byte, left >>= 8U)
        *byte = static_cast<unsigned char>(left & 0xffU);
    const auto mac = hmac_sha1(secret, count);
    // RFC 4226, 5.3: the last four bits say where the 31 bits begin that become digits.
    const std::size_t from = mac.back() & 0x0fU;
    const auto word = (static_cast<std::uint32_t>(mac.at(from) & 0x7fU) << 24U) |
                      (static_cast<std::uint32_t>(mac.at(from + 1)) << 16U) |
                      (static_cast<std::uint32_t>(mac.at(from + 2)) << 8U) |
                      static_cast<std::uint32_t>(mac.at(from + 3));
    return fmt::format("{:06}", word % 1'000'000U);
}

std::optional<std::int64_t>
period_of_code(std::string_view secret, std::string_view code, Instant now) {
    std::optional<std::int64_t> found;
    const auto current = code_period_at(now);
    for (const auto period : {current - 1, current, current + 1}) {
        const auto expected = one_time_code(secret, period);
        if (equal_in_constant_time(expected, code)) found = period;
    }
    return found;
}

} // namespace heed::crypto
