// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/commands.hpp"

#include "features/people/desk_wide.hpp"
#include "features/people/events.hpp"
#include "features/people/people.hpp"
#include "features/people/store.hpp"
#include "kernel/require.hpp"
#include "platform/mail/addresses.hpp"

#include <algorithm>
#include <span>

namespace heed::people {

namespace {

using Changes = std::vector<journal::FieldChange>;
using Addresses = std::vector<std::string>;

constexpr std::size_t addresses_max = 20;
constexpr std::size_t name_length_max = 200;

std::unexpected<Error> not_found() {
    return refuse(Refusal::not_found, "not_found");
}

std::unexpected<Error> address_taken(PersonId owner, std::string_view pointer) {
    Error error{
        .kind = Refusal::conflict,
        .code = "address_taken",
        .pointer = std::string(pointer),
        .detail = "This address belongs to somebody else.",
    };
    error.members.emplace_back("person_id", std::to_string(owner.value));
    return std::unexpected(std::move(error));
}

Result<>
require_not_own(db::Transaction& tx, const std::string& address, std::string_view pointer) {
    const bool own = store::is_own_address(tx, address) ||
                     store::is_own_address(tx, mail::without_detail(address));
    if (!own) return {};
    return refuse(
        Refusal::invalid,
        "own_address",
        pointer,
        "This is an address of the desk itself; answers would come back to it. Give the person's "
        "own."
    );
}

std::unexpected<Error> too_many_addresses() {
    return refuse(Refusal::invalid, "too_many", "/addresses", "At most 20 addresses.");
}

template <std::size_t min, std::size_t max>
std::optional<std::string> plain(const std::optional<Text<min, max>>& given) {
    if (!given) return std::nullopt;
    return given->value;
}

/// Letters may carry any name; ours have at most 200 characters and read as they are written.
std::string name_within_limit(std::string_view name) {
    const auto plain = without_overrides(name);
    return std::string(trimmed(code_point_prefix(trimmed(plain), name_length_max)));
}

Result<> require_organisation(db::Transaction& tx, std::optional<OrganisationId> id) {
    if (!id || store::find_organisation(tx, *id)) return {};
    return refuse(
        Refusal::invalid, "unknown_organisation", "/organisation_id", "No such organisation."
    );
}

Result<Addresses> checked_addresses(db::Transaction& tx, const std::vector<Text<3, 254>>& given) {
    if (given.size() > addresses_max) return too_many_addresses();
    Addresses result;
    for (std::size_t at = 0; at < given.size(); ++at) {
        const auto pointer = "/addresses/" + std::to_string(at);
        auto address = TRY(checked_address(given[at].value, pointer));
        TRY(require_meant_or_known(tx, address, pointer));
        TRY(require_not_own(tx, address, pointer));
        if (std::ranges::find(result, address) == result.end())
            result.push_back(std::move(address));
    }
    return result;
}

/// The organisation that owns the mail domain of one of them.
std::optional<OrganisationId>
organisation_by_domain(db::Transaction& tx, const Addresses& addresses) {
    for (const auto& address : addresses) {
        const auto owner = store::owner_of_domain(tx, mail::domain_of(address));
        if (owner) return owner;
    }
    return std::nullopt;
}

void append_created(
    db::Transaction& tx, const Actor& actor, const Person& person, const Addresses& addresses
) {
    journal::append(
        tx,
        actor,
        person.created_at,
        PersonCreated{
            .person = person.id,
            .person_kind = person.kind,
            .name = person.name,
            .addresses = addresses,
            .organisation_id = person.organisation_id,
        }
    );
}

/// The index of the first address that somebody else has, when not all could be had.
std::optional<std::size_t>
insert_addresses(db::Transaction& tx, PersonId person, const Addresses& addresses) {
    for (std::size_t at = 0; at < addresses.size(); ++at) {
        Address address{
            .id = {},
            .person_id = person,
            .address = addresses[at],
            .is_primary = at == 0,
            .undeliverable_at = {},
        };
        if (!store::insert_address(tx, address)) return at;
    }
    return std::nullopt;
}

/// The person of that address, made new when there is none. In the same moment somebody else may
/// do the same: the unique address decides, and both get the same person.
struct Ensured {
    PersonId id;
    bool is_new = false;
};

/// An address, and where a request names it.
struct Named {
    std::string address;
    std::string_view pointer;
};

Result<Ensured>
ensure_person(db::Transaction& tx, const Actor& actor, Person fresh, const Named& named) {
    const auto& address = named.address;
    if (const auto known = store::owner_of(tx, address)) return Ensured{.id = *known};
    TRY(require_not_own(tx, address, named.pointer));
    const Addresses addresses{address};
    fresh.organisation_id = organisation_by_domain(tx, addresses);
    store::insert(tx, fresh);
    if (insert_addresses(tx, fresh.id, addresses)) {
        store::erase_fresh(tx, fresh.id);
        const auto winner = store::owner_of(tx, address);
        CHECK(winner.has_value());
        return Ensured{.id = *winner};
    }
    store::save_words(tx, fresh);
    append_created(tx, actor, fresh, addresses);
    return Ensured{.id = fresh.id, .is_new = true};
}

/// Name, address and rights of an agent decide who gets in: customers' rules do not do.
Result<> require_writer(const Actor& actor, const Person& person) {
    if (person.kind == PersonKind::agent) return require(actor, Permission::agent_manage);
    return require_somewhere(actor, Permission::person_write);
}

/// Whoever can put an address on an agent can have that agent's password reset, so this takes
/// somebody who may do everything anyway.
Result<> require_address_writer(const Actor& actor, const Person& person) {
    TRY(require_writer(actor, person));
    if (person.kind == PersonKind::customer) return require_desk_wide(actor, "");
    if (actor.permissions == PermissionSet::all()) return {};
    return refuse(
        Refusal::forbidden, "administrators_only", {}, "Agents' addresses are an administrator's."
    );
}

Result<> apply(Changes& changes, Person& person, const ChangePerson& command) {
    using journal::change_optional;
    using journal::change_required;
    TRY(change_required(changes, "name", person.name, command.name));
    change_optional(changes, "organisation_id", person.organisation_id, command.organisation_id);
    change_optional(changes, "language", person.language, command.language);
    change_optional(changes, "zone", person.zone, command.zone);
    TRY(change_required(changes, "note", person.note, command.note));
    TRY(change_required(changes, "active", person.active, command.active));
    TRY(require_zone(person.zone, "/zone"));
    TRY(require_language(person.language, "/language"));
    if (person.kind != PersonKind::agent || !command.active.present) return {};
    return refuse(Refusal::invalid, "is_agent", "/active", "Agents are deactivated under /agents.");
}

struct Changed {
    Person& person;
    Changes changes;
};

void keep_changes(db::Transaction& tx, const Actor& actor, Changed changed, Instant now) {
    auto& [person, changes] = changed;
    ++person.version;
    store::save(tx, person);
    if (std::ranges::find(changes, "name", &journal::FieldChange::field) != changes.end())
        store::save_words(tx, person);
    journal::append(
        tx, actor, now, PersonChanged{.person = person.id, .changes = std::move(changes)}
    );
}

/// An address of a person, with the row that changes are kept in.
struct Change {
    Person& person;
    std::string_view kind;
    std::string address;
};

/// Addresses are part of the person's own fields: the version counts.
void keep_address_change(
    db::Transaction& tx, const Actor& actor, const Change& change, Instant now
) {
    ++change.person.version;
    store::save(tx, change.person);
    store::save_words(tx, change.person);
    const AddressFact fact{.person = change.person.id, .address = change.address};
    journal::append_json(tx, actor, now, change.kind, fact.subject(), to_json(fact));
}

/// By the primary address alone agents get in: it is the one invited by, since the others of a
/// customer were added by people who may not let agents in. Expects that somebody has it.
void ensure_primary(
    db::Transaction& tx, const Actor& actor, const std::string& address, Instant now
) {
    const auto held = store::find_address(tx, address);
    CHECK(held.has_value());
    if (held->is_primary) return;
    store::make_primary(tx, *held);
    const AddressFact fact{.person = held->person_id, .address = held->address};
    journal::append_json(tx, actor, now, address_made_primary, fact.subject(), to_json(fact));
}

/// One that the person has already becomes the primary one.
Done choose_primary(
    db::Transaction& tx, const Actor& actor, Person& person, const std::string& address, Instant now
) {
    const auto held = store::find_address(tx, address);
    CHECK(held.has_value());
    if (!held->is_primary) {
        store::make_primary(tx, *held);
        const Change change{.person = person, .kind = address_made_primary, .address = address};
        keep_address_change(tx, actor, change, now);
    }
    return Done{.id = person.id.value, .item = held->id.value};
}

/// Which address follows the primary one: the oldest that letters reach. Nothing for an agent, who
/// would be let in by an address that nobody chose for that.
Result<Address> next_primary(const Person& person, const std::vector<Address>& held) {
    if (person.kind == PersonKind::agent)
        return refuse(
            Refusal::conflict,
            "primary_address",
            {},
            "An agent signs in by this address. Add the one to sign in by as the primary one first."
        );
    const auto others = std::span(held).subspan(1);
    const auto reached = std::ranges::find_if(others, [](const Address& address) {
        return !address.undeliverable_at.has_value();
    });
    return reached == others.end() ? others.front() : *reached;
}

} // namespace

Result<Done>
create_person(db::Transaction& tx, const Actor& actor, const CreatePerson& command, Instant now) {
    TRY(require_somewhere(actor, Permission::person_write));
    const auto addresses = TRY(checked_addresses(tx, command.addresses));
    TRY(require_organisation(tx, command.organisation_id));
    // One address alone is harmless: by its mail domain it joins whom its owner belongs to anyway.
    if (command.organisation_id) TRY(require_desk_wide(actor, "/organisation_id"));
    if (addresses.size() > 1) TRY(require_desk_wide(actor, "/addresses"));
    Person person{
        .id = {},
        .name = command.name.value,
        .zone = plain(command.zone),
        .language = plain(command.language),
        .organisation_id = command.organisation_id,
        .note = plain(command.note).value_or(""),
        .created_at = now,
    };
    TRY(require_zone(person.zone, "/zone"));
    TRY(require_language(person.language, "/language"));
    if (!person.organisation_id) person.organisation_id = organisation_by_domain(tx, addresses);

    store::insert(tx, person);
    if (const auto taken = insert_addresses(tx, person.id, addresses)) {
        const auto owner = store::owner_of(tx, addresses[*taken]);
        CHECK(owner.has_value());
        return address_taken(*owner, "/addresses/" + std::to_string(*taken));
    }
    store::save_words(tx, person);
    append_created(tx, actor, person, addresses);
    return Done{.id = person.id.value};
}

Result<Done>
change_person(db::Transaction& tx, const Actor& actor, const ChangePerson& command, Instant now) {
    auto found = store::find_for_update(tx, command.id);
    if (!found) return not_found();
    auto& person = *found;
    TRY(require_writer(actor, person));
    const auto organisation = person.organisation_id;
    Changes changes;
    TRY(apply(changes, person, command));
    if (person.organisation_id != organisation) {
        TRY(require_desk_wide(actor, "/organisation_id"));
        TRY(require_organisation(tx, person.organisation_id));
    }
    TRY(journal::require_current(command.expected_version, person.version, changes));
    if (!changes.empty())
        keep_changes(tx, actor, {.person = person, .changes = std::move(changes)}, now);
    return Done{.id = person.id.value};
}

Result<Done>
change_me(db::Transaction& tx, const Actor& actor, const ChangeMe& command, Instant now) {
    auto found = store::find_for_update(tx, actor.person);
    if (!found) return not_found();
    auto& person = *found;
    Changes changes;
    TRY(journal::change_required(changes, "name", person.name, command.name));
    journal::change_optional(changes, "language", person.language, command.language);
    journal::change_optional(changes, "zone", person.zone, command.zone);
    TRY(require_zone(person.zone, "/zone"));
    TRY(require_language(person.language, "/language"));
    if (!changes.empty())
        keep_changes(tx, actor, {.person = person, .changes = std::move(changes)}, now);
    return Done{.id = person.id.value};
}

Result<Done>
add_address(db::Transaction& tx, const Actor& actor, const AddAddress& command, Instant now) {
    const auto text = TRY(checked_address(command.address.value, "/address"));
    TRY(require_meant_or_known(tx, text, "/address"));
    TRY(require_not_own(tx, text, "/address"));
    auto person = store::find_for_update(tx, command.person);
    if (!person) return not_found();
    TRY(require_address_writer(actor, *person));
    const auto held = store::addresses(tx, person->id);
    if (held.size() >= addresses_max) return too_many_addresses();
    Address address{
        .id = {},
        .person_id = person->id,
        .address = text,
        .is_primary = held.empty(),
        .undeliverable_at = {},
    };
    if (!store::insert_address(tx, address)) {
        const auto owner = store::owner_of(tx, text);
        CHECK(owner.has_value());
        const bool chosen = *owner == person->id && command.is_primary.value_or(false);
        if (!chosen) return address_taken(*owner, "/address");
        return choose_primary(tx, actor, *person, text, now);
    }
    if (command.is_primary.value_or(false)) store::make_primary(tx, address);
    keep_address_change(
        tx, actor, {.person = *person, .kind = address_added, .address = text}, now
    );
    return Done{.id = person->id.value, .item = address.id.value};
}

Result<> keep_own_addresses(db::Transaction& tx, const OwnAddresses& addresses) {
    for (const auto& address : addresses.before) {
        const bool stays = std::ranges::find(addresses.now, address) != addresses.now.end();
        if (!stays) store::drop_own_address(tx, address);
    }
    for (std::size_t at = 0; at < addresses.now.size(); ++at) {
        const auto& address = addresses.now[at];
        const auto& before = addresses.before;
        if (std::ranges::find(before, address) != before.end()) continue;
        store::add_own_address(tx, address, addresses.mailbox);
        auto held = store::find_address(tx, address);
        if (!held) held = store::find_with_detail(tx, address);
        if (!held) continue;
        const auto person = store::find(tx, held->person_id);
        auto taken = address_taken(held->person_id, "/addresses/" + std::to_string(at));
        taken.error().detail = (held->address == address ? "This" : held->address) +
                               " is an address of " + (person ? person->name : "somebody") +
                               ", whose letters would look like the desk's. Give them another "
                               "address and remove this one, or choose another for the mailbox.";
        return taken;
    }
    return {};
}

Result<Done>
remove_address(db::Transaction& tx, const Actor& actor, const RemoveAddress& command, Instant now) {
    auto person = store::find_for_update(tx, command.person);
    if (!person) return not_found();
    TRY(require_address_writer(actor, *person));
    const auto held = store::addresses(tx, person->id);
    const auto gone = std::ranges::find(held, command.address, &Address::id);
    if (gone == held.end()) return not_found();
    if (held.size() == 1) {
        return refuse(
            Refusal::conflict, "last_address", {}, "Without an address nobody could answer."
        );
    }
    if (gone->is_primary) {
        const auto next = TRY(next_primary(*person, held));
        store::make_primary(tx, next);
    }
    store::delete_address(tx, gone->id);
    keep_address_change(
        tx, actor, {.person = *person, .kind = address_removed, .address = gone->address}, now
    );
    return Done{.id = person->id.value};
}

Result<PersonId> find_or_create_customer(
    db::Transaction& tx, const Actor& actor, const Correspondent& from, Instant now
) {
    const auto address = TRY(checked_address(from.address, "/address"));
    const auto name = name_within_limit(from.name);
    Person fresh{
        .id = {},
        .name = name.empty() ? name_from_address(address) : name,
        .zone = {},
        .language = {},
        .organisation_id = {},
        .note = {},
        .created_at = now,
    };
    const auto ensured = TRY(ensure_person(tx, actor, std::move(fresh), {address, "/address"}));
    return ensured.id;
}

void learn_language(
    db::Transaction& tx, const Actor& actor, const LearnLanguage& command, Instant now
) {
    if (command.language.empty() || !require_language(command.language, "")) return;
    const auto known = store::find(tx, command.person);
    if (!known || known->language || known->kind != PersonKind::customer) return;
    auto person = store::find_for_update(tx, command.person);
    if (!person || person->language) return; // somebody has said it meanwhile
    person->language = command.language;
    ++person->version;
    store::save(tx, *person);
    journal::append(
        tx,
        actor,
        now,
        LanguageLearned{.person = person->id, .language = command.language, .from = command.from}
    );
}

void mark_undeliverable(
    db::Transaction& tx, const Actor& actor, std::string_view address, Instant now
) {
    const auto found = store::find_address(tx, mail::normalised_address(address));
    if (!found || found->undeliverable_at) return;
    store::set_undeliverable(tx, found->id, now);
    const AddressFact fact{.person = found->person_id, .address = found->address};
    journal::append_json(tx, actor, now, address_undeliverable, fact.subject(), to_json(fact));
}

void mark_deliverable(
    db::Transaction& tx, const Actor& actor, std::string_view address, Instant now
) {
    const auto found = store::find_address(tx, mail::normalised_address(address));
    if (!found || !found->undeliverable_at) return;
    store::set_undeliverable(tx, found->id, std::nullopt);
    const AddressFact fact{.person = found->person_id, .address = found->address};
    journal::append_json(tx, actor, now, address_deliverable, fact.subject(), to_json(fact));
}

int try_again_to_deliver(db::Transaction& tx, Instant now) {
    const auto due = store::undeliverable_before(tx, now - undeliverable_for);
    for (const auto& address : due)
        mark_deliverable(tx, Actor::system("people"), address.address, now);
    return static_cast<int>(due.size());
}

Result<PersonId>
make_agent(db::Transaction& tx, const Actor& actor, const Correspondent& agent, Instant now) {
    const auto address = TRY(checked_address(agent.address, "/email"));
    TRY(require_meant_or_known(tx, address, "/email"));
    const auto name = name_within_limit(agent.name);
    Person fresh{
        .id = {},
        .kind = PersonKind::agent,
        .name = name,
        .zone = {},
        .language = {},
        .organisation_id = {},
        .note = {},
        .created_at = now,
    };
    const auto ensured = TRY(ensure_person(tx, actor, std::move(fresh), {address, "/email"}));
    store::set_agent_since(tx, ensured.id, now);
    if (ensured.is_new) return ensured.id;

    auto person = store::find_for_update(tx, ensured.id);
    CHECK(person.has_value());
    if (person->kind == PersonKind::agent)
        return refuse(Refusal::conflict, "already_agent", "/email", "This is an agent already.");
    Changes changes;
    journal::change(changes, "kind", person->kind, PersonKind::agent);
    journal::change(changes, "name", person->name, name);
    journal::change(changes, "active", person->active, true);
    keep_changes(tx, actor, {.person = *person, .changes = std::move(changes)}, now);
    ensure_primary(tx, actor, address, now);
    return person->id;
}

bool set_active(db::Transaction& tx, const Actor& actor, const Activation& command, Instant now) {
    auto person = store::find_for_update(tx, command.person);
    CHECK(person.has_value());
    if (person->active == command.active) return false;
    Changes changes;
    journal::change(changes, "active", person->active, command.active);
    keep_changes(tx, actor, {.person = *person, .changes = std::move(changes)}, now);
    return true;
}

} // namespace heed::people
