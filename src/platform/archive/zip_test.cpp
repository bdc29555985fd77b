// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/archive/zip.hpp"

#include <doctest/doctest.h>

using namespace heed;

TEST_CASE("a zip file is what everybody else writes") {
    archive::Zip zip;
    zip.add("a.txt", "123456789");
    const auto bytes = zip.finish();
    const std::string_view crc = "\x26\x39\xf4\xcb"; // of these nine digits, from the CRC catalogue
    CHECK(bytes.starts_with("PK\3\4"));
    CHECK(bytes.substr(14, 4) == crc);
    CHECK(bytes.substr(30, 14) == "a.txt123456789");
    CHECK(bytes.substr(44, 4) == "PK\1\2");
    CHECK(bytes.substr(44 + 16, 4) == crc);
    CHECK(bytes.substr(bytes.size() - 22, 4) == "PK\5\6");
    CHECK(bytes.size() == 44 + 46 + 5 + 22);
}

TEST_CASE("an empty zip file is a directory alone") {
    archive::Zip zip;
    CHECK(zip.finish().size() == 22);
}
