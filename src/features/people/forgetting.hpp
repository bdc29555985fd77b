// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/actor.hpp"
#include "kernel/instant.hpp"
#include "platform/db/transaction.hpp"

#include <string>

namespace heed::people {

/// Nothing stays of a person but the row that others point to: called `name`, inactive, without
/// addresses, organisation, language, zone and note. The caller empties the facts about them.
void erase_person(
    db::Transaction& tx, const Actor& actor, PersonId id, const std::string& name, Instant now
);

} // namespace heed::people
