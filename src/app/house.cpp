// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/house.hpp"

#include "app/file_place.hpp"
#include "app/key_mark.hpp"
#include "app/mail_worker.hpp"
#include "app/parts.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "kernel/fault.hpp"

#include <algorithm>
#include <filesystem>

namespace heed::app {

namespace {

db::Options database_options(const config::Config& config, House::Options options) {
    return {
        .data = config.data,
        .url = config.uses_postgres() ? config.database : "",
        .readers = static_cast<int>(config.readers()),
        .bulk_load = options.bulk_load,
    };
}

files::Disk& disk_of(const House::Options& options, files::Disk& own) {
    return options.disk != nullptr ? *options.disk : own;
}

bool has_database_file(const config::Config& config) {
    return !config.uses_postgres() && std::filesystem::exists(config.data / "heed.db");
}

Error key_lost(const config::Config& config) {
    return {
        .kind = Refusal::conflict,
        .code = "key_lost",
        .pointer = {},
        .detail = "The desk in " + config.data.string() + " has lost its key file " +
                  config.key_path().string() +
                  ". Put it back from your backup. If it is lost for good, start once with `heed "
                  "serve --new-key`; the passwords of the mailboxes must then be entered again.",
        .members = {},
    };
}

/// An empty database beside files that letters came with: what knew of them is gone.
bool has_lost_database(const config::Config& config) {
    namespace fs = std::filesystem;
    std::error_code none;
    const auto size = fs::file_size(config.data / "heed.db", none);
    if (config.uses_postgres() || (!none && size > 0)) return false;
    const fs::recursive_directory_iterator files(config.data / "files", none);
    return std::ranges::any_of(files, [&](const auto& file) { return file.is_regular_file(none); });
}

Error database_gone(const config::Config& config) {
    return {
        .kind = Refusal::conflict,
        .code = "database_gone",
        .pointer = {},
        .detail = "The desk in " + config.data.string() +
                  " has files of letters, but its database heed.db is gone or empty. Put it back "
                  "from your backup. A new desk begins in a new folder.",
        .members = {},
    };
}

/// What others on this machine might read is closed to them, also files of earlier versions.
void close_to_others(const config::Config& config) {
    namespace fs = std::filesystem;
    std::error_code ignored; // a folder of another owner: `heed doctor` tells
    fs::permissions(config.data, fs::perms::owner_all, ignored);
    for (const auto& entry : fs::directory_iterator(config.data, ignored)) {
        if (entry.is_regular_file(ignored) && entry.path().filename().string().starts_with("heed."))
            fs::permissions(entry.path(), fs::perms::owner_read | fs::perms::owner_write, ignored);
    }
}

} // namespace

Result<> House::make_folder(const config::Config& config) {
    std::filesystem::create_directories(config.data);
    close_to_others(config);
    if (!std::filesystem::exists(config.key_path()) && has_database_file(config))
        return std::unexpected(key_lost(config));
    return crypto::Sealer::create_key_file(config.key_path());
}

Result<> House::make_new_key(const config::Config& config) {
    std::filesystem::create_directories(config.data);
    if (std::filesystem::exists(config.key_path()))
        return crypto::Sealer::add_key(config.key_path());
    return crypto::Sealer::create_key_file(config.key_path());
}

Result<std::unique_ptr<House>> House::open(const config::Config& config, Options options) {
    if (!std::filesystem::exists(config.key_path())) {
        if (has_database_file(config)) return std::unexpected(key_lost(config));
        return refuse(
            Refusal::not_found,
            "not_a_desk",
            "",
            "There is no desk in " + config.data.string() + ": make one with `heed init --data " +
                config.data.string() + " --admin you@example.org`."
        );
    }
    if (has_lost_database(config)) return std::unexpected(database_gone(config));
    auto sealer = TRY(crypto::Sealer::load(config.key_path()));
    auto house = std::make_unique<House>(config, std::move(sealer), options);
    close_to_others(config);
    house->prepare();
    HEED_FAULT("house_prepared");
    if (options.new_key) mark_key(*house->db, house->sealer);
    TRY(check_key(*house->db, house->sealer));
    return house;
}

House::House(config::Config given, crypto::Sealer given_sealer, Options options)
    : config(std::move(given)),
      own_sandbox(letter_sandbox(config)),
      clock(),
      sealer(std::move(given_sealer)),
      own_disk(),
      files(
          {.folder = config.data / "files"},
          disk_of(options, own_disk),
          file_place(config, disk_of(options, own_disk))
      ),
      index(config.data / "search"),
      db(db::Database::open(database_options(config, options))),
      reactors(
          *db, clock, all_reactors(), options.bulk_load ? journal::Pace::patient() : journal::Pace{}
      ),
      desk(
          {.db = *db,
           .clock = clock,
           .reactors = reactors,
           .config = config,
           .sealer = sealer,
           .files = files,
           .index = index,
           .sandbox = own_sandbox ? *own_sandbox : sandbox::here()}
      ) {}

void House::prepare() {
    const auto prepared = db->write([](db::Transaction& tx) -> Result<bool> {
        mailboxes::ensure_desk_key(tx);
        return true;
    });
    CHECK(prepared.has_value());
}

House::~House() = default;

} // namespace heed::app
