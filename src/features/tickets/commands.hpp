// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/tickets/ticket.hpp"
#include "kernel/field.hpp"
#include "kernel/text.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::tickets {

/// Whom the desk refuses from now on, when a ticket turns out to be spam.
enum class Block { none, sender, domain };

} // namespace heed::tickets

template <>
inline constexpr std::array<std::string_view, 3> heed::enum_names<heed::tickets::Block> = {
    "none", "sender", "domain"
};

namespace heed::tickets {

using Subject = Text<1, 300>;
using Reason = Text<1, 500>;

/// A new matter. Who it is for is known by now; routes and letters find or create them first.
struct OpenTicket {
    Kind kind = Kind::question;
    std::string subject = {};
    PersonId customer = {};
    std::optional<TeamId> team = {};
    std::optional<PersonId> owner = {};
    int impact = 2;
    int urgency = 2;
    std::optional<std::int64_t> opening_category = {};
    Channel channel = Channel::mail;
    std::optional<std::int64_t> mailbox = {};
    std::optional<TicketId> follow_up_of = {};
    std::vector<std::string> tags = {};
    std::optional<CancelledAs> cancelled_as = {}; // letters judged as spam open cancelled
};

/// Opens it as `new`, or as `open` when it has an owner. Refuses unknown customer, team, owner or
/// category with a pointer.
Result<Ticket>
open_ticket(db::Transaction& tx, const Actor& actor, const OpenTicket& command, Instant now);

/// The fields of a PATCH: what is absent stays.
struct ChangeTicket {
    std::optional<std::int64_t> expected_version;
    Field<Subject> subject;
    Field<Kind> kind;
    Field<TeamId> team_id;
    Field<PersonId> owner_id;
    Field<int> impact;
    Field<int> urgency;
    Field<int> priority; // null: by the matrix again
    Field<Reason> priority_reason;
    Field<std::int64_t> opening_category_id;
    Field<std::int64_t> closing_category_id;
};
HEED_FIELDS(
    ChangeTicket,
    expected_version,
    subject,
    kind,
    team_id,
    owner_id,
    impact,
    urgency,
    priority,
    priority_reason,
    opening_category_id,
    closing_category_id
)

/// Refuses `changed_meanwhile` (409, both values) only when a field of this write has changed
/// since `expected_version`. A first owner makes a new ticket open.
Result<Done> change_ticket(
    db::Transaction& tx, const Actor& actor, TicketId id, const ChangeTicket& command, Instant now
);

struct ResolveTicket {
    std::optional<std::int64_t> expected_version;
    std::optional<Text<1, 20'000>> resolution;
    std::optional<Text<1, 100>> cause_code;
    std::optional<std::int64_t> closing_category_id;
    std::optional<bool> will_last;
};
HEED_FIELDS(ResolveTicket, expected_version, resolution, cause_code, closing_category_id, will_last)

/// Resolving an already resolved ticket is a conflict, not a no-op, so that two agents never both
/// believe they gave the answer.
Result<Done> resolve_ticket(
    db::Transaction& tx, const Actor& actor, TicketId id, const ResolveTicket& command, Instant now
);

/// The customer, or who sees the request with them, says that it is solved. Saying so again changes
/// nothing; what is closed or cancelled is `wrong_state`.
Result<Done> confirm_solved(db::Transaction& tx, const Actor& actor, TicketId id, Instant now);

/// Takes a resolution, cancellation or wait back: the ticket is open again.
Result<Done>
reopen_ticket(db::Transaction& tx, const Actor& actor, TicketId id, State from, Instant now);

struct WaitTicket {
    WaitingFor for_ = WaitingFor::customer;
    std::optional<Instant> until;
};

/// Waiting `until` needs an instant in the future; it resumes by itself then.
Result<Done> wait_ticket(
    db::Transaction& tx, const Actor& actor, TicketId id, const WaitTicket& command, Instant now
);

struct CancelTicket {
    CancelledAs as = CancelledAs::error;
    std::optional<Reason> reason;
    std::optional<TicketId> duplicate_of;
    Block block = Block::none; // of spam: whom to refuse from now on
};

Result<Done> cancel_ticket(
    db::Transaction& tx, const Actor& actor, TicketId id, const CancelTicket& command, Instant now
);

/// Final: what comes after opens a linked ticket.
Result<Done> close_ticket(db::Transaction& tx, const Actor& actor, TicketId id, Instant now);

Result<Done>
join_as_helper(db::Transaction& tx, const Actor& actor, TicketId id, PersonId person, Instant now);
Result<Done>
leave_as_helper(db::Transaction& tx, const Actor& actor, TicketId id, PersonId person, Instant now);

/// Whoever may see a ticket may watch it; colleagues are added by whoever may change it. Watching
/// gives no right: who may not see the ticket any more does not watch it either. Refuses
/// `not_an_agent`, `may_not_watch`, `too_many_watchers`.
Result<Done>
watch_ticket(db::Transaction& tx, const Actor& actor, TicketId id, PersonId person, Instant now);
Result<Done>
unwatch_ticket(db::Transaction& tx, const Actor& actor, TicketId id, PersonId person, Instant now);

/// Ends the links that letters carried to this request, or those of one person; whoever may answer
/// it may do so. Letters after that carry new ones.
Result<Done> end_request_links(
    db::Transaction& tx,
    const Actor& actor,
    TicketId id,
    std::optional<PersonId> person,
    Instant now
);

Result<Done>
add_tag(db::Transaction& tx, const Actor& actor, TicketId id, const std::string& tag, Instant now);
Result<Done> remove_tag(
    db::Transaction& tx, const Actor& actor, TicketId id, const std::string& tag, Instant now
);

struct LinkTickets {
    LinkKind kind = LinkKind::related;
    TicketId number;
    std::optional<LinkOrigin> origin = {}; // said by the desk itself, not in requests
};
HEED_FIELDS(LinkTickets, kind, number)

Result<Done> link_tickets(
    db::Transaction& tx, const Actor& actor, TicketId id, const LinkTickets& command, Instant now
);
Result<Done> unlink_tickets(
    db::Transaction& tx, const Actor& actor, TicketId id, std::int64_t link, Instant now
);

struct LinkFrom {
    TicketId other;
    LinkKind kind = LinkKind::related;
};

/// The links that begin at this ticket, in the order in which they were made.
std::vector<LinkFrom> links_from(db::Transaction& tx, TicketId id);

/// Removes the links that this made of the ticket; those that somebody made by hand stay.
Result<> unlink_made_by(
    db::Transaction& tx, const Actor& actor, TicketId id, LinkOrigin origin, Instant now
);

/// Whom the unresolved tickets of an agent who leaves go to: a team, a colleague, or nobody.
struct HandOver {
    std::optional<TeamId> team_id;
    std::optional<PersonId> owner_id;
};
HEED_FIELDS(HandOver, team_id, owner_id)

/// Gives them away in one act, and ends their helping: the first few at once, the others in steps
/// that `go_on_handing_over` takes; returns how many went at once. Refuses, before anything
/// happens, a colleague who may not answer in one of the teams (`may_not_own`).
Result<int> hand_over_tickets(
    db::Transaction& tx, const Actor& actor, PersonId from, const HandOver& to, Instant now
);

/// After an agent has lost rights: unresolved tickets they may no longer answer become nobody's,
/// and they help no longer where they may not read; the first few at once, the others in steps.
Result<> give_up_tickets(db::Transaction& tx, const Actor& actor, PersonId person, Instant now);

/// The same, of anybody, in steps alone: what a reactor may ask for without growing a batch.
/// `asked_by` is whose deed the history says it is.
void plan_giving_up(
    db::Transaction& tx, PersonId person, std::optional<PersonId> asked_by, Instant now
);

/// One step for the scheduler; 0 when nothing is left to do.
Result<int> go_on_handing_over(db::Transaction& tx, Instant now);

/// The agent has read up to this entry, which never goes back by itself.
Result<Done> mark_read(db::Transaction& tx, const Actor& actor, TicketId id, EntryId until);
/// As if never opened.
Result<Done> mark_unread(db::Transaction& tx, const Actor& actor, TicketId id);

} // namespace heed::tickets
