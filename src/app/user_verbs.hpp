// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/verbs.hpp"

#include <vector>

namespace heed::app {

/// `heed user …`: what an administrator can do for people from the command line.
std::vector<DeskVerbEntry> user_verbs();

} // namespace heed::app
