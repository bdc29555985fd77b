// SPDX-License-Identifier: AGPL-3.0-or-later
#include "bench/raw_reads.hpp"

#include "kernel/format.hpp"

#include <algorithm>
#include <set>

namespace heed::bench {

namespace {

constexpr int page_size = 50;
constexpr int pages_of_a_kind = 50;

constexpr std::string_view ticket_columns =
    "id, kind, state, waiting_for, waiting_until, cancelled_as, subject, customer_id, "
    "organisation_id, team_id, owner_id, impact, urgency, priority, priority_reason, channel, "
    "mailbox_id, opening_category_id, closing_category_id, resolution, cause_code, will_last, "
    "opened_at, changed_at, resolved_at, resolved_by, closed_at, follow_up_of, entry_count, "
    "last_entry_at, last_public_from, excerpt, version";

constexpr std::string_view person_by_id =
    "SELECT p.id, p.kind, p.name, a.address, o.id, o.name FROM person p "
    "LEFT JOIN person_address a ON a.person_id = p.id AND a.is_primary "
    "LEFT JOIN organisation o ON o.id = p.organisation_id WHERE p.id = ?1";

constexpr std::string_view tags = "SELECT tag FROM ticket_tag WHERE ticket_id = ?1 ORDER BY tag";

constexpr std::string_view entries =
    "SELECT id, ticket_id, kind, at, author_id, from_name, from_address, to_addresses, "
    "cc_addresses, subject, body_text, body_html, html_version, reply_text, message_id, "
    "mailbox_id, letter_id, original_sha256, call_direction, delivery, delivery_text, "
    "delivery_at, attempts, release_at, released_at, attachments, judgements "
    "FROM entry WHERE ticket_id = ?1 ORDER BY id DESC LIMIT 101";

constexpr std::string_view authors =
    "SELECT DISTINCT p.id, p.kind, p.name, a.address FROM entry e JOIN person p "
    "ON p.id = e.author_id LEFT JOIN person_address a ON a.person_id = p.id AND a.is_primary "
    "WHERE e.id IN (SELECT id FROM entry WHERE ticket_id = ?1 ORDER BY id DESC LIMIT 101)";

constexpr std::string_view judgements =
    "SELECT id, kind, reason, reversible, reversed_at FROM judgement WHERE entry_id IN "
    "(SELECT id FROM entry WHERE ticket_id = ?1 AND judgements > 0)";

constexpr std::string_view helpers =
    "SELECT person_id, joined_at FROM ticket_helper WHERE ticket_id = ?1 AND left_at IS NULL";

constexpr std::string_view links =
    "SELECT id, ticket_id, other_id, kind FROM ticket_link WHERE ticket_id = ?1 "
    "UNION ALL SELECT id, ticket_id, other_id, kind FROM ticket_link WHERE other_id = ?1";

constexpr std::string_view participants =
    "SELECT address, name, role FROM participant WHERE ticket_id = ?1";

constexpr std::string_view team_by_id = "SELECT id, name FROM team WHERE id = ?1";

std::string sql_of(const ListPage& page) {
    auto sql = fmt::format("SELECT {} FROM ticket WHERE TRUE", ticket_columns);
    if (!page.states.empty()) sql += " AND state = ?1";
    sql += page.filter;
    if (page.after && page.by_number) sql += " AND id < ?3";
    if (page.after && !page.by_number) sql += " AND (changed_at, id) < (?2, ?3)";
    sql += page.by_number ? " ORDER BY id DESC" : " ORDER BY changed_at DESC, id DESC";
    return sql + fmt::format(" LIMIT {}", page_size + 1);
}

constexpr int customer_column = 7;
constexpr int team_column = 9;
constexpr int owner_column = 10;
constexpr int changed_column = 23;

/// A line of a list: what it is sorted by, and its columns as text.
struct Line {
    std::int64_t key = 0;
    std::int64_t id = 0;
    std::int64_t customer = 0;
    std::int64_t owner = 0;
    std::int64_t team = 0;
    std::string text = {};
};

std::vector<Line> lines_of(RawDatabase& database, const ListPage& page) {
    const auto sql = sql_of(page);
    const auto after = page.after.value_or(ListPage::Place{});
    std::vector<Line> found;
    auto states = page.states;
    if (states.empty()) states.emplace_back();
    for (const auto& state : states) {
        Row arguments;
        arguments.emplace_back(state);
        arguments.emplace_back(after.at);
        arguments.emplace_back(after.id);
        database.each(sql, arguments, [&](const RawRow& row) {
            Line line{
                .key = row.number(page.by_number ? 0 : changed_column),
                .id = row.number(0),
                .customer = row.number(customer_column),
                .owner = row.number(owner_column),
                .team = row.number(team_column),
            };
            row.append_to(line.text);
            found.push_back(std::move(line));
        });
    }
    if (states.size() > 1)
        std::ranges::sort(found, std::ranges::greater{}, [](const Line& line) {
            return std::pair{line.key, line.id};
        });
    if (found.size() > page_size) found.resize(page_size);
    return found;
}

/// Far down the list of what is closed, and of all by number.
void add_deep_pages(RawDatabase& database, Random& random, std::vector<ListPage>& pages) {
    const auto newest = database.number("SELECT max(id) FROM ticket");
    for (int count = 0; count < pages_of_a_kind; ++count) {
        const auto id =
            1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(newest)));
        const auto at = database.number("SELECT changed_at FROM ticket WHERE id = ?1", {id});
        const ListPage::Place place{.at = at, .id = id};
        pages.push_back({.states = {"closed"}, .after = place});
        pages.push_back({.by_number = true, .after = place});
    }
}

} // namespace

std::string ListPage::url() const {
    std::string url = "/api/v1/tickets?limit=50" + query;
    for (std::size_t at = 0; at < states.size(); ++at)
        url += (at == 0 ? "&state=" : ",") + states[at];
    url += by_number ? "&sort=opened_at" : "&sort=changed_at";
    if (after) url += fmt::format("&cursor={}-{}", after->at, after->id);
    return url;
}

std::vector<ListPage> list_pages(RawDatabase& database, Random& random) {
    std::vector<ListPage> pages;
    const auto owners = database.numbers(
        "SELECT DISTINCT owner_id FROM ticket WHERE owner_id IS NOT NULL AND state = 'open'"
    );
    const auto teams = database.numbers("SELECT id FROM team");
    const std::vector<std::string> active = {"new", "open"};
    add_deep_pages(database, random, pages);
    for (int count = 0; count < pages_of_a_kind; ++count) {
        const auto owner = owners.at(random.below(owners.size()));
        const auto team = teams.at(random.below(teams.size()));
        pages.push_back({.states = active});
        pages.push_back(
            {.states = active, .filter = " AND owner_id IS NULL", .query = "&owner=none"}
        );
        pages.push_back(
            {.states = active,
             .filter = fmt::format(" AND owner_id = {}", owner),
             .query = fmt::format("&owner={}", owner)}
        );
        pages.push_back(
            {.states = active,
             .filter = fmt::format(" AND team_id = {}", team),
             .query = fmt::format("&team={}", team)}
        );
        pages.push_back({.states = {"resolved"}});
    }
    return pages;
}

std::size_t raw_open(RawDatabase& database, std::string& out, std::int64_t ticket) {
    static const auto by_id = fmt::format("SELECT {} FROM ticket WHERE id = ?1", ticket_columns);
    Line line;
    database.each(by_id, {ticket}, [&](const RawRow& row) {
        row.append_to(out);
        line.customer = row.number(customer_column);
        line.owner = row.number(owner_column);
        line.team = row.number(team_column);
    });
    std::size_t count = 1;
    count += database.append_rows(out, person_by_id, {line.customer});
    if (line.owner != 0) count += database.append_rows(out, person_by_id, {line.owner});
    count += database.append_rows(out, team_by_id, {line.team});
    for (const auto sql : {tags, helpers, links, participants, entries, authors, judgements})
        count += database.append_rows(out, sql, {ticket});
    return count;
}

std::size_t raw_list(RawDatabase& database, std::string& out, const ListPage& page) {
    const auto lines = lines_of(database, page);
    std::size_t count = lines.size();
    std::set<std::pair<std::string_view, std::int64_t>> known;
    const auto append_once = [&](std::string_view sql, std::int64_t id) {
        if (id != 0 && known.emplace(sql, id).second) count += database.append_rows(out, sql, {id});
    };
    for (const auto& line : lines) {
        out += line.text;
        append_once(person_by_id, line.customer);
        append_once(person_by_id, line.owner);
        append_once(team_by_id, line.team);
        count += database.append_rows(out, tags, {line.id});
    }
    return count;
}

} // namespace heed::bench
