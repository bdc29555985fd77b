// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/backup_keeper.hpp"
#include "app/backup_routes.hpp"
#include "kernel/clock.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>

using namespace heed;
namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

/// A desk whose backups are made by a script that begins when the test says so.
struct Kept {
    explicit Kept(const std::string& script) {
        std::string pattern = (fs::temp_directory_path() / "heed-keeper-XXXXXX").string();
        config.data = mkdtemp(pattern.data());
        config.backup.into = config.data / "backups";
        fs::create_directories(config.backup.into);
        go = config.data / "go";
        REQUIRE_EQ(::mkfifo(go.c_str(), 0600), 0);
        const auto program = config.data / "program";
        std::ofstream(program) << "#!/bin/sh\nread go < " << go.string() << '\n' << script << '\n';
        fs::permissions(program, fs::perms::owner_all);
        keeper.emplace(config, program.string());
    }

    ~Kept() {
        keeper.reset();
        std::error_code ignored;
        fs::remove_all(config.data, ignored);
    }

    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;

    void has_a_backup_of(Instant at) const {
        const auto file = config.backup.into / "desk-2026-11-23T031500Z.heed";
        std::ofstream(file) << "a backup";
        fs::last_write_time(file, fs::file_time_type::clock::now() + (at - now));
    }

    /// When the process that makes one has ended.
    app::BackupKeeper::State ended() {
        std::ofstream(go) << "go\n";
        siginfo_t which = {};
        while (keeper->state(now).making_since) ::waitid(P_ALL, 0, &which, WEXITED | WNOWAIT);
        return keeper->state(now);
    }

    config::Config config = {};
    fs::path go = {};
    const Instant now = SystemClock().now(); // files have no other clock
    std::optional<app::BackupKeeper> keeper = {};
};

std::string code_of(const Result<>& result) {
    return result ? "" : result.error().code;
}

} // namespace

TEST_CASE("a backup is begun when the newest is old enough") {
    Kept kept("exit 0");
    kept.keeper->tick(kept.now);
    CHECK(kept.keeper->state(kept.now).making_since == kept.now);
    CHECK_FALSE(kept.ended().failed);

    kept.has_a_backup_of(kept.now - 23h);
    kept.keeper->tick(kept.now);
    CHECK_FALSE(kept.keeper->state(kept.now).making_since);
    kept.keeper->tick(kept.now + 2h);
    CHECK(kept.keeper->state(kept.now).making_since);
}

TEST_CASE("why a backup failed is said, and it is tried again after an hour") {
    Kept kept("echo begun; echo 'The disk is full.' >&2; exit 3");
    kept.keeper->tick(kept.now);
    const auto state = kept.ended();
    REQUIRE(state.failed);
    CHECK(state.failed->why == "The disk is full.");

    kept.keeper->tick(kept.now + 59min);
    CHECK_FALSE(kept.keeper->state(kept.now).making_since);
    kept.keeper->tick(kept.now + 61min);
    CHECK(kept.keeper->state(kept.now).making_since);
}

TEST_CASE("somebody may have a backup before it is due, one at a time") {
    Kept kept("exit 0");
    kept.has_a_backup_of(kept.now);
    CHECK(kept.keeper->begin_now(kept.now));
    CHECK(code_of(kept.keeper->begin_now(kept.now)) == "backup_being_made");
}

TEST_CASE("nobody begins a backup where it has nowhere to go") {
    Kept kept("exit 0");
    kept.config.backup.into.clear();
    CHECK(code_of(kept.keeper->begin_now(kept.now)) == "no_backup_folder");
}

TEST_CASE("an administrator hears of backups that are wanted and not made") {
    const Kept kept("exit 0");
    const app::BackupKeeper::State failed{
        .failed = app::FailedBackup{.at = kept.now, .why = "The disk is full."}
    };
    CHECK_FALSE(app::backups_late(kept.config, {}, kept.now)); // the first is being made
    CHECK(app::backups_late(kept.config, failed, kept.now)->hours == 0);

    kept.has_a_backup_of(kept.now);
    CHECK_FALSE(app::backups_late(kept.config, failed, kept.now + 47h));
    const auto late = app::backups_late(kept.config, failed, kept.now + 49h);
    REQUIRE(late);
    CHECK(late->hours == 49);
    CHECK(late->why == "The disk is full.");
}
