// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/house.hpp"
#include "features/access/gate.hpp"
#include "platform/tasks/scheduler.hpp"

namespace heed::app {

/// Everything that happens by itself: auto-close, waits that end, held messages, collectors.
void add_timers(tasks::Scheduler& scheduler, House& house, access::Gate& gate);

} // namespace heed::app
