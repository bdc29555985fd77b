// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/automatic.hpp"
#include "platform/mail/html.hpp"
#include "platform/mail/letter.hpp"
#include "platform/mail/markdown.hpp"
#include "platform/mail/reply_text.hpp"
#include "platform/mail/thanks.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

using namespace heed;
using namespace heed::mail;

namespace {

constexpr unsigned seed = 20'260'610;

using Random = std::mt19937;

/// More rounds with another seed each, by hand: HEED_MUTATION_ROUNDS=1000.
unsigned rounds() {
    const char* const given = std::getenv("HEED_MUTATION_ROUNDS");
    return given == nullptr ? 1 : static_cast<unsigned>(std::strtoul(given, nullptr, 10));
}

/// Runs a test once per round, each with random numbers of its own.
void each_round(const auto& run) {
    for (unsigned round = 0; round < rounds(); ++round) {
        CAPTURE(round);
        Random random(seed + round);
        run(random);
    }
}

std::size_t below(Random& random, std::size_t end) {
    return end == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
}

std::vector<std::string> corpus() {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator("tests/corpus/mail"))
        if (entry.path().extension() == ".eml") paths.push_back(entry.path());
    std::ranges::sort(paths);
    std::vector<std::string> letters;
    for (const auto& path : paths) {
        const std::ifstream file(path, std::ios::binary);
        std::ostringstream content;
        content << file.rdbuf();
        letters.push_back(content.str());
    }
    return letters;
}

constexpr auto letter_pieces = std::to_array<std::string_view>({
    "\r\n",
    "\r\n\r\n",
    "--b\r\n",
    "--b--\r\n",
    "Content-Type: multipart/mixed; boundary=b\r\n",
    "=?utf-8?B?",
    "?=",
    "\"",
    "<",
    ">",
    "(",
    ";",
    ",",
    ":",
    "\x1b$B",
    "\xff\xfe",
    "\xe2\x80",
    "Content-Transfer-Encoding: base64\r\n",
    "Content-Type: text/html\r\n",
    "charset=utf-16",
    "filename*0*=",
    "%C3",
    "=C3",
    "\0",
    "> ",
    "-- \n",
    "From: ",
    "On 1 wrote:\n",
});

constexpr auto html_pieces = std::to_array<std::string_view>({
    "<script>",
    "</script>",
    "<p>",
    "</p>",
    "<a href=\"javascript:alert(1)\">",
    "<a href='https://a.example'>",
    "</a>",
    "<img src=x onerror=alert(1)>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<svg>",
    "<math>",
    "<mtext>",
    "</svg>",
    "<style>",
    "</style>",
    "<title>",
    "<textarea>",
    "<noscript>",
    "<template>",
    "<!--",
    "-->",
    "<b>",
    "<i>",
    "</b>",
    "<blockquote>",
    "</blockquote>",
    "<div style=\"background:url(javascript:1);color:red\">",
    "</div>",
    "<li>",
    "<ul>",
    "<form>",
    "<button>",
    "<select>",
    "<option>",
    "\"",
    "'",
    ">",
    "<",
    "&#106;",
    "&lt;",
    "&",
    "<plaintext>",
    "<xmp>",
    "<pre>\n",
    "</pre>",
    "<font color=x>",
    "<nobr>",
    "<h1>",
    "</h2>",
    "<frameset>",
    "<body onload=1>",
    "<html>",
    "</body>",
    "<dd>",
    "<dt>",
    "<caption>",
    "<col>",
    "<object>",
    "<marquee>",
    "<iframe srcdoc='<script>1</script>'>",
    "<br/>",
    "<a id=x name=y>",
    "<center>",
    "<isindex>",
    "<image>",
    "<foreignObject>",
    "<desc>",
    "]]>",
    "<![CDATA[",
    "\xC2\xA0",
    "\0",
});

std::string mutated(std::string text, Random& random) {
    const auto changes = 1 + below(random, 6);
    for (std::size_t change = 0; change < changes; ++change) {
        const auto at = below(random, text.size() + 1);
        switch (below(random, 5)) {
            case 0: text.insert(at, letter_pieces[below(random, letter_pieces.size())]); break;
            case 1: text.erase(at, below(random, 40)); break;
            case 2:
                if (at < text.size()) text[at] = static_cast<char>(below(random, 256));
                break;
            case 3:
                text.insert(at, text.substr(below(random, text.size() + 1), below(random, 200)));
                break;
            default: text.resize(at); break;
        }
    }
    return text;
}

std::string random_html(Random& random) {
    std::string html;
    const auto count = 1 + below(random, 30);
    for (std::size_t piece = 0; piece < count; ++piece) {
        html += html_pieces[below(random, html_pieces.size())];
        if (below(random, 3) == 0) html += "x ";
    }
    return html;
}

/// A tag without what stands between quotes.
std::string without_values(std::string_view tag) {
    std::string out;
    bool quoted = false;
    for (const char letter : tag) {
        if (letter == '"')
            quoted = !quoted;
        else if (!quoted)
            out += letter;
    }
    return out;
}

void check_clean(const std::string& given, const SanitisedHtml& clean) {
    CAPTURE(given);
    CAPTURE(clean.html);
    CHECK(is_valid_utf8(clean.html));
    CHECK(sanitise(clean.html).html == clean.html);
    const auto lower = ascii_lower(clean.html);
    // Only real tags count: text may say anything, with its angle brackets escaped.
    for (auto at = lower.find('<'); at != std::string::npos; at = lower.find('<', at + 1)) {
        const auto tag = std::string_view(lower).substr(at, lower.find('>', at) - at);
        CAPTURE(tag);
        const auto names = without_values(tag);
        for (const auto* bad :
             {"<script",
              "<style",
              "<svg",
              "<math",
              "<iframe",
              "<object",
              "<form",
              "<meta",
              "<base",
              "<link",
              "<input",
              "<template",
              "<!--",
              " on",
              " srcdoc",
              " id",
              " name",
              " class",
              " background"})
            CHECK_MESSAGE(!names.contains(bad), bad);
        for (const auto* bad :
             {"href=\"javascript:", "href=\"data:", "src=\"http", "src=\"javascript:"})
            CHECK_MESSAGE(!tag.contains(bad), bad);
        const auto style = tag.substr(std::min(tag.find(" style=\""), tag.size()));
        for (const auto* bad : {"url(", "expression", "position", "behavior", "@import", "\\"})
            CHECK_MESSAGE(!style.contains(bad), bad);
    }
}

void check_letter(std::string_view raw) {
    const auto parsed = parse_letter(raw);
    if (!parsed) {
        CHECK(parsed.error().code == "empty_letter");
        return;
    }
    const auto& letter = *parsed;
    for (const auto& text :
         {letter.subject, letter.text, letter.html, letter.message_id, letter.language})
        CHECK((is_valid_utf8(text) && !text.contains('\0')));
    for (const auto& header : letter.headers)
        CHECK(
            (is_valid_utf8(header.name) && is_valid_utf8(header.value) &&
             !header.value.contains('\n'))
        );
    for (const auto* list : {&letter.from, &letter.to, &letter.cc, &letter.reply_to})
        for (const auto& address : *list)
            CHECK((is_valid_utf8(address.name) && is_valid_utf8(address.address)));
    for (const auto& attachment : letter.attachments) {
        CHECK(is_valid_utf8(attachment.filename));
        CHECK_FALSE(attachment.filename.empty());
        CHECK(attachment.filename.find_first_of("/\\\r\n") == std::string::npos);
        CHECK(is_valid_utf8(attachment.content_type));
        CHECK(is_valid_utf8(attachment.content_id));
    }
    for (const auto& defect : letter.defects) CHECK(is_valid_utf8(defect));
    const DeskIdentity desk = {.desk_id = "desk-1", .addresses = {"help@desk.example"}};
    CHECK(is_valid_utf8(judge_automatic(letter, desk).reason));
    static_cast<void>(may_acknowledge(letter, desk));
    if (const auto bounce = find_bounce(letter)) CHECK(is_valid_utf8(bounce->reason));
    const auto reply = reply_text(letter);
    CHECK(is_valid_utf8(reply.text));
    if (!trimmed(letter.text).empty()) CHECK_FALSE(trimmed(reply.text).empty());
    static_cast<void>(bare_thanks(reply.text));
    if (!letter.html.empty()) check_clean(letter.html, sanitise(letter.html));
}

} // namespace

TEST_CASE("no letter made from the corpus by chance breaks anything") {
    const auto letters = corpus();
    each_round([&](Random& random) {
        for (const auto& letter : letters)
            for (int count = 0; count < 12; ++count) {
                const auto raw = mutated(letter, random);
                CAPTURE(raw);
                check_letter(raw);
            }
    });
}

TEST_CASE("no random page gets past the sanitiser, and cleaning twice changes nothing") {
    each_round([](Random& random) {
        for (int count = 0; count < 3000; ++count) {
            const auto html = random_html(random);
            check_clean(html, sanitise(html));
            const auto split = split_html(html);
            CHECK((is_valid_utf8(split.fresh) && is_valid_utf8(split.quoted)));
            CHECK(is_valid_utf8(html_to_text(html)));
            const auto composed = sanitise_composed(html);
            CHECK(sanitise_composed(composed) == composed);
            const auto markdown = markdown_to_html(html);
            CHECK(sanitise_composed(markdown) == markdown);
        }
    });
}

TEST_CASE("random bytes are text, addresses and subjects too") {
    each_round([](Random& random) {
        for (int count = 0; count < 2000; ++count) {
            std::string bytes;
            const auto size = below(random, 120);
            for (std::size_t at = 0; at < size; ++at) {
                if (below(random, 4) == 0)
                    bytes += letter_pieces[below(random, letter_pieces.size())];
                else
                    bytes += static_cast<char>(below(random, 256));
            }
            CAPTURE(bytes);
            check_letter(bytes);
            for (const auto& address : parse_addresses(bytes))
                CHECK((is_valid_utf8(address.name) && is_valid_utf8(address.address)));
            CHECK(is_valid_utf8(clean_subject(valid_utf8(bytes))));
            CHECK(is_valid_utf8(normalised_address(bytes)));
            CHECK(is_valid_utf8(text_to_html(valid_utf8(bytes))));
            static_cast<void>(is_mail_address(bytes));
        }
    });
}
