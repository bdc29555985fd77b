// SPDX-License-Identifier: AGPL-3.0-or-later
// What the sanitiser lets through stays as it is when it is cleaned again, and no tag in it can
// run, load or escape. Pages are split and turned into text without an end.
#include "kernel/check.hpp"
#include "kernel/text.hpp"
#include "platform/mail/html.hpp"
#include "platform/mail/markdown.hpp"
#include "platform/mail/reply_text.hpp"

#include <cstdint>

namespace heed::mail {

namespace {

void require_harmless(const std::string& html) {
    CHECK(is_valid_utf8(html));
    const auto lower = ascii_lower(html);
    for (auto at = lower.find('<'); at != std::string::npos; at = lower.find('<', at + 1)) {
        const auto tag = std::string_view(lower).substr(at, lower.find('>', at) - at);
        const auto name = tag.substr(0, tag.find(' '));
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
              "<?"})
            CHECK(!name.starts_with(bad));
        CHECK(!tag.contains("href=\"javascript:") && !tag.contains("src=\"http"));
    }
}

void try_page(std::string_view html) {
    const auto clean = sanitise(html);
    require_harmless(clean.html);
    CHECK(sanitise(clean.html).html == clean.html);
    const auto composed = sanitise_composed(html);
    require_harmless(composed);
    CHECK(sanitise_composed(composed) == composed);
    CHECK(is_valid_utf8(html_to_text(html)));
    const auto split = split_html(html);
    CHECK(split.quoted.empty() || is_valid_utf8(split.fresh));
    require_harmless(markdown_to_html(html));
    require_harmless(sanitise(text_to_html(valid_utf8(html))).html);
}

} // namespace

} // namespace heed::mail

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it by this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    heed::mail::try_page({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
