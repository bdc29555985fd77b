// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/backup.hpp"

#include "app/backup_space.hpp"
#include "app/check.hpp"
#include "app/house.hpp"
#include "features/attachments/attachments.hpp"
#include "features/settings/settings.hpp"
#include "kernel/fault.hpp"
#include "kernel/format.hpp"
#include "kernel/json.hpp"
#include "platform/archive/archive.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/db/migrate.hpp"
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

Result<> require_schema(int schema, const std::string& whose) {
    const int known = db::newest_schema(db::Engine::sqlite);
    if (schema == known) return {};
    if (schema < known)
        return refuse(
            Refusal::conflict,
            "other_schema",
            {},
            fmt::format(
                "{} is of an earlier Heed (schema {}, this one has {}). Start this Heed on it "
                "once, or back it up with the version that serves it.",
                whose,
                schema,
                known
            )
        );
    return refuse(
        Refusal::conflict,
        "newer_backup",
        {},
        fmt::format(
            "{} was written by a newer Heed (schema {}, this one knows {}). Install that version "
            "or a later one and try again.",
            whose,
            schema,
            known
        )
    );
}

Result<> require_can_back_up(const config::Config& config, const fs::path& to) {
    if (config.uses_postgres())
        return refuse(
            Refusal::conflict,
            "postgres_backup",
            {},
            "This desk is on PostgreSQL, which has a backup of its own: run `pg_dump "
            "--schema=heed` and then copy the folder " +
                (config.data / "files").string() + ". See docs/operations/backup.md."
        );
    if (!fs::exists(config.data / "heed.db"))
        return refuse(
            Refusal::not_found,
            "not_a_desk",
            {},
            "There is no desk in " + config.data.string() + ": name its folder with --data."
        );
    if (fs::exists(to))
        return refuse(
            Refusal::conflict,
            "exists",
            {},
            to.string() + " is there already and stays as it is. Name another file with --to."
        );
    return {};
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
        if (!require_schema(found.manifest.schema, {})) return;
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
    files::BlobFiles blobs({.folder = config.data / "files"}, disk);
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

/// The desk in `folder` under a key for this moment: nothing is opened or sealed with it.
std::unique_ptr<House> house_in(const fs::path& folder, const BackupSpace& space) {
    const auto key = space.path() / "moment.key";
    CHECK(crypto::Sealer::create_key_file(key).has_value());
    auto sealer = crypto::Sealer::load(key);
    CHECK(sealer.has_value());
    config::Config config;
    config.data = folder;
    return std::make_unique<House>(std::move(config), std::move(*sealer), House::Options{});
}

Result<BackupReport> unpacked(const fs::path& file, const BackupSpace& space, files::Disk& disk) {
    auto manifest = TRY(manifest_of(file));
    BackupReport report{
        .file = file.string(),
        .bytes = size_of(file),
        .manifest = std::move(manifest),
        .problems = {}
    };
    unpack(file, space.path() / "desk", disk);
    return report;
}

Result<BackupReport> checked(const fs::path& file, const BackupSpace& space, files::Disk& disk) {
    auto report = TRY(unpacked(file, space, disk));
    report.problems = check_desk(*house_in(space.path() / "desk", space), true);
    return report;
}

void make_quiet(const BackupSpace& space) {
    const auto house = house_in(space.path() / "desk", space);
    const auto quiet = house->db->write([&](db::Transaction& tx) {
        return settings::set_quiet(tx, Actor::system("heed restore"), true, house->clock.now());
    });
    CHECK(quiet.has_value());
}

/// A database alone is moved into place: nothing of it may still be in a log beside it.
void require_whole(const fs::path& database) {
    const auto log = database.string() + "-wal";
    if (fs::exists(log) && size_of(log) > 0) throw Fault(log + " could not be emptied");
}

} // namespace

Result<BackupReport>
back_up(const config::Config& config, const BackupWish& wish, files::Disk& disk) {
    TRY(require_can_back_up(config, wish.to));
    const BackupSpace space(wish.to.string() + ".partial");
    const auto copy = space.path() / "heed.db";
    db::copy_sqlite(config.data / "heed.db", copy);
    HEED_FAULT("backup_copied");
    auto snapshot = look_into(copy);
    snapshot.manifest.with_key = wish.with_key;
    TRY(require_schema(snapshot.manifest.schema, "The desk in " + config.data.string()));
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

Result<BackupReport> restore(const fs::path& file, const fs::path& data, files::Disk& disk) {
    TRY(manifest_of(file));
    TRY(require_room_for_desk(data));
    fs::create_directories(data);
    const BackupSpace space(data / unfinished_restore);
    auto report = TRY(unpacked(file, space, disk));
    make_quiet(space);
    require_whole(space.path() / "desk" / "heed.db");
    HEED_FAULT("restore_unpacked");
    move_in(space.path() / "desk", data, disk);
    return report;
}

} // namespace heed::app
