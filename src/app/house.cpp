// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/house.hpp"

#include "app/parts.hpp"
#include "features/mailboxes/mailboxes.hpp"

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

} // namespace

Result<> House::make_folder(const config::Config& config) {
    std::filesystem::create_directories(config.data);
    std::filesystem::permissions(config.data, std::filesystem::perms::owner_all);
    return crypto::Sealer::create_key_file(config.key_path());
}

Result<std::unique_ptr<House>> House::open(const config::Config& config, Options options) {
    if (!std::filesystem::exists(config.key_path())) {
        return refuse(
            Refusal::not_found,
            "not_a_desk",
            "",
            "There is no desk in " + config.data.string() + ": make one with `heed init --data " +
                config.data.string() + " --admin you@example.org`."
        );
    }
    auto sealer = TRY(crypto::Sealer::load(config.key_path()));
    auto house = std::make_unique<House>(config, std::move(sealer), options);
    house->prepare();
    return house;
}

House::House(config::Config given, crypto::Sealer given_sealer, Options options)
    : config(std::move(given)),
      clock(),
      sealer(std::move(given_sealer)),
      disk(),
      files({.folder = config.data / "files"}, disk),
      db(db::Database::open(database_options(config, options))),
      reactors(*db, clock, all_reactors()),
      desk(
          {.db = *db,
           .clock = clock,
           .reactors = reactors,
           .config = config,
           .sealer = sealer,
           .files = files}
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
