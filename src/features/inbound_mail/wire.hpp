// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/inbound_mail/inbound_mail.hpp"
#include "features/inbound_mail/store.hpp"
#include "kernel/text.hpp"

namespace heed::inbound_mail {

/// A state of letters, or all that were set aside.
enum class ListedAs {
    arrived,
    taken,
    duplicate,
    bounce,
    auto_reply,
    blocked,
    dropped,
    unreadable,
    set_aside
};

} // namespace heed::inbound_mail

template <>
inline constexpr std::array<std::string_view, 9> heed::enum_names<heed::inbound_mail::ListedAs> = {
    "arrived",
    "taken",
    "duplicate",
    "bounce",
    "auto_reply",
    "blocked",
    "dropped",
    "unreadable",
    "set_aside"
};

namespace heed::inbound_mail {

struct TakenWire {
    std::string action;
    std::optional<TicketId> number;
    std::optional<EntryId> entry_id;
    LetterId letter_id;
};
HEED_FIELDS(TakenWire, action, number, entry_id, letter_id)

struct BounceWire {
    std::string action;
    std::optional<std::string> status;
    bool hard = false;
    std::optional<std::string> reason;
    std::optional<std::string> recipient;
    std::optional<TicketId> number;
    LetterId letter_id;
};
HEED_FIELDS(BounceWire, action, status, hard, reason, recipient, number, letter_id)

struct LetterWire {
    LetterId id;
    LetterState state = LetterState::arrived;
    std::optional<std::string> from_address;
    std::optional<std::string> from_name;
    std::optional<std::string> subject;
    std::int64_t size = 0;
    Instant received_at = {};
    std::optional<std::int64_t> mailbox_id;
    std::optional<TicketId> number;
    RawJson decisions;
};
HEED_FIELDS(
    LetterWire,
    id,
    state,
    from_address,
    from_name,
    subject,
    size,
    received_at,
    mailbox_id,
    number,
    decisions
)

struct LetterList {
    std::vector<LetterWire> items;
    std::optional<std::string> next;
};
HEED_FIELDS(LetterList, items, next)

struct BlockList {
    std::vector<store::Blocked> items;
    std::optional<std::string> next;
};
HEED_FIELDS(BlockList, items, next)

struct PostBlock {
    Text<2, 254> pattern;
};
HEED_FIELDS(PostBlock, pattern)

struct NewBlock {
    std::int64_t id = 0;
};
HEED_FIELDS(NewBlock, id)

struct HeaderWire {
    std::string name;
    std::string value;
};
HEED_FIELDS(HeaderWire, name, value)

struct OriginalWire {
    std::vector<HeaderWire> headers;
    RawJson decisions;
    std::string source_url;
    bool truncated = false;
};
HEED_FIELDS(OriginalWire, headers, decisions, source_url, truncated)

} // namespace heed::inbound_mail
