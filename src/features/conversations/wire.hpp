// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/attachments/attachments.hpp"
#include "features/conversations/entry.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/text.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::conversations {

struct AddressWire {
    std::string name;
    std::string email;
};
HEED_FIELDS(AddressWire, name, email)

struct AuthorWire {
    PersonId id;
    std::string name;
    people::PersonKind kind = people::PersonKind::customer;
};
HEED_FIELDS(AuthorWire, id, name, kind)

struct DeliveryWire {
    Delivery state = Delivery::queued;
    std::optional<std::string> text;
    std::optional<Instant> at;
    int attempts = 0;
};
HEED_FIELDS(DeliveryWire, state, text, at, attempts)

struct JudgementWire {
    std::int64_t id = 0;
    JudgementKind kind = JudgementKind::thanks;
    std::string reason;
    bool reversible = true;
    bool reversed = false;
};
HEED_FIELDS(JudgementWire, id, kind, reason, reversible, reversed)

struct CallWire {
    CallDirection direction = CallDirection::in;
};
HEED_FIELDS(CallWire, direction)

struct EntryWire {
    EntryId id;
    EntryKind kind = EntryKind::note;
    std::optional<tickets::Channel> channel; // notes have none
    Instant at = {};
    std::optional<AddressWire> from;
    std::optional<AuthorWire> author;
    std::vector<AddressWire> to;
    std::vector<AddressWire> cc;
    std::optional<std::string> subject;
    std::string body_text;
    std::optional<std::string> body_html;
    std::string reply_text;
    bool quoted = false;
    bool has_html = false;
    std::vector<attachments::AttachmentWire> attachments;
    std::optional<DeliveryWire> delivery;
    std::optional<Instant> release_at;
    std::optional<Then> then; // what a held answer makes of its ticket when it leaves
    std::vector<JudgementWire> judgements;
    std::optional<std::int64_t> letter_id;
    std::optional<CallWire> call;
};
HEED_FIELDS(
    EntryWire,
    id,
    kind,
    channel,
    at,
    from,
    author,
    to,
    cc,
    subject,
    body_text,
    body_html,
    reply_text,
    quoted,
    has_html,
    attachments,
    delivery,
    release_at,
    then,
    judgements,
    letter_id,
    call
)

using Address = Text<3, 254>;

/// Recipients as a client names them: plain addresses.
struct PostReply {
    std::optional<std::string> body_html;
    std::optional<std::string> body_markdown;
    std::optional<std::string> body_text;
    std::optional<std::vector<Address>> to;
    std::optional<std::vector<Address>> cc;
    std::optional<std::vector<attachments::AttachmentId>> attachments;
    std::optional<EntryId> based_on;
    std::optional<Instant> release_at;
    std::optional<Then> then;
};
HEED_FIELDS(
    PostReply, body_html, body_markdown, body_text, to, cc, attachments, based_on, release_at, then
)

struct PostNote {
    std::optional<std::string> body_html;
    std::optional<std::string> body_markdown;
    std::optional<std::string> body_text;
    std::optional<std::vector<attachments::AttachmentId>> attachments;
};
HEED_FIELDS(PostNote, body_html, body_markdown, body_text, attachments)

struct PostCall {
    CallDirection direction = CallDirection::in;
    std::optional<std::string> body_html;
    std::optional<std::string> body_markdown;
    std::optional<std::string> body_text;
    std::optional<std::vector<attachments::AttachmentId>> attachments;
};
HEED_FIELDS(PostCall, direction, body_html, body_markdown, body_text, attachments)

} // namespace heed::conversations
