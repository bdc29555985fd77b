// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/outbound_mail/postbox.hpp" // IWYU pragma: export
#include "platform/journal/reactor.hpp"

#include <span>
#include <vector>

namespace heed {
struct Described;
struct Route;
} // namespace heed

namespace heed::outbound_mail {

/// What administrators should know: letters that cannot leave because no mailbox has a server.
std::optional<std::string> trouble(db::Transaction& tx);

std::span<const Route> routes();

/// What the API document says of them.
std::span<const Described> described();

/// The outbox: acts, so it is never rebuilt and hears only what happens live.
std::vector<journal::Reactor> reactors();

} // namespace heed::outbound_mail
