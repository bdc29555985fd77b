// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/sandbox/planted.hpp"

#include "app/parts.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace heed::tests {

namespace {

[[noreturn]] void crash() {
    ::signal(SIGSEGV, SIG_DFL); // a sanitizer would write pages about it
    ::raise(SIGSEGV);
    ::_exit(3);
}

[[noreturn]] void hang() {
    static volatile bool for_ever = true;
    while (for_ever) {
    }
    ::_exit(3);
}

void take_memory() {
    constexpr std::size_t piece = 64U << 20U;
    for (int count = 0; count < 64; ++count) {
        auto* const memory = static_cast<char*>(
            ::mmap(nullptr, piece, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        );
        if (memory == MAP_FAILED) throw std::bad_alloc();
        for (std::size_t at = 0; at < piece; at += 4096) memory[at] = 1;
    }
}

void make_code() {
    ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

void start_a_program() {
    std::string name = "/bin/true";
    std::array<char*, 2> words{name.data(), nullptr};
    ::execve(name.c_str(), words.data(), nullptr);
}

std::string how_in(std::string_view letter) {
    constexpr std::string_view mark = "X-Planted: ";
    const auto at = letter.find(mark);
    if (at == std::string_view::npos) return "";
    const auto rest = letter.substr(at + mark.size());
    return std::string(rest.substr(0, rest.find('\r')));
}

/// By direct calls: what a library would do first is allowed to nobody.
std::string called(std::string_view how) {
    if (how == "socket") ::syscall(SYS_socket, AF_INET, SOCK_STREAM, 0);
    if (how == "open" && ::syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY) < 0)
        return errno == EACCES ? "denied" : "failed";
    if (how == "exec") start_a_program();
    if (how == "fork") ::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr);
    if (how == "code") make_code();
    if (how == "signal") ::syscall(SYS_kill, 1, 0);
    return "done";
}

} // namespace

std::string misbehave(std::string_view how) {
    if (how == "crash") crash();
    if (how == "hang") hang();
    if (how == "memory") take_memory();
    if (how == "throw") throw std::runtime_error("a reader threw");
    if (how == "stop") ::raise(SIGSTOP);
    return called(how);
}

Result<Told> planted(const sandbox::Bytes& how) {
    return Told{.text = misbehave(how.bytes)};
}

std::vector<sandbox::OfferedTask> planted_tasks() {
    std::vector<sandbox::OfferedTask> tasks{sandbox::offered(planted_task)};
    for (auto& task : app::all_tasks()) {
        tasks.push_back({.name = task.name, .work = [work = task.work](std::string_view input) {
                             const auto how = how_in(input);
                             if (how == "nonsense") return std::string("nonsense");
                             if (!how.empty()) misbehave(how);
                             return work(input);
                         }});
    }
    return tasks;
}

void refuse_filters() {
    std::array<sock_filter, 4> steps{
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 0, 1),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{.len = steps.size(), .filter = steps.data()};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}

sandbox::Processes::Options this_program(const std::string& where) {
    return {
        .program = {.path = "/proc/self/exe", .words = {"sandbox_test", "planted", where}},
        .workers_max = 2,
        .patience = std::chrono::milliseconds{2000},
        .patience_grows = 1,
    };
}

std::vector<int> children_of(int parent) {
    const auto name = std::to_string(parent);
    std::ifstream list("/proc/" + name + "/task/" + name + "/children");
    std::vector<int> children;
    for (int child = 0; list >> child;) children.push_back(child);
    return children;
}

char state_of(int process) {
    const auto state = status_of(process, "State:");
    return state.empty() ? '\0' : state.front();
}

std::string status_of(int process, std::string_view line) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string text; std::getline(status, text);) {
        if (!text.starts_with(line)) continue;
        const auto at = text.find_first_not_of(" \t", line.size());
        return at == std::string::npos ? "" : text.substr(at);
    }
    return "";
}

} // namespace heed::tests
