// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/backup.hpp"

#include "app/backup_space.hpp"
#include "app/check.hpp"
#include "app/desk_copy.hpp"
#include "app/erasure_ledger.hpp"
#include "app/file_place.hpp"
#include "features/attachments/attachments.hpp"
#include "kernel/fault.hpp"
#include "kernel/format.hpp"
#include "kernel/json.hpp"
#include "platform/archive/archive.hpp"
#include "platform/db/migrate.hpp"
#include "platform/db/postgres_copy.hpp"
#include "platform/db/sqlite_copy.hpp"
#include "platform/journal/fact.hpp"
#include "platform/journal/seal.hpp"
#include "platform/json/decode.hpp"

#include <algorithm>

namespace heed::app {

namespace {

namespace fs = std::filesystem;

std::int64_t size_of(const fs::path& file) {
    return static_cast<std::int64_t>(fs::file_size(file));
}

Result<> require_can_back_up(const config::Config& config, const fs::path& to) {
    if (fs::exists(to))
        return refuse(
            Refusal::conflict,
            "exists",
            {},
            to.string() + " is there already and stays as it is. Name another file with --to."
        );
    return require_current_desk(config);
}

/// Files of the attachments that the copy of the database refers to.
std::vector<std::string> files_in(db::Transaction& tx) {
    constexpr int page = 500;
    std::vector<std::string> all;
    while (true) {
        auto some = attachments::files_referred_to(tx, all.empty() ? "" : all.back(), page);
        if (some.empty()) return all;
        std::ranges::move(some, std::back_inserter(all));
    }
}

struct Snapshot {
    BackupManifest manifest;
    std::vector<std::string> files;
};

Snapshot look_into(const fs::path& database) {
    Snapshot found;
    db::read_sqlite_file(database, [&](db::Transaction& tx) {
        found.manifest.schema = db::schema_of(tx);
        found.manifest.journal_head = journal::head(tx);
        const auto seal = journal::last_seal(tx);
        if (seal.position > 0) found.manifest.audit_head = journal::head_text(seal);
        found.files = files_in(tx);
    });
    found.manifest.heed = HEED_VERSION;
    found.manifest.made_at = SystemClock().now();
    found.manifest.database_bytes = size_of(database);
    found.manifest.files = static_cast<std::int64_t>(found.files.size());
    return found;
}

Result<> add_files(
    archive::Writer& writer, files::BlobFiles& blobs, const std::vector<std::string>& hashes
) {
    constexpr std::size_t piece_bytes = 1'048'576;
    for (const auto& hash : hashes) {
        auto opened = blobs.open(hash);
        if (!opened)
            return refuse(
                Refusal::conflict,
                "file_missing",
                {},
                "The attachment file " + hash +
                    " is missing, so that no backup would be whole. `heed check` lists what else "
                    "is; put it back from the backup before."
            );
        std::uint64_t at = 0;
        writer.add("files/" + hash, opened->size(), [&] {
            auto piece = opened->read(at, piece_bytes);
            at += piece.size();
            return piece;
        });
    }
    return {};
}

Result<> write_archive(
    const config::Config& config,
    const Snapshot& snapshot,
    const BackupSpace& space,
    files::Disk& disk
) {
    archive::Writer writer(space.path() / "archive", disk);
    writer.add_manifest(to_json(snapshot.manifest));
    writer.add_file("heed.db", space.path() / "heed.db");
    files::BlobFiles blobs({.folder = config.data / "files"}, disk, file_place(config, disk));
    TRY(add_files(writer, blobs, snapshot.files));
    if (snapshot.manifest.with_key) writer.add_file("heed.key", config.key_path());
    writer.finish();
    return {};
}

Result<BackupManifest> manifest_of(const fs::path& file) {
    const auto text = TRY(archive::verify(file));
    auto manifest = decode_fact<BackupManifest>(text);
    constexpr int format_version = 1;
    if (!manifest || manifest->format_version != format_version || manifest->engine != "sqlite")
        return refuse(
            Refusal::conflict,
            "other_backup",
            {},
            "The backup " + file.string() +
                " has a form that this Heed does not know. Install the version that wrote it, or "
                "a later one."
        );
    if (manifest->schema > db::newest_schema(db::Engine::sqlite))
        TRY(require_schema(manifest->schema, "The backup " + file.string()));
    return std::move(*manifest);
}

Result<BackupReport> unpacked(const fs::path& file, const BackupSpace& space, files::Disk& disk) {
    auto manifest = TRY(manifest_of(file));
    BackupReport report{
        .file = file.string(),
        .bytes = size_of(file),
        .manifest = std::move(manifest),
        .problems = {},
    };
    unpack(file, space.path() / "desk", disk);
    return report;
}

Result<BackupReport> checked(const fs::path& file, const BackupSpace& space, files::Disk& disk) {
    auto report = TRY(unpacked(file, space, disk));
    config::Config config;
    config.data = space.path() / "desk";
    report.problems = check_desk(*house_of(config, space), true);
    return report;
}

Result<> require_room(const config::Config& config) {
    if (config.uses_postgres() && db::has_schema(postgres_of(config)))
        return refuse(
            Refusal::conflict,
            "not_empty",
            {},
            "That database holds a desk already (the schema heed), and a desk is restored into a "
            "new one only. Name another database with --database, or rename that schema first."
        );
    return require_room_for_desk(config.data);
}

/// The database comes last: until it is there, there is no desk.
void publish(const config::Config& config, const BackupSpace& space, files::Disk& disk) {
    const auto desk = space.path() / "desk";
    move_in_files(desk, config.data, disk);
    HEED_FAULT("restore_half_moved");
    if (!config.uses_postgres()) {
        disk.rename(desk / "heed.db", config.data / "heed.db");
        disk.sync_folder(config.data);
        return;
    }
    try {
        db::copy_to_postgres(desk / "heed.db", postgres_of(config));
    } catch (...) {
        fs::remove_all(config.data / "files");
        throw;
    }
}

} // namespace

Result<BackupReport>
back_up(const config::Config& config, const BackupWish& wish, files::Disk& disk) {
    TRY(require_can_back_up(config, wish.to));
    const BackupSpace space(wish.to.string() + ".partial");
    copy_database(config, space.path() / "copy");
    fs::rename(space.path() / "copy" / "heed.db", space.path() / "heed.db");
    fs::remove_all(space.path() / "copy");
    HEED_FAULT("backup_copied");
    const auto copy = space.path() / "heed.db";
    auto snapshot = look_into(copy);
    snapshot.manifest.with_key = wish.with_key;
    TRY(write_archive(config, snapshot, space, disk));
    fs::remove(copy);
    HEED_FAULT("backup_written");
    auto report = TRY(checked(space.path() / "archive", space, disk));
    report.file = wish.to.string();
    disk.rename(space.path() / "archive", wish.to);
    disk.sync_folder(fs::absolute(wish.to).parent_path());
    return report;
}

Result<BackupReport> check_backup(const fs::path& file, files::Disk& disk) {
    TRY(manifest_of(file));
    const BackupSpace space(file.string() + ".check");
    return checked(file, space, disk);
}

Result<BackupReport> restore(
    const fs::path& file, const config::Config& config, files::Disk& disk, const fs::path& erasures
) {
    TRY(manifest_of(file));
    TRY(require_room(config));
    fs::create_directories(config.data);
    const BackupSpace space(config.data / unfinished_restore);
    auto report = TRY(unpacked(file, space, disk));
    make_quiet(space, "heed restore");
    auto again = TRY(forget_again(space, erasures));
    report.forgotten_again = again.done;
    report.to_do = std::move(again.open);
    HEED_FAULT("restore_unpacked");
    publish(config, space, disk);
    return report;
}

} // namespace heed::app
