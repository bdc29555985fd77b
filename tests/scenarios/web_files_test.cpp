// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/web_files.hpp"

#include <array>
#include <doctest/doctest.h>
#include <string>

using namespace heed;

namespace {

constexpr std::array files = {
    EmbeddedFile{.path = "assets/a.js", .content = "plain", .sha256 = "1"},
    EmbeddedFile{.path = "assets/a.js.br", .content = "b", .sha256 = "2"},
    EmbeddedFile{.path = "assets/a.js.gz", .content = "gz", .sha256 = "3"},
    EmbeddedFile{.path = "assets/font.woff2", .content = "font", .sha256 = "4"},
};

/// What goes to a browser that accepts this, and how it is called on the way.
std::string sent(std::string_view accepted, std::string_view path = "assets/a.js") {
    const auto found = app::find_web_file(files, path, accepted);
    REQUIRE(found.has_value());
    return std::string(found->file->content) + " " + std::string(found->encoding);
}

} // namespace

TEST_CASE("a browser is sent the smallest form of a file that it takes") {
    CHECK(sent("gzip, deflate, br, zstd") == "b br");
    CHECK(sent("gzip, deflate") == "gz gzip");
    CHECK(sent("GZIP;q=0.5") == "gz gzip");
    CHECK(sent("") == "plain ");
    CHECK(sent("deflate") == "plain ");
    CHECK(sent("gzip, br", "assets/font.woff2") == "font ");
}

TEST_CASE("a form that is refused or only sounds alike is not sent") {
    CHECK(sent("br;q=0, gzip") == "gz gzip");
    CHECK(sent("br; q=0.000, gzip;Q=0") == "plain ");
    CHECK(sent("br;q=0.001") == "b br");
    CHECK(sent("brotli, x-gzip") == "plain ");
}

TEST_CASE("what is not carried has no form at all") {
    CHECK_FALSE(app::find_web_file(files, "assets/b.js", "br").has_value());
}
