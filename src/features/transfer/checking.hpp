// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/transfer/transfer.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "platform/db/transaction.hpp"

#include <map>
#include <string>
#include <string_view>

namespace heed::transfer {

/// Whom and what the lines may name that the desk has already.
struct DeskNames {
    std::map<std::string, PersonId, std::less<>> agents = {}; // by normalised address
    std::map<std::string, TeamId, std::less<>> teams = {};
    PersonId by = {}; // who did what no agent here did

    [[nodiscard]] PersonId agent(std::string_view address) const;
};

/// Refuses `unknown_agent` when no active agent has the address `by`.
Result<DeskNames> names_of(db::Transaction& tx, const std::string& by);

struct Bounds {
    Instant now = {};
    std::uint64_t file_bytes_max = 0;
};

/// Reads all lines and looks whether each can be what it says: ids that are unique and known,
/// addresses, zones, languages, teams, files that are there. What is counted is what the folder
/// holds.
ImportReport
check_lines(const std::filesystem::path& folder, const DeskNames& names, const Bounds& bounds);

} // namespace heed::transfer
