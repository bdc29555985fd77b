// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "kernel/json.hpp"

#include <array>
#include <chrono>
#include <optional>
#include <string>

namespace heed::outbound_mail {

using OutgoingId = Id<struct OutgoingTag>;

enum class LetterKind {
    answer,
    acknowledgement,
    invitation,
    password_reset,
    sign_in_link,
    // What has changed about somebody's account, told to them without a link that opens anything.
    password_changed,
    factor_added,
    factor_removed,
    factors_reset,
    recovery_code_used
};

// queued ──▶ sending ──▶ sent
//   ▲           │└─────▶ failed
//   └───────────┘ the server could not take it now, or did not say
enum class LetterState { queued, sending, sent, failed };

} // namespace heed::outbound_mail

template <>
inline constexpr std::array<std::string_view, 10>
    heed::enum_names<heed::outbound_mail::LetterKind> = {
        "answer",
        "acknowledgement",
        "invitation",
        "password_reset",
        "sign_in_link",
        "password_changed",
        "factor_added",
        "factor_removed",
        "factors_reset",
        "recovery_code_used"
};
template <>
inline constexpr std::array<std::string_view, 4>
    heed::enum_names<heed::outbound_mail::LetterState> = {"queued", "sending", "sent", "failed"};

namespace heed::outbound_mail {

/// A letter on its way out. What it says is put together when it leaves.
struct LetterRow {
    OutgoingId id = {};
    LetterKind kind = LetterKind::answer;
    std::int64_t cause = 0; // position of the fact it answers
    std::optional<TicketId> ticket_id = {};
    std::optional<EntryId> entry_id = {};
    std::optional<PersonId> person_id = {};
    std::optional<std::int64_t> token_id = {};
    std::string address = {}; // of letters to one person
    std::optional<std::int64_t> mailbox_id = {};
    std::optional<std::string> message_id = {};
    LetterState state = LetterState::queued;
    int attempts = 0;
    std::optional<Instant> due_at = {}; // nothing: there is nothing more to do
    RawJson remaining = {"[]"};         // who is still to get it; empty: everybody
    std::string words = {};             // how it stands, for people
    Instant created_at = {};
};
HEED_FIELDS(
    LetterRow,
    id,
    kind,
    cause,
    ticket_id,
    entry_id,
    person_id,
    token_id,
    address,
    mailbox_id,
    message_id,
    state,
    attempts,
    due_at,
    remaining,
    words,
    created_at
)

/// How long to wait after the n-th attempt (from 1): 1, 5, 15, 30, 60 minutes, then each hour.
std::chrono::minutes wait_after(int attempts);

/// A letter older than that is given up.
inline constexpr std::chrono::hours given_up_after{5 * 24};

/// True for names that never lead anywhere (RFC 2606, RFC 6761): demo desks are full of them.
bool is_demo_address(std::string_view address);

} // namespace heed::outbound_mail
