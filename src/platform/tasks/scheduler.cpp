// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/tasks/scheduler.hpp"

#include "kernel/check.hpp"
#include "platform/log/log.hpp"
#include "platform/tasks/thread_name.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace heed::tasks {

using namespace std::chrono_literals;

namespace {

struct Entry {
    std::string name;
    Scheduler::Job job;
    std::optional<Instant> due = {};
    int failures = 0; // since the last success
    bool running = false;
    bool removed = false;
    std::optional<Instant> woken_for = {}; // a wake while it ran
};

std::chrono::seconds pause_after(int failures) {
    return std::min(std::chrono::seconds{1 << std::min(failures - 1, 6)}, 60s);
}

std::optional<Instant> earlier(std::optional<Instant> left, std::optional<Instant> right) {
    if (!left || !right) return left ? left : right;
    return std::min(*left, *right);
}

} // namespace

struct Scheduler::Body {
    explicit Body(const Clock& given) : clock(given) {}

    const Clock& clock;
    mutable std::mutex mutex = {};
    std::condition_variable changed = {};
    std::vector<std::shared_ptr<Entry>> entries = {}; // shared with the run in progress
    std::thread::id runner = {};
    Instant last_seen = Instant::min();
    bool stopping = false;
    std::jthread thread = {};

    std::shared_ptr<Entry> find(std::string_view name) const;
    std::optional<Instant> next_due() const;
    void look_for_a_clock_set_back(Instant now);
    void run(std::unique_lock<std::mutex>& lock, Entry& entry, Instant now);
    std::size_t run_due(std::unique_lock<std::mutex>& lock, Instant now);
    void loop();
};

std::shared_ptr<Entry> Scheduler::Body::find(std::string_view name) const {
    const auto found =
        std::ranges::find_if(entries, [&](const auto& entry) { return entry->name == name; });
    return found == entries.end() ? nullptr : *found;
}

std::optional<Instant> Scheduler::Body::next_due() const {
    std::optional<Instant> next;
    for (const auto& entry : entries) {
        if (!entry->running) next = earlier(next, entry->due);
    }
    return next;
}

void Scheduler::Body::run(std::unique_lock<std::mutex>& lock, Entry& entry, Instant now) {
    entry.running = true;
    entry.due.reset();
    runner = std::this_thread::get_id();
    lock.unlock();

    std::optional<Instant> next;
    std::string fault;
    try {
        next = entry.job(now);
    } catch (const std::exception& thrown) {
        fault = thrown.what();
        if (fault.empty()) fault = "unknown";
    }

    lock.lock();
    runner = {};
    entry.running = false;
    entry.failures = fault.empty() ? 0 : entry.failures + 1;
    if (!fault.empty()) next = now + pause_after(entry.failures);
    entry.due = earlier(next, std::exchange(entry.woken_for, std::nullopt));
    changed.notify_all();
    if (!fault.empty()) log::error("scheduled_job_failed", {{"job", entry.name}, {"what", fault}});
}

/// Dues that were reckoned from an hour that comes again would wait for that hour, so all jobs
/// run at once; one that has nothing to do says so.
void Scheduler::Body::look_for_a_clock_set_back(Instant now) {
    constexpr auto drift_max = 2s;
    if (last_seen != Instant::min() && now < last_seen - drift_max) {
        for (const auto& entry : entries) {
            if (entry->due) entry->due = earlier(entry->due, now);
        }
    }
    last_seen = now;
}

/// Jobs that become due again while others run wait for the next call, so this always ends.
std::size_t Scheduler::Body::run_due(std::unique_lock<std::mutex>& lock, Instant now) {
    look_for_a_clock_set_back(now);
    std::vector<std::shared_ptr<Entry>> due;
    for (const auto& entry : entries) {
        if (!entry->running && entry->due && *entry->due <= now) due.push_back(entry);
    }
    std::ranges::stable_sort(due, {}, [](const auto& entry) { return entry->due; });
    std::size_t count = 0;
    for (const auto& entry : due) {
        if (stopping) break;
        if (entry->removed || entry->running) continue;
        run(lock, *entry, now);
        ++count;
    }
    return count;
}

void Scheduler::Body::loop() {
    name_this_thread("scheduler");
    // The machine's clock may be set while we sleep, so no sleep is longer than this.
    constexpr auto sleep_max = 1s;
    std::unique_lock lock(mutex);
    while (!stopping) {
        const auto now = clock.now();
        if (run_due(lock, now) > 0) continue;
        const auto next = next_due();
        const auto pause = next ? std::clamp<std::chrono::milliseconds>(*next - now, 1ms, sleep_max)
                                : std::chrono::milliseconds(sleep_max);
        changed.wait_for(lock, pause);
    }
}

Scheduler::Scheduler(const Clock& clock) : body_(std::make_unique<Body>(clock)) {}

Scheduler::~Scheduler() {
    stop();
}

void Scheduler::add(std::string name, Job job, std::optional<Instant> due) {
    const std::scoped_lock lock(body_->mutex);
    CHECK(!body_->find(name));
    auto entry = std::make_shared<Entry>();
    entry->name = std::move(name);
    entry->due = due;
    entry->job = std::move(job);
    body_->entries.push_back(std::move(entry));
    body_->changed.notify_all();
}

void Scheduler::add_every(
    std::string name, std::chrono::milliseconds interval, std::function<void(Instant now)> job
) {
    CHECK(interval > 0ms);
    add(
        std::move(name),
        [interval, job = std::move(job)](Instant now) -> std::optional<Instant> {
            job(now);
            return now + interval;
        },
        body_->clock.now()
    );
}

void Scheduler::add_steps(
    std::string name, std::chrono::milliseconds interval, std::function<bool(Instant now)> step
) {
    CHECK(interval > 0ms);
    add(
        std::move(name),
        [interval, step = std::move(step)](Instant now) -> std::optional<Instant> {
            return step(now) ? now : now + interval;
        },
        body_->clock.now()
    );
}

void Scheduler::wake(std::string_view name, Instant due) {
    const std::scoped_lock lock(body_->mutex);
    const auto entry = body_->find(name);
    CHECK(entry);
    auto& target = entry->running ? entry->woken_for : entry->due;
    target = earlier(target, due);
    body_->changed.notify_all();
}

void Scheduler::remove(std::string_view name) {
    std::unique_lock lock(body_->mutex);
    const auto entry = body_->find(name);
    if (!entry) return;
    entry->removed = true;
    std::erase(body_->entries, entry);
    // A job that removes itself must not wait for its own end.
    if (body_->runner == std::this_thread::get_id()) return;
    body_->changed.wait(lock, [&] { return !entry->running; });
}

std::size_t Scheduler::run_due() {
    std::unique_lock lock(body_->mutex);
    return body_->run_due(lock, body_->clock.now());
}

std::optional<Instant> Scheduler::next_due() const {
    const std::scoped_lock lock(body_->mutex);
    return body_->next_due();
}

void Scheduler::start() {
    CHECK(!body_->thread.joinable());
    body_->thread = std::jthread([body = body_.get()] { body->loop(); });
}

void Scheduler::stop() {
    {
        const std::scoped_lock lock(body_->mutex);
        body_->stopping = true;
        body_->changed.notify_all();
    }
    if (body_->thread.joinable()) body_->thread.join();
}

} // namespace heed::tasks
