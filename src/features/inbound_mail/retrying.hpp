// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/inbound_mail/letter.hpp"
#include "kernel/actor.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"

namespace heed::inbound_mail {

/// Makes a letter wait to be read again: an unreadable one to be judged as any other, a blocked one
/// or one that was set aside to be taken as a request. Refuses `wrong_state` for what is part of a
/// request, and for the second of two who ask at once.
Result<> take_up_again(db::Transaction& tx, const Actor& actor, LetterId id, Instant now);

} // namespace heed::inbound_mail
