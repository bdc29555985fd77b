// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/addresses.hpp"
#include "platform/mail/domains.hpp"

#include <array>
#include <doctest/doctest.h>
#include <string>
#include <utility>
#include <vector>

using namespace heed::mail;

namespace {

// Given and expected.
using Case = std::pair<std::string_view, std::string_view>;

std::string shown(std::string_view header) {
    std::string out;
    for (const auto& address : parse_addresses(header))
        out += (out.empty() ? "" : " | ") + address.name + "[" + address.address + "]";
    return out;
}

} // namespace

TEST_CASE("address lists as they come") {
    constexpr auto cases = std::to_array<Case>({
        {"", ""},
        {" , ; ,", ""},
        {"ana@b.example", "[ana@b.example]"},
        {"<ana@b.example>", "[ana@b.example]"},
        {"Ana <ana@b.example>", "Ana[ana@b.example]"},
        {"\"Lopez, Ana\" <ana@b.example>", "Lopez, Ana[ana@b.example]"},
        {"\"Ana \\\"A\\\" L\" <ana@b.example>", "Ana \"A\" L[ana@b.example]"},
        {"Lopez, Ana <ana@b.example>", "Lopez, Ana[ana@b.example]"},
        {"a@b.example, c@d.example", "[a@b.example] | [c@d.example]"},
        {"a@b.example; c@d.example;", "[a@b.example] | [c@d.example]"},
        {"Team: a@b.example, C <c@d.example>;", "[a@b.example] | C[c@d.example]"},
        {"undisclosed-recipients:;", ""},
        {"ana@b.example (Ana Lopez)", "Ana Lopez[ana@b.example]"},
        {"(comment) ana@b.example", "comment[ana@b.example]"},
        {"<<ana@b.example>>", "[ana@b.example]"},
        {"ana@b.example.", "[ana@b.example]"},
        {"'ana@b.example'", "[ana@b.example]"},
        {"'Ana' <ana@b.example>", "Ana[ana@b.example]"},
        {"mailto:ana@b.example", "[ana@b.example]"},
        {"Ana <mailto:ana@b.example>", "Ana[ana@b.example]"},
        {"Ana ana@b.example", "Ana[ana@b.example]"},
        {"\"ana@b.example\" <ana@b.example>", "ana@b.example[ana@b.example]"},
        {"Ana <ana@b.example", "Ana[ana@b.example]"},
        {"Ana ana@b.example>", "Ana[ana@b.example]"},
        {"\"Ana <ana@b.example>, c@d.example", "Ana[ana@b.example] | [c@d.example]"},
        {"<@relay.example:ana@b.example>", "[ana@b.example]"},
        {"MAILER-DAEMON", "[MAILER-DAEMON]"},
        {"Ana Lopez", "Ana Lopez[]"},
        {"ana @ b.example", "[ana@b.example]"},
        {"Ana <ana @b.example>", "Ana[ana@b.example]"},
        {"=?utf-8?q?L=C3=B3pez=2C_Ana?= <ana@b.example>", "López, Ana[ana@b.example]"},
        {"=?utf-8?q?Ana_=3Cana=40b.example=3E?=", "Ana[ana@b.example]"},
        {"Ana <ana@b.example> <old@b.example>", "Ana[old@b.example]"},
        {"<ana@b.example> Ana", "[ana@b.example]"},
        {"Jürgen <j@b.example>", "Jürgen[j@b.example]"},
        {"a@b.example\r\n\t, c@d.example", "[a@b.example] | [c@d.example]"},
    });
    for (const auto& [given, expected] : cases) {
        CAPTURE(given);
        CHECK(shown(given) == expected);
    }
}

TEST_CASE("no address becomes somebody else's by what is taken out of it") {
    constexpr auto repaired = std::to_array<Case>({
        {"\"ana\"@b.example", "[ana@b.example]"},
        {"Ana <\"ana\"@b.example>", "Ana[ana@b.example]"},
        {"\"Ana\" ana@b.example", "Ana[ana@b.example]"},
        {"Ana \"ana@b.example\"", "Ana[ana@b.example]"},
        {"\"o'neil\"@b.example", "[o'neil@b.example]"},
        {"\"ana@b.example\"", "[ana@b.example]"},
        {"ana\t@b.example", "[ana@b.example]"},
    });
    for (const auto& [given, expected] : repaired) {
        CAPTURE(given);
        CHECK(shown(given) == expected);
    }
    constexpr auto unreadable = std::to_array<std::string_view>({
        "\"a b\"@victim.example",
        "Ana <\"a b\"@victim.example>",
        "Ana \"a b\"@victim.example",
        "\"a b\" @victim.example",
        "\"'ab\"@victim.example",
        "\" ab\"@victim.example",
        "\"<ab\"@victim.example",
        "\"a\\\"b\"@victim.example",
        "a\"b c\"d@victim.example",
        "\"victim@acme.example\"@evil.example",
        "\"victim@acme.example\" @evil.example",
        "<vic tim@acme.example>",
        "<victim@acme.exa mple>",
        "<victim@acme.exa\r\n mple>",
        std::string_view("victim@acme.exa\0mple", 20),
        std::string_view("vic\0tim@acme.example", 20),
        std::string_view("victim@acme.example\0@evil.example", 33),
        "victim\x7F@acme.example",
        "vic\x01tim@acme.example",
    });
    for (const auto given : unreadable) {
        CAPTURE(given);
        for (const auto& address : parse_addresses(given)) {
            CHECK_FALSE(is_mail_address(address.address));
            CHECK_FALSE(is_mail_address(normalised_address(address.address)));
        }
        CHECK_FALSE(is_mail_address(normalised_address(given)));
    }
}

TEST_CASE("addresses are compared in one form") {
    CHECK(normalised_address(" <Ana.Lopez@B.Example.> ") == "ana.lopez@b.example");
    CHECK(normalised_address("MAILTO:ana@b.example") == "ana@b.example");
    CHECK(normalised_address("").empty());
    CHECK(domain_of("ana@B.Example") == "b.example");
    CHECK(domain_of("ana").empty());
    CHECK(display_form({.name = "Ana", .address = "ana@b.example"}) == "Ana <ana@b.example>");
    CHECK(display_form({.name = "", .address = "ana@b.example"}) == "ana@b.example");
}

TEST_CASE("an international domain has one form, however it came") {
    for (const auto* same :
         {"info@bücher.example",
          "Info@BÜCHER.Example",
          "info@xn--bcher-kva.example",
          "INFO@XN--BCHER-KVA.EXAMPLE",
          "info@bu\u0308cher.example",
          "<info@bücher。example.>"}) {
        CAPTURE(same);
        CHECK(normalised_address(same) == "info@bücher.example");
    }
    CHECK(normalised_address("a@straße.example") == "a@straße.example");
    CHECK(normalised_address("a@xn--strae-oqa.example") == "a@straße.example");
    CHECK(normalised_address("a@strasse.example") == "a@strasse.example");
    CHECK(normalised_address("a@xn--wgv71a119e.example") == "a@日本語.example");
    CHECK(normalised_address("Ü@bücher.example") == "Ü@bücher.example");
    CHECK(normalised_domain("XN--BCHER-KVA.example") == "bücher.example");
}

TEST_CASE("what reads as another domain, or is none, is not made readable") {
    constexpr auto cases = std::to_array<Case>({
        {"a@xn--pple-43d.example", "a@xn--pple-43d.example"}, // Cyrillic and Latin letters
        {"a@\u0430pple.example", "a@xn--pple-43d.example"},
        {"a@xn--n3h.example", "a@xn--n3h.example"}, // a snowman
        {"a@xn--a-ecp.ru", "a@xn--a-ecp.ru"},       // decodes to what no name may have
        {"a@xn--zzzzzzz99.example", "a@xn--zzzzzzz99.example"},
        {"a@xn--.example", "a@xn--.example"},
        {"a@acme\u2100.example", "a@acme\u2100.example"},
        {"a@[192.0.2.1]", "a@[192.0.2.1]"},
    });
    for (const auto& [given, expected] : cases) {
        CAPTURE(given);
        CHECK(normalised_address(given) == expected);
        CHECK(normalised_address(normalised_address(given)) == expected);
    }
    // Thirty signs are 90 bytes: as ASCII a label of a name, as written none.
    std::string label;
    for (int at = 0; at < 30; ++at) label += "日";
    const auto kept = normalised_address("a@" + label + ".example");
    CHECK(kept.starts_with("a@xn--"));
    CHECK(is_mail_address(kept));
    CHECK(normalised_address(kept) == kept);
}

TEST_CASE("before there was one form an address was kept as letters spell it") {
    using Spellings = std::vector<std::string>;
    CHECK(spellings("a@b.example") == Spellings{"a@b.example"});
    CHECK(
        spellings("a@bücher.example") == Spellings{"a@bücher.example", "a@xn--bcher-kva.example"}
    );
    CHECK(spellings("@bücher.example") == Spellings{"@bücher.example", "@xn--bcher-kva.example"});
    CHECK(spellings("bücher.example") == Spellings{"bücher.example", "xn--bcher-kva.example"});
}

TEST_CASE("what may be typed as an address") {
    for (const auto* good :
         {"a@b.example",
          "a.b+c@d-e.example",
          "o'neil@b.example",
          "a@[192.0.2.1]",
          "ä@bücher.example"}) {
        CAPTURE(good);
        CHECK(is_mail_address(good));
    }
    for (const auto* bad :
         {"",
          "a",
          "@b.example",
          "a@",
          "a@b",
          "a b@c.example",
          "a@b..example",
          "a@-b.example",
          ".a@b.example",
          "a.@b.example",
          "a@b.example\r\nX: y",
          "a@b.example ",
          "<a@b.example>",
          "a,b@c.example",
          "a@b@c.example",
          "a@b.example;",
          "a\"b@c.example",
          "a@b_c.example"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_mail_address(bad));
    }
    CHECK_FALSE(is_mail_address(std::string(65, 'a') + "@b.example"));
    CHECK_FALSE(is_mail_address("a@" + std::string(64, 'b') + ".example"));
}

TEST_CASE("subjects without reply and forward prefixes") {
    constexpr auto cases = std::to_array<Case>({
        {"VPN", "VPN"},
        {"Re: VPN", "VPN"},
        {"RE: Re: re : VPN", "VPN"},
        {"Re[2]: VPN", "VPN"},
        {"Re(3): VPN", "VPN"},
        {"Re^2: VPN", "VPN"},
        {"AW: WG: VPN", "VPN"},
        {"Antwort: VPN", "VPN"},
        {"TR: VPN", "VPN"},
        {"RÉP: VPN", "VPN"},
        {"RV: VPN", "VPN"},
        {"RES: ENC: VPN", "VPN"},
        {"R: I: VPN", "VPN"},
        {"Antw: Doorst: VPN", "VPN"},
        {"SV: VB: VPN", "VPN"},
        {"VS: VL: VPN", "VPN"},
        {"Odp: PD: VPN", "VPN"},
        {"YNT: İLT: VPN", "VPN"},
        {"Отв: Пересл: VPN", "VPN"},
        {"回复：VPN", "VPN"},
        {"答复: 转发: VPN", "VPN"},
        {"返信: VPN", "VPN"},
        {"Vá: VPN", "VPN"},
        {"  Re:   two   blanks ", "two blanks"},
        {"Re: ", ""},
        {"Report: VPN", "Report: VPN"},
        {"Reserved: seat", "Reserved: seat"},
        {"Ref: 4711", "Ref: 4711"},
        {"10:30 meeting", "10:30 meeting"},
        {"Re VPN", "Re VPN"},
        {"Re[x]: VPN", "Re[x]: VPN"},
        {"[Acme #12] Re: VPN", "[Acme #12] Re: VPN"},
    });
    for (const auto& [given, expected] : cases) {
        CAPTURE(given);
        CHECK(clean_subject(given) == expected);
    }
    for (const auto* forwarded :
         {"Fwd: x", "FW: x", "WG: x", "TR: x", "RV: x", "Enc: x", "转发: x", "Fwd: Re: x"})
        CHECK(is_forward_subject(forwarded));
    for (const auto* replied : {"Re: x", "AW: x", "Re: Fwd: x", "x", "Forward: x"})
        CHECK_FALSE(is_forward_subject(replied));
}

TEST_CASE("a list of a hundred thousand colons is read once") {
    std::string list;
    for (int each = 0; each < 100'000; ++each) list += "mailto :";
    CHECK(parse_addresses(list + "ana@acme.example").size() == 1);
    CHECK(parse_addresses("ana@acme.example" + std::string(500'000, ':')).size() == 1);
}
