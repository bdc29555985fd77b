// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/sandbox/control.hpp"
#include "platform/sandbox/worker.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace heed::sandbox {

namespace {

/// Both ends of one way.
struct Way {
    Handle reading;
    Handle writing;
};

std::optional<Way> new_way() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
    return Way{.reading = Handle(ends[0]), .writing = Handle(ends[1])};
}

void make_unblocking(const Handle& end) {
    ::fcntl(end.number(), F_SETFL, O_NONBLOCK);
}

/// The child goes when its parent goes, also one that was killed.
void tie_to(pid_t parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);
}

void start(int control, std::span<const OfferedTask> tasks, std::uint64_t input_max) {
    auto questions = new_way();
    auto answers = new_way();
    const auto parent = ::getpid();
    const pid_t worker = questions && answers ? ::fork() : -1;
    if (worker == 0) {
        tie_to(parent);
        live_as_worker(
            tasks,
            {.questions = questions->reading.number(), .answers = answers->writing.number()},
            input_max
        );
    }
    if (worker < 0) {
        send_report(control, {.worker = 0, .status = errno}, {});
        return;
    }
    const Pipes pipes{.to = std::move(questions->writing), .from = std::move(answers->reading)};
    make_unblocking(pipes.to);
    make_unblocking(pipes.from);
    send_report(control, {.worker = worker, .status = 0}, pipes);
}

/// The desk may remember one of a parent before this, whose number is somebody else's by now.
bool is_child(pid_t worker) {
    siginfo_t ignored{};
    return ::waitid(P_PID, static_cast<id_t>(worker), &ignored, WEXITED | WNOHANG | WNOWAIT) == 0;
}

void bury(int control, pid_t worker) {
    if (!is_child(worker)) {
        send_report(control, {}, {});
        return;
    }
    Report report{.worker = worker};
    // One that has ended by itself keeps the status of its own end.
    ::kill(worker, SIGKILL);
    while (::waitpid(worker, &report.status, 0) < 0 && errno == EINTR) {
    }
    send_report(control, report, {});
}

} // namespace

int live_as_parent(std::span<const OfferedTask> tasks, std::uint64_t input_max) {
    // A terminal and systemd tell every process of a desk to stop; who asked for this one says so
    // by going away.
    std::signal(SIGINT, SIG_IGN);
    std::signal(SIGTERM, SIG_IGN);
    std::signal(SIGHUP, SIG_IGN);
    const Handle control(control_number);
    while (const auto order = receive_order(control.number())) {
        if (order->kind == Order::Kind::start) {
            start(control.number(), tasks, input_max);
        } else if (order->worker > 0) {
            bury(control.number(), order->worker);
        }
    }
    return 0;
}

} // namespace heed::sandbox
