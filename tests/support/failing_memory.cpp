// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/support/failing_memory.hpp"

#include "kernel/check.hpp"

#include <atomic>
#include <sqlite3.h>

namespace heed::tests {

namespace {

// SQLite's interface leaves no room for a `this`.
sqlite3_mem_methods real = {};
std::atomic<int> planned = -1;
std::atomic<int> left = -1; // allocations that still succeed; below zero: all of them
std::atomic<int> failed = 0;

bool runs_out() {
    if (left.load() < 0 || left.fetch_sub(1) != 0) return false;
    ++failed;
    return true;
}

void* allocate(int size) {
    return runs_out() ? nullptr : real.xMalloc(size);
}

void* reallocate(void* held, int size) {
    return runs_out() ? nullptr : real.xRealloc(held, size);
}

/// Must come before anything else that SQLite does.
bool take_over() {
    CHECK(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real) == SQLITE_OK);
    static sqlite3_mem_methods failing = real;
    failing.xMalloc = allocate;
    failing.xRealloc = reallocate;
    CHECK(sqlite3_config(SQLITE_CONFIG_MALLOC, &failing) == SQLITE_OK);
    return true;
}

const bool taken_over = take_over();

} // namespace

void FailingMemory::plan(int after) {
    CHECK(taken_over);
    failed = 0;
    planned = after;
}

void FailingMemory::begin() {
    left = planned.exchange(-1);
}

void FailingMemory::heal() {
    planned = -1;
    left = -1;
}

int FailingMemory::failures() {
    return failed;
}

} // namespace heed::tests
