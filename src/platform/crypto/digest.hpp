// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace heed::crypto {

/// 32 raw bytes.
std::string sha256(std::string_view bytes);
std::string hmac_sha256(std::string_view key, std::string_view bytes);

/// SHA-256 of what comes in pieces.
class Sha256 {
public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    ~Sha256();

    void add(std::string_view bytes);
    /// The 32 raw bytes. Nothing may be added afterwards.
    std::string finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Takes the same time wherever the two differ. The lengths are no secret.
bool equal_in_constant_time(std::string_view left, std::string_view right);

/// From the operating system's generator.
std::string random_bytes(std::size_t count);

} // namespace heed::crypto
