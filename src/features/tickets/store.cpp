// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/store.hpp"

namespace heed::tickets::store {

TicketId insert(db::Transaction& tx, const Ticket& ticket) {
    return tx.value<TicketId>(
        "INSERT INTO ticket (kind, state, waiting_for, waiting_until, cancelled_as, subject, "
        "customer_id, organisation_id, team_id, owner_id, impact, urgency, priority, "
        "priority_reason, channel, mailbox_id, opening_category_id, opened_at, changed_at, "
        "follow_up_of, entry_count, last_entry_at, last_public_from, excerpt, public_changed_at, "
        "version) VALUES "
        "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
        "?20, ?21, ?22, ?23, ?24, ?25, ?26) RETURNING id",
        ticket.kind,
        ticket.state,
        ticket.waiting_for,
        ticket.waiting_until,
        ticket.cancelled_as,
        ticket.subject,
        ticket.customer_id,
        ticket.organisation_id,
        ticket.team_id,
        ticket.owner_id,
        ticket.impact,
        ticket.urgency,
        ticket.priority,
        ticket.priority_reason,
        ticket.channel,
        ticket.mailbox_id,
        ticket.opening_category_id,
        ticket.opened_at,
        ticket.changed_at,
        ticket.follow_up_of,
        ticket.entry_count,
        ticket.last_entry_at,
        ticket.last_public_from,
        ticket.excerpt,
        ticket.public_changed_at,
        ticket.version
    );
}

void save_first_entry(db::Transaction& tx, const Ticket& ticket) {
    tx.run(
        "UPDATE ticket SET entry_count = ?2, last_entry_at = ?3, last_public_from = ?4, "
        "excerpt = ?5, last_entry_id = ?6, last_entry_by = ?7, public_changed_at = ?8 "
        "WHERE id = ?1",
        ticket.id,
        ticket.entry_count,
        ticket.last_entry_at,
        ticket.last_public_from,
        ticket.excerpt,
        ticket.last_entry_id,
        ticket.last_entry_by,
        ticket.public_changed_at
    );
}

void save_entry(db::Transaction& tx, const Ticket& ticket) {
    tx.run(
        "UPDATE ticket SET entry_count = ?2, last_entry_at = ?3, last_public_from = ?4, "
        "excerpt = ?5, changed_at = ?6, last_entry_id = ?7, last_entry_by = ?8, "
        "public_changed_at = ?9 WHERE id = ?1",
        ticket.id,
        ticket.entry_count,
        ticket.last_entry_at,
        ticket.last_public_from,
        ticket.excerpt,
        ticket.changed_at,
        ticket.last_entry_id,
        ticket.last_entry_by,
        ticket.public_changed_at
    );
}

void save(db::Transaction& tx, const Ticket& ticket) {
    const auto saved = tx.run(
        "UPDATE ticket SET kind = ?2, state = ?3, waiting_for = ?4, waiting_until = ?5, "
        "cancelled_as = ?6, subject = ?7, customer_id = ?8, organisation_id = ?9, team_id = ?10, "
        "owner_id = ?11, impact = ?12, urgency = ?13, priority = ?14, priority_reason = ?15, "
        "mailbox_id = ?16, opening_category_id = ?17, closing_category_id = ?18, resolution = ?19, "
        "cause_code = ?20, will_last = ?21, changed_at = ?22, resolved_at = ?23, resolved_by = "
        "?24, "
        "closed_at = ?25, entry_count = ?26, last_entry_at = ?27, last_public_from = ?28, "
        "excerpt = ?29, last_entry_id = ?30, last_entry_by = ?31, version = ?32, "
        "public_changed_at = ?33 WHERE id = ?1",
        ticket.id,
        ticket.kind,
        ticket.state,
        ticket.waiting_for,
        ticket.waiting_until,
        ticket.cancelled_as,
        ticket.subject,
        ticket.customer_id,
        ticket.organisation_id,
        ticket.team_id,
        ticket.owner_id,
        ticket.impact,
        ticket.urgency,
        ticket.priority,
        ticket.priority_reason,
        ticket.mailbox_id,
        ticket.opening_category_id,
        ticket.closing_category_id,
        ticket.resolution,
        ticket.cause_code,
        ticket.will_last,
        ticket.changed_at,
        ticket.resolved_at,
        ticket.resolved_by,
        ticket.closed_at,
        ticket.entry_count,
        ticket.last_entry_at,
        ticket.last_public_from,
        ticket.excerpt,
        ticket.last_entry_id,
        ticket.last_entry_by,
        ticket.version,
        ticket.public_changed_at
    );
    CHECK(saved == 1);
}

std::optional<Ticket> find(db::Transaction& tx, TicketId id) {
    return tx.row<Ticket>(
        "SELECT id, kind, state, waiting_for, waiting_until, cancelled_as, subject, customer_id, "
        "organisation_id, team_id, owner_id, impact, urgency, priority, priority_reason, channel, "
        "mailbox_id, opening_category_id, closing_category_id, resolution, cause_code, will_last, "
        "opened_at, changed_at, resolved_at, resolved_by, closed_at, follow_up_of, entry_count, "
        "last_entry_at, last_public_from, excerpt, last_entry_id, last_entry_by, "
        "public_changed_at, version FROM ticket WHERE id = ?1",
        id
    );
}

std::optional<Ticket> find_for_update(db::Transaction& tx, TicketId id) {
    if (tx.engine() == db::Engine::postgres)
        static_cast<void>(tx.row<TicketId>("SELECT id FROM ticket WHERE id = ?1 FOR UPDATE", id));
    return find(tx, id);
}

void add_filters(db::Query& query, const TicketList& list) {
    if (!list.owner.any && list.owner.value) query.add("AND t.owner_id = ?", *list.owner.value);
    if (!list.owner.any && !list.owner.value) query.add("AND t.owner_id IS NULL");
    if (list.customer) query.add("AND t.customer_id = ?", *list.customer);
    if (list.organisation) query.add("AND t.organisation_id = ?", *list.organisation);
    if (list.cancelled_as) query.add("AND t.cancelled_as = ?", *list.cancelled_as);
    if (list.tag)
        query.add("AND t.id IN (SELECT ticket_id FROM ticket_tag WHERE tag = ?", *list.tag)
            .add(")");
    if (list.watcher)
        query
            .add(
                "AND t.id IN (SELECT ticket_id FROM ticket_watcher WHERE person_id = ?",
                *list.watcher
            )
            .add(")");
}

namespace {

void add_part(db::Query& query, const ListPart& part) {
    if (part.state) query.add("AND t.state = ?", *part.state);
    if (!part.team.any && part.team.value) query.add("AND t.team_id = ?", *part.team.value);
    if (!part.team.any && !part.team.value) query.add("AND t.team_id IS NULL");
    add_filters(query, part.list);
}

void add_order(db::Query& query, const ListPart& part) {
    const auto& list = part.list;
    const bool newest_first = list.direction == Direction::desc;
    if (list.sort == SortBy::changed_at) {
        if (list.after && newest_first)
            query.add("AND (t.changed_at, t.id) < (?", list.after->at).add(", ?)", list.after->id);
        if (list.after && !newest_first)
            query.add("AND (t.changed_at, t.id) > (?", list.after->at).add(", ?)", list.after->id);
        if (newest_first)
            query.add("ORDER BY t.changed_at DESC, t.id DESC");
        else
            query.add("ORDER BY t.changed_at, t.id");
    } else {
        // Numbers are given in order of opening.
        if (list.after && newest_first) query.add("AND t.id < ?", list.after->id);
        if (list.after && !newest_first) query.add("AND t.id > ?", list.after->id);
        if (newest_first)
            query.add("ORDER BY t.id DESC");
        else
            query.add("ORDER BY t.id");
    }
    query.add("LIMIT ?", list.limit + 1);
}

} // namespace

std::vector<Ticket> list_part(db::Transaction& tx, const ListPart& part) {
    db::Query query(
        "SELECT t.id, t.kind, t.state, t.waiting_for, t.waiting_until, t.cancelled_as, t.subject, "
        "t.customer_id, t.organisation_id, t.team_id, t.owner_id, t.impact, t.urgency, t.priority, "
        "t.priority_reason, t.channel, t.mailbox_id, t.opening_category_id, t.closing_category_id, "
        "t.resolution, t.cause_code, t.will_last, t.opened_at, t.changed_at, t.resolved_at, "
        "t.resolved_by, t.closed_at, t.follow_up_of, t.entry_count, t.last_entry_at, "
        "t.last_public_from, t.excerpt, t.last_entry_id, t.last_entry_by, "
        "t.public_changed_at, t.version FROM ticket t WHERE TRUE"
    );
    add_part(query, part);
    add_order(query, part);
    return tx.rows<Ticket>(query);
}

std::vector<LinkRow> links_of(db::Transaction& tx, TicketId id) {
    return tx.rows<LinkRow>(
        "SELECT id, ticket_id, other_id, kind, origin FROM ticket_link WHERE ticket_id = ?1 "
        "UNION ALL SELECT id, ticket_id, other_id, kind, origin FROM ticket_link WHERE other_id = "
        "?1 "
        "ORDER BY id LIMIT 200",
        id
    );
}

std::vector<LinkRow> links_begun_at(db::Transaction& tx, TicketId id) {
    return tx.rows<LinkRow>(
        "SELECT id, ticket_id, other_id, kind, origin FROM ticket_link WHERE ticket_id = ?1 "
        "ORDER BY id",
        id
    );
}

std::optional<LinkRow> find_link(db::Transaction& tx, TicketId ticket, std::int64_t id) {
    return tx.row<LinkRow>(
        "SELECT id, ticket_id, other_id, kind, origin FROM ticket_link "
        "WHERE id = ?1 AND (ticket_id = ?2 OR other_id = ?2)",
        id,
        ticket
    );
}

std::optional<std::int64_t> insert_link(db::Transaction& tx, const LinkRow& link, Instant at) {
    return tx.row<std::int64_t>(
        "INSERT INTO ticket_link (ticket_id, other_id, kind, created_at, origin) "
        "VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (ticket_id, other_id, kind) DO NOTHING RETURNING id",
        link.ticket_id,
        link.other_id,
        link.kind,
        at,
        link.origin
    );
}

void remove_link(db::Transaction& tx, std::int64_t id) {
    tx.run("DELETE FROM ticket_link WHERE id = ?1", id);
}

void end_follow_up(db::Transaction& tx, TicketId id) {
    tx.run("UPDATE ticket SET follow_up_of = NULL WHERE id = ?1", id);
}

std::vector<HelperRow> helpers_of(db::Transaction& tx, TicketId id) {
    return tx.rows<HelperRow>(
        "SELECT person_id, joined_at FROM ticket_helper WHERE ticket_id = ?1 AND left_at IS NULL "
        "ORDER BY joined_at, person_id LIMIT 100",
        id
    );
}

bool add_helper(db::Transaction& tx, TicketId id, PersonId person, Instant at) {
    return tx.run(
               "INSERT INTO ticket_helper (ticket_id, person_id, joined_at) VALUES (?1, ?2, ?3) "
               "ON CONFLICT (ticket_id, person_id) WHERE left_at IS NULL DO NOTHING",
               id,
               person,
               at
           ) == 1;
}

bool end_helper(db::Transaction& tx, TicketId id, PersonId person, Instant at) {
    return tx.run(
               "UPDATE ticket_helper SET left_at = ?3 "
               "WHERE ticket_id = ?1 AND person_id = ?2 AND left_at IS NULL",
               id,
               person,
               at
           ) == 1;
}

std::vector<WatcherRow> watchers_of(db::Transaction& tx, TicketId id) {
    return tx.rows<WatcherRow>(
        "SELECT person_id, since FROM ticket_watcher WHERE ticket_id = ?1 ORDER BY since, "
        "person_id",
        id
    );
}

bool add_watcher(db::Transaction& tx, TicketId id, PersonId person, Instant at) {
    return tx.run(
               "INSERT INTO ticket_watcher (ticket_id, person_id, since) VALUES (?1, ?2, ?3) "
               "ON CONFLICT (ticket_id, person_id) DO NOTHING",
               id,
               person,
               at
           ) == 1;
}

bool remove_watcher(db::Transaction& tx, TicketId id, PersonId person) {
    return tx.run(
               "DELETE FROM ticket_watcher WHERE ticket_id = ?1 AND person_id = ?2", id, person
           ) == 1;
}

std::vector<std::string> tags_of(db::Transaction& tx, TicketId id) {
    return tx.rows<std::string>("SELECT tag FROM ticket_tag WHERE ticket_id = ?1 ORDER BY tag", id);
}

bool add_tag(db::Transaction& tx, TicketId id, const std::string& tag) {
    return tx.run(
               "INSERT INTO ticket_tag (ticket_id, tag) VALUES (?1, ?2) "
               "ON CONFLICT (ticket_id, tag) DO NOTHING",
               id,
               tag
           ) == 1;
}

bool remove_tag(db::Transaction& tx, TicketId id, const std::string& tag) {
    return tx.run("DELETE FROM ticket_tag WHERE ticket_id = ?1 AND tag = ?2", id, tag) == 1;
}

std::vector<TicketId> resolved_before(db::Transaction& tx, Instant before, int limit) {
    return tx.rows<TicketId>(
        "SELECT id FROM ticket WHERE state = 'resolved' AND resolved_at < ?1 "
        "AND (last_entry_at IS NULL OR last_entry_at < ?1) ORDER BY resolved_at, id LIMIT ?2",
        before,
        limit
    );
}

std::vector<TicketId> waiting_until_before(db::Transaction& tx, Instant now, int limit) {
    return tx.rows<TicketId>(
        "SELECT id FROM ticket WHERE waiting_until IS NOT NULL AND waiting_until <= ?1 "
        "ORDER BY waiting_until, id LIMIT ?2",
        now,
        limit
    );
}

std::vector<journal::Fact>
facts_of(db::Transaction& tx, TicketId id, std::int64_t before, int limit) {
    return tx.rows<journal::Fact>(
        "SELECT position, at, actor_kind, actor_id, actor_reason, kind, subject_type, subject_id, "
        "ticket_id, data, command_id, ordinal, caused_by, depth, origin FROM event "
        "WHERE ticket_id = ?1 AND position < ?2 ORDER BY position DESC LIMIT ?3",
        id,
        before,
        limit
    );
}

namespace {

/// The newest change whose payload holds `words`, among the newest `among`. Payloads are written by
/// us alone and quotes inside of texts are escaped, so a member's name stands for itself.
std::optional<journal::Fact>
newest_change_with(db::Transaction& tx, TicketId id, const std::string& words, std::int64_t among) {
    return tx.row<journal::Fact>(
        "SELECT position, at, actor_kind, actor_id, actor_reason, kind, subject_type, subject_id, "
        "ticket_id, data, command_id, ordinal, caused_by, depth, origin FROM ("
        "SELECT position, at, actor_kind, actor_id, actor_reason, kind, subject_type, subject_id, "
        "ticket_id, data, command_id, ordinal, caused_by, depth, origin FROM event "
        "WHERE ticket_id = ?1 AND kind = 'ticket_changed' ORDER BY position DESC LIMIT ?3) newest "
        "WHERE CAST(data AS TEXT) LIKE ?2 ORDER BY position DESC LIMIT 1",
        id,
        "%" + words + "%",
        among
    );
}

} // namespace

std::optional<journal::Fact>
newest_change_of(db::Transaction& tx, TicketId id, std::string_view field, std::int64_t among) {
    return newest_change_with(tx, id, R"("field":")" + std::string(field) + "\"", among);
}

std::optional<journal::Fact>
change_that_made(db::Transaction& tx, TicketId id, std::int64_t version, std::int64_t among) {
    return newest_change_with(tx, id, R"("version":)" + std::to_string(version) + ",", among);
}

void add_to_count(db::Transaction& tx, const CountRow& by) {
    tx.run(
        "INSERT INTO ticket_count (team_id, state, owner_id, tickets) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (team_id, state, owner_id) DO UPDATE SET "
        "tickets = ticket_count.tickets + excluded.tickets",
        by.team_id,
        by.state,
        by.owner_id,
        by.tickets
    );
}

std::vector<CountRow> counts(db::Transaction& tx) {
    return tx.rows<CountRow>(
        "SELECT team_id, state, owner_id, tickets FROM ticket_count WHERE tickets <> 0 "
        "ORDER BY team_id, state, owner_id"
    );
}

std::int64_t counted_to(db::Transaction& tx) {
    return tx.row<std::int64_t>("SELECT position FROM reactor WHERE name = 'ticket_counts'")
        .value_or(0);
}

std::vector<CountRow> recounted(db::Transaction& tx) {
    return tx.rows<CountRow>(
        "SELECT coalesce(team_id, 0) AS team_id, state, coalesce(owner_id, 0) AS owner_id, "
        "count(*) AS tickets FROM ticket GROUP BY coalesce(team_id, 0), state, coalesce(owner_id, "
        "0) "
        "ORDER BY 1, 2, 3"
    );
}

void set_words(db::Transaction& tx, TicketId id, const std::vector<std::string>& words) {
    tx.run("DELETE FROM ticket_word WHERE ticket_id = ?1", id);
    for (const auto& word : words)
        tx.run("INSERT INTO ticket_word (word, ticket_id) VALUES (?1, ?2)", word, id);
}

} // namespace heed::tickets::store
