// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/html.hpp"
#include "platform/mail/markdown.hpp"

#include <array>
#include <doctest/doctest.h>
#include <string_view>
#include <utility>

using namespace heed::mail;

namespace {

// Given and expected.
using Case = std::pair<std::string_view, std::string_view>;

} // namespace

TEST_CASE("Markdown as agents write it") {
    constexpr auto cases = std::to_array<Case>({
        {"", ""},
        {"Hello *you* **there**", "<p>Hello <em>you</em> <strong>there</strong></p>\n"},
        {"a\nb", "<p>a<br>\nb</p>\n"},
        {"~~old~~", "<p><del>old</del></p>\n"},
        {"- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"},
        {"1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"},
        {"`x < y`", "<p><code>x &lt; y</code></p>\n"},
        {"```\na <b>\n```", "<pre><code>a &lt;b&gt;\n</code></pre>\n"},
        {"> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>\n"},
        {"https://a.example/x",
         "<p><a href=\"https://a.example/x\" rel=\"noopener noreferrer nofollow\" "
         "target=\"_blank\">https://a.example/x</a></p>\n"},
        {"[x](javascript:alert(1))", "<p>x</p>\n"},
        {"<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"},
        {"a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"},
        {"![x](https://e.example/x.png)", "<p>x</p>\n"},
    });
    for (const auto& [given, expected] : cases) {
        CAPTURE(given);
        CHECK(markdown_to_html(given) == expected);
    }
    CHECK(markdown_to_html("|a|b|\n|-|-|\n|1|2|").starts_with("<table>\n<thead>\n<tr>\n<th>a</th>")
    );
}

TEST_CASE("plain text as HTML") {
    constexpr auto cases = std::to_array<Case>({
        {"", ""},
        {"a", "<p>a</p>\n"},
        {"a\nb\n\nc\n", "<p>a<br>\nb</p>\n<p>c</p>\n"},
        {"1 < 2 & \"3\"", "<p>1 &lt; 2 &amp; &quot;3&quot;</p>\n"},
        {"see https://a.example/x?y=1&z=2.",
         "<p>see <a "
         "href=\"https://a.example/x?y=1&amp;z=2\" rel=\"noopener noreferrer nofollow\" "
         "target=\"_blank\">https://a.example/x?y=1&amp;z=2</a>.</p>\n"},
        {"(https://a.example/(b))",
         "<p>(<a href=\"https://a.example/(b))\" rel=\"noopener noreferrer nofollow\" "
         "target=\"_blank\">https://a.example/(b))</a></p>\n"},
        {"(https://a.example)",
         "<p>(<a href=\"https://a.example\" rel=\"noopener noreferrer nofollow\" "
         "target=\"_blank\">https://a.example</a>)</p>\n"},
        {"xhttps://a.example https://", "<p>xhttps://a.example https://</p>\n"},
        {"http http:", "<p>http http:</p>\n"},
    });
    for (const auto& [given, expected] : cases) {
        CAPTURE(given);
        CHECK(text_to_html(given) == expected);
        if (!given.contains('"')) CHECK(sanitise(expected).html == expected);
    }
}
