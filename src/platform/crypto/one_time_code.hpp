// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heed::crypto {

/// Codes of an authenticator app as all of them make them (RFC 6238): HMAC-SHA-1 over the count of
/// 30 seconds, six digits. SHA-1 is what the apps know, and in an HMAC it holds.
inline constexpr std::chrono::seconds code_period{30};
inline constexpr std::size_t code_secret_size = 20;

/// In which period a moment lies.
std::int64_t code_period_at(Instant at);

/// The six digits of one period.
std::string one_time_code(std::string_view secret, std::int64_t period);

/// Of which period `code` is, of the current one and its neighbours: clocks are a little off. To
/// let a code in once, remember the period and let in later ones only. Takes the same time for
/// whatever is typed.
std::optional<std::int64_t>
period_of_code(std::string_view secret, std::string_view code, Instant now);

} // namespace heed::crypto
