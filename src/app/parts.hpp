// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"
#include "platform/journal/reactor.hpp"
#include "platform/sandbox/task.hpp"

#include <vector>

namespace heed::app {

/// The route tables of every feature, for the API document. What the server serves, and the
/// permission table covers, is `served_routes`.
std::vector<Route> all_routes();

/// What the API document says of every route below /api/v1, also of those that need a running
/// server and stand in no table.
std::vector<Described> all_described();

/// Every reader of the journal. Adding a consequence means adding a line here.
std::vector<journal::Reactor> all_reactors();

/// What is done in processes that can reach nothing.
std::vector<sandbox::OfferedTask> all_tasks();

} // namespace heed::app
