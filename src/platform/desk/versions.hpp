// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/http/request.hpp"

#include <cstdint>
#include <optional>

namespace heed {

/// The version in `If-Match: "7"`; nothing without the header or for `*`. Refuses `bad_if_match`.
Result<std::optional<std::int64_t>> if_match(const http::Request& request);

/// The version a change goes by: of the body, or of `If-Match` where the body names none. Refuses
/// `two_versions` when they differ.
template <class Command>
Result<> take_version(const http::Request& request, Command& command) {
    const auto version = TRY(if_match(request));
    if (!version) return {};
    if (command.expected_version && *command.expected_version != *version)
        return refuse(
            Refusal::invalid,
            "two_versions",
            "/expected_version",
            "If-Match and expected_version name two versions; send one of them."
        );
    command.expected_version = version;
    return {};
}

} // namespace heed
