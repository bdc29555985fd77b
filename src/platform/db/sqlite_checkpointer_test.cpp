// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/sqlite_checkpointer.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <unistd.h>

using namespace heed;
using namespace heed::db;

namespace {

struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("heed_log_" + std::to_string(::getpid()));

    Folder() {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
    }

    ~Folder() { std::filesystem::remove_all(path); }
};

} // namespace

TEST_CASE("the log starts over once the copy on the other thread and the writer's own have met") {
    const Folder folder;
    const SqliteSettings settings{.file = folder.path / "heed.db"};
    SqliteConnection writer(settings);
    writer.run("CREATE TABLE page (content BLOB)");
    SqliteCheckpointer checkpointer(settings, [](const SqliteFault& fault) {
        FAIL(std::string(fault.what()));
    });
    checkpointer.start();
    CHECK_FALSE(checkpointer.take_ended());

    for (int page = 0; page < 200; ++page) writer.run("INSERT INTO page VALUES (zeroblob(4000))");
    const int long_log = writer.log_pages();
    CHECK(long_log > 200);
    checkpointer.ask();
    checkpointer.ask(); // one copy, however often it is asked for
    checkpointer.wait_until_idle();
    CHECK(checkpointer.take_ended());
    CHECK_FALSE(checkpointer.take_ended());

    writer.run("INSERT INTO page VALUES (zeroblob(4000))"); // as if it came during the copy
    writer.checkpoint();
    writer.run("INSERT INTO page VALUES (zeroblob(4000))");
    CHECK(writer.log_pages() < long_log);
}

TEST_CASE("a copy that is asked for at the end is not waited for") {
    const Folder folder;
    const SqliteSettings settings{.file = folder.path / "heed.db"};
    SqliteCheckpointer checkpointer(settings, [](const SqliteFault&) {});
    checkpointer.start();
    checkpointer.ask();
}
