// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/tasks/thread_name.hpp"

#include <pthread.h>
#include <string>

namespace heed::tasks {

void name_this_thread(std::string_view name) {
    constexpr std::size_t kernel_keeps = 15;
    pthread_setname_np(pthread_self(), std::string(name.substr(0, kernel_keeps)).c_str());
}

} // namespace heed::tasks
