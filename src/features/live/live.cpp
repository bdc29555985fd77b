// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/live/live.hpp"

#include "features/live/sight.hpp"
#include "platform/journal/positions.hpp"
#include "platform/journal/reader.hpp"
#include "platform/log/log.hpp"
#include "platform/tasks/worker_pool.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace heed::live {

namespace {

using namespace std::chrono_literals;
using Payload = http::EventStream::Payload;

constexpr std::size_t facts_at_once = 256;
constexpr std::size_t replay_max = 10'000;
constexpr std::int64_t under_way_max = 1'000;
constexpr auto rights_checked_every = 3s;

Payload payload(std::string text) {
    return std::make_shared<const std::string>(std::move(text));
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
    journal::JournalReader reader; // of the thread that runs rounds
    mutable std::mutex mutex;      // guards what follows
    std::vector<SightClass> classes;
    std::vector<Listener> arriving;
    std::condition_variable woken;
    bool pending = false;
    bool stopped = false;
    tasks::WorkerPool worker{{.name = "live", .threads = 1, .waiting_max = 1}};
    Instant rights_checked_at = {};

    void loop();
    void round();
    void publish_facts(const std::vector<journal::Fact>& facts);
    void let_in();
    void replay(const Listener& listener);
    void join(Listener listener);
    void drop_closed();
    void check_rights();
};

void Live::State::loop() {
    while (true) {
        {
            std::unique_lock lock(mutex);
            const auto patience = reader.is_waiting() ? 5ms : 1'000ms;
            woken.wait_for(lock, patience, [&] { return stopped || pending || !arriving.empty(); });
            if (stopped) return;
            pending = false;
        }
        try {
            round();
        } catch (const std::exception& fault) {
            log::error("live_failed", {{"reason", fault.what()}});
        }
    }
}

void Live::State::round() {
    while (true) {
        const auto facts = reader.next(facts_at_once);
        if (facts.empty()) break;
        publish_facts(facts);
    }
    let_in();
    drop_closed();
    check_rights();
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
void Live::State::let_in() {
    std::vector<Listener> news;
    {
        const std::scoped_lock lock(mutex);
        news.swap(arriving);
    }
    for (auto& listener : news) {
        if (listener.after) replay(listener);
        join(std::move(listener));
    }
}

void Live::State::replay(const Listener& listener) {
    // A position that is not there yet: of another desk, or of one that was restored since.
    if (*listener.after > reader.cursor()) {
        listener.stream->send("event: reset\ndata: {}\n\n");
        return;
    }
    const auto missed =
        static_cast<std::size_t>(std::max<std::int64_t>(0, reader.cursor() - *listener.after));
    if (missed > replay_max) {
        listener.stream->send("event: reset\ndata: {}\n\n");
        return;
    }
    // Up to this reader's cursor every gap has been waited for: what is there now is all there is.
    auto heard = *listener.after;
    while (heard < reader.cursor()) {
        const auto facts = desk.db.read([&](db::Transaction& tx) {
            return journal::facts_after(tx, heard, facts_at_once);
        });
        if (facts.empty()) return;
        heard = facts.back().position;
        const auto tickets =
            desk.db.read([&](db::Transaction& tx) { return tickets_of(tx, facts); });
        for (const auto& fact : facts) {
            if (fact.position > reader.cursor()) return;
            if (may_hear(listener.actor, fact, tickets))
                listener.stream->send(event_text(fact));
            else if (sees_it_leave(listener.actor, fact, tickets))
                listener.stream->send(leaving_text(fact));
        }
    }
}

void Live::State::join(Listener listener) {
    listener.stream->send(
        "event: hello\nid: " + std::to_string(reader.cursor()) + "\ndata: {}\n\n"
    );
    const std::scoped_lock lock(mutex);
    const auto same = std::ranges::find_if(classes, [&](const SightClass& sight) {
        return sees_alike(sight.actor, listener.actor);
    });
    if (same != classes.end())
        same->listeners.push_back(std::move(listener));
    else
        classes.push_back({.actor = listener.actor, .listeners = {std::move(listener)}});
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
    std::vector<Listener> all;
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
    state_->round();
}

std::size_t Live::streams() const {
    const std::scoped_lock lock(state_->mutex);
    std::size_t count = state_->arriving.size();
    for (const auto& sight : state_->classes) count += sight.listeners.size();
    return count;
}

} // namespace heed::live
