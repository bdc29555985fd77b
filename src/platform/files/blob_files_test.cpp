// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/encoding.hpp"
#include "platform/files/blob_files.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fstream>
#include <thread>
#include <unistd.h>

namespace heed::files {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const Instant noon = *instant_from_rfc3339("2026-06-10T12:00:00.250Z");

/// The real disk, noting what it does, failing where told.
class WatchedDisk final : public Disk {
public:
    std::vector<std::string> calls;
    std::string failing;
    std::uint64_t free = std::uint64_t{1} << 40;

    void write(int descriptor, std::string_view bytes) override {
        fail_if("write");
        Disk::write(descriptor, bytes);
    }

    void sync(int descriptor) override {
        if (failing == "sync") throw FsyncFault("sync");
        calls.emplace_back("sync file");
        Disk::sync(descriptor);
    }

    void rename(const fs::path& from, const fs::path& to) override {
        fail_if("rename");
        calls.push_back("rename to " + to.parent_path().filename().string());
        Disk::rename(from, to);
    }

    void sync_folder(const fs::path& folder) override {
        calls.push_back("sync folder " + folder.filename().string());
        Disk::sync_folder(folder);
    }

    [[nodiscard]] std::uint64_t free_bytes(const fs::path&) const override { return free; }

private:
    void fail_if(std::string_view call) const {
        if (failing == call) throw StorageFault(std::string(call));
    }
};

struct Fixture {
    fs::path folder =
        fs::temp_directory_path() / ("heed-files-" + crypto::hex(crypto::random_bytes(8)));
    WatchedDisk disk;
    BlobFiles files{{.folder = folder}, disk};

    Fixture() { disk.calls.clear(); }

    ~Fixture() { fs::remove_all(folder); }

    Fixture(const Fixture&) = delete;
    Fixture& operator=(const Fixture&) = delete;

    [[nodiscard]] bool nothing_unfinished() const { return fs::is_empty(folder / "unfinished"); }

    [[nodiscard]] std::size_t count() const {
        std::size_t count = 0;
        files.for_each([&](std::string_view, std::uint64_t) { ++count; });
        return count;
    }
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "files: bytes come back under their digest") {
    const auto stored = files.put("abc");
    CHECK(stored.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(stored.size == 3);
    CHECK_FALSE(stored.was_there);
    CHECK(fs::exists(folder / "ba" / "78" / stored.sha256));
    const auto reader = files.open(stored.sha256);
    REQUIRE(reader.has_value());
    CHECK(reader->size() == 3);
    CHECK(reader->read_all() == "abc");
    CHECK(reader->read(1, 1) == "b");
    CHECK(reader->read(3, 10).empty());
    CHECK(files.is_intact(stored.sha256));
    CHECK(nothing_unfinished());
}

TEST_CASE_FIXTURE(Fixture, "files: file synced, renamed, folder synced, in this order") {
    const auto stored = files.put("abc");
    CHECK(
        disk.calls ==
        std::vector<std::string>{
            "sync file",
            "sync folder " + folder.filename().string(), // the new folder ba
            "sync folder ba",                            // the new folder 78
            "rename to 78",
            "sync folder 78",
        }
    );
    disk.calls.clear();
    CHECK(files.put("abc").was_there);
    CHECK(disk.calls == std::vector<std::string>{"sync file", "sync folder 78"});
    CHECK(count() == 1);
    CHECK(nothing_unfinished());
}

TEST_CASE_FIXTURE(Fixture, "files: uploads in pieces and from a file") {
    auto upload = files.begin();
    for (int piece = 0; piece < 100; ++piece) upload.add(std::string(10'000, 'x'));
    const auto stored = upload.finish();
    CHECK(stored.size == 1'000'000);
    std::ofstream(folder / "source") << std::string(1'000'000, 'x');
    CHECK(files.put_file(folder / "source").sha256 == stored.sha256);
    CHECK_THROWS_AS(files.put_file(folder / "none"), StorageFault);
}

TEST_CASE_FIXTURE(Fixture, "files: an upload that is dropped leaves nothing") {
    {
        auto upload = files.begin();
        upload.add("abc");
        const auto moved = std::move(upload);
        CHECK_FALSE(nothing_unfinished());
    }
    CHECK(nothing_unfinished());
    CHECK(count() == 0);
}

TEST_CASE_FIXTURE(Fixture, "files: a failing disk is told and nothing is kept") {
    disk.failing = "write";
    CHECK_THROWS_AS(files.put("abc"), StorageFault);
    disk.failing = "rename";
    CHECK_THROWS_AS(files.put("abc"), StorageFault);
    disk.failing = "sync";
    CHECK_THROWS_AS(files.put("abc"), FsyncFault);
    CHECK(count() == 0);
    CHECK(nothing_unfinished());
    disk.failing = "";
    disk.free = 1024;
    CHECK_THROWS_AS(files.put("abc"), StorageFault);
    disk.free = std::uint64_t{1} << 30;
    CHECK_NOTHROW(files.put("abc"));
}

TEST_CASE_FIXTURE(Fixture, "files: a full disk is a storage fault") {
    Disk real;
    const int full = ::open("/dev/full", O_WRONLY);
    REQUIRE(full >= 0);
    CHECK_THROWS_WITH_AS(real.write(full, "abc"), doctest::Contains("No space left"), StorageFault);
    ::close(full);
}

TEST_CASE_FIXTURE(Fixture, "files: set aside, brought back, removed") {
    const auto sha256 = files.put("abc").sha256;
    const auto reader = files.open(sha256);
    CHECK(files.set_aside(sha256, noon));
    CHECK_FALSE(files.set_aside(sha256, noon));
    CHECK(count() == 0);
    CHECK(files.aside_before(noon).empty());
    CHECK(files.aside_before(noon + 1ms) == std::vector{sha256});

    CHECK(files.bring_back(sha256));
    CHECK_FALSE(files.bring_back(sha256));
    CHECK(count() == 1);
    CHECK_FALSE(files.remove(sha256)); // only what is aside

    CHECK(files.set_aside(sha256, noon));
    CHECK(files.remove(sha256));
    CHECK_FALSE(files.remove(sha256));
    CHECK(files.open(sha256).error().kind == Refusal::not_found);
    CHECK(reader->read_all() == "abc"); // opened before
}

TEST_CASE_FIXTURE(Fixture, "files: storing or opening what is aside brings it back") {
    const auto sha256 = files.put("abc").sha256;
    CHECK(files.set_aside(sha256, noon));
    CHECK(files.put("abc").was_there);
    CHECK(files.aside_before(noon + 24h).empty());
    CHECK(files.set_aside(sha256, noon));
    CHECK(files.open(sha256)->read_all() == "abc");
    CHECK(count() == 1);
}

TEST_CASE_FIXTURE(Fixture, "files: damage is found") {
    const auto sha256 = files.put("abc").sha256;
    std::ofstream(folder / "ba" / "78" / sha256) << "abd";
    CHECK_FALSE(files.is_intact(sha256));
    CHECK_FALSE(files.is_intact(std::string(64, '0')));
}

TEST_CASE_FIXTURE(Fixture, "files: unfinished uploads of a killed process are swept") {
    std::ofstream(folder / "unfinished" / "left") << "x";
    CHECK(files.remove_unfinished(noon - 1h * 24 * 365 * 50) == 0);
    CHECK(files.remove_unfinished(Instant::max()) == 1);
    CHECK(nothing_unfinished());
}

TEST_CASE_FIXTURE(Fixture, "files: no name leads out of the folder") {
    for (const auto* const name : {"", "../../etc/passwd", "ab", "A3"})
        CHECK_THROWS_AS(static_cast<void>(files.open(name)), Fault);
    CHECK_THROWS_AS(static_cast<void>(files.open(std::string(64, 'A'))), Fault);
}

TEST_CASE_FIXTURE(Fixture, "files: many threads store the same bytes") {
    std::vector<std::jthread> threads;
    threads.reserve(4);
    Disk real;
    BlobFiles shared({.folder = folder}, real);
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&] {
            for (int blob = 0; blob < 20; ++blob) shared.put(std::to_string(blob));
        });
    threads.clear();
    CHECK(count() == 20);
    CHECK(nothing_unfinished());
}

} // namespace heed::files
