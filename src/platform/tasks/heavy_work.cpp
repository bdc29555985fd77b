// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/tasks/heavy_work.hpp"

#include <algorithm>
#include <malloc.h>
#include <semaphore>
#include <thread>

namespace heed::tasks {

namespace {

std::counting_semaphore<>& places() {
    static std::counting_semaphore<> all(std::max(2U, std::thread::hardware_concurrency()));
    return all;
}

} // namespace

HeavyWork::HeavyWork() {
    places().acquire();
}

HeavyWork::~HeavyWork() {
    places().release();
}

void give_memory_back(std::size_t bytes) {
    constexpr std::size_t many = 1U << 20U;
    if (bytes >= many) ::malloc_trim(0);
}

} // namespace heed::tasks
