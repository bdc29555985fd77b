// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/sandbox/spawner.hpp"

#include "kernel/check.hpp"
#include "platform/log/log.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <spawn.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace heed::sandbox {

namespace {

/// What the new program starts with: the one socket, and no signal blocked or ignored.
class Start {
public:
    explicit Start(int control) {
        posix_spawn_file_actions_init(&files_);
        posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", 0, 0);
        posix_spawn_file_actions_adddup2(&files_, STDERR_FILENO, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&files_, control, control_number);
        posix_spawn_file_actions_addclosefrom_np(&files_, control_number + 1);
        posix_spawnattr_init(&how_);
        posix_spawnattr_setflags(&how_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        sigset_t signals;
        sigemptyset(&signals);
        posix_spawnattr_setsigmask(&how_, &signals);
        sigaddset(&signals, SIGPIPE);
        posix_spawnattr_setsigdefault(&how_, &signals);
    }

    Start(const Start&) = delete;
    Start& operator=(const Start&) = delete;

    ~Start() {
        posix_spawn_file_actions_destroy(&files_);
        posix_spawnattr_destroy(&how_);
    }

    /// The errno of what failed.
    int spawn(int& process, Program program, std::vector<std::string> given) {
        const auto pointers = [](std::vector<std::string>& words) {
            std::vector<char*> result;
            result.reserve(words.size() + 1);
            for (auto& word : words) result.push_back(word.data());
            result.push_back(nullptr);
            return result;
        };
        auto words = pointers(program.words);
        auto environment = pointers(given);
        return ::posix_spawn(
            &process, program.path.c_str(), &files_, &how_, words.data(), environment.data()
        );
    }

private:
    posix_spawn_file_actions_t files_{};
    posix_spawnattr_t how_{};
};

/// Nothing of the desk's environment, which may name secrets, but what sanitizers go by.
std::vector<std::string> environment_given() {
    std::vector<std::string> given;
    for (const auto* const name :
         {"ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"}) {
        if (const auto* const value = std::getenv(name)) // NOLINT(concurrency-mt-unsafe)
            given.push_back(std::string(name) + "=" + value);
    }
    return given;
}

std::string words_of(int error) {
    return std::error_code(error, std::generic_category()).message();
}

} // namespace

Spawner::Spawner(Program program) : program_(std::move(program)) {
    start_parent();
}

Spawner::~Spawner() {
    const std::lock_guard lock(mutex_);
    bury_parent();
}

void Spawner::start_parent() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return;
    control_ = Handle(ends[0]);
    const Handle other(ends[1]);
    // Whose number may be the very one it becomes: it would be closed on the way otherwise.
    const Handle above(::dup(other.number()));
    const int source = other.number() == control_number ? above.number() : other.number();
    const int failed = Start(source).spawn(parent_, program_, environment_given());
    if (failed == 0) return;
    log::error("sandbox_not_started", {{"reason", words_of(failed)}});
    parent_ = 0;
    control_.close();
}

void Spawner::bury_parent() {
    control_.close();
    if (parent_ == 0) return;
    // It ends by itself at the closed socket; one that hangs is not waited for.
    ::kill(parent_, SIGKILL);
    while (::waitpid(parent_, nullptr, 0) < 0 && errno == EINTR) {
    }
    parent_ = 0;
}

std::optional<Worker> Spawner::ask_for_one(int& refused) {
    Worker worker;
    if (!control_.is_open() || !send_order(control_.number(), {.kind = Order::Kind::start}))
        return std::nullopt;
    const auto report = receive_report(control_.number(), worker.pipes);
    if (!report) return std::nullopt;
    worker.process = report->worker;
    refused = report->status;
    return worker;
}

Worker Spawner::start() {
    const std::lock_guard lock(mutex_);
    int refused = 0;
    auto worker = ask_for_one(refused);
    if (!worker) {
        log::warning("sandbox_parent_gone");
        bury_parent();
        start_parent();
        worker = ask_for_one(refused);
    }
    if (!worker || worker->process == 0 || !worker->pipes.to.is_open())
        throw StorageFault(
            "no process to read letters in can be started: " +
            (refused != 0 ? words_of(refused) : std::string("its parent does not start"))
        );
    return std::move(*worker);
}

std::optional<int> Spawner::end(Worker worker) {
    const std::lock_guard lock(mutex_);
    worker.pipes = {};
    Pipes none;
    if (!control_.is_open() ||
        !send_order(control_.number(), {.kind = Order::Kind::end, .worker = worker.process}))
        return std::nullopt;
    const auto report = receive_report(control_.number(), none);
    if (!report || report->worker != worker.process) return std::nullopt;
    return report->status;
}

int Spawner::parent() {
    const std::lock_guard lock(mutex_);
    return parent_;
}

} // namespace heed::sandbox
