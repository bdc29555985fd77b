// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "kernel/json.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace heed::inbound_mail {

using LetterId = Id<struct LetterTag>;

// arrived ──read──▶ taken | duplicate | bounce | auto_reply | blocked | dropped
//    └── could not be read ──▶ unreadable (retried by hand)
// What was set aside can be taken by hand, too.
enum class LetterState {
    arrived,
    taken,
    duplicate,
    bounce,
    auto_reply,
    blocked,
    dropped,
    unreadable
};

enum class Source { imap, pipe, api, lmtp };

} // namespace heed::inbound_mail

template <>
inline constexpr std::array<std::string_view, 8> heed::enum_names<heed::inbound_mail::LetterState> =
    {"arrived", "taken", "duplicate", "bounce", "auto_reply", "blocked", "dropped", "unreadable"};
template <>
inline constexpr std::array<std::string_view, 4> heed::enum_names<heed::inbound_mail::Source> = {
    "imap", "pipe", "api", "lmtp"
};

namespace heed::inbound_mail {

/// One step of what the desk thought about a letter.
struct Decision {
    std::string step; // sender, block, automatic, thread, ticket, …
    std::string text; // one sentence for people
};
HEED_FIELDS(Decision, step, text)

struct LetterRow {
    LetterId id = {};
    std::optional<std::int64_t> mailbox_id = {};
    Source source = Source::api;
    std::string sha256 = {};
    std::int64_t size = 0;
    Instant received_at = {};
    std::optional<Instant> delivered_at = {}; // when the mail server took it in, if it says so
    LetterState state = LetterState::arrived;
    int attempts = 0;
    std::optional<std::string> message_id = {};
    std::optional<std::string> digest = {};
    std::optional<std::string> from_address = {};
    std::optional<std::string> from_name = {};
    std::optional<std::string> subject = {};
    std::optional<TicketId> ticket_id = {};
    std::optional<EntryId> entry_id = {};
    bool may_acknowledge = false;
    std::optional<Instant> by_hand_at = {};   // somebody said that it is a request
    std::optional<Instant> attempted_at = {}; // reading it was begun again
    RawJson decisions = {"[]"};

    /// It became part of no request, and the desk decided so by itself.
    [[nodiscard]] bool is_set_aside() const {
        return state == LetterState::auto_reply || state == LetterState::dropped ||
               state == LetterState::duplicate || (state == LetterState::bounce && !ticket_id);
    }
};
HEED_FIELDS(
    LetterRow,
    id,
    mailbox_id,
    source,
    sha256,
    size,
    received_at,
    delivered_at,
    state,
    attempts,
    message_id,
    digest,
    from_address,
    from_name,
    subject,
    ticket_id,
    entry_id,
    may_acknowledge,
    by_hand_at,
    attempted_at,
    decisions
)

} // namespace heed::inbound_mail
