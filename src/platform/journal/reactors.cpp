// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/reactors.hpp"

#include "kernel/fault.hpp"
#include "platform/journal/reader.hpp"
#include "platform/journal/rebuild.hpp"
#include "platform/log/log.hpp"

#include <algorithm>
#include <condition_variable>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <ranges>
#include <thread>

namespace heed::journal {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t chunk_facts = 64;
// A cursor that passed only facts its reactor does not hear is written this rarely.
constexpr std::int64_t unwritten_facts_max = 1'000;

// What readers do inside batches is logged together: a line a commit would be a flood under load.
constexpr auto untold_max = 1s;

struct Cursor {
    std::string name;
    std::int64_t position = 0;
};
HEED_FIELDS(Cursor, name, position)

std::int64_t micros_since(std::chrono::steady_clock::time_point started) {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::steady_clock::now() - started
    )
        .count();
}

struct ToldRun {
    std::string_view reactor;
    Run run;
};

/// A server tells of every run; a verb that catches up has a person in front of it.
void tell(const ToldRun& told, bool serves) {
    (serves ? log::info : log::debug)(
        "reactor_run",
        {{"reactor", told.reactor},
         {"from", told.run.from},
         {"to", told.run.to},
         {"facts", told.run.facts},
         {"batches", told.run.batches},
         {"micros", told.run.micros}}
    );
}

Run run_of(std::span<const Fact> facts, std::int64_t micros) {
    return {
        .from = facts.front().position,
        .to = facts.back().position,
        .facts = static_cast<std::int64_t>(facts.size()),
        .micros = micros,
        .batches = 1,
    };
}

} // namespace

void Run::add(const Run& next) {
    if (facts == 0) from = next.from;
    to = next.to;
    facts += next.facts;
    micros += next.micros;
    batches += next.batches;
}

struct Reactors::State {
    State(db::Database& given_database, const Clock& given_clock, Pace given_pace)
        : database(given_database), clock(given_clock), pace(given_pace) {}

    db::Database& database;
    const Clock& clock;
    Pace pace;
    std::vector<std::unique_ptr<Reader>> readers;
    std::mutex mutex;
    std::condition_variable changed; // a position or the head moved, or stop
    std::int64_t commits = 0;        // under mutex: how often something was appended
    bool stopped = false;
    std::atomic<bool> serves = false; // a thread follows the journal
    std::vector<db::CommitHook> listeners;
    Instant told_at = clock.now(); // under mutex: when what was done in batches was logged last
    std::mutex following;          // one follower at a time: the thread or a test
    std::mutex rebuilding;         // one at a time
    std::thread thread;

    void register_readers(std::vector<Reactor> reactors);
    void run_in_batch(db::Transaction& tx, std::span<const std::any> appended);
    void run_one_in_batch(
        db::Transaction& tx, Reader& reader, std::int64_t cursor, std::span<const Fact> facts
    );
    void committed();
    void tell_due_runs(Instant now);
    void tell_runs();
    void follow();
    bool follow_once();
    [[nodiscard]] bool is_waiting() const;
    bool step(Reader& reader);
    bool step_inside(Reader& reader);
    bool hear_chunk(Reader& reader, std::span<const Fact> facts);
    Reader* find(std::string_view name);
};

void Reactors::State::register_readers(std::vector<Reactor> reactors) {
    const auto registered = database.write([&](db::Transaction& tx) -> Result<bool> {
        for (const auto& reactor : reactors) {
            const auto first = reactor.kind == ReactorKind::derives ? 0 : head(tx);
            tx.run(
                "INSERT INTO reactor (name, position, started_at) VALUES (?1, ?2, ?3) "
                "ON CONFLICT (name) DO NOTHING",
                reactor.name,
                first,
                clock.now()
            );
        }
        return true;
    });
    CHECK(registered.has_value());
    HEED_FAULT("readers_registered");
    const auto cursors = database.read([](db::Transaction& tx) {
        return tx.rows<Cursor>("SELECT name, position FROM reactor ORDER BY name");
    });
    for (auto& reactor : reactors) {
        auto reader = std::make_unique<Reader>(std::move(reactor));
        const auto cursor = std::ranges::find(cursors, reader->reactor.name, &Cursor::name);
        reader->position = cursor->position;
        reader->persisted = cursor->position;
        readers.push_back(std::move(reader));
    }
}

/// On the SQLite writer, inside the batch's transaction.
void Reactors::State::run_in_batch(db::Transaction& tx, std::span<const std::any> appended) {
    std::vector<Fact> facts;
    facts.reserve(appended.size());
    for (const auto& fact : appended) facts.push_back(std::any_cast<const Fact&>(fact));
    std::map<std::string, std::int64_t, std::less<>> cursors;
    tx.each<Cursor>("SELECT name, position FROM reactor", [&](Cursor cursor) {
        cursors.emplace(std::move(cursor.name), cursor.position);
    });
    for (const auto& reader : readers) {
        reader->staged = -1;
        if (!reader->derives() || reader->slow) continue;
        const auto cursor = cursors.find(reader->reactor.name)->second;
        const auto fresh = std::ranges::upper_bound(facts, cursor, {}, &Fact::position);
        if (fresh == facts.end()) continue;
        // Behind: the follower brings it here first, so that order holds.
        if (fresh->position != cursor + 1) continue;
        run_one_in_batch(tx, *reader, cursor, {fresh, facts.end()});
    }
}

void Reactors::State::run_one_in_batch(
    db::Transaction& tx, Reader& reader, std::int64_t cursor, std::span<const Fact> facts
) {
    const auto started = std::chrono::steady_clock::now();
    hear_run(tx, reader, facts, clock.now());
    CHECK(move_cursor(tx, reader.reactor.name, cursor, facts.back().position));
    HEED_FAULT("heard_in_batch");
    reader.staged = facts.back().position;
    const auto took = micros_since(started);
    reader.staged_run = run_of(facts, took);
    reader.in_batch_us += took;
    if (took <= pace.in_batch_budget.count()) return;
    reader.slow = true;
    log::warning("reactor_over_budget", {{"reactor", reader.reactor.name}, {"micros", took}});
}

void Reactors::State::committed() {
    const std::scoped_lock lock(mutex);
    for (const auto& reader : readers) {
        if (reader->staged < 0) continue;
        reader->position = reader->staged;
        reader->untold.add(reader->staged_run);
        reader->staged = -1;
    }
    ++commits;
    changed.notify_all();
}

/// Also when the clock was set back.
void Reactors::State::tell_due_runs(Instant now) {
    {
        const std::scoped_lock lock(mutex);
        if (now >= told_at && now - told_at < untold_max) return;
        told_at = now;
    }
    tell_runs();
}

/// One line for each reader that heard something inside batches.
void Reactors::State::tell_runs() {
    std::vector<ToldRun> told;
    {
        const std::scoped_lock lock(mutex);
        for (const auto& reader : readers) {
            if (reader->untold.facts == 0) continue;
            told.push_back(
                {.reactor = reader->reactor.name, .run = std::exchange(reader->untold, {})}
            );
        }
    }
    for (const auto& run : told) tell(run, serves);
}

Reader* Reactors::State::find(std::string_view name) {
    const auto found = std::ranges::find_if(readers, [&](const auto& reader) {
        return reader->reactor.name == name;
    });
    return found == readers.end() ? nullptr : found->get();
}

/// Hears one chunk of what is behind; false when there was nothing.
bool Reactors::State::step(Reader& reader) {
    if (reader.derives() && database.engine() == db::Engine::sqlite) return step_inside(reader);
    if (!reader.journal) reader.journal.emplace(database, reader.position);
    const auto facts = reader.journal->next(static_cast<std::size_t>(chunk_facts));
    const auto reached = reader.journal->cursor();
    if (reached == reader.position) return false;
    const bool any = std::ranges::any_of(facts, [&](const Fact& fact) {
        return reader.reactor.listens_to(fact) && (reader.derives() || fact.origin == "live");
    });
    if (any || reached - reader.persisted >= unwritten_facts_max) {
        HEED_FAULT("chunk_read");
        if (!hear_chunk(reader, facts)) return true;
        HEED_FAULT("chunk_kept");
        reader.persisted = reached;
    }
    const std::scoped_lock lock(mutex);
    reader.position = reached;
    changed.notify_all();
    return true;
}

/// False when another process moved the cursor: it heard these facts, so start again behind them.
bool Reactors::State::hear_chunk(Reader& reader, std::span<const Fact> facts) {
    const auto reached = reader.journal->cursor();
    const auto started = std::chrono::steady_clock::now();
    const auto heard = database.write(
        [&](db::Transaction& tx) -> Result<bool> {
            if (!move_cursor(tx, reader.reactor.name, reader.persisted, reached))
                return refuse(Refusal::conflict, "cursor_moved");
            hear_run(tx, reader, facts, clock.now());
            HEED_FAULT("chunk_heard");
            return true;
        },
        {.lane = db::Lane::background}
    );
    if (heard && !facts.empty())
        tell({.reactor = reader.reactor.name, .run = run_of(facts, micros_since(started))}, serves);
    if (heard) return true;
    const auto position = database.read([&](db::Transaction& tx) {
        return tx.value<std::int64_t>(
            "SELECT position FROM reactor WHERE name = ?1", reader.reactor.name
        );
    });
    reader.persisted = position;
    reader.journal.emplace(database, position);
    const std::scoped_lock lock(mutex);
    reader.position = position;
    changed.notify_all();
    return false;
}

/// SQLite: the facts are read on the writer, where everything before is visible, so that a reactor
/// that has caught up goes on inside the very next batch.
bool Reactors::State::step_inside(Reader& reader) {
    const auto head_now = database.read([](db::Transaction& tx) { return head(tx); });
    if (reader.position >= head_now) {
        reader.slow = false;
        return false;
    }
    std::int64_t reached = 0;
    Run run;
    const auto heard = database.write(
        [&](db::Transaction& tx) -> Result<bool> {
            const auto cursor = tx.value<std::int64_t>(
                "SELECT position FROM reactor WHERE name = ?1", reader.reactor.name
            );
            const auto facts = facts_after(tx, cursor, chunk_facts);
            reached = facts.empty() ? cursor : facts.back().position;
            if (facts.empty()) return true;
            const auto started = std::chrono::steady_clock::now();
            hear_run(tx, reader, facts, clock.now());
            run = run_of(facts, micros_since(started));
            move_cursor(tx, reader.reactor.name, cursor, reached);
            reader.slow = facts.size() == static_cast<std::size_t>(chunk_facts);
            return true;
        },
        {.lane = db::Lane::background}
    );
    if (!heard) return false;
    if (run.facts > 0) tell({.reactor = reader.reactor.name, .run = run}, serves);
    const std::scoped_lock lock(mutex);
    if (reader.position < reached) reader.position = reached;
    changed.notify_all();
    return true;
}

bool Reactors::State::follow_once() {
    const std::scoped_lock one(following);
    tell_due_runs(clock.now());
    bool any = false;
    for (const auto& reader : readers) any = step(*reader) || any;
    return any;
}

/// On the follower only.
bool Reactors::State::is_waiting() const {
    return std::ranges::any_of(readers, [](const auto& reader) {
        return reader->journal && reader->journal->is_waiting();
    });
}

void Reactors::State::follow() {
    std::int64_t seen = -1;
    while (true) {
        {
            std::unique_lock lock(mutex);
            // Polling is what remains when a notice from another node is lost; what stands behind
            // a gap comes into sight without one.
            const auto patience = is_waiting() ? 5ms : 1'000ms;
            changed.wait_for(lock, patience, [&] { return stopped || commits != seen; });
            if (stopped) return;
            seen = commits;
        }
        try {
            while (follow_once()) {
                const std::scoped_lock lock(mutex);
                if (stopped) return;
            }
        } catch (const std::exception& fault) {
            log::error("reactors_failed", {{"reason", fault.what()}});
            std::unique_lock lock(mutex);
            changed.wait_for(lock, 1s, [&] { return stopped; });
        }
    }
}

Reactors::Reactors(
    db::Database& database, const Clock& clock, std::vector<Reactor> reactors, Pace pace
)
    : state_(std::make_unique<State>(database, clock, pace)) {
    state_->register_readers(std::move(reactors));
    database.on_batch([state = state_.get()](db::Transaction& tx, std::span<const std::any> facts) {
        state->run_in_batch(tx, facts);
    });
    database.on_commit([state = state_.get()](std::span<const std::any> facts) {
        for (const auto& listener : state->listeners) listener(facts);
        state->committed();
    });
}

Reactors::~Reactors() {
    stop();
    state_->database.on_batch({});
    state_->database.on_commit({});
}

void Reactors::also_tell(db::CommitHook listener) {
    state_->listeners.push_back(std::move(listener));
}

void Reactors::start() {
    CHECK(!state_->thread.joinable());
    state_->serves = true;
    state_->thread = std::thread([state = state_.get()] { state->follow(); });
}

void Reactors::stop() {
    {
        const std::scoped_lock lock(state_->mutex);
        state_->stopped = true;
        state_->changed.notify_all();
    }
    if (state_->thread.joinable()) state_->thread.join();
    state_->tell_runs();
}

bool Reactors::settle(std::int64_t position) {
    std::unique_lock lock(state_->mutex);
    return state_->changed.wait_for(lock, state_->pace.settle_max, [&] {
        return state_->stopped || std::ranges::all_of(state_->readers, [&](const auto& reader) {
                   return !reader->derives() || reader->position >= position;
               });
    });
}

void Reactors::run_until_quiet() {
    while (state_->follow_once()) {
    }
}

std::vector<ReactorStatus> Reactors::status() {
    const auto [newest, waiting] = state_->database.read([](db::Transaction& tx) {
        return std::pair{head(tx), parked_subjects(tx)};
    });
    std::vector<ReactorStatus> result;
    for (const auto& reader : state_->readers) {
        const auto parked = std::ranges::count_if(waiting, [&](const auto& subject) {
            return std::get<0>(subject) == reader->reactor.name;
        });
        result.push_back(
            {.name = std::string(reader->reactor.name),
             .kind = reader->derives() ? "derives" : "acts",
             .position = reader->position,
             .lag = std::max<std::int64_t>(0, newest - reader->position),
             .parked = parked,
             .heard = reader->heard,
             .in_batch_ms = static_cast<double>(reader->in_batch_us) / 1'000}
        );
    }
    return result;
}

std::vector<Parked> Reactors::parked() {
    return state_->database.read([](db::Transaction& tx) {
        return tx.rows<Parked>(
            "SELECT reactor, subject_type, subject_id, position, attempts, reason, parked_at "
            "FROM parked ORDER BY parked_at, reactor, subject_type, subject_id LIMIT 1000"
        );
    });
}

Result<>
Reactors::retry(std::string_view reactor, std::string_view subject_type, std::int64_t subject_id) {
    auto* reader = state_->find(reactor);
    if (reader == nullptr) return refuse(Refusal::not_found, "unknown_reactor");
    const auto retried = state_->database.write([&](db::Transaction& tx) -> Result<bool> {
        return retry_parked(tx, *reader, subject_type, subject_id);
    });
    if (!retried) return std::unexpected(retried.error());
    return {};
}

Result<std::int64_t> Reactors::rebuild(std::string_view name) {
    auto* reader = state_->find(name);
    if (reader == nullptr) return refuse(Refusal::not_found, "unknown_reactor");
    if (!reader->derives())
        return refuse(
            Refusal::invalid,
            "acts",
            "",
            "It acts outside the desk; running it again would repeat letters."
        );
    const std::scoped_lock one(state_->rebuilding);
    const auto count = TRY(rebuild_rows(state_->database, reader->reactor));
    return count;
}

} // namespace heed::journal
