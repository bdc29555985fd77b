// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace heed {
class Desk;
}

namespace heed::transfer {

/// How far it is: lines, or tickets, so far.
using Progress = std::function<void(std::int64_t done)>;

struct ImportWish {
    std::filesystem::path from; // a folder as docs/operations/import.md has it
    std::string by;             // an agent's address: what no agent of the desk did is theirs
    bool check_only = false;
};

struct ImportReport {
    std::string source;
    std::int64_t organisations = 0;
    std::int64_t people = 0;
    std::int64_t tickets = 0;
    std::int64_t entries = 0;
    std::int64_t files = 0;
    std::int64_t links = 0;
    std::int64_t known = 0;             // lines that had been imported before
    std::vector<std::string> strangers; // addresses of authors who are no agents here
    std::vector<std::string> problems;  // with file and line, 100 at most; then nothing is written
};
HEED_FIELDS(
    ImportReport,
    source,
    organisations,
    people,
    tickets,
    entries,
    files,
    links,
    known,
    strangers,
    problems
)

/// Reads all lines first and writes nothing when one is wrong. Then brings in organisations, people
/// and requests, each request whole or not at all, as of when they happened, and the links between
/// them; nobody is written to.
/// Begun again it goes on where it was cut off. Refuses `not_an_export`, `unknown_agent`, and what
/// a line is refused for, named with file and line: what came before it is in.
Result<ImportReport>
import_desk(Desk& desk, const ImportWish& wish, const Progress& progress = [](std::int64_t) {});

struct ExportReport {
    std::int64_t organisations = 0;
    std::int64_t people = 0;
    std::int64_t tickets = 0;
    std::int64_t entries = 0;
    std::int64_t files = 0;
    std::int64_t links = 0;
};
HEED_FIELDS(ExportReport, organisations, people, tickets, entries, files, links)

/// Writes what the desk holds of its customers and their requests into a new folder, notes for the
/// team among it, in lines that `import_desk` takes. Requests that change meanwhile are written as
/// they are when their turn comes. Refuses `exists` and `file_missing`.
Result<ExportReport> export_desk(
    Desk& desk, const std::filesystem::path& to, const Progress& progress = [](std::int64_t) {}
);

} // namespace heed::transfer
