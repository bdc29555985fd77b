// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/sandbox/filter.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace heed::sandbox {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
#else
constexpr bool sanitized = false;
#endif

#if defined(__x86_64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
// Beyond it lie the same calls for 32-bit pointers, under numbers of their own.
constexpr std::uint32_t numbers_end = 0x40000000;
#elif defined(__aarch64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
constexpr std::uint32_t numbers_end = 0xFFFFFFFF;
#else
constexpr std::uint32_t architecture = 0;
constexpr std::uint32_t numbers_end = 0;
#endif

// What a program does that computes and speaks over what it has open, whatever its arguments are.
constexpr auto free_calls = std::to_array<std::uint32_t>({
    SYS_read,          SYS_write,           SYS_readv,          SYS_writev,      SYS_close,
    SYS_brk,           SYS_munmap,          SYS_mremap,         SYS_madvise,     SYS_futex,
    SYS_clock_gettime, SYS_gettimeofday,    SYS_getrandom,      SYS_getpid,      SYS_gettid,
    SYS_rt_sigreturn,  SYS_rt_sigaction,    SYS_rt_sigprocmask, SYS_sigaltstack, SYS_sched_yield,
    SYS_sysinfo,       SYS_restart_syscall, SYS_exit,           SYS_exit_group,
});

// What a sanitizer does on its own beside it: it tries whether memory may be read by writing it
// into a pipe, and looks how much was taken.
constexpr auto sanitizer_calls = std::to_array<std::uint32_t>({
    SYS_pipe2,
    SYS_getrusage,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_getppid,
#ifdef SYS_pipe
    SYS_pipe,
#endif
});

// What a library asks in passing, and can do without: whether there is one more file to read, say
// of a charset it has not loaded. It is told that it may not, and goes on.
constexpr auto denied_calls = std::to_array<std::uint32_t>({
    SYS_openat,
    SYS_faccessat,
    SYS_readlinkat,
    SYS_fstat,
    SYS_ioctl,
#ifdef SYS_open
    SYS_open,
    SYS_access,
    SYS_stat,
    SYS_readlink,
#endif
#ifdef SYS_newfstatat
    SYS_newfstatat,
#endif
});

using Program = std::vector<sock_filter>;

constexpr std::uint32_t low_half_of(unsigned argument) {
    // Both architectures store the lower half of a 64-bit argument first.
    return static_cast<std::uint32_t>(
        offsetof(seccomp_data, args) + argument * sizeof(std::uint64_t)
    );
}

void load(Program& program, std::uint32_t offset) {
    program.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset));
}

void end(Program& program, std::uint32_t verdict) {
    program.push_back(BPF_STMT(BPF_RET | BPF_K, verdict));
}

/// The next `steps` are passed over unless the loaded value is `value`.
void unless_equal_skip(Program& program, std::uint32_t value, std::uint8_t steps) {
    program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, steps));
}

void judge(Program& program, std::uint32_t call, std::uint32_t verdict) {
    unless_equal_skip(program, call, 1);
    end(program, verdict);
}

/// The call, when its argument is this value: no other process's signals or limits.
void allow_with(Program& program, std::uint32_t call, unsigned argument, std::uint32_t value) {
    unless_equal_skip(program, call, 4);
    load(program, low_half_of(argument));
    unless_equal_skip(program, value, 1);
    end(program, SECCOMP_RET_ALLOW);
    end(program, SECCOMP_RET_KILL_PROCESS);
}

/// The call, when none of these bits is in its argument.
void allow_without(Program& program, std::uint32_t call, unsigned argument, std::uint32_t bits) {
    unless_equal_skip(program, call, 4);
    load(program, low_half_of(argument));
    program.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 1, 0));
    end(program, SECCOMP_RET_ALLOW);
    end(program, SECCOMP_RET_KILL_PROCESS);
}

Program program_of_this_process() {
    Program program;
    load(program, offsetof(seccomp_data, arch));
    unless_equal_skip(program, architecture, 1);
    program.push_back(BPF_STMT(BPF_JMP | BPF_JA, 1));
    end(program, SECCOMP_RET_KILL_PROCESS);
    load(program, offsetof(seccomp_data, nr));
    program.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, numbers_end, 0, 1));
    end(program, SECCOMP_RET_KILL_PROCESS);
    for (const auto call : free_calls) judge(program, call, SECCOMP_RET_ALLOW);
    if (sanitized)
        for (const auto call : sanitizer_calls) judge(program, call, SECCOMP_RET_ALLOW);
    for (const auto call : denied_calls) judge(program, call, SECCOMP_RET_ERRNO | EACCES);
    // No memory that is written and then run.
    allow_without(program, SYS_mmap, 2, PROT_EXEC);
    allow_without(program, SYS_mprotect, 2, PROT_EXEC);
    allow_with(program, SYS_prlimit64, 0, 0);
    // What abort() does to itself.
    allow_with(program, SYS_tgkill, 0, static_cast<std::uint32_t>(::getpid()));
    end(program, SECCOMP_RET_KILL_PROCESS);
    return program;
}

} // namespace

const bool is_sanitized = sanitized;

int close_filter() {
    if (architecture == 0) return ENOSYS;
    auto steps = program_of_this_process();
    const sock_fprog program{
        .len = static_cast<unsigned short>(steps.size()), .filter = steps.data()
    };
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    if (::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) != 0) return errno;
    return 0;
}

} // namespace heed::sandbox
