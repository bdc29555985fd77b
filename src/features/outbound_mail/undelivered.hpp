// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/conversations/conversations.hpp"

namespace heed::outbound_mail {

/// Nobody waits for it: a demo desk made up all whom it was for, and nothing ever goes to them.
bool is_for_demos(db::Transaction& tx, const conversations::Entry& entry);

/// An answer that failed for good, or came back, is told to the owner of its ticket: nobody looks
/// at the letters of what is thought to be solved. Letters that the desk writes by itself are no
/// entries, so they never get here. Hearing a fact again changes nothing.
Result<> hear_undelivered(db::Transaction& tx, const journal::Fact& fact);

} // namespace heed::outbound_mail
