// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/sandbox/task.hpp"

#include <cstdint>
#include <span>

namespace heed::sandbox {

/// Memory of a worker beside what the message it works on allows it.
inline constexpr std::uint64_t memory_base = std::uint64_t{256} << 20U;
/// Bytes of memory for each byte of a message: raw, decoded, as text, as a page, and the answer.
inline constexpr std::uint64_t memory_per_byte = 16;

/// The first message of a worker: how its shutting in went.
struct Hello {
    int refused = 0; // the errno of the filter
};
HEED_FIELDS(Hello, refused)

/// What a worker was asked.
struct Question {
    std::string_view task;
    std::string_view input;
};
HEED_FIELDS(Question, task, input)

/// What it answers. `failed`: an exception went through the task, `output` is what it says.
struct Answer {
    bool failed = false;
    std::string_view output;
};
HEED_FIELDS(Answer, failed, output)

/// Where a worker reads and writes.
struct WorkerPipes {
    int questions = 0;
    int answers = 1;
};

/// The whole life of a worker: gives up everything but its pipes, shuts itself in, and answers
/// until there are no more questions. `input_max` is the largest message it can be given memory
/// for.
[[noreturn]] void
live_as_worker(std::span<const OfferedTask> tasks, WorkerPipes pipes, std::uint64_t input_max);

/// The whole life of the small parent: `heed worker mail`. One thread, no desk, no secret; makes
/// and buries workers as it is told over `control_number`, and ends, they with it, when nobody
/// holds the other end any more.
int live_as_parent(std::span<const OfferedTask> tasks, std::uint64_t input_max);

} // namespace heed::sandbox
