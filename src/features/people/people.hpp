// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/people/commands.hpp"       // IWYU pragma: export
#include "features/people/forgetting.hpp"     // IWYU pragma: export
#include "features/people/person.hpp"         // IWYU pragma: export
#include "features/people/public_domains.hpp" // IWYU pragma: export
#include "kernel/actor.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heed {
struct Described;
struct Route;
} // namespace heed

namespace heed::people {

/// A person as other features show them: beside a ticket, in a list, in a letter.
struct PersonBrief {
    PersonId id;
    PersonKind kind = PersonKind::customer;
    std::string name;
    std::optional<std::string> email; // the primary address
    std::optional<OrganisationBrief> organisation;
    std::optional<std::string> zone;     // nothing: the desk's
    std::optional<std::string> language; // nothing: the desk's
    bool active = true;
    bool shares_tickets = false; // the organisation lets its people see each other's tickets
    std::int64_t version = 1;
};

struct TeamBrief {
    TeamId id;
    std::string name;
    std::optional<std::int64_t> mailbox_id;
};
HEED_FIELDS(TeamBrief, id, name, mailbox_id)

/// For the desk's own work: none of these asks who looks. Screens go through the queries.
std::optional<PersonBrief> find_person(db::Transaction& tx, PersonId id);

/// All that is kept of a person, or of an organisation.
std::optional<Person> find_whole_person(db::Transaction& tx, PersonId id);
std::optional<Organisation> find_whole_organisation(db::Transaction& tx, OrganisationId id);

/// Those of `ids` that exist, in order of id, each once.
std::vector<PersonBrief> find_people(db::Transaction& tx, std::vector<PersonId> ids);

/// By any of a person's addresses, as typed or as in a letter.
std::optional<PersonId> find_by_address(db::Transaction& tx, std::string_view address);

/// `require_meant`, but what somebody known has is theirs, however odd, unless it leads nowhere.
Result<>
require_meant_or_known(db::Transaction& tx, std::string_view address, std::string_view pointer);

/// Letters to this address have come back for good.
bool is_undeliverable(db::Transaction& tx, std::string_view address);

/// Every address of a person, the primary one first.
std::vector<std::string> addresses_of(db::Transaction& tx, PersonId id);

/// Everybody one of whose folded words begins with each of `words::prefixes_of(query)`; nothing
/// when they are more than `most`, or too many to look through: then ask `matching_among`.
std::optional<std::vector<PersonId>>
few_matching(db::Transaction& tx, std::string_view query, int most);
/// Those of `ids` who match so.
std::vector<PersonId>
matching_among(db::Transaction& tx, std::span<const PersonId> ids, std::string_view query);

/// Ids behind `after` in rising order, for work that goes through everybody.
std::vector<PersonId> people_behind(db::Transaction& tx, PersonId after, int limit);
std::vector<OrganisationId>
organisations_behind(db::Transaction& tx, OrganisationId after, int limit);

/// An organisation as it is found: by its name and its mail domains.
struct OrganisationNames {
    OrganisationId id;
    std::string name;
    std::vector<std::string> domains;
};
HEED_FIELDS(OrganisationNames, id, name, domains)
std::optional<OrganisationNames> find_organisation_names(db::Transaction& tx, OrganisationId id);

/// When somebody became an agent, the last time; nothing for all others.
std::optional<Instant> agent_since(db::Transaction& tx, PersonId id);

/// Every agent, also inactive ones, by name.
std::vector<PersonBrief> find_agents(db::Transaction& tx);

std::optional<TeamBrief> find_team(db::Transaction& tx, TeamId id);
std::vector<TeamBrief> find_teams(db::Transaction& tx);
std::vector<TeamId> teams_of(db::Transaction& tx, PersonId id);
std::vector<PersonId> members_of(db::Transaction& tx, TeamId id);
bool is_member(db::Transaction& tx, TeamId team, PersonId person);

std::span<const Route> routes();

/// What the API document says of them.
std::span<const Described> described();

} // namespace heed::people
