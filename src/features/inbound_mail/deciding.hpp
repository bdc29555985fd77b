// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/inbound_mail/inbound_mail.hpp"
#include "features/inbound_mail/reading.hpp"

namespace heed::inbound_mail {

/// What a row shows of its letter: who wrote, and about what.
void describe(LetterRow& row, const ReadLetter& read);

/// Decides what a letter is and does it, in one transaction. Saves the row with every step.
Result<Ingested> decide(db::Transaction& tx, LetterRow& row, const ReadLetter& read, Instant now);

} // namespace heed::inbound_mail
