// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/reader.hpp"

#include "platform/journal/savepoint.hpp"
#include "platform/log/log.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace heed::journal {

namespace {

constexpr int chain_depth_max = 8;
constexpr int tries_max = 3;

struct ParkedKey {
    std::string reactor;
    std::string subject_type;
    std::int64_t subject_id = 0;
};
HEED_FIELDS(ParkedKey, reactor, subject_type, subject_id)

/// What the reactor appends while it hears `fact` is its answer to it: same id on every retry.
void answer_to(db::CommandContext& command, const Reader& reader, const Fact& fact) {
    command.id = fmt::format("{}:{}", reader.reactor.name, fact.position);
    command.next_ordinal = 0;
    command.caused_by = fact.position;
    command.depth = fact.depth + 1;
    command.origin = fact.origin;
}

Result<> hear(db::Transaction& tx, Reader& reader, const Fact& fact) {
    if (fact.depth >= chain_depth_max)
        return refuse(
            Refusal::invalid, "chain_too_deep", "", "reactors answered each other 8 times"
        );
    const auto before = tx.command().caused_by;
    if (!reader.derives()) answer_to(tx.command(), reader, fact);
    auto result = reader.reactor.hear(tx, fact);
    if (!reader.derives()) tx.command().caused_by = before;
    ++reader.heard;
    return result;
}

void park(db::Transaction& tx, const Reader& reader, const Fact& fact, const Parked& parked) {
    tx.run(
        "INSERT INTO parked (reactor, subject_type, subject_id, position, attempts, reason, "
        "parked_at) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        reader.reactor.name,
        parked.subject_type,
        parked.subject_id,
        fact.position,
        parked.attempts,
        parked.reason,
        parked.parked_at
    );
    log::error(
        "reactor_parked",
        {{"reactor", reader.reactor.name}, {"position", fact.position}, {"reason", parked.reason}}
    );
}

void set_behind(db::Transaction& tx, const Reader& reader, const Fact& fact) {
    const auto [type, id] = parking_subject(fact);
    tx.run(
        "INSERT INTO parked_fact (reactor, position, subject_type, subject_id) "
        "VALUES (?1, ?2, ?3, ?4) ON CONFLICT (reactor, position) DO NOTHING",
        reader.reactor.name,
        fact.position,
        type,
        id
    );
}

void hear_or_park(db::Transaction& tx, Reader& reader, const Fact& fact, Instant now) {
    std::optional<std::string> reason;
    for (int attempt = 0; attempt < tries_max; ++attempt) {
        reason = why_unheard(tx, reader, fact);
        if (!reason) return;
    }
    const auto [type, id] = parking_subject(fact);
    park(
        tx,
        reader,
        fact,
        {.reactor = {},
         .subject_type = type,
         .subject_id = id,
         .position = fact.position,
         .attempts = tries_max,
         .reason = *reason,
         .parked_at = now}
    );
}

bool all_heard(db::Transaction& tx, Reader& reader, std::span<const Fact* const> facts) {
    Savepoint savepoint(tx);
    try {
        for (const auto* fact : facts) {
            if (!hear(tx, reader, *fact)) return false;
        }
        savepoint.keep();
        return true;
    } catch (const StorageFault&) {
        throw;
    } catch (const std::exception&) {
        // One by one below shows which fact it was, and says why.
        return false;
    }
}

bool wants(const Reader& reader, const Fact& fact) {
    if (!reader.derives() && fact.origin != "live") return false;
    return reader.reactor.listens_to(fact);
}

} // namespace

std::optional<std::string> why_unheard(db::Transaction& tx, Reader& reader, const Fact& fact) {
    Savepoint savepoint(tx);
    try {
        const auto result = hear(tx, reader, fact);
        if (result) {
            savepoint.keep();
            return std::nullopt;
        }
        return result.error().code + " " + result.error().detail;
    } catch (const StorageFault&) {
        throw;
    } catch (const std::exception& fault) {
        return fault.what();
    }
}

bool Reactor::listens_to(const Fact& fact) const {
    return hears.empty() || std::ranges::find(hears, fact.kind) != hears.end();
}

std::pair<std::string, std::int64_t> parking_subject(const Fact& fact) {
    if (fact.ticket_id) return {"ticket", fact.ticket_id->value};
    return {fact.subject_type, fact.subject_id};
}

ParkedSubjects parked_subjects(db::Transaction& tx) {
    ParkedSubjects result;
    tx.each<ParkedKey>(
        "SELECT reactor, subject_type, subject_id FROM parked",
        [&](const ParkedKey& key) { result.emplace(key.reactor, key.subject_type, key.subject_id); }
    );
    return result;
}

void hear_run(db::Transaction& tx, Reader& reader, std::span<const Fact> facts, Instant now) {
    const auto parked = parked_subjects(tx);
    const auto is_parked = [&](const ParkedSubjects& subjects, const Fact& fact) {
        const auto [type, id] = parking_subject(fact);
        return subjects.contains({std::string(reader.reactor.name), type, id});
    };
    std::vector<const Fact*> wanted;
    for (const auto& fact : facts) {
        if (!wants(reader, fact)) continue;
        if (is_parked(parked, fact))
            set_behind(tx, reader, fact);
        else
            wanted.push_back(&fact);
    }
    if (wanted.empty() || all_heard(tx, reader, wanted)) return;
    for (const auto* fact : wanted) {
        // A subject may have been parked a moment ago, by an earlier fact of this very run.
        if (is_parked(parked_subjects(tx), *fact))
            set_behind(tx, reader, *fact);
        else
            hear_or_park(tx, reader, *fact, now);
    }
}

bool move_cursor(db::Transaction& tx, std::string_view name, std::int64_t from, std::int64_t to) {
    return tx.run(
               "UPDATE reactor SET position = ?3 WHERE name = ?1 AND position = ?2", name, from, to
           ) == 1;
}

std::vector<Fact> facts_after(db::Transaction& tx, std::int64_t position, std::int64_t limit) {
    return tx.rows<Fact>(
        "SELECT position, at, actor_kind, actor_id, actor_reason, kind, subject_type, subject_id, "
        "ticket_id, data, command_id, ordinal, caused_by, depth, origin FROM event "
        "WHERE position > ?1 ORDER BY position LIMIT ?2",
        position,
        limit
    );
}

std::vector<Fact> facts_between(db::Transaction& tx, std::int64_t after, std::int64_t until) {
    return tx.rows<Fact>(
        "SELECT position, at, actor_kind, actor_id, actor_reason, kind, subject_type, subject_id, "
        "ticket_id, data, command_id, ordinal, caused_by, depth, origin FROM event "
        "WHERE position > ?1 AND position <= ?2 ORDER BY position",
        after,
        until
    );
}

} // namespace heed::journal
