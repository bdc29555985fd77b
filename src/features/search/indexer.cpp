// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/search/indexer.hpp"

#include "features/people/people.hpp"
#include "features/search/documents.hpp"
#include "features/settings/settings.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/journal/positions.hpp"
#include "platform/log/log.hpp"
#include "platform/tasks/worker_pool.hpp"

#include <algorithm>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <set>

namespace heed::search {

namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

/// Commits are this far apart, so that a burst of changes costs few of them.
constexpr auto pace = 150ms;
/// While the desk is gone through they are rarer: each writes much again.
constexpr auto pace_while_going_through = 5s;
/// A full disk is not asked more often than that.
constexpr auto pace_after_failure = 5s;
/// Bytes of what is gone for good go with the first step, or so long after those before them: an
/// erasure is many facts, and each time the whole index is written.
constexpr auto pace_of_shedding = 10min;
constexpr std::size_t facts_at_once = 500;
constexpr int read_at_once = 64; // things in one read of the database
constexpr int gone_through_at_once = 512;
constexpr int numbers_at_once = 500;

/// What facts are about, each once.
struct Touched {
    std::set<TicketId> tickets;
    std::set<PersonId> people;
    std::set<OrganisationId> organisations;

    [[nodiscard]] bool empty() const {
        return tickets.empty() && people.empty() && organisations.empty();
    }
};

/// Facts that change no word.
bool is_silent(const journal::Fact& fact) {
    return fact.kind == "delivery_changed" || fact.kind == "helper_joined" ||
           fact.kind == "helper_left" || fact.kind == "watcher_joined" ||
           fact.kind == "watcher_left" || fact.kind == "language_learned";
}

/// Facts after which no byte may be left of what was there.
bool is_for_good(const journal::Fact& fact) {
    return fact.kind == "entry_redacted" || fact.kind == "content_erased" ||
           fact.kind == "ticket_deleted" || fact.kind == "person_erased";
}

/// A kind that nobody thought of here touches what it is about.
void touch(Touched& touched, const journal::Fact& fact) {
    if (is_silent(fact)) return;
    if (fact.ticket_id) touched.tickets.insert(*fact.ticket_id);
    // One that was deleted is about no ticket any more.
    if (fact.subject_type == "ticket") touched.tickets.insert(TicketId{fact.subject_id});
    if (fact.subject_type == "person") touched.people.insert(PersonId{fact.subject_id});
    if (fact.subject_type == "organisation")
        touched.organisations.insert(OrganisationId{fact.subject_id});
}

std::string language_in(db::Transaction& tx) {
    return settings::settings_of(tx).language;
}

} // namespace

std::optional<Note> note_of(const full_text::Index& index) {
    const auto text = index.note();
    if (!text) return std::nullopt;
    auto note = decode_fact<Note>(*text);
    if (!note || note->layout != layout) return std::nullopt;
    return std::move(*note);
}

struct Indexer::State {
    explicit State(Desk& given) : desk(given) {}

    Desk& desk;
    // On the thread that steps.
    std::optional<Note> note = {}; // as it will be committed; nothing: to be read first
    std::optional<journal::JournalReader> reader = {};
    std::optional<full_text::Stems> stems = {};
    bool uncommitted = false;
    Steady::time_point committed_at = {};
    std::optional<Steady::time_point> shed_at = {};

    std::mutex mutex = {};
    std::condition_variable changed = {};
    bool woken = true;
    bool stopped = false;
    tasks::WorkerPool worker{{.name = "search", .threads = 1, .waiting_max = 1, .gives_way = true}};

    bool is_over();
    bool wait_for_work();
    bool pause(std::chrono::milliseconds how_long);
    bool begin();
    void begin_anew(const std::string& language);
    bool follow();
    void shed();
    bool go_through();
    void next_phase();
    void add_tickets_of(const std::set<PersonId>& people, Touched& touched);
    void commit();
    template <class Id, class Make>
    void put_each(const std::vector<Id>& ids, Make make);
    void put(const Touched& touched);
};

/// Opens the index, and empties it when what it holds is not what is wanted.
bool Indexer::State::begin() {
    if (!desk.index.begin_writing()) return false;
    const auto language = desk.db.read(language_in);
    if (!note) note = note_of(desk.index);
    const bool asked = desk.index.take_rebuild_asked();
    if (asked || !note || note->language != language || desk.index.is_damaged())
        begin_anew(language);
    if (!reader) reader.emplace(desk.db, note->position);
    if (!stems) stems.emplace(language);
    return true;
}

void Indexer::State::begin_anew(const std::string& language) {
    desk.index.start_anew();
    const auto position =
        desk.db.read([](db::Transaction& tx) { return journal::complete_to(tx); });
    note = Note{.layout = layout, .language = language, .position = position};
    reader.reset();
    stems.reset();
    desk.index.commit(to_json(*note));
    log::info("search_index_begins", {{"language", language}, {"position", position}});
}

void Indexer::State::commit() {
    desk.index.commit(to_json(*note));
    uncommitted = false;
    committed_at = Steady::now();
}

/// In short reads: a long one keeps others from cleaning up.
template <class Id, class Make>
void Indexer::State::put_each(const std::vector<Id>& ids, Make make) {
    for (std::size_t from = 0; from < ids.size(); from += read_at_once) {
        std::vector<Made> made;
        desk.db.read([&](db::Transaction& tx) {
            const auto until = std::min(ids.size(), from + read_at_once);
            for (auto at = from; at < until; ++at) made.push_back(make(tx, ids[at]));
            return true;
        });
        for (const auto& one : made) search::put(desk.index, one, *stems);
        uncommitted = true;
    }
}

void Indexer::State::put(const Touched& touched) {
    put_each(std::vector(touched.people.begin(), touched.people.end()), made_of_person);
    put_each(
        std::vector(touched.organisations.begin(), touched.organisations.end()),
        made_of_organisation
    );
    put_each(std::vector(touched.tickets.begin(), touched.tickets.end()), made_of_ticket);
}

/// Tickets are found by the names and addresses of their customers.
void Indexer::State::add_tickets_of(const std::set<PersonId>& people, Touched& touched) {
    for (const auto person : people) {
        std::optional<TicketId> before;
        while (true) {
            const auto numbers = desk.db.read([&](db::Transaction& tx) {
                return tickets::numbers_of_customer_before(tx, person, before, numbers_at_once);
            });
            touched.tickets.insert(numbers.begin(), numbers.end());
            if (numbers.size() < static_cast<std::size_t>(numbers_at_once)) break;
            before = numbers.back();
        }
    }
}

/// True when something was taken in.
bool Indexer::State::follow() {
    const auto facts = reader->next(facts_at_once);
    if (reader->cursor() == note->position) return false;
    Touched touched;
    for (const auto& fact : facts) {
        touch(touched, fact);
        note->to_shed = note->to_shed || is_for_good(fact);
    }
    add_tickets_of(touched.people, touched);
    put(touched);
    note->position = reader->cursor();
    // Also when nothing was touched: the note says how far it is.
    commit();
    return true;
}

/// After a commit, before there is anything new.
void Indexer::State::shed() {
    if (!note->to_shed || (shed_at && Steady::now() - *shed_at < pace_of_shedding)) return;
    if (uncommitted) commit();
    desk.index.shed();
    note->to_shed = false;
    commit();
    shed_at = Steady::now();
    log::info("search_index_shed");
}

void Indexer::State::next_phase() {
    note->phase = static_cast<Phase>(static_cast<int>(note->phase) + 1);
    note->through = note->phase == Phase::tickets ? std::numeric_limits<std::int64_t>::max() : 0;
    commit();
    if (note->phase == Phase::whole) log::info("search_index_whole");
}

/// A part of what was there before the index began: everybody, then tickets, the newest first.
bool Indexer::State::go_through() {
    const auto ids_of = [&](auto list) {
        auto ids = desk.db.read(list);
        if (!ids.empty()) note->through = ids.back().value;
        return ids;
    };
    const auto through = note->through;
    std::size_t count = 0;
    switch (note->phase) {
        case Phase::people: {
            const auto ids = ids_of([&](db::Transaction& tx) {
                return people::people_behind(tx, PersonId{through}, gone_through_at_once);
            });
            put_each(ids, made_of_person);
            count = ids.size();
            break;
        }
        case Phase::organisations: {
            const auto ids = ids_of([&](db::Transaction& tx) {
                return people::organisations_behind(
                    tx, OrganisationId{through}, gone_through_at_once
                );
            });
            put_each(ids, made_of_organisation);
            count = ids.size();
            break;
        }
        case Phase::tickets: {
            const auto ids = ids_of([&](db::Transaction& tx) {
                return tickets::numbers_before(tx, TicketId{through}, gone_through_at_once);
            });
            put_each(ids, made_of_ticket);
            count = ids.size();
            break;
        }
        case Phase::whole: return false;
    }
    if (count < static_cast<std::size_t>(gone_through_at_once))
        next_phase();
    else if (Steady::now() - committed_at > pace_while_going_through)
        commit();
    return true;
}

bool Indexer::State::wait_for_work() {
    std::unique_lock lock(mutex);
    // Polling is what remains when a notice from another node is lost, or stands behind a gap.
    const auto patience = reader && reader->is_waiting() ? 20ms : 1'000ms;
    changed.wait_for(lock, patience, [&] { return stopped || woken; });
    woken = false;
    return !stopped;
}

/// Lets changes gather for one commit; false when it is over.
bool Indexer::State::pause(std::chrono::milliseconds how_long) {
    std::unique_lock lock(mutex);
    return !changed.wait_for(lock, how_long, [&] { return stopped; });
}

bool Indexer::State::is_over() {
    const std::scoped_lock lock(mutex);
    return stopped;
}

Indexer::Indexer(Desk& desk) : state_(std::make_unique<State>(desk)) {}

Indexer::~Indexer() {
    stop();
}

bool Indexer::step() {
    auto& state = *state_;
    try {
        if (!state.begin()) return false;
        const bool followed = state.follow();
        if (!followed) state.shed();
        return state.go_through() || followed;
    } catch (...) {
        // What was not committed is forgotten, and read again from where the note stands.
        state.note.reset();
        state.reader.reset();
        state.desk.index.end_writing();
        throw;
    }
}

bool Indexer::catch_up() {
    while (step()) {
    }
    return state_->desk.index.begin_writing();
}

void Indexer::start() {
    const auto started = state_->worker.post([this](auto) {
        while (state_->wait_for_work()) {
            try {
                while (step()) {
                    const bool whole = state_->note->phase == Phase::whole;
                    if (whole ? !state_->pause(pace) : state_->is_over()) return;
                }
            } catch (const std::exception& fault) {
                log::error("search_index_failed", {{"reason", fault.what()}});
                if (!state_->pause(pace_after_failure)) return;
            }
            if (!state_->pause(pace)) return;
        }
    });
    CHECK(started.has_value());
}

void Indexer::stop() {
    {
        const std::scoped_lock lock(state_->mutex);
        state_->stopped = true;
        state_->changed.notify_all();
    }
    state_->worker.stop();
}

void Indexer::wake() {
    const std::scoped_lock lock(state_->mutex);
    state_->woken = true;
    state_->changed.notify_all();
}

} // namespace heed::search
