// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/inbound_mail/letter.hpp"
#include "kernel/actor.hpp"
#include "platform/db/transaction.hpp"
#include "platform/journal/reactor.hpp"

namespace heed::inbound_mail {

/// Says on the entry of the first letter that it came again, and how often. Holds the lock of the
/// entry's ticket, so that of two at once each counts.
void note_duplicate(db::Transaction& tx, const Actor& actor, const LetterRow& again, Instant now);

/// Whoever takes such a judgement back has the last of these letters taken as one of its own.
journal::Reactor duplicates_reactor();

} // namespace heed::inbound_mail
