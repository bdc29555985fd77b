// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/support/bytes_at_rest.hpp"

#include "kernel/fault.hpp"
#include "platform/crypto/encoding.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sqlite3.h>

namespace heed::tests {

namespace {

std::string content_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void copy_log_into(const std::string& file) {
    sqlite3* handle = nullptr;
    const auto opened = sqlite3_open(file.c_str(), &handle);
    const auto copied =
        sqlite3_exec(handle, "PRAGMA wal_checkpoint(TRUNCATE)", nullptr, nullptr, nullptr);
    sqlite3_close(handle);
    if (opened != SQLITE_OK || copied != SQLITE_OK) throw Fault("the log cannot be copied");
}

void add_files(std::vector<std::string>& parts, const std::filesystem::path& folder) {
    if (!std::filesystem::exists(folder)) return;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
        parts.push_back(file.path().filename().string());
        if (file.is_regular_file()) parts.push_back(content_of(file.path()));
    }
}

void add_sqlite(std::vector<std::string>& parts, World& world) {
    const auto file = world.read([](db::Transaction& tx) {
        return tx.value<std::string>("SELECT file FROM pragma_database_list WHERE name = 'main'");
    });
    copy_log_into(file);
    add_files(parts, std::filesystem::path(file).parent_path());
}

void add_postgres(std::vector<std::string>& parts, World& world) {
    world.read([&](db::Transaction& tx) {
        parts.push_back(tx.value<std::string>(
            "SELECT schema_to_xml(current_schema(), true, false, '')::text AS dump"
        ));
        tx.each<db::Bytes>(
            "SELECT content FROM blob WHERE content IS NOT NULL",
            [&](const db::Bytes& content) { parts.push_back(content.value); }
        );
        return 0;
    });
}

/// What of a word is certain in base64, wherever it begins: the groups that it fills.
std::vector<std::string> spellings(const std::string& word) {
    std::vector<std::string> all{word};
    for (std::size_t skip = 0; skip < 3 && word.size() >= skip + 6; ++skip) {
        const auto whole = (word.size() - skip) / 3 * 3;
        all.push_back(crypto::base64(std::string_view(word).substr(skip, whole)));
    }
    return all;
}

} // namespace

BytesAtRest::BytesAtRest(World& world) {
    if (world.desk().db.engine() == db::Engine::sqlite)
        add_sqlite(parts_, world);
    else
        add_postgres(parts_, world);
    add_files(parts_, world.desk().config.data / "files");
}

bool BytesAtRest::contain(const std::string& word) const {
    const auto words = spellings(word);
    return std::ranges::any_of(parts_, [&](const std::string& part) {
        return std::ranges::any_of(words, [&](const std::string& spelling) {
            return part.contains(spelling);
        });
    });
}

std::vector<std::string> BytesAtRest::found(const std::vector<std::string>& words) const {
    std::vector<std::string> result;
    for (const auto& word : words)
        if (contain(word)) result.push_back(word);
    return result;
}

} // namespace heed::tests
