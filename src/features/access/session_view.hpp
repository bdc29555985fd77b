// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/gate.hpp"
#include "platform/http/response.hpp"

#include <optional>
#include <string>

namespace heed::access {

/// Who looks at a session. `session_token` is empty for anonymous callers and API tokens.
struct Viewer {
    Actor actor = {};
    std::string session_token = {};
    bool must_enrol = false;
    std::optional<SecondStep> second_step = {}; // then nobody is signed in yet
};

Viewer viewer_of(const http::Request& request);

/// Who asks, in which desk, and what the screen needs to begin: as JSON.
std::string session_json(Desk& desk, const Gate& gate, const Viewer& viewer);

/// For what concerns one's own account: refuses `session_needed` to API tokens.
Result<> require_session(const http::Request& request);

/// The session of the request has ended: its browser forgets cookie and pages.
http::Response signed_out(const http::Request& request);

} // namespace heed::access
