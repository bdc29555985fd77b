// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/id.hpp"

#include <string>

namespace heed::settings {

using CauseCodeId = Id<struct CauseCodeTag>;

/// Why something happened, in the desk's own words.
struct CauseCode {
    CauseCodeId id = {};
    std::string name = {};
    bool active = true;
    std::int64_t version = 1;
};
HEED_FIELDS(CauseCode, id, name, active, version)

} // namespace heed::settings
