// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/rebuild.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace heed::journal {

namespace {

constexpr std::int64_t chunk_facts = 1'000;

using Cells = std::vector<std::optional<std::string>>;

/// The rows of one table, every value as text, which both engines read back without loss.
struct Copy {
    std::string table;
    std::vector<std::string> columns;
    std::vector<Cells> rows;
};

void run_text(db::Transaction& tx, const std::string& sql) {
    auto& statement = tx.connection().prepare(sql);
    const db::StatementUse use(statement);
    while (statement.step()) {
    }
}

/// A temporary table hides the real one of its name on this connection, on both engines.
void shadow(db::Transaction& tx, std::string_view table) {
    if (tx.engine() == db::Engine::postgres) {
        run_text(tx, fmt::format("CREATE TEMPORARY TABLE {0} (LIKE {0} INCLUDING ALL)", table));
        return;
    }
    auto sql = tx.value<std::string>(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?1", table
    );
    constexpr std::string_view create = "CREATE TABLE";
    CHECK(sql.starts_with(create));
    run_text(tx, "CREATE TEMPORARY TABLE" + sql.substr(create.size()));
}

Copy copied(db::Transaction& tx, std::string_view table) {
    Copy copy{.table = std::string(table), .columns = {}, .rows = {}};
    auto& statement = tx.connection().prepare(fmt::format("SELECT * FROM {}", table));
    const db::StatementUse use(statement);
    while (statement.step()) {
        if (copy.columns.empty()) {
            for (int column = 0; column < statement.column_count(); ++column)
                copy.columns.emplace_back(statement.column_name(column));
        }
        Cells cells;
        for (int column = 0; column < statement.column_count(); ++column) {
            if (statement.is_null(column))
                cells.emplace_back();
            else
                cells.emplace_back(statement.text(column));
        }
        copy.rows.push_back(std::move(cells));
    }
    return copy;
}

void replace_rows(db::Transaction& tx, const Copy& copy) {
    run_text(tx, fmt::format("DELETE FROM {}", copy.table));
    if (copy.rows.empty()) return;
    std::string marks;
    for (std::size_t at = 1; at <= copy.columns.size(); ++at)
        marks += fmt::format("{}?{}", at == 1 ? "" : ", ", at);
    const auto sql = fmt::format(
        "INSERT INTO {} ({}) VALUES ({})", copy.table, fmt::join(copy.columns, ", "), marks
    );
    auto& statement = tx.connection().prepare(sql);
    for (const auto& cells : copy.rows) {
        const db::StatementUse use(statement);
        for (std::size_t at = 0; at < cells.size(); ++at)
            db::Column<std::optional<std::string>>::bind(
                statement, static_cast<int>(at) + 1, cells[at]
            );
        while (statement.step()) {
        }
    }
}

struct Recomputed {
    std::vector<Copy> tables;
    std::int64_t reached = 0;
    std::int64_t facts = 0;
};

/// A fact that cannot be heard throws: a rebuild either gives what the journal says or nothing.
Recomputed recompute(db::Transaction& tx, Reader& reader) {
    Recomputed result;
    for (const auto table : reader.reactor.tables) shadow(tx, table);
    while (true) {
        const auto facts = facts_after(tx, result.reached, chunk_facts);
        if (facts.empty()) break;
        for (const auto& fact : facts) {
            if (!reader.reactor.listens_to(fact)) continue;
            const auto heard = reader.reactor.hear(tx, fact);
            if (!heard) throw Fault(fmt::format("fact {}: {}", fact.position, heard.error().code));
        }
        result.facts += static_cast<std::int64_t>(facts.size());
        result.reached = facts.back().position;
    }
    for (const auto table : reader.reactor.tables) result.tables.push_back(copied(tx, table));
    return result;
}

} // namespace

Result<std::int64_t> rebuild_rows(db::Database& database, Reader& reader, const Clock& clock) {
    Recomputed recomputed;
    database.long_read([&](db::Transaction& tx) { recomputed = recompute(tx, reader); });
    const auto exchanged = database.write(
        [&](db::Transaction& tx) -> Result<bool> {
            for (const auto& copy : recomputed.tables) replace_rows(tx, copy);
            tx.run("DELETE FROM parked WHERE reactor = ?1", reader.reactor.name);
            tx.run("DELETE FROM parked_fact WHERE reactor = ?1", reader.reactor.name);
            // What was written since the copy: heard here, so that the rows are never seen behind.
            auto position = recomputed.reached;
            while (true) {
                const auto facts = facts_after(tx, position, chunk_facts);
                if (facts.empty()) break;
                hear_run(tx, reader, facts, clock.now());
                position = facts.back().position;
            }
            tx.run(
                "UPDATE reactor SET position = ?2 WHERE name = ?1", reader.reactor.name, position
            );
            return true;
        },
        {.lane = db::Lane::background}
    );
    if (!exchanged) return std::unexpected(exchanged.error());
    return recomputed.facts;
}

Result<bool> retry_parked(
    db::Transaction& tx, Reader& reader, std::string_view subject_type, std::int64_t subject_id
) {
    const auto failed = tx.row<std::int64_t>(
        "SELECT position FROM parked WHERE reactor = ?1 AND subject_type = ?2 AND subject_id = ?3",
        reader.reactor.name,
        subject_type,
        subject_id
    );
    if (!failed) return refuse(Refusal::not_found, "not_parked");
    const auto facts = tx.rows<Fact>(
        "SELECT position, at, actor_kind, actor_id, actor_reason, kind, subject_type, subject_id, "
        "ticket_id, data, command_id, ordinal, caused_by, depth, origin FROM event "
        "WHERE position IN (SELECT ?1 UNION ALL SELECT position FROM parked_fact WHERE reactor = "
        "?2 "
        "AND subject_type = ?3 AND subject_id = ?4) ORDER BY position",
        *failed,
        reader.reactor.name,
        subject_type,
        subject_id
    );
    for (const auto& fact : facts) {
        auto heard = reader.reactor.hear(tx, fact);
        if (!heard) return refuse(Refusal::conflict, "still_failing", "", heard.error().detail);
    }
    tx.run(
        "DELETE FROM parked WHERE reactor = ?1 AND subject_type = ?2 AND subject_id = ?3",
        reader.reactor.name,
        subject_type,
        subject_id
    );
    tx.run(
        "DELETE FROM parked_fact WHERE reactor = ?1 AND subject_type = ?2 AND subject_id = ?3",
        reader.reactor.name,
        subject_type,
        subject_id
    );
    return true;
}

} // namespace heed::journal
