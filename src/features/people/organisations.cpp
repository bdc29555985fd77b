// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/commands.hpp"
#include "features/people/desk_wide.hpp"
#include "features/people/events.hpp"
#include "features/people/store.hpp"
#include "kernel/require.hpp"

#include <algorithm>

namespace heed::people {

namespace {

using Changes = std::vector<journal::FieldChange>;
using Domains = std::vector<std::string>;

constexpr std::size_t domains_max = 50;
constexpr int attached_at_once = 60; // two rows and a fact each

Result<Domains> checked_domains(const std::vector<Text<1, 253>>& given) {
    if (given.size() > domains_max)
        return refuse(Refusal::invalid, "too_many", "/domains", "At most 50 domains.");
    Domains result;
    for (std::size_t at = 0; at < given.size(); ++at) {
        auto domain = TRY(checked_domain(given[at].value, "/domains/" + std::to_string(at)));
        if (std::ranges::find(result, domain) == result.end()) result.push_back(std::move(domain));
    }
    std::ranges::sort(result);
    return result;
}

Result<> add_domains(db::Transaction& tx, OrganisationId id, const Domains& domains) {
    for (const auto& domain : domains) {
        if (store::insert_domain(tx, id, domain)) continue;
        const auto owner = store::owner_of_domain(tx, domain);
        CHECK(owner.has_value());
        Error error{
            .kind = Refusal::conflict,
            .code = "domain_taken",
            .pointer = "/domains",
            .detail = domain + " belongs to another organisation.",
        };
        error.members.emplace_back("organisation_id", std::to_string(owner->value));
        return std::unexpected(std::move(error));
    }
    return {};
}

Domains without(const Domains& all, const Domains& gone) {
    Domains result;
    std::ranges::set_difference(all, gone, std::back_inserter(result));
    return result;
}

void attach(db::Transaction& tx, const store::Attaching& attaching, PersonId id, Instant now) {
    auto person = store::find_for_update(tx, id);
    CHECK(person.has_value());
    if (person->kind != PersonKind::customer || person->organisation_id) return;
    Changes changes;
    journal::change(
        changes,
        "organisation_id",
        person->organisation_id,
        std::optional(attaching.organisation_id)
    );
    ++person->version;
    store::save(tx, *person);
    journal::append(
        tx,
        Actor::system("people: mail domain " + attaching.domain),
        now,
        PersonChanged{.person = id, .changes = std::move(changes)}
    );
}

} // namespace

Result<Done> create_organisation(
    db::Transaction& tx, const Actor& actor, const CreateOrganisation& command, Instant now
) {
    TRY(require_desk_wide(actor, ""));
    const auto domains = TRY(checked_domains(command.domains));
    Organisation organisation{
        .id = {},
        .name = command.name.value,
        .note = command.note ? command.note->value : "",
        .shares_tickets = command.shares_tickets.value_or(false),
        .created_at = now,
    };
    store::insert_organisation(tx, organisation);
    TRY(add_domains(tx, organisation.id, domains));
    journal::append(
        tx,
        actor,
        now,
        OrganisationCreated{
            .organisation = organisation.id,
            .name = organisation.name,
            .domains = domains,
        }
    );
    TRY(attach_by_domain(tx, now));
    return Done{.id = organisation.id.value};
}

Result<Done> change_organisation(
    db::Transaction& tx, const Actor& actor, const ChangeOrganisation& command, Instant now
) {
    TRY(require_desk_wide(actor, ""));
    auto found = store::find_organisation_for_update(tx, command.id);
    if (!found) return refuse(Refusal::not_found, "not_found");
    auto& organisation = *found;
    Changes changes;
    TRY(journal::change_required(changes, "name", organisation.name, command.name));
    TRY(journal::change_required(changes, "note", organisation.note, command.note));
    TRY(journal::change_required(
        changes, "shares_tickets", organisation.shares_tickets, command.shares_tickets
    ));
    const auto held = store::domains_of(tx, organisation.id);
    auto domains = held;
    if (command.domains.present) {
        auto given =
            TRY(checked_domains(command.domains.value.value_or(std::vector<Text<1, 253>>{})));
        journal::change(changes, "domains", domains, std::move(given));
    }
    TRY(journal::require_current(command.expected_version, organisation.version, changes));
    if (changes.empty()) return Done{.id = organisation.id.value};

    ++organisation.version;
    store::save_organisation(tx, organisation);
    for (const auto& domain : without(held, domains)) store::delete_domain(tx, domain);
    TRY(add_domains(tx, organisation.id, without(domains, held)));
    journal::append(
        tx,
        actor,
        now,
        OrganisationChanged{.organisation = organisation.id, .changes = std::move(changes)}
    );
    TRY(attach_by_domain(tx, now));
    return Done{.id = organisation.id.value};
}

Result<bool> attach_by_domain(db::Transaction& tx, Instant now) {
    const auto attaching = store::next_attaching(tx);
    if (!attaching) return false;
    const auto addresses = store::next_in_domain(tx, *attaching, attached_at_once);
    for (const auto& address : addresses) attach(tx, *attaching, address.person_id, now);
    const bool finished = addresses.size() < static_cast<std::size_t>(attached_at_once);
    store::save_attaching(
        tx, attaching->domain, finished ? std::nullopt : std::optional(addresses.back().id)
    );
    return true;
}

} // namespace heed::people
