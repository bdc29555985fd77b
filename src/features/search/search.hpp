// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/search/indexer.hpp" // IWYU pragma: export
#include "features/search/wire.hpp"    // IWYU pragma: export

#include <span>
#include <string_view>
#include <vector>

namespace heed {
struct Described;
struct Route;
} // namespace heed

namespace heed::search {

using full_text::Fragment;

/// A customer's request, with the place that was found.
struct FoundRequest {
    tickets::TicketRow row;
    std::vector<Fragment> subject;
    std::vector<Fragment> excerpt;
};

struct FoundRequests {
    std::vector<FoundRequest> items = {};
    bool more = false; // than are shown
    Standing standing = {};
};

/// For the portal: what a customer may see of it, at most `limit`.
Result<FoundRequests>
find_requests(Desk& desk, const Actor& actor, std::string_view question, std::size_t limit);

/// Tickets that are about the same, as far as words tell, among those the actor may see; the most
/// similar first. Refuses a ticket that they may not see.
Result<std::vector<tickets::TicketRow>>
similar_tickets(Desk& desk, const Actor& actor, TicketId id, std::size_t limit);

/// How far the index is behind the journal, and whether it holds everything.
Standing standing_of(Desk& desk);
std::chrono::milliseconds lag_of(Desk& desk);

std::span<const Route> routes();

/// What the API document says of them.
std::span<const Described> described();

} // namespace heed::search
