// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/check.hpp"
#include "kernel/text.hpp"
#include "platform/search/marking.hpp"
#include "platform/search/question.hpp"

#include <cstdint>

using namespace heed;

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it by this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto question = full_text::question_of(text);
    if (!question) {
        CHECK(!question.error().detail.empty());
        return 0;
    }
    const auto readable = valid_utf8(text);
    full_text::Marking marking(*question, "en");
    std::string whole;
    for (const auto& fragment : marking.marked(readable)) whole += fragment.text;
    CHECK(whole == readable);
    for (const auto& fragment : marking.excerpt(readable)) CHECK(is_valid_utf8(fragment.text));
    return 0;
}
