// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/rebuild.hpp"

#include "kernel/refusal_words.hpp"
#include "platform/journal/shadow_tables.hpp"

#include <fmt/format.h>

namespace heed::journal {

namespace {

constexpr std::int64_t chunk_facts = 1'000;
// What one job of the writer does at most.
constexpr std::size_t copied_rows = 200;
constexpr std::int64_t caught_up_facts = 64;

constexpr db::WriteOptions background() {
    return {.lane = db::Lane::background};
}

/// A fact that cannot be heard throws: a rebuild either gives what the journal says or nothing.
void hear_all(db::Transaction& tx, const Reactor& reactor, std::span<const Fact> facts) {
    for (const auto& fact : facts) {
        if (!reactor.listens_to(fact)) continue;
        const auto heard = reactor.hear(tx, fact);
        if (!heard) throw Fault(fmt::format("fact {}: {}", fact.position, words_of(heard.error())));
    }
}

/// Up to where the reactor has heard everything, which is also how far the rows may be ahead.
std::int64_t cursor_of(db::Transaction& tx, const Reactor& reactor) {
    return tx.value<std::int64_t>("SELECT position FROM reactor WHERE name = ?1", reactor.name);
}

struct Rebuild {
    db::Database& database;
    const Reactor& reactor;
    std::int64_t reached = 0;
    std::int64_t facts = 0;

    void clear();
    void fill();
    void recompute(db::Transaction& tx, std::int64_t until);
    bool catch_up();
    Result<> exchange();
    void hear_more(db::Transaction& tx, std::int64_t& position, std::int64_t until) const;
};

/// One table after the other, in small steps.
void Rebuild::clear() {
    for (const auto table : reactor.tables) {
        bool more = true;
        while (more) {
            const auto left = database.write(
                [&](db::Transaction& tx) -> Result<bool> { return remove_leftovers(tx, table); },
                background()
            );
            more = left.has_value() && *left;
        }
    }
}

/// On a snapshot of the long read's own, into tables that hide the real ones there.
void Rebuild::recompute(db::Transaction& tx, std::int64_t until) {
    for (const auto table : reactor.tables) hide(tx, table);
    while (reached < until) {
        auto chunk = facts_after(tx, reached, chunk_facts);
        while (!chunk.empty() && chunk.back().position > until) chunk.pop_back();
        if (chunk.empty()) break;
        hear_all(tx, reactor, chunk);
        facts += static_cast<std::int64_t>(chunk.size());
        reached = chunk.back().position;
    }
}

void Rebuild::fill() {
    const auto made = database.write(
        [&](db::Transaction& tx) -> Result<bool> {
            for (const auto table : reactor.tables) make_spare(tx, table);
            return true;
        },
        background()
    );
    if (!made) throw Fault(words_of(made.error()));
    database.long_read([&](db::Transaction& tx) {
        recompute(tx, cursor_of(tx, reactor));
        let_go_of_snapshot(tx);
        for (const auto table : reactor.tables)
            each_part(tx, table, copied_rows, [&](const Rows& rows) {
                const auto added = database.write(
                    [&](db::Transaction& own) -> Result<bool> {
                        add_to_spare(own, table, rows);
                        return true;
                    },
                    background()
                );
                if (!added) throw Fault(words_of(added.error()));
            });
    });
}

void Rebuild::hear_more(db::Transaction& tx, std::int64_t& position, std::int64_t until) const {
    auto chunk = facts_after(tx, position, caught_up_facts);
    while (!chunk.empty() && chunk.back().position > until) chunk.pop_back();
    hear_all(tx, reactor, chunk);
    position = chunk.empty() ? until : chunk.back().position;
}

/// Lets the spares hear a few of the facts that came meanwhile; false when few enough are left for
/// the exchange. The tables change places for that, and back: nobody else sees it.
bool Rebuild::catch_up() {
    auto position = reached;
    std::int64_t left = 0;
    const auto heard = database.write(
        [&](db::Transaction& tx) -> Result<bool> {
            position = reached;
            const auto until = cursor_of(tx, reactor);
            left = until - position;
            if (left <= caught_up_facts) return true;
            for (const auto table : reactor.tables) put_spare_in_place(tx, table);
            hear_more(tx, position, until);
            for (const auto table : reactor.tables) put_back(tx, table);
            return true;
        },
        background()
    );
    if (!heard) throw Fault(words_of(heard.error()));
    facts += position - reached;
    reached = position;
    return left > caught_up_facts;
}

/// The cursor stays where it is, locked while the last facts before it are heard: whoever follows
/// the journal goes on as if nothing had happened.
Result<> Rebuild::exchange() {
    auto position = reached;
    const auto exchanged = database.write(
        [&](db::Transaction& tx) -> Result<bool> {
            position = reached;
            tx.run("UPDATE reactor SET position = position WHERE name = ?1", reactor.name);
            const auto until = cursor_of(tx, reactor);
            for (const auto table : reactor.tables) put_spare_in_place(tx, table);
            while (position < until) hear_more(tx, position, until);
            tx.run("DELETE FROM parked WHERE reactor = ?1", reactor.name);
            tx.run("DELETE FROM parked_fact WHERE reactor = ?1", reactor.name);
            return true;
        },
        background()
    );
    if (!exchanged) return std::unexpected(exchanged.error());
    return {};
}

} // namespace

Result<std::int64_t> rebuild_rows(db::Database& database, const Reactor& reactor) {
    Rebuild rebuild{.database = database, .reactor = reactor};
    rebuild.clear();
    rebuild.fill();
    while (rebuild.catch_up()) {
    }
    TRY(rebuild.exchange());
    rebuild.clear();
    return rebuild.facts;
}

Result<bool> retry_parked(
    db::Transaction& tx, Reader& reader, std::string_view subject_type, std::int64_t subject_id
) {
    const auto failed = tx.row_for_update<std::int64_t>(
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
        if (auto reason = why_unheard(tx, reader, fact))
            return refuse(Refusal::conflict, "still_failing", "", std::move(*reason));
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
