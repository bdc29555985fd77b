// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/commits.hpp"

namespace heed {

namespace {

thread_local std::uint64_t commits = 0;

} // namespace

std::uint64_t commits_of_thread() {
    return commits;
}

void count_commit() {
    ++commits;
}

} // namespace heed
