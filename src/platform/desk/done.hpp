// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>

namespace heed {

/// What a command tells its route: which rows to present. Stored with the idempotency key, so a
/// replay presents the same ones afresh.
struct Done {
    std::int64_t id = 0;   // what was changed: a ticket's number, else the row's id
    std::int64_t item = 0; // what was added to it, e.g. an entry; 0 when nothing
};

} // namespace heed
