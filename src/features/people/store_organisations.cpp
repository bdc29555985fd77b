// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/store.hpp"
#include "platform/mail/domains.hpp"
#include "platform/words/words.hpp"

#include <algorithm>

namespace heed::people::store {

std::optional<Organisation> find_organisation(db::Transaction& tx, OrganisationId id) {
    return tx.row<Organisation>(
        "SELECT id, name, note, shares_tickets, created_at, version FROM organisation"
        " WHERE id = ?1",
        id
    );
}

std::optional<Organisation> find_organisation_for_update(db::Transaction& tx, OrganisationId id) {
    return tx.row_for_update<Organisation>(
        "SELECT id, name, note, shares_tickets, created_at, version FROM organisation"
        " WHERE id = ?1",
        id
    );
}

void insert_organisation(db::Transaction& tx, Organisation& organisation) {
    organisation.id = tx.value<OrganisationId>(
        "INSERT INTO organisation (name, name_key, note, shares_tickets, created_at, version)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
        organisation.name,
        words::folded(organisation.name),
        organisation.note,
        organisation.shares_tickets,
        organisation.created_at,
        organisation.version
    );
}

void save_organisation(db::Transaction& tx, const Organisation& organisation) {
    const auto changed = tx.run(
        "UPDATE organisation SET name = ?1, name_key = ?2, note = ?3, shares_tickets = ?4,"
        " version = ?5 WHERE id = ?6",
        organisation.name,
        words::folded(organisation.name),
        organisation.note,
        organisation.shares_tickets,
        organisation.version,
        organisation.id
    );
    CHECK(changed == 1);
}

std::vector<std::string> domains_of(db::Transaction& tx, OrganisationId id) {
    return tx.rows<std::string>(
        "SELECT domain FROM organisation_domain WHERE organisation_id = ?1 ORDER BY domain", id
    );
}

std::optional<OrganisationId> owner_of_domain(db::Transaction& tx, const std::string& domain) {
    for (const auto& spelling : mail::spellings(domain)) {
        const auto owner = tx.row<OrganisationId>(
            "SELECT organisation_id FROM organisation_domain WHERE domain = ?1", spelling
        );
        if (owner) return owner;
    }
    return std::nullopt;
}

bool insert_domain(db::Transaction& tx, OrganisationId id, const std::string& domain) {
    return tx.run(
               "INSERT INTO organisation_domain (domain, organisation_id, attached_through)"
               " VALUES (?1, ?2, 0) ON CONFLICT (domain) DO NOTHING",
               domain,
               id
           ) == 1;
}

void delete_domain(db::Transaction& tx, const std::string& domain) {
    tx.run("DELETE FROM organisation_domain WHERE domain = ?1", domain);
}

std::int64_t people_count(db::Transaction& tx, OrganisationId id) {
    return tx.value<std::int64_t>("SELECT count(*) FROM person WHERE organisation_id = ?1", id);
}

std::optional<Attaching> next_attaching(db::Transaction& tx) {
    return tx.row<Attaching>(
        "SELECT domain, organisation_id, attached_through FROM organisation_domain"
        " WHERE attached_through IS NOT NULL ORDER BY domain LIMIT 1"
    );
}

void save_attaching(
    db::Transaction& tx, const std::string& domain, std::optional<std::int64_t> through
) {
    tx.run(
        "UPDATE organisation_domain SET attached_through = ?1 WHERE domain = ?2", through, domain
    );
}

std::vector<DomainAddress> next_in_domain(db::Transaction& tx, const Attaching& after, int limit) {
    std::vector<DomainAddress> next;
    for (const auto& spelling : mail::spellings(after.domain)) {
        const auto found = tx.rows<DomainAddress>(
            "SELECT id, person_id FROM person_address WHERE domain = ?1 AND id > ?2 ORDER BY id"
            " LIMIT ?3",
            spelling,
            after.attached_through,
            limit
        );
        next.insert(next.end(), found.begin(), found.end());
    }
    std::ranges::sort(next, {}, &DomainAddress::id);
    next.resize(std::min(next.size(), static_cast<std::size_t>(limit)));
    return next;
}

} // namespace heed::people::store
