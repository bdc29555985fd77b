// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/beginning.hpp"
#include "app/house.hpp"

namespace heed::app {

/// Serves the desk until SIGINT or SIGTERM; prints its address when it accepts connections.
/// `setup_token` is one that somebody was given already. Gives what a request wished the desk to
/// begin anew with, if one did.
NextBeginning::Wish serve(House& house, std::string_view setup_token = {});

} // namespace heed::app
