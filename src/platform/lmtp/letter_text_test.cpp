// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/lmtp/letter_text.hpp"

#include <doctest/doctest.h>
#include <vector>

// NOLINTBEGIN(modernize-use-designated-initializers): cases are tables, read by column

namespace heed::lmtp {

namespace {

using Flaw = LetterText::Flaw;

struct Case {
    std::string sent;
    std::string kept;
    std::string left; // behind the end
};

/// In pieces of each size: where the network cuts makes no difference.
void for_each_piece(const std::string& sent, const auto& check) {
    for (std::size_t piece = 1; piece <= sent.size(); ++piece) {
        LetterText text(1'000);
        std::size_t at = 0;
        while (at < sent.size() && !text.is_complete())
            at += text.take(std::string_view(sent).substr(at, piece));
        check(text, sent.substr(at));
    }
}

} // namespace

TEST_CASE("a letter ends with a dot alone, and its other dots are its own") {
    const std::vector<Case> cases = {
        {"Hello\r\n.\r\n", "Hello\r\n", ""},
        {".\r\n", "", ""},
        {"a\r\n.\r\nQUIT\r\n", "a\r\n", "QUIT\r\n"},
        {"..\r\n.\r\n", ".\r\n", ""},
        {"a\r\n..b\r\n...\r\n.\r\n", "a\r\n.b\r\n..\r\n", ""},
        {"a.\r\n.\r\n", "a.\r\n", ""},
        {".a\r\n.\r\n", "a\r\n", ""},
        {"\r\n\r\n.\r\n", "\r\n\r\n", ""},
        {"\xff\r\n.\r\n", "\xff\r\n", ""},
        {std::string("a\0b\r\n.\r\n", 8), std::string("a\0b\r\n", 5), ""},
    };
    for (const auto& one : cases) {
        CAPTURE(one.sent);
        for_each_piece(one.sent, [&](LetterText& text, const std::string& left) {
            CHECK(text.is_complete());
            CHECK(text.flaw() == Flaw::none);
            CHECK(left == one.left);
            CHECK(text.take_out() == one.kept);
        });
    }
}

// What other servers have taken for an end, with a second letter behind it.
TEST_CASE("nothing else ends a letter, and a lone CR or LF spoils it") {
    const std::vector<std::string> ends = {
        "\n.\n",
        "\n.\r\n",
        "\r\n.\n",
        "\r.\r",
        "\r.\r\n",
        "\r\n.\r",
        "\n.\r",
        "\r\n.\r\r\n",
        "\r\r\n.\r\r\n",
        "\n\n.\r\n",
        "\r\n\r.\r\n",
        "\r\n.\n\r",
    };
    REQUIRE(ends.size() == 12);
    for (const auto& end : ends) {
        const auto sent = "First" + end + "MAIL FROM:<evil@x.example>\r\n";
        CAPTURE(sent);
        for_each_piece(sent, [&](LetterText& text, const std::string&) {
            CHECK_FALSE(text.is_complete());
            CHECK(text.flaw() == Flaw::bare_line_end);
        });
        for_each_piece(sent + ".\r\n", [&](LetterText& text, const std::string& left) {
            CHECK(text.is_complete());
            CHECK(text.flaw() == Flaw::bare_line_end);
            CHECK(left.empty());
            CHECK(text.take_out().empty());
        });
    }
}

TEST_CASE("what is too large is read to its end and not kept") {
    LetterText text(10);
    const std::string sent = "0123456789\r\n.\r\nQUIT";
    CHECK(text.take(sent) == sent.size() - 4);
    CHECK(text.is_complete());
    CHECK(text.flaw() == Flaw::too_large);
    CHECK(text.size() == 0);

    LetterText fits(12);
    fits.take(sent);
    CHECK(fits.flaw() == Flaw::none);
    CHECK(fits.take_out() == "0123456789\r\n");
}

} // namespace heed::lmtp

// NOLINTEND(modernize-use-designated-initializers)
