// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/search/marking.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace heed::full_text;

namespace {

/// Found parts in brackets.
std::string shown(const std::vector<Fragment>& fragments) {
    std::string result;
    for (const auto& fragment : fragments)
        result += fragment.found ? "[" + fragment.text + "]" : fragment.text;
    return result;
}

Marking marking(std::string_view question) {
    return {*question_of(question), "en"};
}

} // namespace

TEST_CASE("what was looked for is marked in all its forms") {
    CHECK(
        shown(marking("printer ").marked("My Printers: a printer")) == "My [Printers]: a [printer]"
    );
    CHECK(
        shown(marking("\"printer\"").marked("My Printers: a printer")) == "My Printers: a [printer]"
    );
    CHECK(shown(marking("pri").marked("prices of a Printer")) == "[prices] of a [Printer]");
    CHECK(shown(marking("jose ").marked("José's")) == "[José]'s");
    CHECK(shown(marking("vpn -toner").marked("vpn toner")) == "[vpn] toner");
    CHECK(shown(marking("x ").marked("nothing")) == "nothing");
}

TEST_CASE("an excerpt shows the place where most of it stands together") {
    const std::string far(300, '-');
    const auto text =
        "The vpn is old. " + far + "\n\nNow the vpn\nlost its certificate again. " + far;
    const auto found = shown(marking("vpn certificate ").excerpt(text));
    CHECK(found.contains("Now the [vpn] lost its [certificate] again."));
    CHECK(found.starts_with("…"));
    CHECK(found.size() < 700);
    CHECK(marking("printer ").excerpt(text).empty());
    CHECK(shown(marking("short ").excerpt("A short text")) == "A [short] text");
}

TEST_CASE("characters are never cut") {
    std::string text = "vpn ";
    for (int at = 0; at < 200; ++at) text += "ä";
    const auto found = marking("vpn ").excerpt(text);
    CHECK(shown(found).starts_with("[vpn]"));
}

TEST_CASE("different words count once each") {
    CHECK(marking("vpn down ").hits_in("down down down vpn") == 2);
    CHECK(marking("vpn down ").hits_in("up") == 0);
}
