// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/sandbox/worker.hpp"

#include "platform/sandbox/filter.hpp"
#include "platform/sandbox/message.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace heed::sandbox {

namespace {

constexpr int questions_number = 3;
constexpr int answers_number = 4;

[[noreturn]] void end(int code) {
    // Nothing is flushed and no leak is looked for: that needs what is shut.
    ::_exit(code);
}

/// Nothing open but the two pipes, and nothing of the terminal's.
void keep_pipes_only(WorkerPipes pipes) {
    constexpr int safe = 10; // above every number that is given away below
    const int questions = ::fcntl(pipes.questions, F_DUPFD, safe);
    const int answers = ::fcntl(pipes.answers, F_DUPFD, safe);
    if (questions < 0 || answers < 0) end(1);
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing < 0) end(1);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(nothing, STDOUT_FILENO);
    if (!is_sanitized) ::dup2(nothing, STDERR_FILENO); // whose report goes there
    ::dup2(questions, questions_number);
    ::dup2(answers, answers_number);
    ::closefrom(answers_number + 1);
}

void limit(__rlimit_resource what, std::uint64_t soft, std::uint64_t hard) {
    const rlimit limits{.rlim_cur = soft, .rlim_max = hard};
    ::setrlimit(what, &limits);
}

/// For where the filter is refused too: no files, no processes, no dump of letters on the disk.
void limit_for_good(std::uint64_t input_max) {
    limit(RLIMIT_CORE, 0, 0);
    if (is_sanitized) return;
    limit(RLIMIT_FSIZE, 0, 0);
    limit(RLIMIT_NOFILE, 0, 0);
    limit(RLIMIT_NPROC, 0, 0);
    const auto most = memory_base + memory_per_byte * input_max;
    limit(RLIMIT_DATA, memory_base, most);
}

/// Before the message is read: what comes of it may not take more.
void limit_memory_for(std::uint64_t input) {
    if (is_sanitized) return;
    rlimit limits{};
    if (::getrlimit(RLIMIT_DATA, &limits) != 0) return;
    limits.rlim_cur =
        std::min<std::uint64_t>(memory_base + memory_per_byte * input, limits.rlim_max);
    ::setrlimit(RLIMIT_DATA, &limits);
}

std::string answered(std::span<const OfferedTask> tasks, std::string_view message) {
    try {
        const auto question = decode<Question>(message);
        const auto task = std::ranges::find(tasks, question.task, &OfferedTask::name);
        if (task == tasks.end()) return encode(Answer{.failed = true, .output = "no such task"});
        return encode(Answer{.output = task->work(question.input)});
    } catch (const std::bad_alloc&) {
        end(1); // as for who is out of memory while it cannot throw
    } catch (const std::exception& fault) {
        return encode(Answer{.failed = true, .output = fault.what()});
    }
}

} // namespace

void live_as_worker(
    std::span<const OfferedTask> tasks, WorkerPipes pipes, std::uint64_t input_max
) {
    keep_pipes_only(pipes);
    limit_for_good(input_max);
    const Hello hello{.refused = close_filter()};
    if (!send_all(answers_number, encode(hello))) end(0);
    std::string message;
    while (const auto length = receive_length(questions_number)) {
        try {
            limit_memory_for(*length);
            message.resize(*length);
        } catch (const std::exception&) {
            end(1);
        }
        if (!receive_bytes(questions_number, message.data(), message.size())) end(0);
        if (!send_all(answers_number, answered(tasks, message))) end(0);
    }
    end(0);
}

} // namespace heed::sandbox
