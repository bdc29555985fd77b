// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/telling_disk.hpp"
#include "kernel/clock.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/db/database.hpp"
#include "platform/desk/desk.hpp"
#include "platform/files/blob_files.hpp"
#include "platform/files/disk.hpp"
#include "platform/journal/reactors.hpp"
#include "platform/sandbox/task.hpp"
#include "platform/search/index.hpp"

#include <memory>

namespace heed::app {

/// Everything that every verb needs, in the order it must live: configuration, key, database,
/// files, reactors, desk. Built once per process.
class House {
public:
    struct Options {
        bool bulk_load = false;      // a fresh folder that may be filled without syncing
        bool new_key = false;        // whatever key the file has is the desk's from now on
        files::Disk* disk = nullptr; // of a test that watches it; outlives the house
    };

    /// Refuses `not_a_desk` for a folder without a key, with the verb that makes one, `key_lost`
    /// when only the key is missing, `database_gone` when all but the database is there, and
    /// `wrong_key`.
    static Result<std::unique_ptr<House>> open(const config::Config& config, Options options);

    /// Makes folder and key for a new desk. Refuses `exists`, and `key_lost` where a database is
    /// waiting for the key it had: a fresh one would open none of its secrets.
    static Result<> make_folder(const config::Config& config);

    /// A fresh key in front of those that are left, or the first one.
    static Result<> make_new_key(const config::Config& config);

    House(config::Config given, crypto::Sealer given_sealer, Options options);
    ~House();

    /// What a desk must have before anybody works on it: its mail key.
    void prepare();

    const config::Config config;
    // Before whatever has a thread; none where letters are read in this process.
    const std::unique_ptr<sandbox::Sandbox> own_sandbox;
    const SystemClock clock;
    const crypto::Sealer sealer;
    TellingDisk own_disk;
    files::BlobFiles files;
    full_text::Index index;
    std::unique_ptr<db::Database> db;
    journal::Reactors reactors;
    Desk desk;
};

} // namespace heed::app
