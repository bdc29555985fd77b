// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/store.hpp"
#include "platform/words/words.hpp"

#include <algorithm>

namespace heed::tickets::store {

namespace {

/// Padded to a power of two, so that few distinct statements stay prepared.
void add_ids(db::Query& query, std::span<const TicketId> ids) {
    std::size_t places = 1;
    while (places < ids.size()) places *= 2;
    query.add("WHERE t.id IN (?", ids.front());
    for (std::size_t at = 1; at < places; ++at) query.add(", ?", ids[std::min(at, ids.size() - 1)]);
    query.add(")");
}

void add_states(db::Query& query, const std::vector<State>& states) {
    if (states.empty()) return;
    query.add("AND t.state IN (?", states.front());
    for (const auto state : std::span(states).subspan(1)) query.add(", ?", state);
    query.add(")");
}

void add_teams(db::Query& query, const std::vector<Which<TeamId>>& teams) {
    if (std::ranges::any_of(teams, &Which<TeamId>::any)) return;
    query.add("AND (FALSE");
    for (const auto& team : teams) {
        if (team.value)
            query.add("OR t.team_id = ?", *team.value);
        else
            query.add("OR t.team_id IS NULL");
    }
    query.add(")");
}

} // namespace

std::vector<TicketId> next_of_all(db::Transaction& tx, const Step& step) {
    db::Query query("SELECT id FROM ticket WHERE TRUE");
    const bool newest_first = step.direction == Direction::desc;
    if (step.behind && newest_first) query.add("AND id < ?", *step.behind);
    if (step.behind && !newest_first) query.add("AND id > ?", *step.behind);
    if (newest_first)
        query.add("ORDER BY id DESC");
    else
        query.add("ORDER BY id");
    query.add("LIMIT ?", step.limit);
    return tx.rows<TicketId>(query);
}

std::vector<TicketId> next_with_word(db::Transaction& tx, std::string_view word, const Step& step) {
    db::Query query("SELECT ticket_id FROM ticket_word");
    query.add("WHERE word = ?", std::string(word));
    const bool newest_first = step.direction == Direction::desc;
    if (step.behind && newest_first) query.add("AND ticket_id < ?", *step.behind);
    if (step.behind && !newest_first) query.add("AND ticket_id > ?", *step.behind);
    if (newest_first)
        query.add("ORDER BY ticket_id DESC");
    else
        query.add("ORDER BY ticket_id");
    query.add("LIMIT ?", step.limit);
    return tx.rows<TicketId>(query);
}

std::vector<TicketId> next_of_customer(db::Transaction& tx, PersonId customer, const Step& step) {
    db::Query query("SELECT id FROM ticket");
    query.add("WHERE customer_id = ?", customer);
    const bool newest_first = step.direction == Direction::desc;
    if (step.behind && newest_first) query.add("AND id < ?", *step.behind);
    if (step.behind && !newest_first) query.add("AND id > ?", *step.behind);
    if (newest_first)
        query.add("ORDER BY id DESC");
    else
        query.add("ORDER BY id");
    query.add("LIMIT ?", step.limit);
    return tx.rows<TicketId>(query);
}

std::int64_t count_beginning(db::Transaction& tx, std::string_view prefix, int most) {
    return tx.value<std::int64_t>(
        "SELECT count(*) FROM (SELECT 1 FROM ticket_word WHERE word >= ?1 AND word < ?2 LIMIT ?3) "
        "AS counted",
        prefix,
        words::prefix_end(prefix),
        most
    );
}

std::vector<TicketId> tickets_by_word(db::Transaction& tx, std::string_view prefix, int limit) {
    return tx.rows<TicketId>(
        "SELECT ticket_id FROM ticket_word WHERE word >= ?1 AND word < ?2 "
        "ORDER BY word, ticket_id LIMIT ?3",
        prefix,
        words::prefix_end(prefix),
        limit
    );
}

std::vector<std::string> completions(db::Transaction& tx, std::string_view prefix, int limit) {
    std::vector<std::string> found;
    const auto end = words::prefix_end(prefix);
    auto next = tx.row<std::string>(
        "SELECT word FROM ticket_word WHERE word >= ?1 AND word < ?2 ORDER BY word LIMIT 1",
        prefix,
        end
    );
    while (next && found.size() < static_cast<std::size_t>(limit)) {
        found.push_back(*next);
        next = tx.row<std::string>(
            "SELECT word FROM ticket_word WHERE word > ?1 AND word < ?2 ORDER BY word LIMIT 1",
            found.back(),
            end
        );
    }
    return found;
}

std::vector<TicketId> with_words(
    db::Transaction& tx, std::span<const TicketId> ids, const std::vector<std::string>& words
) {
    if (ids.empty() || words.empty()) return {};
    db::Query query("SELECT t.id FROM ticket t");
    add_ids(query, ids);
    for (const auto& word : words) {
        query.add("AND EXISTS (SELECT 1 FROM ticket_word w WHERE w.ticket_id = t.id");
        query.add("AND w.word >= ?", word).add("AND w.word < ?)", words::prefix_end(word));
    }
    return tx.rows<TicketId>(query);
}

std::vector<Asked> in_list(
    db::Transaction& tx,
    std::span<const TicketId> ids,
    const TicketList& list,
    const std::vector<Which<TeamId>>& teams
) {
    if (ids.empty() || teams.empty()) return {};
    db::Query query("SELECT t.id, t.customer_id FROM ticket t");
    add_ids(query, ids);
    add_states(query, list.states);
    add_teams(query, teams);
    add_filters(query, list);
    return tx.rows<Asked>(query);
}

} // namespace heed::tickets::store
