// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/gate.hpp"
#include "platform/http/response.hpp"

#include <string>
#include <string_view>

namespace heed::access {

/// Who asks, in which desk, and what the screen needs to begin: as JSON. `session_token` is empty
/// for anonymous callers and API tokens.
std::string
session_json(Desk& desk, const Gate& gate, const Actor& actor, std::string_view session_token);

/// For what concerns one's own account: refuses `session_needed` to API tokens.
Result<> require_session(const http::Request& request);

/// The session of the request has ended: its browser forgets cookie and pages.
http::Response signed_out(const http::Request& request);

} // namespace heed::access
