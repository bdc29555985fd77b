// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/factor_wire.hpp"
#include "features/access/wire.hpp"

namespace heed::access::wire {

/// A colleague's account, for administrators.
struct AgentSecurityView {
    SecurityView security;
    std::vector<OwnSession> sessions; // none is `current`
};
HEED_FIELDS(AgentSecurityView, security, sessions)

} // namespace heed::access::wire
