// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/tasks/thread_name.hpp"

#include <pthread.h>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace heed::tasks {

void name_this_thread(std::string_view name) {
    constexpr std::size_t kernel_keeps = 15;
    pthread_setname_np(pthread_self(), std::string(name.substr(0, kernel_keeps)).c_str());
}

void let_others_go_first() {
    constexpr int niceness = 10;
    // Of the thread alone, as Linux counts it. Never refused for a step down.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), niceness);
}

} // namespace heed::tasks
