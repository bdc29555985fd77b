// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/inbound_mail/letter.hpp"
#include "platform/journal/fact.hpp"

namespace heed::inbound_mail {

struct LetterArrived {
    static constexpr std::string_view kind = "letter_arrived";
    LetterId letter;
    std::optional<std::int64_t> mailbox_id;
    Source source = Source::api;
    std::string sha256;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "letter", .id = letter.value};
    }
};
HEED_FIELDS(LetterArrived, letter, mailbox_id, source, sha256)

struct LetterDecided {
    static constexpr std::string_view kind = "letter_decided";
    LetterId letter;
    LetterState state = LetterState::taken;
    std::optional<TicketId> ticket;
    std::optional<EntryId> entry;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "letter", .id = letter.value};
    }
};
HEED_FIELDS(LetterDecided, letter, state, ticket, entry)

struct SenderBlocked {
    static constexpr std::string_view kind = "sender_blocked";
    std::int64_t block = 0;
    std::string pattern;
    std::optional<TicketId> ticket;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "blocked_sender", .id = block};
    }
};
HEED_FIELDS(SenderBlocked, block, pattern, ticket)

/// A spam mark asked for a block, and there was nobody to block.
struct SenderNotBlocked {
    static constexpr std::string_view kind = "sender_not_blocked";
    TicketId ticket;
    std::string reason; // as the refusal of `block_sender` is called

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(SenderNotBlocked, ticket, reason)

struct SenderUnblocked {
    static constexpr std::string_view kind = "sender_unblocked";
    std::int64_t block = 0;
    std::string pattern;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "blocked_sender", .id = block};
    }
};
HEED_FIELDS(SenderUnblocked, block, pattern)

} // namespace heed::inbound_mail
