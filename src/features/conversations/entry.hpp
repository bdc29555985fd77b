// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/tickets/tickets.hpp"
#include "kernel/enums.hpp"
#include "kernel/fields.hpp"
#include "kernel/json.hpp"
#include "platform/mail/letter.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::conversations {

enum class EntryKind { message_in, message_out, note, call };
enum class CallDirection { in, out };

// held ─▶ queued ─▶ sending ─▶ sent ─▶ delivered
//                      │         └───▶ bounced
//                      └─▶ queued again, or failed for good
enum class Delivery { held, queued, sending, sent, delivered, bounced, failed };

enum class JudgementKind {
    thanks,
    auto_reply,
    duplicate,
    joined,
    related,
    spam,
    bounce,
    unreadable,
    unproven // from an agent's address, without proof that they wrote it
};

enum class Role { customer, cc };

/// What an answer may make of its ticket; everything else has commands of its own.
enum class Then { open, waiting, resolved };

} // namespace heed::conversations

template <>
inline constexpr std::array<std::string_view, 4> heed::enum_names<heed::conversations::EntryKind> =
    {"message_in", "message_out", "note", "call"};
template <>
inline constexpr std::array<std::string_view, 2>
    heed::enum_names<heed::conversations::CallDirection> = {"in", "out"};
template <>
inline constexpr std::array<std::string_view, 7> heed::enum_names<heed::conversations::Delivery> = {
    "held", "queued", "sending", "sent", "delivered", "bounced", "failed"
};
template <>
inline constexpr std::array<std::string_view, 9>
    heed::enum_names<heed::conversations::JudgementKind> = {
        "thanks",
        "auto_reply",
        "duplicate",
        "joined",
        "related",
        "spam",
        "bounce",
        "unreadable",
        "unproven"
};
template <>
inline constexpr std::array<std::string_view, 3> heed::enum_names<heed::conversations::Then> = {
    "open", "waiting", "resolved"
};
template <>
inline constexpr std::array<std::string_view, 2> heed::enum_names<heed::conversations::Role> = {
    "customer", "cc"
};

namespace heed::conversations {

/// One item of a conversation as its row holds it. Texts are UTF-8 with "\n"; `body_html` has been
/// sanitised, without inline images: `/entries/{id}/body` shows those from the original.
struct Entry {
    EntryId id = {};
    TicketId ticket_id = {};
    EntryKind kind = EntryKind::note;
    Instant at = {};
    std::optional<PersonId> author_id = {};
    std::optional<std::string> from_name = {};
    std::optional<std::string> from_address = {};
    RawJson to_addresses = {"[]"};
    RawJson cc_addresses = {"[]"};
    std::optional<std::string> subject = {};
    std::string body_text = {};
    std::optional<std::string> body_html = {};
    int html_version = 0;
    std::optional<std::string> reply_text = {}; // the new part, when it is not all of body_text
    std::optional<std::string> message_id = {}; // without angle brackets
    std::optional<std::int64_t> mailbox_id = {};
    std::optional<std::int64_t> letter_id = {};
    std::optional<std::string> original_sha256 = {}; // the letter it came from
    std::optional<CallDirection> call_direction = {};
    std::optional<Delivery> delivery = {};
    std::optional<std::string> delivery_text = {};
    std::optional<Instant> delivery_at = {};
    int attempts = 0;
    std::optional<Instant> release_at = {};
    std::optional<Instant> released_at = {};
    int attachments = 0;
    int judgements = 0;
    std::optional<tickets::Channel> channel = {}; // of notes, and of some of before, none

    /// An answer that has not left yet.
    [[nodiscard]] bool is_held() const {
        return kind == EntryKind::message_out && release_at && !released_at;
    }

    /// What customers may read: what they wrote, and answers that have left.
    [[nodiscard]] bool is_for_customers() const {
        return kind == EntryKind::message_in || (kind == EntryKind::message_out && released_at);
    }

    /// Whose word it is.
    [[nodiscard]] tickets::Side side() const {
        const bool theirs = kind == EntryKind::message_in || call_direction == CallDirection::in;
        return theirs ? tickets::Side::customer : tickets::Side::agent;
    }

    /// Contact with the customer, by letter or by voice.
    [[nodiscard]] bool is_public() const { return is_for_customers() || kind == EntryKind::call; }
};
HEED_FIELDS(
    Entry,
    id,
    ticket_id,
    kind,
    at,
    author_id,
    from_name,
    from_address,
    to_addresses,
    cc_addresses,
    subject,
    body_text,
    body_html,
    html_version,
    reply_text,
    message_id,
    mailbox_id,
    letter_id,
    original_sha256,
    call_direction,
    delivery,
    delivery_text,
    delivery_at,
    attempts,
    release_at,
    released_at,
    attachments,
    judgements,
    channel
)

struct Judgement {
    std::int64_t id = 0;
    EntryId entry_id = {};
    TicketId ticket_id = {};
    JudgementKind kind = JudgementKind::thanks;
    std::string reason = {};
    bool reversible = true;
    std::optional<Instant> reversed_at = {};
};
HEED_FIELDS(Judgement, id, entry_id, ticket_id, kind, reason, reversible, reversed_at)

/// Someone besides staff who belongs to a ticket.
struct Participant {
    std::string address;
    std::string name;
    Role role = Role::cc;
};
HEED_FIELDS(Participant, address, name, role)

/// What someone wrote, made ready outside the writer: cleaned HTML, its plain text, and the words
/// a list shows.
struct Body {
    std::string text;
    std::optional<std::string> html;
    std::string excerpt;
};

/// Exactly one of the three forms is given; refuses `required` and `one_body` otherwise.
struct BodyForms {
    std::optional<std::string> html;
    std::optional<std::string> markdown;
    std::optional<std::string> text;
};

Result<Body> ready_body(const BodyForms& forms);

/// The first 140 characters of a text on one line.
std::string excerpt_of(std::string_view text);

/// How a JSON list of addresses is kept in a row, and read back.
RawJson addresses_json(const std::vector<mail::MailAddress>& addresses);
std::vector<mail::MailAddress> addresses_from(const RawJson& json);

} // namespace heed::conversations
