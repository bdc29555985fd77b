// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/outbound_mail/letter.hpp"
#include "features/outbound_mail/template.hpp"
#include "kernel/text.hpp"

namespace heed::outbound_mail {

struct TemplateWire {
    TemplateKind kind = TemplateKind::reply;
    std::string language;
    std::string subject;
    std::string text;
    std::string html;
    std::vector<std::string> variables; // what may stand in it
    bool built_in = true;               // the program's own words
    std::int64_t version = 0;
};
HEED_FIELDS(TemplateWire, kind, language, subject, text, html, variables, built_in, version)

/// A letter that waits or did not arrive.
struct OutgoingLetter {
    OutgoingId id = {};
    std::string kind = {};    // answer, acknowledgement, invitation, password_reset, sign_in_link
    std::string state = {};   // queued, sending, failed
    std::string address = {}; // empty: that of the ticket's customer
    std::optional<TicketId> number = {};
    std::optional<EntryId> entry_id = {};
    std::optional<std::int64_t> mailbox_id = {};
    int attempts = 0;
    std::optional<Instant> due_at = {}; // the next try; nothing: none
    std::string text = {};              // how it stands, for people
    Instant created_at = {};
};
HEED_FIELDS(
    OutgoingLetter,
    id,
    kind,
    state,
    address,
    number,
    entry_id,
    mailbox_id,
    attempts,
    due_at,
    text,
    created_at
)

struct OutgoingLetterList {
    std::vector<OutgoingLetter> items;
    std::optional<std::string> next;
};
HEED_FIELDS(OutgoingLetterList, items, next)

struct TemplateList {
    std::vector<TemplateWire> items;
    std::optional<std::string> next;
};
HEED_FIELDS(TemplateList, items, next)

struct TemplateInput {
    Text<0, 300> subject;
    Text<1, 20'000> text;
    Text<1, 100'000> html;
    std::optional<std::int64_t> expected_version;
};
HEED_FIELDS(TemplateInput, subject, text, html, expected_version)

struct PreviewWire {
    std::string subject;
    std::string text;
    std::string html;
};
HEED_FIELDS(PreviewWire, subject, text, html)

} // namespace heed::outbound_mail
