// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/sandbox/processes.hpp"

#include "kernel/check.hpp"
#include "kernel/format.hpp"
#include "platform/log/log.hpp"
#include "platform/sandbox/filter.hpp"
#include "platform/sandbox/worker.hpp"

#include <csignal>
#include <poll.h>
#include <sys/wait.h>

namespace heed::sandbox {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr int uses_max = 500;            // of a worker: whatever a letter left in it goes with it
constexpr std::size_t large = 4U << 20U; // a message after which it goes at once
constexpr std::uint64_t answer_base = std::uint64_t{64} << 20U;
constexpr std::uint64_t answer_per_byte = 4;
constexpr int sanitizers_slow = 20; // times, at the most

/// How a worker died, in the words an administrator reads on the letter.
std::string why_ended(std::optional<int> status) {
    if (!status) return "it was killed together with its parent";
    if (WIFSIGNALED(*status) && WTERMSIG(*status) == SIGSYS)
        return "it asked the system for something that reading a letter needs nothing of";
    if (WIFSIGNALED(*status) && WTERMSIG(*status) == SIGKILL) return "it was killed";
    if (WIFSIGNALED(*status)) return fmt::format("it crashed (signal {})", WTERMSIG(*status));
    return "it ran out of memory";
}

std::string why_lost(Passage passage, std::optional<int> status) {
    switch (passage) {
        case Passage::late: return "it took too long";
        case Passage::too_large: return "its answer was too large";
        case Passage::broken:
        case Passage::whole: return why_ended(status);
    }
    return {};
}

/// Whether the other end of an idle worker's pipe is still there.
bool is_alive(const Worker& worker) {
    pollfd polled{.fd = worker.pipes.from.number(), .events = POLLIN, .revents = 0};
    return ::poll(&polled, 1, 0) == 0;
}

} // namespace

/// One of the places at work; free again when it goes.
class Processes::Lease {
public:
    explicit Lease(Processes& all) : all_(all), worker(all.take()) {}

    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    ~Lease() { all_.leave(); }

private:
    Processes& all_;

public:
    Worker worker;
};

Processes::Processes(Options options) : options_(std::move(options)), spawner_(options_.program) {}

Processes::~Processes() = default;

Worker Processes::fresh_worker() {
    auto worker = spawner_.start();
    std::string message;
    constexpr std::uint64_t hello_max = 1024;
    const auto until = steady_clock::now() + 10s * (is_sanitized ? sanitizers_slow : 1);
    const auto passage = receive(worker.pipes.from.number(), message, hello_max, until);
    if (passage != Passage::whole) {
        const auto why = why_lost(passage, spawner_.end(std::move(worker)));
        throw StorageFault("a process to read letters in ended at once: " + why);
    }
    const int refused = decode<Hello>(message).refused;
    refused_ = refused;
    if (!known_.exchange(true) && refused != 0)
        log::warning(
            "sandbox_refused",
            {{"reason", std::error_code(refused, std::generic_category()).message()}}
        );
    return worker;
}

Worker Processes::take() {
    {
        std::unique_lock lock(mutex_);
        free_.wait(lock, [&] { return busy_ < options_.workers_max; });
        ++busy_;
        while (!idle_.empty()) {
            auto worker = std::move(idle_.back());
            idle_.pop_back();
            if (is_alive(worker)) return worker;
            lock.unlock();
            log::warning("sandbox_worker_gone");
            spawner_.end(std::move(worker));
            lock.lock();
        }
    }
    try {
        return fresh_worker();
    } catch (...) {
        leave();
        throw;
    }
}

void Processes::leave() {
    const std::lock_guard lock(mutex_);
    --busy_;
    free_.notify_one();
}

void Processes::give_back(Worker worker) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(worker));
}

Processes::Try Processes::lost(Worker worker, std::string_view task, Passage passage) {
    auto why = why_lost(passage, spawner_.end(std::move(worker)));
    log::warning("sandbox_worker_lost", {{"task", task}, {"reason", why}});
    return {.answer = {}, .why = std::move(why)};
}

Processes::Try
Processes::attempt(std::string_view task, std::string_view message, int patience_times) {
    Lease lease(*this);
    auto& worker = lease.worker;
    const auto patience = options_.patience * patience_times * (is_sanitized ? sanitizers_slow : 1);
    const auto until = steady_clock::now() + patience + patience * (message.size() / large);
    auto passage = send(worker.pipes.to.number(), message, until);
    std::string bytes;
    if (passage == Passage::whole)
        passage = receive(
            worker.pipes.from.number(), bytes, answer_base + answer_per_byte * message.size(), until
        );
    if (passage != Passage::whole) return lost(std::move(worker), task, passage);
    const bool spent = ++worker.uses >= uses_max || message.size() + bytes.size() > large;
    if (spent) {
        spawner_.end(std::move(worker));
    } else {
        give_back(std::move(worker));
    }
    const auto answer = decode<Answer>(bytes);
    if (answer.failed) throw Fault(std::string(answer.output));
    return {.answer = std::string(answer.output), .why = {}};
}

Result<std::string> Processes::run(std::string_view task, std::string_view input) {
    const auto message = encode(Question{.task = task, .input = input});
    auto tried = attempt(task, message, 1);
    if (!tried.answer) tried = attempt(task, message, options_.patience_grows);
    if (tried.answer) return std::move(*tried.answer);
    log::error("sandbox_gave_up", {{"task", task}, {"reason", tried.why}});
    return refuse(Refusal::unavailable, work_lost, "", tried.why);
}

Sandbox::State Processes::state() {
    if (!known_) {
        try {
            Lease lease(*this);
            give_back(std::move(lease.worker));
        } catch (const Fault& fault) {
            return {
                .shut_in = false,
                .text = std::string("Letters cannot be read: ") + fault.what() + ".",
                .cure = "Let the user that runs Heed start more processes (ulimit -u, TasksMax=)."
            };
        }
    }
    if (refused_ == 0)
        return {
            .text = "Letters are read in processes that can open nothing and reach nobody.",
        };
    return {
        .shut_in = false,
        .text = fmt::format(
            "Letters are read in processes of their own, but the system refuses to shut them in "
            "with seccomp: {}.",
            std::error_code(refused_, std::generic_category()).message()
        ),
        .cure = "Let the container or service use the system call seccomp (Docker and Podman do by "
                "default; in a systemd unit SystemCallFilter=@system-service seccomp)."
    };
}

std::vector<int> Processes::idle() {
    const std::lock_guard lock(mutex_);
    std::vector<int> processes;
    processes.reserve(idle_.size());
    for (const auto& worker : idle_) processes.push_back(worker.process);
    return processes;
}

} // namespace heed::sandbox
