// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/database.hpp"
#include "tests/support/failing_memory.hpp"
#include "tests/support/failing_vfs.hpp"
#include "tests/support/gate.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <doctest/doctest.h>
#include <set>
#include <sqlite3.h>
#include <thread>
#include <unistd.h>

using namespace heed;
using namespace heed::db;
using tests::FailingMemory;
using tests::FailingVfs;
using enum FailingVfs::Operation;

namespace {

constexpr std::size_t crowd_size = 6;
constexpr int tries_max = 60;

enum class Told { yes, refused, constraint, storage };

struct Crowd {
    std::array<std::string, crowd_size> names;
    std::array<Told, crowd_size> told{};

    [[nodiscard]] auto count(Told what) const { return std::ranges::count(told, what); }
};

/// Writes enough to fill pages. One of the crowd meets a constraint, another changes its mind.
Told write_one(Database& database, std::size_t member, const std::string& name) {
    const std::string key = member == 2 ? "fixed" : name;
    try {
        const auto done = database.write([&](Transaction& tx) -> Result<int> {
            if (member == 1) FailingMemory::begin();
            tx.run(
                "INSERT INTO desk_value (name, value) VALUES (?1, ?2)", key, std::string(9'000, 'x')
            );
            if (member == 4) return refuse(Refusal::conflict, "changed_its_mind");
            return 0;
        });
        return done ? Told::yes : Told::refused;
    } catch (const StorageFault&) {
        return Told::storage;
    } catch (const Fault&) {
        return Told::constraint;
    }
}

/// Holds the writer until the whole crowd waits behind it, so that they share one batch.
Crowd write_in_one_batch(Database& database, const std::function<void()>& trouble) {
    static int number = 0;
    tests::Gate gate;
    std::jthread holder([&] {
        static_cast<void>(database.write([&](Transaction&) -> Result<int> {
            gate.pass();
            return 0;
        }));
    });
    gate.wait_for(1);
    Crowd crowd;
    std::vector<std::jthread> members;
    for (std::size_t member = 0; member < crowd_size; ++member) {
        crowd.names[member] = "name " + std::to_string(++number);
        members.emplace_back([&, member] {
            crowd.told[member] = write_one(database, member, crowd.names[member]);
        });
    }
    while (database.load().interactive_waiting < crowd_size) std::this_thread::yield();
    trouble();
    gate.open();
    holder.join();
    members.clear();
    return crowd;
}

std::set<std::string> names_in(Database& database) {
    const auto names = database.read([](Transaction& tx) {
        return tx.rows<std::string>("SELECT name FROM desk_value");
    });
    return {names.begin(), names.end()};
}

/// Nothing acknowledged is lost, nothing refused is present.
void require_told_the_truth(Database& database, const Crowd& crowd) {
    const auto present = names_in(database);
    for (std::size_t member = 0; member < crowd_size; ++member) {
        CAPTURE(member);
        CHECK(present.contains(crowd.names[member]) == (crowd.told[member] == Told::yes));
    }
}

struct Disk {
    FailingVfs vfs;
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("heed_faults_" + std::to_string(::getpid()));
    std::unique_ptr<Database> database;

    Disk() { open(); }

    ~Disk() {
        FailingVfs::heal();
        database.reset();
        std::filesystem::remove_all(folder);
    }

    void open() {
        database.reset();
        database = Database::open({.data = folder});
    }

    void occupy_the_fixed_name() const {
        CHECK(database
                  ->write([](Transaction& tx) -> Result<int> {
                      tx.run("INSERT INTO desk_value (name, value) VALUES ('fixed', '')");
                      return 0;
                  })
                  .has_value());
    }
};

} // namespace

TEST_CASE("a passing failure in a batch is nobody's: its jobs are run again one by one") {
    Disk disk;
    disk.occupy_the_fixed_name();
    for (const int code : {SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_NOMEM}) {
        CAPTURE(code);
        int after = 0;
        do {
            CAPTURE(after);
            const auto crowd = write_in_one_batch(*disk.database, [&] {
                FailingVfs::fail({.operation = writes, .code = code, .after = after});
            });
            CHECK(crowd.count(Told::yes) == crowd_size - 2);
            CHECK(crowd.told[2] == Told::constraint);
            CHECK(crowd.told[4] == Told::refused);
            require_told_the_truth(*disk.database, crowd);
        } while (FailingVfs::failures() > 0 && ++after < tries_max);
        FailingVfs::heal();
        CHECK(after > 5);
    }
}

TEST_CASE("where memory runs out in the middle of a batch, nobody is told what is not so") {
    Disk disk;
    disk.occupy_the_fixed_name();
    static_cast<void>(write_in_one_batch(*disk.database, [] {})); // every statement is known now
    int after = 0;
    do {
        CAPTURE(after);
        const auto crowd = write_in_one_batch(*disk.database, [&] { FailingMemory::plan(after); });
        const auto failures = FailingMemory::failures();
        FailingMemory::heal();
        require_told_the_truth(*disk.database, crowd);
        CHECK(crowd.count(Told::yes) == crowd_size - 2);
        if (failures == 0) break;
    } while (++after < tries_max);
    CHECK(after > 5);
    const auto healed = write_in_one_batch(*disk.database, [] {});
    CHECK(healed.count(Told::yes) == crowd_size - 2);
    require_told_the_truth(*disk.database, healed);
    CHECK(disk.database->integrity_problems().empty());
}

TEST_CASE("a full disk refuses every write, keeps reading, and heals without a restart") {
    Disk disk;
    disk.occupy_the_fixed_name();
    for (int after = 0; after < 12; ++after) {
        CAPTURE(after);
        const auto crowd = write_in_one_batch(*disk.database, [&] {
            FailingVfs::fail(
                {.operation = writes, .code = SQLITE_FULL, .after = after, .lasting = true}
            );
        });
        CHECK(crowd.count(Told::yes) == 0);
        CHECK(crowd.count(Told::storage) >= 4);
        require_told_the_truth(*disk.database, crowd);
        FailingVfs::heal();
        const auto healed = write_in_one_batch(*disk.database, [] {});
        CHECK(healed.count(Told::yes) == crowd_size - 2);
        require_told_the_truth(*disk.database, healed);
    }
}

TEST_CASE("after a failed sync nothing is acknowledged any more") {
    for (int after = 0; after < tries_max; ++after) {
        CAPTURE(after);
        Disk disk;
        disk.occupy_the_fixed_name();
        std::atomic<int> fatal = 0;
        disk.database->on_fatal([&](const std::string&) { ++fatal; });
        const auto crowd = write_in_one_batch(*disk.database, [&] {
            FailingVfs::fail({.operation = syncs, .code = SQLITE_IOERR_FSYNC, .after = after});
        });
        if (FailingVfs::failures() == 0) {
            CHECK(after > 0);
            return;
        }
        CHECK(fatal == 1);
        CHECK(crowd.count(Told::yes) == 0);
        CHECK(write_one(*disk.database, 0, "later") == Told::storage);
        disk.open();
        CHECK(names_in(*disk.database).contains("fixed"));
        CHECK(disk.database->integrity_problems().empty());
    }
}

TEST_CASE("a failed sync while the log is copied is fatal too") {
    Disk disk;
    tests::Gate fatal;
    fatal.open();
    disk.database->on_fatal([&](const std::string&) { fatal.pass(); });
    FailingVfs::fail({.operation = syncs, .code = SQLITE_IOERR_FSYNC, .after = 1});
    // Longer than the log may grow; its own commit is synced before the copying begins.
    std::string long_value;
    long_value.resize(18'000'000, 'x');
    CHECK(disk.database
              ->write([&](Transaction& tx) -> Result<int> {
                  tx.run("INSERT INTO desk_value (name, value) VALUES ('long', ?1)", long_value);
                  return 0;
              })
              .has_value());
    fatal.wait_for(1);
    CHECK(write_one(*disk.database, 0, "later") == Told::storage);
    disk.open();
    CHECK(names_in(*disk.database) == std::set<std::string>{"long"});
}

TEST_CASE("an unreadable page fails the read that met it and no other") {
    int after = 0;
    do {
        CAPTURE(after);
        Disk disk; // every cache is cold
        disk.occupy_the_fixed_name();
        FailingVfs::fail({.operation = reads, .code = SQLITE_IOERR_READ, .after = after});
        try {
            static_cast<void>(names_in(*disk.database));
        } catch (const StorageFault&) {
            CHECK(FailingVfs::failures() == 1);
        }
        const int failures = FailingVfs::failures();
        FailingVfs::heal();
        CHECK(names_in(*disk.database).contains("fixed"));
        if (failures == 0) break;
    } while (++after < tries_max);
    CHECK(after > 0);
}

TEST_CASE("a desk that cannot be opened says so and leaves nothing broken behind") {
    Disk disk;
    disk.occupy_the_fixed_name();
    for (const int code : {SQLITE_CANTOPEN, SQLITE_IOERR_NOMEM}) {
        for (int after = 0; after < tries_max; ++after) {
            CAPTURE(after);
            disk.database.reset();
            FailingVfs::fail({.operation = opens, .code = code, .after = after});
            try {
                disk.open();
            } catch (const Fault&) {
                CHECK(FailingVfs::failures() > 0);
            }
            const bool failed = FailingVfs::failures() > 0;
            FailingVfs::heal();
            disk.open();
            CHECK(names_in(*disk.database).contains("fixed"));
            if (!failed) break;
        }
    }
}

TEST_CASE("a bulk load is durable only when its one sync succeeds") {
    Disk disk;
    disk.database.reset();
    disk.database = Database::open({.data = disk.folder, .bulk_load = true});
    disk.occupy_the_fixed_name();
    FailingVfs::fail({.operation = syncs, .code = SQLITE_IOERR_FSYNC});
    CHECK_THROWS_AS(disk.database->finish_bulk_load(), StorageFault);
    disk.open();
    CHECK(names_in(*disk.database).contains("fixed"));
}
