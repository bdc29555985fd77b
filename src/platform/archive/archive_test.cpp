// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/archive/archive.hpp"
#include "platform/archive/header.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <stdlib.h>

using namespace heed;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path;

    Folder() {
        std::string pattern = (fs::temp_directory_path() / "heed-archive-XXXXXX").string();
        path = mkdtemp(pattern.data());
    }

    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
};

std::string bytes_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::stringstream all;
    all << stream.rdbuf();
    return all.str();
}

void write(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

fs::path some_backup(const Folder& folder) {
    auto file = folder.path / "desk.backup";
    files::Disk disk;
    archive::Writer writer(file, disk);
    writer.add_manifest(R"({"format":1})");
    writer.add("heed.db", std::string(1'500, 'd'));
    writer.add("files/empty", "");
    writer.finish();
    return file;
}

std::string refusal_of(const fs::path& file) {
    const auto manifest = archive::verify(file);
    return manifest ? "" : manifest.error().code;
}

} // namespace

TEST_CASE("a backup gives back what was put into it") {
    const Folder folder;
    const auto file = some_backup(folder);
    CHECK_EQ(archive::verify(file).value(), R"({"format":1})");
    std::map<std::string, std::string> entries;
    archive::read(
        file,
        {.begin =
             [&](std::string_view name, std::uint64_t) {
                 auto& bytes = entries[std::string(name)];
                 return [&bytes](std::string_view piece) { bytes += piece; };
             },
         .done = [](std::string_view) {}}
    );
    CHECK_EQ(entries.size(), 2);
    CHECK_EQ(entries["heed.db"], std::string(1'500, 'd'));
    CHECK_EQ(entries["files/empty"], "");
}

TEST_CASE("each byte of a backup that is changed, cut or added is found") {
    const Folder folder;
    const auto good = bytes_of(some_backup(folder));
    const auto file = folder.path / "other.backup";
    std::mt19937 random(22); // NOLINT(cert-msc51-cpp): the same bytes each time
    for (std::size_t at = 0; at < good.size(); ++at) {
        auto bad = good;
        bad[at] = static_cast<char>(bad[at] ^ (1U << (random() % 8)));
        write(file, bad);
        CHECK_NE(refusal_of(file), "");
    }
    for (const std::size_t left : {std::size_t{0}, std::size_t{700}, good.size() - 1}) {
        write(file, good.substr(0, left));
        CHECK_NE(refusal_of(file), "");
    }
    write(file, good + '\0');
    CHECK_EQ(refusal_of(file), "damaged_backup");
}

TEST_CASE("what is no backup is told apart from a damaged one") {
    const Folder folder;
    const auto file = folder.path / "letter.eml";
    write(file, std::string(9'000, 'x'));
    CHECK_EQ(refusal_of(file), "not_a_backup");
    CHECK_EQ(refusal_of(folder.path / "none"), "no_such_backup");
    CHECK_EQ(refusal_of(folder.path), "no_such_backup");
}

TEST_CASE("an entry may be larger than octal digits can tell") {
    const auto size = std::uint64_t{9'876'543'210'123};
    const auto entry = archive::entry_in(archive::header_block("heed.db", size));
    REQUIRE(entry.has_value());
    CHECK_EQ(entry->size, size);
    CHECK_EQ(entry->name, "heed.db");
}
