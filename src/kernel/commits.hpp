// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>

namespace heed {

/// How many changes this thread has made durable since it began, those included of which nobody
/// can say. Who looks before and after a piece of work knows whether a failure may still be
/// answered by "nothing was changed".
std::uint64_t commits_of_thread();

/// For the database alone, on the thread that asked for the change.
void count_commit();

} // namespace heed
