// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/result.hpp"
#include "platform/config/config.hpp"

#include <string>
#include <vector>

namespace heed::app {

struct MoveReport {
    std::string to;                    // as `database` in heed.toml has it, without a password
    std::string retired;               // what the old database is called now
    std::vector<std::string> problems; // of the desk in its new database; empty when it is sound
};
HEED_FIELDS(MoveReport, to, retired, problems)

/// Moves the database of a desk that nobody serves to the other engine, row by row; its files and
/// its key stay where they are. The desk is quiet afterwards. The old database stays under another
/// name, so that nobody can go on with both. `to` is `sqlite` or an address of PostgreSQL.
/// Refuses `bad_address`, `same_database`, `not_a_desk`, `other_schema`, `newer_backup` and
/// `not_empty`. Throws Fault, and leaves all as it was, when a server has the folder or a database
/// fails.
Result<MoveReport> move_desk(const config::Config& config, const std::string& to);

} // namespace heed::app
