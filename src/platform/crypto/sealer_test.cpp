// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/sealer.hpp"

#include <doctest/doctest.h>
#include <fstream>

namespace heed::crypto {

namespace {

namespace fs = std::filesystem;

struct Folder {
    fs::path path = fs::temp_directory_path() / ("heed-sealer-" + hex(random_bytes(8)));

    Folder() { fs::create_directory(path); }

    ~Folder() { fs::remove_all(path); }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] fs::path key_file() const { return path / "key"; }
};

} // namespace

TEST_CASE("sealer: opens what it sealed, in its place only") {
    const Folder folder;
    REQUIRE(Sealer::create_key_file(folder.key_file()).has_value());
    const auto sealer = Sealer::load(folder.key_file()).value();

    const auto sealed = sealer.seal("hunter2 ä", "mailbox/1/password");
    CHECK(sealed.starts_with("s1."));
    CHECK_FALSE(sealed.contains("hunter2"));
    CHECK(sealer.open(sealed, "mailbox/1/password").value() == "hunter2 ä");
    CHECK(sealer.open(sealed, "mailbox/2/password").error().code == "not_sealed");
    CHECK(sealer.seal("hunter2 ä", "mailbox/1/password") != sealed);
    CHECK(sealer.open(sealer.seal("", "x"), "x").value().empty());
}

TEST_CASE("sealer: a blind digest tells equal texts and nothing to who has no key") {
    const Folder folder;
    REQUIRE(Sealer::create_key_file(folder.key_file()).has_value());
    const auto before = Sealer::load(folder.key_file()).value();
    const auto digest = before.blind_digest("hunter2", "place");
    CHECK(digest.size() == 32);
    CHECK(before.blind_digest("hunter2", "place") == digest);
    CHECK(before.blind_digest("hunter3", "place") != digest);
    CHECK(before.blind_digest("hunter2", "elsewhere") != digest);
    REQUIRE(Sealer::add_key(folder.key_file()).has_value());
    CHECK(Sealer::load(folder.key_file())->blind_digest("hunter2", "place") != digest);
}

TEST_CASE("sealer: any altered letter is found") {
    const Folder folder;
    REQUIRE(Sealer::create_key_file(folder.key_file()).has_value());
    const auto sealer = Sealer::load(folder.key_file()).value();
    const auto sealed = sealer.seal("secret", "place");
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        auto altered = sealed;
        altered[at] = altered[at] == 'A' ? 'B' : 'A';
        CHECK_FALSE(sealer.open(altered, "place").has_value());
    }
    for (const auto* const text : {"", "s1.", "s1.x", "s1..", "plain"})
        CHECK_FALSE(sealer.open(text, "place").has_value());
}

TEST_CASE("sealer: after a new key the old one still opens") {
    const Folder folder;
    REQUIRE(Sealer::create_key_file(folder.key_file()).has_value());
    const auto before = Sealer::load(folder.key_file()).value();
    const auto old_text = before.seal("secret", "place");
    REQUIRE(Sealer::add_key(folder.key_file()).has_value());

    const auto after = Sealer::load(folder.key_file()).value();
    CHECK(after.open(old_text, "place").value() == "secret");
    CHECK_FALSE(after.uses_newest_key(old_text));
    const auto new_text = after.seal("secret", "place");
    CHECK(after.uses_newest_key(new_text));
    CHECK(before.open(new_text, "place").error().code == "unknown_key");
}

TEST_CASE("sealer: the key file is private, whole and never overwritten") {
    const Folder folder;
    CHECK(Sealer::load(folder.key_file()).error().code == "no_key_file");
    REQUIRE(Sealer::create_key_file(folder.key_file()).has_value());
    CHECK(
        fs::status(folder.key_file()).permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write)
    );
    CHECK(Sealer::create_key_file(folder.key_file()).error().code == "exists");
    REQUIRE(Sealer::add_key(folder.key_file()).has_value());
    CHECK(
        fs::status(folder.key_file()).permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write)
    );

    fs::permissions(folder.key_file(), fs::perms::group_read, fs::perm_options::add);
    CHECK(Sealer::load(folder.key_file()).error().code == "key_file_open_to_others");
    fs::permissions(folder.key_file(), fs::perms::group_read, fs::perm_options::remove);

    std::ofstream(folder.key_file(), std::ios::app) << "heed-key broken AAAA\n";
    CHECK(Sealer::load(folder.key_file()).error().code == "bad_key_file");
    std::ofstream(folder.key_file(), std::ios::trunc) << "";
    CHECK(Sealer::load(folder.key_file()).error().code == "bad_key_file");
}

} // namespace heed::crypto
