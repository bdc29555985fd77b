// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/store.hpp"

#include "platform/mail/addresses.hpp"
#include "platform/mail/domains.hpp"
#include "platform/words/words.hpp"

#include <algorithm>

namespace heed::people::store {

namespace {

constexpr std::size_t words_max = 40;

/// A brief as one row.
struct BriefRow {
    PersonId id;
    PersonKind kind = PersonKind::customer;
    std::string name;
    std::optional<std::string> email;
    std::optional<OrganisationId> organisation_id;
    std::optional<std::string> organisation_name;
    std::optional<std::string> zone;
    std::optional<std::string> language;
    bool active = true;
    std::optional<bool> shares_tickets;
    std::int64_t version = 1;
};
HEED_FIELDS(
    BriefRow,
    id,
    kind,
    name,
    email,
    organisation_id,
    organisation_name,
    zone,
    language,
    active,
    shares_tickets,
    version
)

PersonBrief brief_from(BriefRow row) {
    PersonBrief brief{
        .id = row.id,
        .kind = row.kind,
        .name = std::move(row.name),
        .email = std::move(row.email),
        .organisation = {},
        .zone = std::move(row.zone),
        .language = std::move(row.language),
        .active = row.active,
        .shares_tickets = row.shares_tickets.value_or(false),
        .version = row.version,
    };
    if (row.organisation_id)
        brief.organisation = {.id = *row.organisation_id, .name = *row.organisation_name};
    return brief;
}

std::vector<PersonBrief> briefs_from(std::vector<BriefRow> rows) {
    std::vector<PersonBrief> result;
    result.reserve(rows.size());
    for (auto& row : rows) result.push_back(brief_from(std::move(row)));
    return result;
}

/// What a person is found by: the words of the name, each address whole and in words.
std::vector<std::string> words_for(const std::string& name, const std::vector<Address>& addresses) {
    auto result = words::words_of(name, words_max);
    const auto add = [&](std::string word) {
        if (result.size() < words_max && std::ranges::find(result, word) == result.end())
            result.push_back(std::move(word));
    };
    for (const auto& address : addresses) {
        add(words::folded(address.address));
        for (auto& word : words::words_of(address.address)) add(std::move(word));
    }
    return result;
}

} // namespace

std::optional<Person> find(db::Transaction& tx, PersonId id) {
    return tx.row<Person>(
        "SELECT id, kind, name, zone, language, organisation_id, note, active, created_at, version"
        " FROM person WHERE id = ?1",
        id
    );
}

std::optional<Person> find_for_update(db::Transaction& tx, PersonId id) {
    return tx.row_for_update<Person>(
        "SELECT id, kind, name, zone, language, organisation_id, note, active, created_at, version"
        " FROM person WHERE id = ?1",
        id
    );
}

void insert(db::Transaction& tx, Person& person) {
    person.id = tx.value<PersonId>(
        "INSERT INTO person (kind, name, name_key, zone, language, organisation_id, note, active,"
        " created_at, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING id",
        person.kind,
        person.name,
        words::folded(person.name),
        person.zone,
        person.language,
        person.organisation_id,
        person.note,
        person.active,
        person.created_at,
        person.version
    );
}

void save(db::Transaction& tx, const Person& person) {
    const auto changed = tx.run(
        "UPDATE person SET kind = ?1, name = ?2, name_key = ?3, zone = ?4, language = ?5,"
        " organisation_id = ?6, note = ?7, active = ?8, version = ?9 WHERE id = ?10",
        person.kind,
        person.name,
        words::folded(person.name),
        person.zone,
        person.language,
        person.organisation_id,
        person.note,
        person.active,
        person.version,
        person.id
    );
    CHECK(changed == 1);
}

void erase_fresh(db::Transaction& tx, PersonId id) {
    tx.run("DELETE FROM person WHERE id = ?1", id);
}

void save_words(db::Transaction& tx, const Person& person) {
    const auto wanted = words_for(person.name, addresses(tx, person.id));
    const auto held =
        tx.rows<std::string>("SELECT word FROM person_word WHERE person_id = ?1", person.id);
    for (const auto& word : held) {
        if (std::ranges::find(wanted, word) != wanted.end()) continue;
        tx.run("DELETE FROM person_word WHERE word = ?1 AND person_id = ?2", word, person.id);
    }
    for (const auto& word : wanted) {
        if (std::ranges::find(held, word) != held.end()) continue;
        tx.run("INSERT INTO person_word (word, person_id) VALUES (?1, ?2)", word, person.id);
    }
}

void forget_words(db::Transaction& tx, PersonId id) {
    tx.run("DELETE FROM person_word WHERE person_id = ?1", id);
}

std::optional<PersonBrief> brief(db::Transaction& tx, PersonId id) {
    auto row = tx.row<BriefRow>(
        "SELECT p.id, p.kind, p.name, a.address AS email, p.organisation_id,"
        " o.name AS organisation_name, p.zone, p.language, p.active, o.shares_tickets, p.version"
        " FROM person p"
        " LEFT JOIN person_address a ON a.person_id = p.id AND a.is_primary"
        " LEFT JOIN organisation o ON o.id = p.organisation_id WHERE p.id = ?1",
        id
    );
    if (!row) return std::nullopt;
    return brief_from(std::move(*row));
}

std::vector<PersonBrief> briefs(db::Transaction& tx, std::span<const PersonId> ids) {
    if (ids.empty()) return {};
    // Padded to a power of two, so that few distinct statements stay prepared.
    std::size_t places = 1;
    while (places < ids.size()) places *= 2;
    db::Query query(
        "SELECT p.id, p.kind, p.name, a.address AS email, p.organisation_id,"
        " o.name AS organisation_name, p.zone, p.language, p.active, o.shares_tickets, p.version"
        " FROM person p"
        " LEFT JOIN person_address a ON a.person_id = p.id AND a.is_primary"
        " LEFT JOIN organisation o ON o.id = p.organisation_id"
    );
    query.add("WHERE p.id IN (?", ids.front());
    for (std::size_t at = 1; at < places; ++at) query.add(", ?", ids[std::min(at, ids.size() - 1)]);
    query.add(") ORDER BY p.id");
    return briefs_from(tx.rows<BriefRow>(query));
}

std::vector<PersonBrief> agents(db::Transaction& tx) {
    return briefs_from(tx.rows<BriefRow>(
        "SELECT p.id, p.kind, p.name, a.address AS email, p.organisation_id,"
        " o.name AS organisation_name, p.zone, p.language, p.active, o.shares_tickets, p.version"
        " FROM person p"
        " LEFT JOIN person_address a ON a.person_id = p.id AND a.is_primary"
        " LEFT JOIN organisation o ON o.id = p.organisation_id"
        " WHERE p.kind = 'agent' ORDER BY p.name_key, p.id LIMIT 10000"
    ));
}

std::optional<PersonId> owner_of(db::Transaction& tx, const std::string& address) {
    for (const auto& spelling : mail::spellings(address)) {
        const auto owner =
            tx.row<PersonId>("SELECT person_id FROM person_address WHERE address = ?1", spelling);
        if (owner) return owner;
    }
    return std::nullopt;
}

bool is_own_address(db::Transaction& tx, const std::string& address) {
    return std::ranges::any_of(mail::spellings(address), [&](const std::string& spelling) {
        return tx.row<std::string>("SELECT address FROM own_address WHERE address = ?1", spelling)
            .has_value();
    });
}

void add_own_address(db::Transaction& tx, const std::string& address, std::int64_t mailbox) {
    tx.run(
        "INSERT INTO own_address (address, mailbox_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        address,
        mailbox
    );
}

bool has_mailbox(db::Transaction& tx, std::int64_t mailbox) {
    return tx
        .row<std::int64_t>(
            "SELECT mailbox_id FROM own_address WHERE mailbox_id = ?1 LIMIT 1", mailbox
        )
        .has_value();
}

void drop_own_address(db::Transaction& tx, const std::string& address) {
    tx.run("DELETE FROM own_address WHERE address = ?1", address);
}

std::optional<Address> find_address(db::Transaction& tx, const std::string& address) {
    for (const auto& spelling : mail::spellings(address)) {
        auto found = tx.row<Address>(
            "SELECT id, person_id, address, is_primary, undeliverable_at FROM person_address"
            " WHERE address = ?1",
            spelling
        );
        if (found) return found;
    }
    return std::nullopt;
}

std::optional<Address> find_with_detail(db::Transaction& tx, const std::string& address) {
    const auto local = address.substr(0, address.rfind('@'));
    if (local.contains('+')) return std::nullopt;
    for (const auto& spelling : mail::spellings(address)) {
        auto found = tx.row<Address>(
            "SELECT id, person_id, address, is_primary, undeliverable_at FROM person_address"
            " WHERE address > ?1 AND address < ?2 AND domain = ?3 ORDER BY address LIMIT 1",
            local + "+",
            local + ",", // the sign after `+`
            mail::domain_of(spelling)
        );
        if (found) return found;
    }
    return std::nullopt;
}

std::vector<Address> addresses(db::Transaction& tx, PersonId id) {
    return tx.rows<Address>(
        "SELECT id, person_id, address, is_primary, undeliverable_at FROM person_address"
        " WHERE person_id = ?1 ORDER BY is_primary DESC, id LIMIT 100",
        id
    );
}

bool insert_address(db::Transaction& tx, Address& address) {
    // The unique address knows one spelling only.
    if (mail::spellings(address.address).size() > 1 && owner_of(tx, address.address)) return false;
    const auto id = tx.row<AddressId>(
        "INSERT INTO person_address (person_id, address, domain, is_primary)"
        " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (address) DO NOTHING RETURNING id",
        address.person_id,
        address.address,
        mail::domain_of(address.address),
        address.is_primary
    );
    if (id) address.id = *id;
    return id.has_value();
}

void delete_address(db::Transaction& tx, AddressId id) {
    tx.run("DELETE FROM person_address WHERE id = ?1", id);
}

void make_primary(db::Transaction& tx, const Address& address) {
    tx.run(
        "UPDATE person_address SET is_primary = FALSE WHERE person_id = ?1 AND is_primary",
        address.person_id
    );
    tx.run("UPDATE person_address SET is_primary = TRUE WHERE id = ?1", address.id);
}

void set_undeliverable(db::Transaction& tx, AddressId id, std::optional<Instant> at) {
    tx.run("UPDATE person_address SET undeliverable_at = ?1 WHERE id = ?2", at, id);
}

std::vector<Address> undeliverable_before(db::Transaction& tx, Instant time) {
    return tx.rows<Address>(
        "SELECT id, person_id, address, is_primary, undeliverable_at FROM person_address"
        " WHERE undeliverable_at IS NOT NULL AND undeliverable_at <= ?1"
        " ORDER BY undeliverable_at LIMIT 100",
        time
    );
}

} // namespace heed::people::store
