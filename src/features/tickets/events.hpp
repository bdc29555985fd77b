// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/tickets/commands.hpp"
#include "features/tickets/ticket.hpp"
#include "platform/journal/fact.hpp"

namespace heed::tickets {

/// What decides in which list a ticket stands.
struct Place {
    std::optional<TeamId> team_id;
    State state = State::new_;
    std::optional<PersonId> owner_id;

    bool operator==(const Place&) const = default;
};
HEED_FIELDS(Place, team_id, state, owner_id)

struct TicketOpened {
    static constexpr std::string_view kind = "ticket_opened";
    TicketId ticket;
    Kind ticket_kind = Kind::question;
    std::string subject_text;
    PersonId customer_id;
    std::optional<OrganisationId> organisation_id;
    Place place;
    int impact = 2;
    int urgency = 2;
    int priority = 3;
    Channel channel = Channel::mail;
    std::optional<std::int64_t> mailbox_id;
    std::optional<TicketId> follow_up_of;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(
    TicketOpened,
    ticket,
    ticket_kind,
    subject_text,
    customer_id,
    organisation_id,
    place,
    impact,
    urgency,
    priority,
    channel,
    mailbox_id,
    follow_up_of
)

/// One field before and after, as JSON.
struct FieldChange {
    std::string field;
    RawJson old_value;
    RawJson new_value;
};
HEED_FIELDS(FieldChange, field, old_value, new_value)

/// Fields of a ticket changed; the state may be one of them. Its version became `version`.
struct TicketChanged {
    static constexpr std::string_view kind = "ticket_changed";
    TicketId ticket;
    std::int64_t version = 0;
    Place before;
    Place after;
    std::vector<FieldChange> changes;
    std::optional<std::string> reason;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(TicketChanged, ticket, version, before, after, changes, reason)

/// A ticket was cancelled as spam and its writer is to be refused from now on.
struct BlockAsked {
    static constexpr std::string_view kind = "block_asked";
    TicketId ticket;
    PersonId customer_id;
    Block block = Block::sender;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(BlockAsked, ticket, customer_id, block)

struct TagsChanged {
    static constexpr std::string_view kind = "ticket_tags_changed";
    TicketId ticket;
    std::vector<std::string> added;
    std::vector<std::string> removed;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(TagsChanged, ticket, added, removed)

struct HelperJoined {
    static constexpr std::string_view kind = "helper_joined";
    TicketId ticket;
    PersonId person;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(HelperJoined, ticket, person)

struct HelperLeft {
    static constexpr std::string_view kind = "helper_left";
    TicketId ticket;
    PersonId person;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(HelperLeft, ticket, person)

struct WatcherJoined {
    static constexpr std::string_view kind = "watcher_joined";
    TicketId ticket;
    PersonId person;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(WatcherJoined, ticket, person)

struct WatcherLeft {
    static constexpr std::string_view kind = "watcher_left";
    TicketId ticket;
    PersonId person;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(WatcherLeft, ticket, person)

struct TicketsLinked {
    static constexpr std::string_view kind = "tickets_linked";
    TicketId ticket;
    TicketId other;
    LinkKind link = LinkKind::related;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(TicketsLinked, ticket, other, link)

struct TicketsUnlinked {
    static constexpr std::string_view kind = "tickets_unlinked";
    TicketId ticket;
    TicketId other;
    LinkKind link = LinkKind::related;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(TicketsUnlinked, ticket, other, link)

/// A ticket was deleted for good: nothing is left of it but its number and that it is counted no
/// more. It belongs to no ticket, so that whoever shows lists hears of it.
struct TicketDeleted {
    static constexpr std::string_view kind = "ticket_deleted";
    TicketId ticket;
    Place place;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "ticket", .id = ticket.value};
    }
};
HEED_FIELDS(TicketDeleted, ticket, place)

} // namespace heed::tickets
