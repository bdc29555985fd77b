// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/people/queries.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace heed::people::store {

// People.

std::optional<Person> find(db::Transaction& tx, PersonId id);
/// Holds the row until the end of the transaction.
std::optional<Person> find_for_update(db::Transaction& tx, PersonId id);
void insert(db::Transaction& tx, Person& person);
void save(db::Transaction& tx, const Person& person);
/// For a person whose address somebody else took in the same moment.
void erase_fresh(db::Transaction& tx, PersonId id);
/// Makes the words a person is found by equal to those of name and addresses.
void save_words(db::Transaction& tx, const Person& person);

/// Ids in rising order.
std::vector<PersonId> people_behind(db::Transaction& tx, PersonId after, int limit);
std::vector<OrganisationId>
organisations_behind(db::Transaction& tx, OrganisationId after, int limit);
/// Nobody is found by any word of theirs.
void forget_words(db::Transaction& tx, PersonId id);

std::optional<PersonBrief> brief(db::Transaction& tx, PersonId id);
std::vector<PersonBrief> briefs(db::Transaction& tx, std::span<const PersonId> ids);
std::vector<PersonBrief> agents(db::Transaction& tx);

/// In order of names; `words` is not looked at.
std::vector<Person> by_name(db::Transaction& tx, const PeopleList& list);
/// Those with a word for each prefix, in order of the word that fits the first.
std::vector<Person>
matching(db::Transaction& tx, const PeopleList& list, const std::vector<std::string>& prefixes);
/// How many words of people begin so, counted to `most`.
std::int64_t count_beginning(db::Transaction& tx, std::string_view prefix, int most);
/// Those of `ids`, of which there is at least one, who match.
std::vector<PersonId> matching_among(
    db::Transaction& tx, std::span<const PersonId> ids, const std::vector<std::string>& prefixes
);

// Addresses.

std::optional<PersonId> owner_of(db::Transaction& tx, const std::string& address);
/// Whether the desk itself writes from it.
bool is_own_address(db::Transaction& tx, const std::string& address);
void add_own_address(db::Transaction& tx, const std::string& address, std::int64_t mailbox);
/// A mailbox has one address at least.
bool has_mailbox(db::Transaction& tx, std::int64_t mailbox);
void drop_own_address(db::Transaction& tx, const std::string& address);
/// One that a person has with something between `+` and `@` where this address has nothing.
std::optional<Address> find_with_detail(db::Transaction& tx, const std::string& address);
std::optional<Address> find_address(db::Transaction& tx, const std::string& address);
std::vector<Address> addresses(db::Transaction& tx, PersonId id);
std::vector<Address> addresses_of_each(db::Transaction& tx, std::span<const PersonId> ids);
/// False when somebody has it already, also if their transaction ended only now.
bool insert_address(db::Transaction& tx, Address& address);
void delete_address(db::Transaction& tx, AddressId id);
void make_primary(db::Transaction& tx, const Address& address);
void set_undeliverable(db::Transaction& tx, AddressId id, std::optional<Instant> at);
/// The longest marked first, at most 100.
std::vector<Address> undeliverable_before(db::Transaction& tx, Instant time);

void set_agent_since(db::Transaction& tx, PersonId id, Instant at);
std::optional<Instant> agent_since(db::Transaction& tx, PersonId id);

// Organisations.

std::optional<Organisation> find_organisation(db::Transaction& tx, OrganisationId id);
std::optional<Organisation> find_organisation_for_update(db::Transaction& tx, OrganisationId id);
std::vector<Organisation> organisations(db::Transaction& tx, const OrganisationList& list);
void insert_organisation(db::Transaction& tx, Organisation& organisation);
void save_organisation(db::Transaction& tx, const Organisation& organisation);
std::vector<std::string> domains_of(db::Transaction& tx, OrganisationId id);
std::optional<OrganisationId> owner_of_domain(db::Transaction& tx, const std::string& domain);
/// False when an organisation has it already.
bool insert_domain(db::Transaction& tx, OrganisationId id, const std::string& domain);
void delete_domain(db::Transaction& tx, const std::string& domain);
std::int64_t people_count(db::Transaction& tx, OrganisationId id);

/// A domain whose people known before are still being attached.
struct Attaching {
    std::string domain;
    OrganisationId organisation_id;
    std::int64_t attached_through = 0;
};
HEED_FIELDS(Attaching, domain, organisation_id, attached_through)

std::optional<Attaching> next_attaching(db::Transaction& tx);
/// Nothing: done.
void save_attaching(
    db::Transaction& tx, const std::string& domain, std::optional<std::int64_t> through
);

struct DomainAddress {
    std::int64_t id = 0;
    PersonId person_id;
};
HEED_FIELDS(DomainAddress, id, person_id)

std::vector<DomainAddress> next_in_domain(db::Transaction& tx, const Attaching& after, int limit);

// Teams.

std::optional<Team> find_team(db::Transaction& tx, TeamId id);
std::optional<Team> find_team_for_update(db::Transaction& tx, TeamId id);
std::vector<Team> teams(db::Transaction& tx);
/// One change of names at a time, so that they stay unique.
void lock_team_names(db::Transaction& tx);
bool insert_team(db::Transaction& tx, Team& team);
bool save_team(db::Transaction& tx, const Team& team);
/// False when it is so already.
bool insert_member(db::Transaction& tx, const Membership& membership);
bool delete_member(db::Transaction& tx, const Membership& membership);

bool is_member(db::Transaction& tx, const Membership& membership);
std::vector<TeamId> teams_of(db::Transaction& tx, PersonId id);

struct Member {
    TeamId team_id;
    PersonId id;
    std::string name;
};
HEED_FIELDS(Member, team_id, id, name)

std::vector<Member> members(db::Transaction& tx, std::optional<TeamId> team);

} // namespace heed::people::store
