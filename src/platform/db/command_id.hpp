// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace heed::db {

/// A new name for a command: 32 hex digits, the first twelve of them the millisecond, the rest
/// random. In order of time, so that the journal's unique index grows at its end instead of
/// everywhere at once.
std::string new_command_id();
std::string command_id_at(Instant now);

/// The advisory lock that stands for a command on PostgreSQL; equal on every node and version.
std::int64_t lock_of_command(std::string_view id);

/// Class of the advisory lock that a session of `long_read` holds on PostgreSQL. Its temporary
/// tables give it a transaction id for as long as it lasts, and readers of the journal need not
/// wait for one that cannot append.
constexpr std::int64_t long_read_lock_class = 0x68656564;

} // namespace heed::db
