// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/store.hpp"
#include "platform/words/words.hpp"

#include <algorithm>

namespace heed::people::store {

namespace {

/// Where a list in order of names goes on.
struct NamePlace {
    std::string name_key;
    std::int64_t id = 0;
};
HEED_FIELDS(NamePlace, name_key, id)

struct WordPlace {
    std::string word;
    PersonId person_id;
};
HEED_FIELDS(WordPlace, word, person_id)

} // namespace

std::vector<Person> by_name(db::Transaction& tx, const PeopleList& list) {
    db::Query query(
        "SELECT id, kind, name, zone, language, organisation_id, note, active, created_at, version"
        " FROM person WHERE 1 = 1"
    );
    if (list.organisation) query.add("AND organisation_id = ?", *list.organisation);
    if (list.kind) query.add("AND kind = ?", *list.kind);
    if (list.after) {
        const auto place =
            tx.row<NamePlace>("SELECT name_key, id FROM person WHERE id = ?1", *list.after);
        if (!place) return {};
        query.add("AND (name_key, id) > (?", place->name_key).add(", ?)", place->id);
    }
    query.add("ORDER BY name_key, id LIMIT ?", list.limit);
    return tx.rows<Person>(query);
}

std::vector<Person>
matching(db::Transaction& tx, const PeopleList& list, const std::vector<std::string>& prefixes) {
    CHECK(!prefixes.empty());
    const auto& first = prefixes.front();
    const auto first_end = words::prefix_end(first);
    db::Query query(
        "SELECT p.id, p.kind, p.name, p.zone, p.language, p.organisation_id, p.note, p.active,"
        " p.created_at, p.version FROM person_word w JOIN person p ON p.id = w.person_id"
    );
    query.add("WHERE w.word >= ?", first).add("AND w.word < ?", first_end);
    // Somebody with several words of that prefix stands where the first of them does.
    query.add("AND NOT EXISTS (SELECT 1 FROM person_word e WHERE e.person_id = w.person_id");
    query.add("AND e.word >= ? AND e.word < w.word)", first);
    for (const auto& other : std::span(prefixes).subspan(1)) {
        query.add("AND EXISTS (SELECT 1 FROM person_word o WHERE o.person_id = w.person_id");
        query.add("AND o.word >= ?", other).add("AND o.word < ?)", words::prefix_end(other));
    }
    if (list.organisation) query.add("AND p.organisation_id = ?", *list.organisation);
    if (list.kind) query.add("AND p.kind = ?", *list.kind);
    if (list.after) {
        const auto place = tx.row<WordPlace>(
            "SELECT word, person_id FROM person_word WHERE person_id = ?1 AND word >= ?2"
            " AND word < ?3 ORDER BY word LIMIT 1",
            *list.after,
            first,
            first_end
        );
        if (!place) return {};
        query.add("AND (w.word, w.person_id) > (?", place->word).add(", ?)", place->person_id);
    }
    query.add("ORDER BY w.word, w.person_id LIMIT ?", list.limit);
    return tx.rows<Person>(query);
}

void set_agent_since(db::Transaction& tx, PersonId id, Instant at) {
    tx.run("UPDATE person SET agent_since = ?2 WHERE id = ?1", id, at);
}

std::optional<Instant> agent_since(db::Transaction& tx, PersonId id) {
    return tx.row<Instant>(
        "SELECT agent_since FROM person WHERE id = ?1 AND agent_since IS NOT NULL", id
    );
}

std::int64_t count_beginning(db::Transaction& tx, std::string_view prefix, int most) {
    return tx.value<std::int64_t>(
        "SELECT count(*) FROM (SELECT 1 FROM person_word WHERE word >= ?1 AND word < ?2 LIMIT ?3)"
        " AS counted",
        prefix,
        words::prefix_end(prefix),
        most
    );
}

std::vector<PersonId> matching_among(
    db::Transaction& tx, std::span<const PersonId> ids, const std::vector<std::string>& prefixes
) {
    std::size_t places = 1;
    while (places < ids.size()) places *= 2;
    db::Query query("SELECT p.id FROM person p");
    query.add("WHERE p.id IN (?", ids.front());
    for (std::size_t at = 1; at < places; ++at) query.add(", ?", ids[std::min(at, ids.size() - 1)]);
    query.add(")");
    for (const auto& prefix : prefixes) {
        query.add("AND EXISTS (SELECT 1 FROM person_word o WHERE o.person_id = p.id");
        query.add("AND o.word >= ?", prefix).add("AND o.word < ?)", words::prefix_end(prefix));
    }
    return tx.rows<PersonId>(query);
}

std::vector<Address> addresses_of_each(db::Transaction& tx, std::span<const PersonId> ids) {
    if (ids.empty()) return {};
    std::size_t places = 1;
    while (places < ids.size()) places *= 2;
    db::Query query(
        "SELECT id, person_id, address, is_primary, undeliverable_at FROM person_address"
    );
    query.add("WHERE person_id IN (?", ids.front());
    for (std::size_t at = 1; at < places; ++at) query.add(", ?", ids[std::min(at, ids.size() - 1)]);
    query.add(") ORDER BY person_id, is_primary DESC, id");
    return tx.rows<Address>(query);
}

std::vector<Organisation> organisations(db::Transaction& tx, const OrganisationList& list) {
    db::Query query("SELECT id, name, note, shares_tickets, created_at, version FROM organisation");
    const auto prefix = words::folded(list.begins);
    query.add("WHERE name_key >= ?", prefix).add("AND name_key < ?", words::prefix_end(prefix));
    if (list.after) {
        const auto place =
            tx.row<NamePlace>("SELECT name_key, id FROM organisation WHERE id = ?1", *list.after);
        if (!place) return {};
        query.add("AND (name_key, id) > (?", place->name_key).add(", ?)", place->id);
    }
    query.add("ORDER BY name_key, id LIMIT ?", list.limit);
    return tx.rows<Organisation>(query);
}

std::vector<PersonId> people_behind(db::Transaction& tx, PersonId after, int limit) {
    return tx.rows<PersonId>(
        "SELECT id FROM person WHERE id > ?1 ORDER BY id LIMIT ?2", after, limit
    );
}

std::vector<OrganisationId>
organisations_behind(db::Transaction& tx, OrganisationId after, int limit) {
    return tx.rows<OrganisationId>(
        "SELECT id FROM organisation WHERE id > ?1 ORDER BY id LIMIT ?2", after, limit
    );
}

} // namespace heed::people::store
