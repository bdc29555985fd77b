// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/http/response.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed::http {

/// The one table from refusal to status.
int status_of(Refusal kind);

/// RFC 9457 `application/problem+json`: type, title, status, code, a detail always, pointer and the
/// error's members. 429 and 503 carry `Retry-After`: the member `retry_after` (seconds), else 1;
/// not `outcome_unclear`.
Response problem(const Error& error);

/// The code of a fault after something was stored: whoever asks again by itself does it twice.
inline constexpr std::string_view outcome_unclear = "outcome_unclear";

/// For refusals that only a server has (405, 415, 421, 431 …).
Response problem(
    int status,
    std::string_view code,
    std::string_view detail,
    const std::vector<std::pair<std::string, std::string>>& members = {}
);

/// A refusal that says when to try again.
Error retry_later(Refusal kind, std::string_view code, std::string_view detail, int seconds);

} // namespace heed::http
