// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/wire.hpp"

namespace heed::people::wire {

PersonView view(PersonDetail detail) {
    PersonView result{
        .id = detail.person.id,
        .kind = detail.person.kind,
        .name = std::move(detail.person.name),
        .language = std::move(detail.person.language),
        .zone = std::move(detail.person.zone),
        .organisation = std::move(detail.organisation),
        .addresses = {},
        .note = std::move(detail.person.note),
        .active = detail.person.active,
        .created_at = detail.person.created_at,
        .version = detail.person.version,
    };
    for (auto& address : detail.addresses) {
        result.addresses.push_back({
            .id = address.id,
            .address = std::move(address.address),
            .is_primary = address.is_primary,
            .undeliverable_at = address.undeliverable_at,
        });
    }
    return result;
}

OrganisationView view(OrganisationDetail detail) {
    return {
        .id = detail.organisation.id,
        .name = std::move(detail.organisation.name),
        .domains = std::move(detail.domains),
        .note = std::move(detail.organisation.note),
        .shares_tickets = detail.organisation.shares_tickets,
        .people_count = detail.people_count,
        .version = detail.organisation.version,
    };
}

TeamView view(TeamDetail detail) {
    return {
        .id = detail.team.id,
        .name = std::move(detail.team.name),
        .mailbox_id = detail.team.mailbox_id,
        .members = std::move(detail.members),
        .version = detail.team.version,
    };
}

} // namespace heed::people::wire
