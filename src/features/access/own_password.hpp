// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/desk/desk.hpp"

namespace heed::access {

/// Second factors are of agents, in person: refuses `session_needed` and `not_allowed`.
Result<> require_agent_in_person(const http::Request& request);

/// The password in the body of the request. Refuses as `require_password`.
Result<> require_own_password(Desk& desk, const http::Request& request);

} // namespace heed::access
