// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/postgres_fault.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace heed::db {

namespace {

bool is_one_of(const std::string& state, auto... known) {
    return (... || (state == std::string_view(known)));
}

} // namespace

bool PostgresFault::is_storage() const {
    // Class 53: disk full, out of memory, too many connections. Class 58: the server's own I/O.
    return state_.starts_with("53") || state_.starts_with("58") || is_timeout() ||
           is_lost_connection();
}

bool PostgresFault::is_conflict() const {
    return is_one_of(state_, "40001", "40P01");
}

bool PostgresFault::is_lost_connection() const {
    // 57P0x: shut down, crashed, starting up. 25006: a primary that became a standby.
    // 25P03: our transaction sat idle too long, because a network or process stood still.
    return state_.empty() || state_.starts_with("08") || state_.starts_with("57P") ||
           is_one_of(state_, "25006", "25P03");
}

} // namespace heed::db
