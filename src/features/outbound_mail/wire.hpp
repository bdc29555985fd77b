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

/// A letter that was given up, and why.
struct FailedLetterWire {
    OutgoingId id;
    LetterKind kind = LetterKind::answer;
    std::optional<TicketId> number;
    std::optional<PersonId> person_id;
    std::string address; // empty for answers, which may go to several
    std::string words;
    int attempts = 0;
    Instant created_at = {};
};
HEED_FIELDS(FailedLetterWire, id, kind, number, person_id, address, words, attempts, created_at)

struct FailedLetterList {
    std::vector<FailedLetterWire> items; // newest first
    std::optional<std::string> next;
};
HEED_FIELDS(FailedLetterList, items, next)

} // namespace heed::outbound_mail
