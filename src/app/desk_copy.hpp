// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/backup_space.hpp"
#include "app/house.hpp"
#include "kernel/result.hpp"
#include "platform/config/config.hpp"
#include "platform/db/database.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace heed::app {

/// Where the database of `config` is; for PostgreSQL only.
db::Options postgres_of(const config::Config& config);

/// Refuses `not_a_desk`, and `other_schema` when the desk is not of the newest schema.
Result<> require_current_desk(const config::Config& config);

/// Refuses `other_schema` or `newer_backup` in words about `whose` desk.
Result<> require_schema(int schema, const std::string& whose);

/// Writes what the database of `config` holds at one instant to `folder`/heed.db, on SQLite
/// whatever it is on. Others go on using it.
void copy_database(const config::Config& config, const std::filesystem::path& folder);

/// A desk that nobody serves, under a key for this moment, made in `space`: nothing is opened or
/// sealed with it.
std::unique_ptr<House> house_of(config::Config config, const BackupSpace& space);

/// The desk in space/desk fetches and sends nothing from now on; its log is empty.
void make_quiet(const BackupSpace& space, const std::string& verb);

} // namespace heed::app
