// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/smtp/letter_lines.hpp"

#include <doctest/doctest.h>
#include <vector>

namespace heed::smtp {

TEST_CASE("every line end becomes CRLF") {
    using Case = std::pair<std::string_view, std::string_view>;

    const std::vector<Case> cases = {
        {"", ""},
        {"a", "a\r\n"},
        {"a\r\n", "a\r\n"},
        {"a\nb\n", "a\r\nb\r\n"},
        {"a\rb\r", "a\r\nb\r\n"},
        {"a\r\rb", "a\r\n\r\nb\r\n"},
        {"a\n\rb", "a\r\n\r\nb\r\n"},
        {"a\r\r\nb", "a\r\n\r\nb\r\n"},
        {"\n.\n", "\r\n.\r\n"},
        {"\r.\r", "\r\n.\r\n"},
    };
    for (const auto& [given, expected] : cases) CHECK(with_crlf_lines(given) == expected);
}

TEST_CASE("dots at the beginning of lines are counted") {
    CHECK(doubled_dots("") == 0);
    CHECK(doubled_dots(".\r\n..\r\n.a\r\na.\r\n") == 3);
}

TEST_CASE("what may stand in an envelope") {
    for (const auto* good :
         {"ana@acme.example", "o'neil+tag@sub.acme.example", "\xc3\xa4@acme.example"}) {
        CHECK_MESSAGE(is_envelope_address(good), good);
    }
    const std::vector<std::string> bad = {
        "",
        "ana",
        "@acme.example",
        "ana@",
        "ana@acme.example>\r\nRCPT TO:<eve@evil.example",
        "ana@acme.example\r\n",
        "ana@acme.example\n",
        "ana@acme.example SIZE=1",
        "<ana@acme.example>",
        std::string("ana@acme\0.example", 17),
        std::string(400, 'a') + "@acme.example",
    };
    for (const auto& address : bad) CHECK_FALSE_MESSAGE(is_envelope_address(address), address);
}

} // namespace heed::smtp
