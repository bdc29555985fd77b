// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/live/live.hpp"

#include "features/live/sight.hpp"
#include "platform/journal/positions.hpp"
#include "platform/journal/reader.hpp"
#include "platform/log/log.hpp"
#include "platform/tasks/worker_pool.hpp"

#include <algorithm>
#include <condition_variable>
#include <list>
#include <mutex>

namespace heed::live {

namespace {

using namespace std::chrono_literals;
using Payload = http::EventStream::Payload;

constexpr std::size_t facts_at_once = 256;
constexpr std::size_t replayed_at_once = 64; // about what a stream's queue has room for
constexpr std::int64_t replay_max = 10'000;
constexpr std::int64_t under_way_max = 1'000;
constexpr auto rights_checked_every = 3s;
constexpr std::string_view reset = "event: reset\ndata: {}\n\n";

Payload payload(std::string text) {
    return std::make_shared<const std::string>(std::move(text));
}

/// False where the stream has no room for it yet.
bool offer(const Listener& listener, const journal::Fact& fact, const Tickets& tickets) {
    if (may_hear(listener.actor, fact, tickets)) return listener.stream->offer(event_text(fact));
    if (!sees_it_leave(listener.actor, fact, tickets)) return true;
    return listener.stream->offer(leaving_text(fact));
}

} // namespace

struct Live::State {
    State(Desk& given_desk, Options options)
        : desk(given_desk),
          seats(options.per_visitor_max),
          // Some way before the head: what is under way now has drawn its position already.
          reader(desk.db, desk.db.read([](db::Transaction& tx) {
              return std::max<std::int64_t>(0, journal::head(tx) - under_way_max);
          })) {}

    Desk& desk;
    Seats seats;
    // Of the thread that runs rounds. What a round could not tell waits here for the next one.
    journal::JournalReader reader;
    std::vector<journal::Fact> untold;
    std::list<Listener> entering; // with the position up to which each has heard
    mutable std::mutex mutex;     // guards what follows
    std::vector<SightClass> classes;
    std::vector<Listener> arriving;
    std::size_t entering_count = 0;
    std::condition_variable woken;
    bool pending = false;
    bool stopped = false;
    tasks::WorkerPool worker{{.name = "live", .threads = 1, .waiting_max = 1}};
    Instant rights_checked_at = {};

    void loop();
    void try_round();
    void round();
    void publish_facts(const std::vector<journal::Fact>& facts);
    void let_in();
    bool let_in(Listener& listener);
    bool replay(Listener& listener);
    void read_anew(Listener& listener);
    void skip();
    bool join(Listener& listener);
    void drop_closed();
    void check_rights();
};

void Live::State::loop() {
    while (true) {
        {
            std::unique_lock lock(mutex);
            const bool looks_again = reader.is_waiting() || !entering.empty();
            const auto patience = looks_again ? 5ms : 1'000ms;
            woken.wait_for(lock, patience, [&] { return stopped || pending || !arriving.empty(); });
            if (stopped) return;
            pending = false;
        }
        try_round();
    }
}

void Live::State::try_round() {
    try {
        round();
    } catch (const StorageFault& fault) { // until it heals, the next round tries again
        log::error("live_failed", {{"reason", fault.what()}});
    } catch (const std::exception& fault) {
        log::error("live_failed", {{"reason", fault.what()}});
        skip();
    }
}

void Live::State::round() {
    while (true) {
        if (untold.empty()) untold = reader.next(facts_at_once);
        if (untold.empty()) break;
        publish_facts(untold);
        untold.clear();
    }
    let_in();
    drop_closed();
    check_rights();
}

/// Past what no round will ever be able to tell: everybody reads anew.
void Live::State::skip() {
    untold.clear();
    for (auto& listener : entering) read_anew(listener);
    const auto anew = payload(std::string(reset));
    const std::scoped_lock lock(mutex);
    for (const auto& sight : classes) {
        for (const auto& listener : sight.listeners) listener.stream->send(anew);
    }
}

void Live::State::publish_facts(const std::vector<journal::Fact>& facts) {
    {
        const std::scoped_lock lock(mutex);
        if (classes.empty()) return;
    }
    const auto tickets = desk.db.read([&](db::Transaction& tx) { return tickets_of(tx, facts); });
    const std::scoped_lock lock(mutex);
    for (const auto& fact : facts) {
        Payload text;
        Payload leaving;
        const auto text_for = [&](const Actor& actor) -> Payload {
            if (may_hear(actor, fact, tickets))
                return text ? text : text = payload(event_text(fact));
            if (!sees_it_leave(actor, fact, tickets)) return nullptr;
            return leaving ? leaving : leaving = payload(leaving_text(fact));
        };
        for (const auto& sight : classes) {
            const auto told = text_for(sight.actor);
            if (!told) continue;
            for (const auto& listener : sight.listeners) listener.stream->send(told);
        }
    }
}

/// On the thread that publishes, so that nothing falls between what is replayed and what is live.
/// Who reads slowly hears at its own pace what was missed, and keeps nobody else waiting.
void Live::State::let_in() {
    {
        const std::scoped_lock lock(mutex);
        for (auto& listener : arriving) {
            if (!listener.after) listener.after = reader.cursor();
            entering.push_back(std::move(listener));
        }
        arriving.clear();
        entering_count = entering.size();
    }
    for (auto at = entering.begin(); at != entering.end();)
        at = let_in(*at) ? entering.erase(at) : std::next(at);
    const std::scoped_lock lock(mutex);
    entering_count = entering.size();
}

/// True when it listens like everybody else, or has gone.
bool Live::State::let_in(Listener& listener) {
    return !listener.stream->is_open() || (replay(listener) && join(listener));
}

/// True when it has heard all there is. Moves `after` along, so that a replay cut short, by a
/// fault or by a reader who has to catch up, goes on where it was.
bool Live::State::replay(Listener& listener) {
    const auto missed = reader.cursor() - *listener.after;
    // Below zero: a position of another desk, or of one that was restored since.
    if (missed < 0 || missed > replay_max) read_anew(listener);
    // Up to this reader's cursor every gap has been waited for: what is there now is all there is.
    while (*listener.after < reader.cursor()) {
        if (!listener.stream->has_room()) return false;
        const auto facts = desk.db.read([&](db::Transaction& tx) {
            return journal::facts_after(tx, *listener.after, replayed_at_once);
        });
        if (facts.empty()) return true;
        const auto tickets =
            desk.db.read([&](db::Transaction& tx) { return tickets_of(tx, facts); });
        for (const auto& fact : facts) {
            if (fact.position > reader.cursor()) return true;
            if (!offer(listener, fact, tickets)) return false;
            listener.after = fact.position;
        }
    }
    return true;
}

void Live::State::read_anew(Listener& listener) {
    listener.stream->send(std::string(reset));
    listener.after = reader.cursor();
}

bool Live::State::join(Listener& listener) {
    const bool greeted = listener.stream->offer(
        "event: hello\nid: " + std::to_string(reader.cursor()) + "\ndata: {}\n\n"
    );
    if (!greeted) return false;
    const std::scoped_lock lock(mutex);
    const auto same = std::ranges::find_if(classes, [&](const SightClass& sight) {
        return sees_alike(sight.actor, listener.actor);
    });
    if (same != classes.end())
        same->listeners.push_back(std::move(listener));
    else
        classes.push_back({.actor = listener.actor, .listeners = {std::move(listener)}});
    return true;
}

void Live::State::drop_closed() {
    const std::scoped_lock lock(mutex);
    for (auto& sight : classes)
        std::erase_if(sight.listeners, [](const Listener& listener) {
            return !listener.stream->is_open();
        });
    std::erase_if(classes, [](const SightClass& sight) { return sight.listeners.empty(); });
}

void Live::State::check_rights() {
    const auto now = desk.clock.now();
    if (now - rights_checked_at < rights_checked_every) return;
    rights_checked_at = now;
    std::vector<Listener> all(entering.begin(), entering.end());
    {
        const std::scoped_lock lock(mutex);
        for (const auto& sight : classes)
            all.insert(all.end(), sight.listeners.begin(), sight.listeners.end());
    }
    for (const auto& listener : all) {
        if (!listener.again) continue;
        const auto actor = listener.again();
        if (!actor || !sees_alike(*actor, listener.actor)) listener.stream->close();
    }
}

Live::Live(Desk& desk) : Live(desk, Options{}) {}

Live::Live(Desk& desk, Options options) : state_(std::make_unique<State>(desk, options)) {}

Live::~Live() {
    stop();
}

void Live::start() {
    const auto started = state_->worker.post([state = state_.get()](auto) { state->loop(); });
    CHECK(started.has_value());
}

void Live::stop() {
    {
        const std::scoped_lock lock(state_->mutex);
        state_->stopped = true;
        state_->woken.notify_all();
    }
    state_->worker.stop();
}

void Live::wake() {
    const std::scoped_lock lock(state_->mutex);
    state_->pending = true;
    state_->woken.notify_one();
}

void Live::add(Listener listener) {
    const std::scoped_lock lock(state_->mutex);
    state_->arriving.push_back(std::move(listener));
    state_->woken.notify_one();
}

Seats& Live::seats() {
    return state_->seats;
}

void Live::publish(std::string_view event, TicketId ticket_id, const std::string& json) {
    const auto ticket = state_->desk.db.read([&](db::Transaction& tx) {
        return tickets::get_ticket(tx, Actor::system("live"), ticket_id);
    });
    if (!ticket) return;
    const auto text = payload("event: " + std::string(event) + "\ndata: " + json + "\n\n");
    const std::scoped_lock lock(state_->mutex);
    for (const auto& sight : state_->classes) {
        if (!tickets::may_see(sight.actor, *ticket)) continue;
        for (const auto& listener : sight.listeners) listener.stream->send(text);
    }
}

void Live::run_once() {
    state_->try_round();
}

std::size_t Live::streams() const {
    const std::scoped_lock lock(state_->mutex);
    std::size_t count = state_->arriving.size() + state_->entering_count;
    for (const auto& sight : state_->classes) count += sight.listeners.size();
    return count;
}

} // namespace heed::live
