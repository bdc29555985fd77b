// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/open_files.hpp"

#include <sys/resource.h>

namespace heed::app {

void take_open_files() {
    rlimit limit = {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::uint64_t open_files_allowed() {
    rlimit limit = {};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_max : 0;
}

} // namespace heed::app
