// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/desk_copy.hpp"

#include "features/settings/settings.hpp"
#include "kernel/fault.hpp"
#include "kernel/format.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/db/migrate.hpp"
#include "platform/db/postgres_copy.hpp"
#include "platform/db/sqlite_copy.hpp"

namespace heed::app {

namespace {

namespace fs = std::filesystem;

/// A database alone is moved into place: nothing of it may still be in a log beside it.
void require_whole(const fs::path& database) {
    const auto log = database.string() + "-wal";
    if (fs::exists(log) && fs::file_size(log) > 0) throw Fault(log + " could not be emptied");
}

Result<> not_a_desk(const std::string& detail) {
    return refuse(Refusal::not_found, "not_a_desk", {}, detail);
}

} // namespace

db::Options postgres_of(const config::Config& config) {
    return {.url = config.database};
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

Result<> require_current_desk(const config::Config& config) {
    int schema = 0;
    const auto look = [&](db::Transaction& tx) { schema = db::schema_of(tx); };
    if (config.uses_postgres()) {
        if (!db::has_schema(postgres_of(config)))
            return not_a_desk(
                "There is no desk in that database: name the right one with --database."
            );
        db::read_postgres(postgres_of(config), look);
        return require_schema(schema, "The desk in that database");
    }
    if (!fs::exists(config.data / "heed.db"))
        return not_a_desk(
            "There is no desk in " + config.data.string() + ": name its folder with --data."
        );
    db::read_sqlite_file(config.data / "heed.db", look);
    return require_schema(schema, "The desk in " + config.data.string());
}

void copy_database(const config::Config& config, const fs::path& folder) {
    fs::create_directories(folder);
    if (config.uses_postgres())
        db::copy_to_sqlite(postgres_of(config), folder);
    else
        db::copy_sqlite(config.data / "heed.db", folder / "heed.db");
}

std::unique_ptr<House> house_of(config::Config config, const BackupSpace& space) {
    const auto key = space.path() / "moment.key";
    if (!fs::exists(key)) CHECK(crypto::Sealer::create_key_file(key).has_value());
    auto sealer = crypto::Sealer::load(key);
    CHECK(sealer.has_value());
    return std::make_unique<House>(std::move(config), std::move(*sealer), House::Options{});
}

void make_quiet(const BackupSpace& space, const std::string& verb) {
    config::Config config;
    config.data = space.path() / "desk";
    auto house = house_of(config, space);
    const auto quiet = house->db->write([&](db::Transaction& tx) {
        return settings::set_quiet(tx, Actor::system(verb), true, house->clock.now());
    });
    CHECK(quiet.has_value());
    house.reset();
    require_whole(config.data / "heed.db");
}

} // namespace heed::app
