// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/people/people.hpp"
#include "features/tickets/ticket.hpp"
#include "kernel/json.hpp"
#include "platform/json/schema.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::tickets {

struct NamedPerson {
    PersonId id;
    std::string name;
};
HEED_FIELDS(NamedPerson, id, name)

struct NamedTeam {
    TeamId id;
    std::string name;
};
HEED_FIELDS(NamedTeam, id, name)

struct CustomerWire {
    PersonId id;
    std::string name;
    std::optional<std::string> email;
    std::optional<people::OrganisationBrief> organisation;
};
HEED_FIELDS(CustomerWire, id, name, email, organisation)

/// A ticket as a line of a list.
struct TicketRow {
    TicketId number = {};
    Kind kind = Kind::question;
    State state = State::new_;
    std::optional<WaitingFor> waiting_for = {};
    std::optional<Instant> waiting_until = {};
    std::optional<CancelledAs> cancelled_as = {};
    std::string subject = {};
    CustomerWire customer = {};
    std::optional<NamedTeam> team = {};
    std::optional<NamedPerson> owner = {};
    int priority = 3;
    int impact = 2;
    int urgency = 2;
    std::optional<std::string> priority_reason = {};
    Channel channel = Channel::mail;
    std::vector<std::string> tags = {};
    Instant opened_at = {};
    Instant changed_at = {};
    std::optional<Instant> last_entry_at = {};
    std::optional<Side> last_public_from = {};
    int entry_count = 0;
    std::string excerpt = {};
    bool unread = false; // for the agent who asks: somebody else wrote since they looked
    std::int64_t version = 1;
    Instant public_changed_at = {}; // for the portal, whose lists are made of rows; not in the API
};
HEED_FIELDS(
    TicketRow,
    number,
    kind,
    state,
    waiting_for,
    waiting_until,
    cancelled_as,
    subject,
    customer,
    team,
    owner,
    priority,
    impact,
    urgency,
    priority_reason,
    channel,
    tags,
    opened_at,
    changed_at,
    last_entry_at,
    last_public_from,
    entry_count,
    excerpt,
    unread,
    version
)

/// A ticket as its customer sees it: what the portal says of it too, and nothing that agents think.
struct PublicTicketRow {
    TicketId number = {};
    State state = State::new_;
    std::optional<WaitingFor> waiting_for = {};
    std::optional<Instant> waiting_until = {}; // only of what waits until a date
    std::string subject = {};
    NamedPerson customer = {};
    Instant opened_at = {};
    Instant changed_at = {}; // of what customers see; notes and tags do not move it
    std::optional<Side> last_public_from = {};
};
HEED_FIELDS(
    PublicTicketRow,
    number,
    state,
    waiting_for,
    waiting_until,
    subject,
    customer,
    opened_at,
    changed_at,
    last_public_from
)

struct ResolutionWire {
    std::optional<std::string> text;
    std::optional<std::string> cause_code;
    std::optional<bool> will_last;
    std::optional<Instant> resolved_at;
    std::optional<PersonId> resolved_by;
};
HEED_FIELDS(ResolutionWire, text, cause_code, will_last, resolved_at, resolved_by)

struct HelperWire {
    PersonId id;
    std::string name;
    Instant joined_at = {};
};
HEED_FIELDS(HelperWire, id, name, joined_at)

/// An agent who watches a ticket and may see it.
struct Watcher {
    PersonId id;
    std::string name;
    Instant since = {};
};
HEED_FIELDS(Watcher, id, name, since)

struct LinkWire {
    std::int64_t id = 0;
    std::string kind; // read from the ticket shown; the other direction is prefixed `inverse_`
    TicketId number;
    std::string subject;
    State state = State::new_;
};
HEED_FIELDS(LinkWire, id, kind, number, subject, state)

struct AllowedWire {
    std::vector<State> states;
    bool change = false;
};
HEED_FIELDS(AllowedWire, states, change)

/// What a screen shows of a ticket besides its line; for staff.
struct TicketDetails {
    std::optional<std::int64_t> mailbox_id;
    std::optional<std::int64_t> opening_category_id;
    std::optional<std::int64_t> closing_category_id;
    std::optional<ResolutionWire> resolution;
    std::optional<Instant> closed_at;
    std::optional<TicketId> follow_up_of;
    std::vector<HelperWire> helpers;
    std::vector<Watcher> watchers;
    std::vector<LinkWire> links;
    AllowedWire allowed;
    std::optional<EntryId> read_until; // by the agent who asks
};
HEED_FIELDS(
    TicketDetails,
    mailbox_id,
    opening_category_id,
    closing_category_id,
    resolution,
    closed_at,
    follow_up_of,
    helpers,
    watchers,
    links,
    allowed,
    read_until
)

struct TicketView {
    TicketRow row;
    TicketDetails details;
};

/// The members of the row and of the details as one object.
void write_json(std::string& out, const TicketView& view);

/// Line and details are one object in the API document, too.
SchemaText schema_of(Schemas& schemas, std::type_identity<TicketView>);

/// Appends the members of `object` to the open object `out`.
template <HasFields T>
void append_members(std::string& out, const T& object) {
    const auto json = to_json(object);
    if (out.back() != '{') out += ',';
    out.append(json, 1, json.size() - 2);
}

} // namespace heed::tickets
