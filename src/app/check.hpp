// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/house.hpp"

#include <string>
#include <vector>

namespace heed::app {

/// What is wrong with the desk, a sentence each; empty when it is sound. `everything` also reads
/// every attachment file and compares its bytes with its name, and the journal with its seals.
std::vector<std::string> check_desk(House& house, bool everything);

} // namespace heed::app
