// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/sandbox/processes.hpp"
#include "platform/sandbox/worker.hpp"

#include <string>
#include <vector>

namespace heed::tests {

/// Does what is written in a letter and no reader of letters would do: "crash", "hang", "socket",
/// "open", "exec", "fork", "code" (memory that is written and run), "signal" (to its parent),
/// "memory", "throw", "nonsense", "stop"; says which call was only denied, nothing else.
std::string misbehave(std::string_view how);

/// The real tasks, which misbehave at a letter with a header `X-Planted:`, and "planted" of its
/// own, which is told how.
std::vector<sandbox::OfferedTask> planted_tasks();

struct Told {
    std::string text;
};
HEED_FIELDS(Told, text)

Result<Told> planted(const sandbox::Bytes& how);

inline constexpr sandbox::Task<Told, sandbox::Bytes> planted_task{
    .name = "planted", .work = planted
};

/// From here on the kernel refuses to take a filter, as in a container that forbids it.
void refuse_filters();

/// This program as processes for `planted_tasks`; "refused": where filters are.
sandbox::Processes::Options this_program(const std::string& where = "allowed");

/// Processes whose parent this is.
std::vector<int> children_of(int parent);
/// As /proc tells: 'S' sleeps, 'T' is stopped, 0 is gone.
char state_of(int process);
/// The value of a line of /proc/…/status.
std::string status_of(int process, std::string_view line);

/// Waits for a condition as long as a test may take.
template <class Condition>
bool comes_true(Condition condition) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) return false;
    }
    return true;
}

} // namespace heed::tests
