// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/sqlite_upgrade.hpp"

#include "kernel/fault.hpp"
#include "platform/db/migrate.hpp"
#include "platform/db/sqlite_copy.hpp"
#include "platform/log/log.hpp"

#include <algorithm>
#include <fcntl.h>
#include <fmt/format.h>
#include <optional>
#include <unistd.h>
#include <utility>
#include <vector>

namespace heed::db {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view copies_begin = "heed.before-";
constexpr std::size_t copies_kept = 2;

/// The schema of a desk that has migrations before it; none when it stays as it is.
std::optional<int> schema_to_leave(const fs::path& database) {
    std::optional<int> result;
    read_sqlite_file(database, [&](Transaction& tx) {
        const auto tables = tx.value<std::int64_t>(
            "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_migration'"
        );
        if (tables == 0) return;
        const auto ran = tx.value<std::int64_t>("SELECT count(*) FROM schema_migration");
        const auto known = migrations_for(Engine::sqlite, embedded_migrations());
        if (ran == 0 || std::cmp_greater_equal(ran, known.size())) return;
        const int schema = schema_of(tx);
        if (schema <= known.back().number) result = schema;
    });
    return result;
}

void sync(const fs::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) throw Fault(file.string() + " could not be synced");
}

void write_copy(const fs::path& database, const fs::path& copy) {
    const fs::path partial = copy.string() + ".partial";
    fs::remove(partial);
    copy_sqlite(database, partial);
    fs::permissions(partial, fs::perms::owner_read | fs::perms::owner_write);
    sync(partial);
    fs::rename(partial, copy);
    sync(copy.parent_path());
}

void remove_older_copies(const fs::path& folder) {
    std::vector<fs::path> copies;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto name = entry.path().filename().string();
        if (name.starts_with(copies_begin) && name.ends_with(".db")) copies.push_back(entry.path());
    }
    std::ranges::sort(copies, std::greater());
    for (std::size_t at = copies_kept; at < copies.size(); ++at) fs::remove(copies[at]);
}

} // namespace

void keep_before_upgrade(const fs::path& folder) {
    const auto database = folder / "heed.db";
    const auto schema = schema_to_leave(database);
    if (!schema) return;
    const auto copy = folder / fmt::format("{}{:04}.db", copies_begin, *schema);
    try {
        write_copy(database, copy);
    } catch (const std::exception& failed) {
        std::error_code ignored;
        fs::remove(copy.string() + ".partial", ignored);
        throw Fault(fmt::format(
            "the desk is of an earlier Heed (schema {}), and the copy to keep before its upgrade "
            "could not be written to {}: {}. Nothing was changed: make room for {} bytes there and "
            "start again",
            *schema,
            copy.string(),
            failed.what(),
            fs::file_size(database)
        ));
    }
    remove_older_copies(folder);
    log::info("before_upgrade", {{"schema", *schema}, {"kept", copy.string()}});
}

} // namespace heed::db
