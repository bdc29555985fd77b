// SPDX-License-Identifier: AGPL-3.0-or-later
// Whatever a server answers, a letter counts as taken only when all of it went out and a 2xx came.
#include "kernel/check.hpp"
#include "kernel/text.hpp"
#include "platform/smtp/dialogue.hpp"

#include <algorithm>
#include <cstdint>

namespace heed::smtp {

namespace {

// Lines beginning with > are ours; ( and ) are the letter's begin and end.
void play(Dialogue& dialogue, std::string_view lines, bool& complete) {
    while (!lines.empty()) {
        const auto line = lines.substr(0, std::min(lines.find('\n'), lines.size()));
        lines.remove_prefix(std::min(line.size() + 1, lines.size()));
        if (line.starts_with('>'))
            dialogue.sent(line.substr(1));
        else if (line == "(")
            dialogue.letter_begins();
        else if (line == ")")
            dialogue.letter_ends();
        else
            dialogue.received(line);
        complete = (complete || line == ")") && line != "(";
    }
}

void try_lines(std::string_view lines) {
    using Kind = SendOutcome::Kind;
    Dialogue dialogue({"ana@acme.example", "ben@acme.example"});
    bool complete = false;
    play(dialogue, lines, complete);
    for (const auto ending : {Ending::finished, Ending::timed_out, Ending::auth_failed}) {
        const auto outcome = dialogue.outcome(ending);
        CHECK(is_valid_utf8(outcome.word.text) && outcome.word.text.size() <= 500);
        CHECK(outcome.refused.size() <= 2);
        const bool accepted = outcome.kind == Kind::accepted;
        CHECK(!accepted || (complete && outcome.word.code / 100 == 2));
        CHECK(outcome.kind != Kind::unknown_after_data || complete);
    }
}

} // namespace

} // namespace heed::smtp

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it by this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    heed::smtp::try_lines({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
