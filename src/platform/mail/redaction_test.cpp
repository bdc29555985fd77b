// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/redaction.hpp"

#include <doctest/doctest.h>

namespace heed::mail {

namespace {

const Redaction card({"4111 1111 1111 1111"}, "[redacted]");

std::string text_without(const Redaction& redaction, std::string text) {
    CHECK(redaction.in_text(text));
    return text;
}

std::string html_without(const Redaction& redaction, std::string html) {
    CHECK(redaction.in_html(html));
    return html;
}

} // namespace

TEST_CASE("words are replaced wherever they stand in a text") {
    CHECK(
        text_without(card, "Card 4111 1111 1111 1111, again 4111 1111 1111 1111.") ==
        "Card [redacted], again [redacted]."
    );
}

TEST_CASE("a text without the words stays as it is") {
    std::string text = "Card 4111 1111 1111 1112.";
    CHECK_FALSE(card.in_text(text));
    CHECK(text == "Card 4111 1111 1111 1112.");
}

TEST_CASE("words that a line or a quote breaks are found") {
    CHECK(text_without(card, "> Card 4111 1111\n> 1111 1111 of Ana") == "> Card [redacted] of Ana");
    CHECK(text_without(card, ">> 4111\n>> 1111\n>> 1111 1111\n") == ">> [redacted]\n");
    CHECK(
        text_without(
            card,
            "4111\xC2\xA0"
            "1111  1111\t1111"
        ) == "[redacted]"
    );
}

TEST_CASE("the case of letters hides nothing") {
    CHECK(text_without(Redaction({"Ana Silva"}, "…"), "ANA SILVA and ana silva") == "… and …");
}

TEST_CASE("words that overlap become one marker") {
    CHECK(text_without(Redaction({"abcd", "cdef"}, "#"), "1abcdef2") == "1#2");
}

TEST_CASE("words spread over elements are found, and the page keeps its form") {
    CHECK(
        html_without(card, "<p>Card <b>4111 1111</b> 1111 <i>1111</i>!</p>") ==
        "<p>Card <b>[redacted]</b><i></i>!</p>"
    );
    CHECK(html_without(card, "<p>4111 1111</p><p>1111 1111</p>") == "<p>[redacted]</p><p></p>");
    CHECK(html_without(card, "<p>&#52;111 1111&nbsp;1111 1111</p>") == "<p>[redacted]</p>");
}

TEST_CASE("an attribute that carries the words goes") {
    const Redaction address({"ana@acme.example"}, "#");
    const auto html =
        html_without(address, R"(<p><a href="mailto:ana@acme.example">write</a></p>)");
    CHECK(html == "<p><a>write</a></p>");
}

TEST_CASE("a page that cannot be read goes whole") {
    std::string deep;
    for (int depth = 0; depth < 5000; ++depth) deep += "<div>";
    deep += "4111 1111 1111 1111";
    CHECK(html_without(card, deep) == "<p>[redacted]</p>");
}

TEST_CASE("blank words redact nothing") {
    const Redaction nothing({"", " \n"}, "#");
    CHECK(nothing.empty());
    std::string text = "a b";
    CHECK_FALSE(nothing.in_text(text));
}

} // namespace heed::mail
