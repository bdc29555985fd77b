// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/browse.hpp"

#include <limits>

namespace heed::journal {

namespace {

constexpr std::int64_t looked_at_most = 20'000;

std::optional<Instant> instant_at_or_after(db::Transaction& tx, std::int64_t position) {
    return tx.row<Instant>(
        "SELECT at FROM event WHERE position >= ?1 ORDER BY position LIMIT 1", position
    );
}

/// The first position whose fact is not older than `at`. Facts stand in the order they were
/// committed in, which may differ from that of their instants by seconds: hence the slack.
std::int64_t position_of(db::Transaction& tx, Instant at, std::int64_t beyond) {
    std::int64_t low = 1;
    std::int64_t high = beyond;
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        const auto found = instant_at_or_after(tx, middle);
        if (found && *found < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

constexpr auto slack = std::chrono::minutes{1};

/// Positions that a page may look at: from `first` on, before `beyond`.
struct Window {
    std::int64_t first = 1;
    std::int64_t beyond = 1;
};

Window
window_of(db::Transaction& tx, const FactFilter& filter, std::optional<std::int64_t> before) {
    Window window{.first = 1, .beyond = head(tx) + 1};
    if (before) window.beyond = std::min(window.beyond, *before);
    if (filter.since) window.first = position_of(tx, *filter.since - slack, window.beyond);
    if (filter.until)
        window.beyond =
            std::min(window.beyond, position_of(tx, *filter.until + slack, window.beyond));
    return window;
}

void add_kinds(db::Query& query, const std::vector<std::string>& kinds) {
    if (kinds.empty()) return;
    query.add("AND kind IN (?", kinds.front());
    for (std::size_t at = 1; at < kinds.size(); ++at) query.add(", ?", kinds[at]);
    query.add(")");
}

db::Query query_of(const FactFilter& filter, const Window& window, int limit) {
    db::Query query(
        "SELECT position, at, actor_kind, actor_id, actor_reason, kind, subject_type, subject_id, "
        "ticket_id, data, command_id, ordinal, caused_by, depth, origin FROM event"
    );
    query.add("WHERE position >= ?", window.first).add("AND position < ?", window.beyond);
    if (filter.ticket) query.add("AND ticket_id = ?", *filter.ticket);
    add_kinds(query, filter.kinds);
    if (filter.actor) query.add("AND actor_id = ?", *filter.actor);
    if (filter.subject_type) query.add("AND subject_type = ?", *filter.subject_type);
    if (filter.subject_id) query.add("AND subject_id = ?", *filter.subject_id);
    if (filter.since) query.add("AND at >= ?", *filter.since);
    if (filter.until) query.add("AND at < ?", *filter.until);
    query.add("ORDER BY position DESC LIMIT ?", limit);
    return query;
}

} // namespace

FactPage browse(
    db::Transaction& tx, const FactFilter& filter, std::optional<std::int64_t> before, int limit
) {
    const auto window = window_of(tx, filter, before);
    auto looked = window;
    // A ticket's facts have an index of their own.
    if (!filter.ticket) looked.first = std::max(window.first, window.beyond - looked_at_most);
    FactPage page{.facts = tx.rows<Fact>(query_of(filter, looked, limit + 1))};
    if (page.facts.size() > static_cast<std::size_t>(limit)) {
        page.facts.pop_back();
        page.next = page.facts.back().position;
        page.looked_back_to = page.facts.back().at;
    } else if (looked.first > window.first) {
        page.next = looked.first;
        page.looked_back_to = instant_at_or_after(tx, looked.first);
    }
    return page;
}

} // namespace heed::journal
