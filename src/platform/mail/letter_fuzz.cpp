// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes are a letter or empty; everything read from it is valid UTF-8, and the rules that
// judge letters take it.
#include "kernel/check.hpp"
#include "kernel/text.hpp"
#include "platform/mail/automatic.hpp"
#include "platform/mail/compose.hpp"
#include "platform/mail/letter.hpp"
#include "platform/mail/reply_text.hpp"
#include "platform/mail/sender.hpp"
#include "platform/mail/thanks.hpp"

#include <cstdint>

namespace heed::mail {

namespace {

void require_texts(const Letter& letter) {
    for (const auto* text : {&letter.subject, &letter.text, &letter.html, &letter.message_id})
        CHECK(is_valid_utf8(*text) && !text->contains('\0'));
    for (const auto& header : letter.headers)
        CHECK(is_valid_utf8(header.value) && !header.value.contains('\n'));
    for (const auto& attachment : letter.attachments)
        CHECK(is_valid_utf8(attachment.filename) && !attachment.filename.contains('/'));
}

/// An answer to the letter can be composed, whatever stands in it.
void answer(const Letter& letter) {
    const auto to =
        answer_address(letter, false, {.desk_id = "desk", .addresses = {"help@desk.example"}});
    OutgoingLetter reply{
        .from = {"Desk", "help@desk.example"},
        .to = {to},
        .subject = letter.subject,
        .message_id = "e-1@desk.example",
        .references = letter.references,
        .date = Instant{},
        .text = letter.text,
        .html = letter.html
    };
    const auto bytes = compose(reply);
    if (!bytes) return;
    const auto again = parse_letter(*bytes);
    CHECK(again && again->message_id == "e-1@desk.example" && again->to.size() == 1);
}

void try_letter(std::string_view raw) {
    const auto letter = parse_letter(raw);
    if (!letter) {
        CHECK(letter.error().code == "empty_letter");
        return;
    }
    require_texts(*letter);
    CHECK(letter_digest(*letter).size() == 64);
    const DeskIdentity desk = {.desk_id = "desk", .addresses = {"help@desk.example"}};
    CHECK(is_valid_utf8(may_acknowledge(*letter, desk).reason));
    const auto reply = reply_text(*letter);
    CHECK(is_valid_utf8(reply.text));
    CHECK(trimmed(letter->text).empty() || !trimmed(reply.text).empty());
    static_cast<void>(bare_thanks(reply.text));
    answer(*letter);
}

} // namespace

} // namespace heed::mail

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it by this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    heed::mail::try_letter({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
