// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/people/person.hpp"
#include "kernel/actor.hpp"
#include "kernel/field.hpp"
#include "kernel/result.hpp"
#include "kernel/text.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::people {

/// A customer with the given addresses, the first being the primary one.
struct CreatePerson {
    Text<1, 200> name;
    std::vector<Text<3, 254>> addresses;
    std::optional<OrganisationId> organisation_id;
    std::optional<Text<2, 35>> language;
    std::optional<Text<1, 60>> zone;
    std::optional<Text<0, 20'000>> note;
};
HEED_FIELDS(CreatePerson, name, addresses, organisation_id, language, zone, note)

struct ChangePerson {
    PersonId id = {}; // from the path
    std::optional<std::int64_t> expected_version;
    Field<Text<1, 200>> name;
    Field<OrganisationId> organisation_id;
    Field<Text<2, 35>> language;
    Field<Text<1, 60>> zone;
    Field<Text<0, 20'000>> note;
    Field<bool> active; // of customers; agents are deactivated by `access`
};
HEED_FIELDS(ChangePerson, expected_version, name, organisation_id, language, zone, note, active)

struct AddAddress {
    PersonId person = {}; // from the path
    Text<3, 254> address;
    std::optional<bool> is_primary; // true also chooses among those the person has
};
HEED_FIELDS(AddAddress, address, is_primary)

/// No person gets an address that the desk itself writes from (`own_address`), by none of these.
Result<Done>
create_person(db::Transaction& tx, const Actor& actor, const CreatePerson& command, Instant now);
Result<Done>
change_person(db::Transaction& tx, const Actor& actor, const ChangePerson& command, Instant now);
Result<Done>
add_address(db::Transaction& tx, const Actor& actor, const AddAddress& command, Instant now);

/// What a mailbox of the desk writes from, before and from now on; normalised, one at least.
struct OwnAddresses {
    std::int64_t mailbox = 0;
    std::vector<std::string> before;
    std::vector<std::string> now;
};

/// Nobody is given one of these any more: answers to them would come back as questions. Refuses
/// `address_taken` with a pointer into `/addresses` for a new one that somebody has. Two at the
/// same moment may both succeed; whoever sends looks again.
Result<> keep_own_addresses(db::Transaction& tx, const OwnAddresses& addresses);

struct RemoveAddress {
    PersonId person;
    AddressId address;
};

/// The last address of a person stays: without one nobody could answer. So does the primary one of
/// an agent, until another is chosen to sign in by. A customer's is followed by their oldest that
/// letters reach.
Result<Done>
remove_address(db::Transaction& tx, const Actor& actor, const RemoveAddress& command, Instant now);

/// Somebody who wrote, or is written to.
struct Correspondent {
    std::string address;
    std::string name = {};
};

/// Who writes from that address, made a customer (of the organisation that owns the mail domain)
/// when nobody does. Two letters at once from one new address make one person.
Result<PersonId> find_or_create_customer(
    db::Transaction& tx, const Actor& actor, const Correspondent& from, Instant now
);

/// A language that nobody has set, but that shows in what somebody does.
struct LearnLanguage {
    PersonId person;
    std::string language; // a tag like `de`; what is none, or empty, teaches nothing
    LearnedFrom from = LearnedFrom::portal_page;
};

/// The language of a customer who has none, to write to them in. Never in place of one that is
/// there, however it came, and never of an agent, whose desk would change its words.
void learn_language(
    db::Transaction& tx, const Actor& actor, const LearnLanguage& command, Instant now
);

/// A letter came back for good, or one arrived again. Nothing happens when it is known already.
void mark_undeliverable(
    db::Transaction& tx, const Actor& actor, std::string_view address, Instant now
);
void mark_deliverable(
    db::Transaction& tx, const Actor& actor, std::string_view address, Instant now
);

/// What came back this long ago is tried once more: mailboxes are made anew.
inline constexpr auto undeliverable_for = std::chrono::days(60);

/// Takes the mark from addresses whose letters came back that long ago, some at a time; returns
/// from how many.
int try_again_to_deliver(db::Transaction& tx, Instant now);

struct CreateOrganisation {
    Text<1, 200> name;
    std::vector<Text<1, 253>> domains;
    std::optional<Text<0, 20'000>> note;
    std::optional<bool> shares_tickets;
};
HEED_FIELDS(CreateOrganisation, name, domains, note, shares_tickets)

struct ChangeOrganisation {
    OrganisationId id = {}; // from the path
    std::optional<std::int64_t> expected_version;
    Field<Text<1, 200>> name;
    Field<std::vector<Text<1, 253>>> domains;
    Field<Text<0, 20'000>> note;
    Field<bool> shares_tickets;
};
HEED_FIELDS(ChangeOrganisation, expected_version, name, domains, note, shares_tickets)

Result<Done> create_organisation(
    db::Transaction& tx, const Actor& actor, const CreateOrganisation& command, Instant now
);
Result<Done> change_organisation(
    db::Transaction& tx, const Actor& actor, const ChangeOrganisation& command, Instant now
);

/// Attaches the next customers, known before, whose addresses are in a domain that an organisation
/// was given: one step of a resumable job. True while there is more to do.
Result<bool> attach_by_domain(db::Transaction& tx, Instant now);

struct CreateTeam {
    Text<1, 100> name;
    std::optional<std::int64_t> mailbox_id;
};
HEED_FIELDS(CreateTeam, name, mailbox_id)

struct ChangeTeam {
    TeamId id = {}; // from the path
    std::optional<std::int64_t> expected_version;
    Field<Text<1, 100>> name;
    Field<std::int64_t> mailbox_id;
};
HEED_FIELDS(ChangeTeam, expected_version, name, mailbox_id)

Result<Done>
create_team(db::Transaction& tx, const Actor& actor, const CreateTeam& command, Instant now);
Result<Done>
change_team(db::Transaction& tx, const Actor& actor, const ChangeTeam& command, Instant now);

/// An agent of a team. Both do nothing when it is so already.
struct Membership {
    TeamId team;
    PersonId person;
};

Result<Done>
add_member(db::Transaction& tx, const Actor& actor, const Membership& membership, Instant now);
Result<Done>
remove_member(db::Transaction& tx, const Actor& actor, const Membership& membership, Instant now);

/// For `access`, which decides who may. The person of that address becomes an agent, made new
/// when nobody has it. Refuses `already_agent`.
Result<PersonId>
make_agent(db::Transaction& tx, const Actor& actor, const Correspondent& agent, Instant now);

struct Activation {
    PersonId person;
    bool active;
};

/// For `access`. False when it was so already.
bool set_active(db::Transaction& tx, const Actor& actor, const Activation& command, Instant now);

/// What a person may change of themselves.
struct ChangeMe {
    Field<Text<1, 200>> name;
    Field<Text<2, 35>> language;
    Field<Text<1, 60>> zone;
};
HEED_FIELDS(ChangeMe, name, language, zone)

Result<Done>
change_me(db::Transaction& tx, const Actor& actor, const ChangeMe& command, Instant now);

} // namespace heed::people
