// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/store.hpp"

namespace heed::tickets::store {

std::vector<ReadMark>
read_marks(db::Transaction& tx, PersonId person, const std::vector<TicketId>& tickets) {
    if (tickets.empty()) return {};
    // Padded to a power of two, so that few distinct statements stay prepared.
    std::size_t places = 1;
    while (places < tickets.size()) places *= 2;
    db::Query query("SELECT ticket_id, entry_id FROM read_until");
    query.add("WHERE person_id = ?", person).add("AND ticket_id IN (?", tickets.front());
    for (std::size_t at = 1; at < places; ++at)
        query.add(", ?", tickets[std::min(at, tickets.size() - 1)]);
    query.add(")");
    return tx.rows<ReadMark>(query);
}

void save_read(db::Transaction& tx, PersonId person, const ReadMark& mark) {
    tx.run(
        "INSERT INTO read_until (person_id, ticket_id, entry_id) VALUES (?1, ?2, ?3) "
        "ON CONFLICT (person_id, ticket_id) DO UPDATE SET entry_id = excluded.entry_id "
        "WHERE read_until.entry_id < excluded.entry_id",
        person,
        mark.ticket_id,
        mark.entry_id
    );
}

void remove_read(db::Transaction& tx, PersonId person, TicketId ticket) {
    tx.run("DELETE FROM read_until WHERE person_id = ?1 AND ticket_id = ?2", person, ticket);
}

std::vector<std::int64_t> teams_of_unresolved(db::Transaction& tx, PersonId owner) {
    return tx.rows<std::int64_t>(
        "SELECT DISTINCT coalesce(team_id, 0) AS team FROM ticket WHERE owner_id = ?1 "
        "AND state IN ('new', 'open', 'waiting')",
        owner
    );
}

std::vector<std::int64_t> teams_of_helped(db::Transaction& tx, PersonId helper) {
    return tx.rows<std::int64_t>(
        "SELECT DISTINCT coalesce(t.team_id, 0) AS team FROM ticket_helper h "
        "JOIN ticket t ON t.id = h.ticket_id WHERE h.person_id = ?1 AND h.left_at IS NULL "
        "AND t.state IN ('new', 'open', 'waiting')",
        helper
    );
}

std::vector<TicketId> unresolved_of(db::Transaction& tx, const Part& part, int limit) {
    db::Query query("SELECT id FROM ticket");
    query.add("WHERE owner_id = ?", part.person).add("AND state IN ('new', 'open', 'waiting')");
    if (part.team) query.add("AND coalesce(team_id, 0) = ?", *part.team);
    query.add("ORDER BY id LIMIT ?", limit);
    return tx.rows<TicketId>(query);
}

std::vector<TicketId> helped_by(db::Transaction& tx, const Part& part, int limit) {
    db::Query query("SELECT h.ticket_id FROM ticket_helper h JOIN ticket t ON t.id = h.ticket_id");
    query.add("WHERE h.person_id = ?", part.person).add("AND h.left_at IS NULL");
    query.add("AND t.state IN ('new', 'open', 'waiting')");
    if (part.team) query.add("AND coalesce(t.team_id, 0) = ?", *part.team);
    query.add("ORDER BY h.ticket_id LIMIT ?", limit);
    return tx.rows<TicketId>(query);
}

void remove_hand_overs_of(db::Transaction& tx, PersonId from) {
    tx.run("DELETE FROM hand_over WHERE from_id = ?1", from);
}

void insert_hand_over(db::Transaction& tx, const HandOverRow& row, Instant at) {
    tx.run(
        "INSERT INTO hand_over (from_id, team_id, owner_id, asked_by, asked_at) "
        "VALUES (?1, ?2, ?3, ?4, ?5)",
        row.from_id,
        row.team_id,
        row.owner_id,
        row.asked_by,
        at
    );
}

std::optional<HandOverRow> first_hand_over(db::Transaction& tx) {
    return tx.row<HandOverRow>(
        "SELECT id, from_id, team_id, owner_id, asked_by FROM hand_over ORDER BY id LIMIT 1"
    );
}

void remove_hand_over(db::Transaction& tx, std::int64_t id) {
    tx.run("DELETE FROM hand_over WHERE id = ?1", id);
}

} // namespace heed::tickets::store
