// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/gate.hpp"
#include "platform/http/response.hpp"

namespace heed::access {

/// The session that has just begun, with its cookie.
http::Response begun(Desk& desk, Gate& gate, const NewSession& session);

/// That, or what is asked for before.
http::Response entered(Desk& desk, Gate& gate, const Entry& entry);

/// A cookie that came with a sign-in is of somebody who leaves: a new session has a new token.
void end_session_at_hand(Desk& desk, const http::Request& request);

} // namespace heed::access
