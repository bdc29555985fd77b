// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/backup_keeper.hpp"
#include "platform/desk/described.hpp"
#include "platform/http/router.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace heed {
class Desk;
}

namespace heed::app {

struct LateBackups {
    std::int64_t hours = 0; // since the newest; 0 when there is none
    std::string why;        // of the attempt that failed; may be empty
    std::string text;
};

/// Whether backups that are wanted have not been made: the newest is older than twice the time
/// between two, or there is none and an attempt has failed.
std::optional<LateBackups>
backups_late(const config::Config& config, const BackupKeeper::State& state, Instant now);

/// `GET /backups` and `POST /backups`.
std::vector<http::Route> backup_routes(Desk& desk, BackupKeeper& keeper);

/// What the API document says of them.
std::span<const Described> backup_described();

} // namespace heed::app
