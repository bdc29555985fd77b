// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace heed::db {

/// A new name for a command: 128 random bits as 32 hex digits.
std::string new_command_id();

/// The advisory lock that stands for a command on PostgreSQL; equal on every node and version.
std::int64_t lock_of_command(std::string_view id);

} // namespace heed::db
