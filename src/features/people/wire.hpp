// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/people/queries.hpp"

#include <optional>
#include <string>
#include <vector>

/// JSON of people, organisations and teams. Commands go over the wire as they are.
namespace heed::people::wire {

struct PersonAddress {
    AddressId id;
    std::string address;
    bool is_primary = false;
    std::optional<Instant> undeliverable_at;
};
HEED_FIELDS(PersonAddress, id, address, is_primary, undeliverable_at)

struct PersonView {
    PersonId id;
    PersonKind kind = PersonKind::customer;
    std::string name;
    std::optional<std::string> language; // null: the desk's
    std::optional<std::string> zone;     // null: the desk's
    std::optional<OrganisationBrief> organisation;
    std::vector<PersonAddress> addresses; // the primary one first
    std::string note;
    bool active = true;
    Instant created_at = {};
    std::int64_t version = 1;
};
HEED_FIELDS(
    PersonView,
    id,
    kind,
    name,
    language,
    zone,
    organisation,
    addresses,
    note,
    active,
    created_at,
    version
)

struct PeopleAnswer {
    std::vector<PersonView> items;
    std::optional<std::string> next;
};
HEED_FIELDS(PeopleAnswer, items, next)

struct OrganisationView {
    OrganisationId id;
    std::string name;
    std::vector<std::string> domains;
    std::string note;
    bool shares_tickets = false;
    std::int64_t people_count = 0;
    std::int64_t version = 1;
};
HEED_FIELDS(OrganisationView, id, name, domains, note, shares_tickets, people_count, version)

struct OrganisationsAnswer {
    std::vector<OrganisationView> items;
    std::optional<std::string> next;
};
HEED_FIELDS(OrganisationsAnswer, items, next)

struct TeamView {
    TeamId id;
    std::string name;
    std::optional<std::int64_t> mailbox_id;
    std::vector<TeamMember> members;
    std::int64_t version = 1;
};
HEED_FIELDS(TeamView, id, name, mailbox_id, members, version)

struct TeamsAnswer {
    std::vector<TeamView> items;
    std::optional<std::string> next; // all come at once
};
HEED_FIELDS(TeamsAnswer, items, next)

PersonView view(PersonDetail detail);
OrganisationView view(OrganisationDetail detail);
TeamView view(TeamDetail detail);

} // namespace heed::people::wire
