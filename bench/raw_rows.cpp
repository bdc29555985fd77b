// SPDX-License-Identifier: AGPL-3.0-or-later
#include "bench/raw_rows.hpp"

#include "kernel/format.hpp"

#include <algorithm>
#include <chrono>
#include <span>

namespace heed::bench {

namespace {

/// Tables that a command for a ticket may write, in an order that satisfies foreign keys, and how
/// their rows are found by ticket (?1), entry (?2) or command (?3).
struct Source {
    std::string_view table;
    std::string_view where;
};

constexpr Source of_creation[] = {
    {"ticket", "id = ?1"},
    {"ticket_tag", "ticket_id = ?1"},
    {"ticket_word", "ticket_id = ?1"},
    {"entry", "ticket_id = ?1"},
    {"judgement", "ticket_id = ?1"},
    {"participant", "ticket_id = ?1"},
    {"event", "ticket_id = ?1"},
    {"idempotency", "id = ?1"},
    {"outgoing_letter", "ticket_id = ?1"},
};

constexpr Source of_reply[] = {
    {"entry", "id = ?2"},
    {"event", "command_id = ?3"},
    {"idempotency", "id = ?1 AND item = ?2"},
    {"outgoing_letter", "entry_id = ?2"},
};

std::string insert_into(const TableRows& rows) {
    std::string names;
    std::string places;
    for (std::size_t at = 0; at < rows.columns.size(); ++at) {
        names += (at == 0 ? "" : ", ") + rows.columns[at];
        places += fmt::format("{}?{}", at == 0 ? "" : ", ", at + 1);
    }
    return fmt::format("INSERT INTO {} ({}) VALUES ({})", rows.table, names, places);
}

WrittenRows collected(RawDatabase& database, std::span<const Source> sources, const Row& keys) {
    WrittenRows written{.tables = {}, .ticket = std::get<std::int64_t>(keys.front())};
    for (const auto& source : sources) {
        TableRows rows{.table = std::string(source.table), .columns = {}, .rows = {}, .insert = {}};
        rows.columns = database.columns(source.table);
        // Every statement takes the same three keys, whichever of them it asks for.
        rows.rows = database.rows(
            fmt::format(
                "SELECT * FROM {} WHERE {} AND ?1 <> 0 AND ?2 <> 0 AND ?3 <> ''",
                source.table,
                source.where
            ),
            keys
        );
        rows.insert = insert_into(rows);
        if (!rows.rows.empty()) written.tables.push_back(std::move(rows));
    }
    return written;
}

std::string fresh_key(Random& random) {
    return fmt::format("{:016x}{:016x}", random.next(), random.next());
}

/// In order of time, as the desk's own command ids are.
std::string fresh_command(Random& random) {
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    return fmt::format("{:016x}{:016x}", now, random.next());
}

struct Names {
    std::int64_t ticket = 0;
    std::int64_t entry = 0;
    std::int64_t position = 0;
    std::string command;
};

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

/// The value that this column gets in a row written again.
Value renamed(
    const TableRows& rows, std::size_t column, const Value& was, const Names& names, Random& random
) {
    const auto& name = rows.columns[column];
    const auto& table = rows.table;
    if (name == "ticket_id" || (name == "id" && is_one_of(table, {"ticket", "idempotency"})))
        return names.ticket;
    if (name == "entry_id" || name == "item") return names.entry;
    if (name == "command_id") return names.command;
    if (name == "cause") return names.position;
    if (name == "message_id" && std::holds_alternative<std::string>(was)) return fresh_key(random);
    if (table == "idempotency" && name == "key") return fresh_key(random);
    if (table == "event" && name == "subject_id") return names.ticket;
    if (is_one_of(name, {"id", "position"})) return std::monostate{};
    return was;
}

} // namespace

std::size_t WrittenRows::count() const {
    std::size_t count = 0;
    for (const auto& table : tables) count += table.rows.size();
    return count;
}

std::vector<WrittenRows> rows_of_creations(RawDatabase& database, int limit) {
    const auto tickets = database.numbers(
        "SELECT id FROM ticket WHERE channel = 'api' AND entry_count = 1 ORDER BY id DESC LIMIT ?1",
        {std::int64_t{limit}}
    );
    std::vector<WrittenRows> result;
    for (const auto ticket : tickets)
        result.push_back(collected(database, of_creation, {ticket, std::int64_t{1}, "x"}));
    return result;
}

std::vector<WrittenRows> rows_of_replies(RawDatabase& database, int limit) {
    const auto replies = database.rows(
        "SELECT e.ticket_id, e.id, f.command_id FROM entry e JOIN event f "
        "ON f.ticket_id = e.ticket_id AND f.kind = 'message_held' AND f.data LIKE "
        "'%\"entry\":' || e.id || ',%' "
        "WHERE e.kind = 'message_out' ORDER BY e.id DESC LIMIT ?1",
        {std::int64_t{limit}}
    );
    std::vector<WrittenRows> result;
    for (const auto& keys : replies) result.push_back(collected(database, of_reply, keys));
    return result;
}

std::int64_t write_again(
    RawDatabase& database, const WrittenRows& written, std::int64_t ticket, Random& random
) {
    Names names{.ticket = ticket, .entry = 0, .position = 0, .command = fresh_command(random)};
    if (names.ticket == 0) names.ticket = database.number("SELECT max(id) FROM ticket") + 1;
    Row values;
    for (const auto& rows : written.tables) {
        for (const auto& row : rows.rows) {
            values.clear();
            for (std::size_t column = 0; column < row.size(); ++column)
                values.push_back(renamed(rows, column, row[column], names, random));
            database.run(rows.insert, values);
            if (rows.table == "entry") names.entry = database.last_id();
            if (rows.table == "event") names.position = database.last_id();
        }
    }
    return names.ticket;
}

} // namespace heed::bench
