// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"
#include "platform/crypto/one_time_code.hpp"

#include <string>
#include <string_view>

namespace heed::tests {

/// An authenticator app as on a phone: takes the secret as it is typed, and shows codes.
class AuthenticatorApp {
public:
    explicit AuthenticatorApp(std::string_view typed) {
        constexpr int bits_of_letter = 5;
        constexpr int bits_of_byte = 8;
        std::uint32_t bits = 0;
        int held = 0;
        for (const char letter : typed) {
            const auto digit = letter >= 'A' ? letter - 'A' : letter - '2' + 26;
            bits = (bits << 5U) | static_cast<std::uint32_t>(digit);
            held += bits_of_letter;
            if (held < bits_of_byte) continue;
            held -= bits_of_byte;
            secret_ += static_cast<char>((bits >> static_cast<unsigned>(held)) & 0xffU);
        }
    }

    [[nodiscard]] std::string code_at(Instant when) const {
        return crypto::one_time_code(secret_, crypto::code_period_at(when));
    }

    [[nodiscard]] const std::string& secret() const { return secret_; }

private:
    std::string secret_;
};

} // namespace heed::tests
