// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/backup_keeper.hpp"
#include "app/beginning.hpp"
#include "app/watching.hpp"
#include "features/access/access.hpp"
#include "features/live/live.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/presence/presence.hpp"
#include "platform/http/router.hpp"

#include <stop_token>
#include <vector>

namespace heed::app {

/// What routes need beside the desk: what lives in memory, and where mail servers may be reached.
struct Served {
    Desk& desk;
    live::Live& live;
    presence::Presence& presence;
    Watching& watching;
    net::AddressCheck address_check;
    oauth::Exchange exchange = {}; // with those who give mailboxes their tokens
    dns::Resolvers resolvers = {}; // of records about domains
    std::stop_token stop = {};     // breaks off what waits for a mail server
    NextBeginning& next_beginning;
    BackupKeeper& backups;
};

/// Every route that the server serves: those of `all_routes`, the web apps, probes, streams. The
/// permission table and the tests of bad input cover exactly these.
std::vector<http::Route> served_routes(const Served& served);

/// What happens to the open tickets of somebody who leaves, for the gate.
Result<>
hand_over(db::Transaction& tx, const Actor& actor, const access::HandOver& handed, Instant now);

} // namespace heed::app
