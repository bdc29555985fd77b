// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace heed::crypto {

/// Why `text` may not become a password: `too_short` (8 characters), `too_long` (256), or
/// `too_common`. `pointer` is where it stands in the body.
std::optional<Error>
password_refusal(std::string_view text, std::string_view pointer = "/password");

/// What one Argon2id hash costs.
struct PasswordCost {
    std::uint32_t memory_kib = 64 * 1024;
    std::uint32_t passes = 3;
    std::uint32_t lanes = 1;

    bool operator==(const PasswordCost&) const = default;

    /// Nothing cheaper is accepted (OWASP).
    static constexpr PasswordCost floor() {
        return {.memory_kib = 19 * 1024, .passes = 2, .lanes = 1};
    }

    [[nodiscard]] bool is_below_floor() const;
};

/// Hashes and checks passwords with Argon2id, a few at once: each takes `memory_kib`, and nobody
/// may eat the machine's memory by signing in. Callers beyond `waiting_max` hear 503 `busy`.
/// Passwords are brought to Unicode NFC here. Thread-safe.
class Passwords {
public:
    struct Limits {
        std::size_t at_once = 4;
        std::size_t waiting_max = 64;
    };

    explicit Passwords(PasswordCost cost = {});
    Passwords(PasswordCost cost, Limits limits);
    ~Passwords();
    Passwords(const Passwords&) = delete;
    Passwords& operator=(const Passwords&) = delete;

    /// The encoded string to store: algorithm, cost, salt and hash.
    Result<std::string> hash(std::string_view password);

    /// False also for an encoded string that is none.
    Result<bool> verify(std::string_view password, std::string_view encoded);

    /// Takes as long as `verify`. For accounts that do not exist, so that nobody can tell.
    Result<> dummy_verify(std::string_view password);

    /// True when `encoded` was made with another cost: hash again at the next sign-in.
    [[nodiscard]] bool needs_rehash(std::string_view encoded) const;

private:
    class Gate;

    PasswordCost cost_;
    std::unique_ptr<Gate> gate_;
    std::string dummy_;
};

} // namespace heed::crypto
