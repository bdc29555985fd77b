// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/backup.hpp"
#include "app/backup_folder.hpp"
#include "app/backup_space.hpp"
#include "app/check.hpp"
#include "app/erasure_ledger.hpp"
#include "app/house.hpp"
#include "features/people/people.hpp"
#include "features/privacy/privacy.hpp"
#include "features/settings/settings.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <random>
#include <stdlib.h>

using namespace heed;
namespace fs = std::filesystem;

namespace {

/// A desk that is being served, with a file too large for a row, and room for its backups.
struct ServedDesk {
    fs::path folder;
    config::Config config;
    std::unique_ptr<app::House> house;
    files::Disk disk;
    std::string hash;

    ServedDesk() {
        std::string pattern = (fs::temp_directory_path() / "heed-backup-XXXXXX").string();
        folder = mkdtemp(pattern.data());
        config.data = folder / "desk";
        REQUIRE(app::House::make_folder(config).has_value());
        auto opened = app::House::open(config, {});
        REQUIRE(opened.has_value());
        house = std::move(*opened);
        attach(std::string(100'000, 'p'));
    }

    ~ServedDesk() {
        house.reset();
        std::error_code ignored;
        fs::remove_all(folder, ignored);
    }

    ServedDesk(const ServedDesk&) = delete;
    ServedDesk& operator=(const ServedDesk&) = delete;

    void attach(const std::string& bytes) {
        hash = house->files.put(bytes).sha256;
        change([&](db::Transaction& tx) {
            tx.run(
                "INSERT INTO blob (sha256, size, created_at) VALUES (?1, ?2, ?3)",
                hash,
                static_cast<std::int64_t>(bytes.size()),
                house->clock.now()
            );
            tx.run("INSERT INTO blob_hold (sha256, holder) VALUES (?1, 'test')", hash);
        });
    }

    void change(const std::function<void(db::Transaction&)>& work) const {
        REQUIRE(house->db
                    ->write([&](db::Transaction& tx) -> Result<bool> {
                        work(tx);
                        return true;
                    })
                    .has_value());
    }

    Result<app::BackupReport> back_up(bool with_key = false) {
        return app::back_up(config, {.to = file(), .with_key = with_key}, disk);
    }

    Result<app::BackupReport> restore() { return restore_into(restored()); }

    Result<app::BackupReport> restore_into(const fs::path& data) {
        config::Config target;
        target.data = data;
        return app::restore(file(), target, disk, folder);
    }

    [[nodiscard]] fs::path file() const { return folder / "desk.heed"; }

    [[nodiscard]] fs::path restored() const { return folder / "restored"; }
};

std::string code_of(const Result<app::BackupReport>& report) {
    return report ? "" : report.error().code;
}

void turn_a_bit(const fs::path& file, std::uint64_t at, unsigned bit) {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekg(static_cast<std::streamoff>(at));
    const auto letter = static_cast<char>(stream.get() ^ static_cast<int>(1U << bit));
    stream.seekp(static_cast<std::streamoff>(at));
    stream.put(letter);
}

} // namespace

TEST_CASE("a desk comes back from its backup whole, and quiet") {
    ServedDesk desk;
    const auto backup = desk.back_up();
    REQUIRE_EQ(code_of(backup), "");
    CHECK(backup->problems.empty());
    CHECK_EQ(backup->manifest.files, 1);
    CHECK_FALSE(fs::exists(desk.folder / "desk.heed.partial"));
    REQUIRE_EQ(code_of(desk.restore()), "");
    CHECK_FALSE(fs::exists(desk.restored() / app::unfinished_restore));

    // Its key is no part of the backup; with it put there the desk is the same.
    config::Config config;
    config.data = desk.restored();
    CHECK_EQ(app::House::open(config, {}).error().code, "key_lost");
    fs::copy_file(desk.config.key_path(), config.key_path());
    const auto house = app::House::open(config, {});
    REQUIRE(house.has_value());
    CHECK(app::check_desk(**house, true).empty());
    CHECK((*house)->files.is_intact(desk.hash));
    CHECK((*house)->db->read([](db::Transaction& tx) { return settings::is_quiet(tx); }));
}

TEST_CASE("the key travels only when that is asked for") {
    ServedDesk desk;
    REQUIRE_EQ(code_of(desk.back_up(true)), "");
    REQUIRE_EQ(code_of(desk.restore()), "");
    config::Config config;
    config.data = desk.restored();
    CHECK(app::House::open(config, {}).has_value());
}

TEST_CASE("a backup goes into a new folder only and overwrites nothing") {
    ServedDesk desk;
    REQUIRE_EQ(code_of(desk.back_up()), "");
    CHECK_EQ(code_of(desk.back_up()), "exists");
    CHECK_EQ(code_of(desk.restore_into(desk.config.data)), "not_empty");
}

TEST_CASE("what a stopped restore left is taken away by the next one") {
    ServedDesk desk;
    REQUIRE_EQ(code_of(desk.back_up()), "");
    fs::create_directories(desk.restored() / app::unfinished_restore / "desk");
    fs::create_directories(desk.restored() / "files" / "ab");
    std::ofstream(desk.restored() / app::unfinished_restore / "desk" / "heed.db") << "half";
    CHECK_EQ(code_of(desk.restore()), "");
    CHECK_FALSE(fs::exists(desk.restored() / "files" / "ab"));
}

TEST_CASE("a desk that lost a file is not backed up as if it were whole") {
    ServedDesk desk;
    fs::remove_all(desk.config.data / "files");
    CHECK_EQ(code_of(desk.back_up()), "file_missing");
    CHECK_FALSE(fs::exists(desk.file()));
}

TEST_CASE("of a hundred damaged backups none is restored, and nothing is left of them") {
    ServedDesk desk;
    REQUIRE_EQ(code_of(desk.back_up()), "");
    std::mt19937_64 random(22); // NOLINT(cert-msc51-cpp): the same places each time
    const auto size = fs::file_size(desk.file());
    for (int damage = 0; damage < 100; ++damage) {
        const auto at = random() % size;
        const auto bit = static_cast<unsigned>(random() % 8);
        turn_a_bit(desk.file(), at, bit);
        CHECK_NE(code_of(desk.restore()), "");
        CHECK_FALSE(fs::exists(desk.restored()));
        turn_a_bit(desk.file(), at, bit);
    }
    CHECK_EQ(code_of(app::check_backup(desk.file(), desk.disk)), "");
}

TEST_CASE("a backup of a newer Heed says which one to install") {
    ServedDesk desk;
    desk.change([](db::Transaction& tx) {
        tx.run("INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES (9999, "
               "'9999_later', '', 0)");
    });
    const auto refused = desk.back_up();
    REQUIRE_EQ(code_of(refused), "newer_backup");
    CHECK_NE(refused.error().detail.find("Install that version"), std::string::npos);
}

TEST_CASE("in a folder backups follow one another, and the oldest go") {
    ServedDesk desk;
    const auto folder = desk.folder / "backups";
    const auto made = [&](int hours) {
        const Instant now{std::chrono::hours{hours}};
        return code_of(app::back_up_into(desk.config, {.folder = folder, .keep = 2}, now, desk.disk)
        );
    };
    CHECK_EQ(made(24), "");
    CHECK_EQ(made(48), "");
    CHECK_EQ(made(48), "exists");
    std::ofstream(folder / "desk-of-somebody-else.heed") << "stays";
    CHECK_EQ(made(72), "");
    const auto kept = app::backups_in(folder);
    REQUIRE_EQ(kept.size(), 2);
    CHECK_EQ(kept.front().file.filename(), "desk-1970-01-04T000000Z.heed");
    CHECK_EQ(kept.back().file.filename(), "desk-1970-01-03T000000Z.heed");
    CHECK(kept.front().bytes > 0);
    CHECK(fs::exists(folder / "desk-of-somebody-else.heed"));

    fs::remove_all(desk.config.data / "files");
    CHECK_EQ(made(96), "file_missing");
    CHECK_EQ(app::backups_in(folder).size(), 2);
}

namespace {

/// A desk from which somebody was erased after it had been backed up.
struct ForgettingDesk : ServedDesk {
    PersonId ana = {};
    app::ErasureLedger ledger{*house, folder};

    ForgettingDesk() {
        const auto system = Actor::system("test");
        change([&](db::Transaction& tx) {
            const people::Correspondent from{.address = "ana@canary.example", .name = "Ana Canary"};
            ana = *people::find_or_create_customer(tx, system, from, now());
        });
        ledger.tick(now());
        REQUIRE_EQ(code_of(back_up(true)), "");
        change([&](db::Transaction& tx) {
            REQUIRE(
                privacy::ask_erasure(tx, privacy_officer(), ana, {.reason = {"their wish"}}, now())
                    .has_value()
            );
            while (*privacy::go_on(tx, now()) > 0) {
            }
        });
    }

    static Actor privacy_officer() { return Actor::system("officer"); }

    [[nodiscard]] Instant now() const { return house->clock.now(); }

    [[nodiscard]] std::vector<fs::path> ledgers() const {
        std::vector<fs::path> found;
        for (const auto& entry : fs::directory_iterator(folder))
            if (entry.path().filename().string().starts_with("erasures-"))
                found.push_back(entry.path());
        return found;
    }

    [[nodiscard]] std::string name_in_restored() const {
        config::Config restored_config;
        restored_config.data = restored();
        const auto opened = app::House::open(restored_config, {});
        REQUIRE(opened.has_value());
        return (*opened)->db->read([&](db::Transaction& tx) {
            return people::find_person(tx, ana)->name;
        });
    }
};

} // namespace

TEST_CASE("who was erased after a backup does not come back with it") {
    ForgettingDesk desk;
    desk.ledger.tick(desk.now());
    REQUIRE_EQ(desk.ledgers().size(), 1);
    std::ifstream stream(desk.ledgers().front());
    const std::string text{std::istreambuf_iterator(stream), {}};
    CHECK_NE(text.find("their wish"), std::string::npos);
    CHECK_EQ(text.find("Canary"), std::string::npos);

    const auto report = desk.restore();
    REQUIRE_EQ(code_of(report), "");
    CHECK_EQ(report->forgotten_again, 1);
    CHECK(report->to_do.empty());
    CHECK_EQ(desk.name_in_restored(), "Erased person " + std::to_string(desk.ana.value));
}

TEST_CASE("a restore without the list of erasures says so") {
    ForgettingDesk desk;
    fs::remove(desk.ledgers().front());
    const auto report = desk.restore();
    REQUIRE_EQ(code_of(report), "");
    REQUIRE_EQ(report->to_do.size(), 1);
    CHECK_NE(report->to_do.front().find("is back"), std::string::npos);
    CHECK_EQ(desk.name_in_restored(), "Ana Canary");
}

TEST_CASE("a desk that never erased anything is restored without a word about it") {
    ServedDesk desk;
    desk.change([&](db::Transaction& tx) {
        const auto now = desk.house->clock.now();
        const people::Correspondent ana{.address = "ana@canary.example"};
        REQUIRE(people::find_or_create_customer(tx, Actor::system("test"), ana, now).has_value());
    });
    REQUIRE_EQ(code_of(desk.back_up()), "");
    app::ErasureLedger(*desk.house, desk.folder).tick(desk.house->clock.now());
    const auto report = desk.restore();
    REQUIRE_EQ(code_of(report), "");
    CHECK(report->to_do.empty());
}

TEST_CASE("what a backup never had stays on the list for other backups") {
    ForgettingDesk desk;
    desk.ledger.tick(desk.now());
    const auto file = desk.ledgers().front();
    privacy::Erasure later{.id = privacy::ErasureId{2}, .scope = privacy::Scope::ticket};
    later.ticket_id = TicketId{4711};
    std::ofstream(file, std::ios::app) << to_json(later) << '\n';
    CHECK_EQ(desk.restore()->forgotten_again, 1);
    config::Config config;
    config.data = desk.restored();
    const auto opened = app::House::open(config, {});
    REQUIRE(opened.has_value());
    app::ErasureLedger(**opened, desk.folder).tick(desk.now());
    CHECK_EQ(desk.ledgers().size(), 1); // none was set aside
}

TEST_CASE("a damaged list of erasures stops a restore before anything is done") {
    ForgettingDesk desk;
    desk.ledger.tick(desk.now());
    std::ofstream(desk.ledgers().front(), std::ios::app) << "{";
    CHECK_EQ(code_of(desk.restore()), "bad_ledger");
    CHECK_FALSE(fs::exists(desk.restored() / "heed.db"));
}

TEST_CASE("the list of another state of the desk is set aside, not written over") {
    ForgettingDesk desk;
    desk.ledger.tick(desk.now());
    const auto file = desk.ledgers().front();
    std::ofstream(file, std::ios::app)
        << to_json(privacy::Erasure{.id = privacy::ErasureId{7}}) << '\n';
    app::ErasureLedger of_next_start(*desk.house, desk.folder);
    of_next_start.tick(desk.now());
    CHECK_EQ(desk.ledgers().size(), 2);
    CHECK(fs::exists(file));
}
