// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/actor.hpp"
#include "kernel/instant.hpp"
#include "platform/db/transaction.hpp"

#include <string>

namespace heed::privacy {

/// What stands where something was taken out: "[redacted by Ada on Thu 20 Nov 2025, 17:00: card
/// number]", in the desk's language and zone, since customers and exports read it as it stands.
std::string
marker_of(db::Transaction& tx, const Actor& actor, const std::string& reason, Instant now);

/// The same for a person who was erased: it names nobody.
std::string erased_marker(db::Transaction& tx);

/// What an erased person is called: "Erased person 12".
std::string erased_name(db::Transaction& tx, PersonId person);

/// What stands in place of a letter whose ticket was deleted.
std::string deleted_marker(db::Transaction& tx);

} // namespace heed::privacy
