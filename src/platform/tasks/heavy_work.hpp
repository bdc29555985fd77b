// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>

namespace heed::tasks {

/// While it lives, its thread is one of as many as there are processors that do what takes much
/// memory; the next one waits in the constructor. Not to be held while waiting for the database.
class HeavyWork {
public:
    HeavyWork();
    HeavyWork(const HeavyWork&) = delete;
    HeavyWork& operator=(const HeavyWork&) = delete;
    ~HeavyWork();
};

/// The system gets back what `bytes` of input took while they were worked on, if they were many.
void give_memory_back(std::size_t bytes);

} // namespace heed::tasks
