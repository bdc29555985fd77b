// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/privacy/handing_out.hpp"
#include "features/privacy/redacting.hpp"
#include "features/privacy/request.hpp"
#include "kernel/actor.hpp"

#include <vector>

namespace heed::privacy {

struct Ask {
    Reason reason;
};
HEED_FIELDS(Ask, reason)

/// Deletes a ticket for good, or asks a second person to confirm it where the desk wants two.
/// Refuses `on_hold` and `already_asked`. All of these take `privacy:manage` desk-wide.
Result<Done>
ask_deletion(db::Transaction& tx, const Actor& actor, TicketId id, const Ask& ask, Instant now);

/// The same for all that the desk knows of a person: begun here, carried out in steps by `go_on`.
/// Refuses `is_agent` for who works here or did, and `already_erased`.
Result<Done>
ask_erasure(db::Transaction& tx, const Actor& actor, PersonId id, const Ask& ask, Instant now);

/// Refuses `second_person_needed` to who asked, and `wrong_state` for what is not open any more.
Result<Done> confirm(db::Transaction& tx, const Actor& actor, RequestId id, Instant now);
Result<Done> withdraw(db::Transaction& tx, const Actor& actor, RequestId id, Instant now);

/// One small step of what is being carried out or has expired; how many there were, so 0 at the
/// end. For the scheduler.
Result<int> go_on(db::Transaction& tx, Instant now);

/// Notes that all that is held of a person was asked for, with the desk's notes or without them.
/// Refuses `nothing_held` for who was erased.
Result<Done> ask_export(
    db::Transaction& tx, const Actor& actor, PersonId id, const ExportOptions& options, Instant now
);

struct ChangePrivacySettings {
    std::optional<std::int64_t> expected_version;
    bool needs_two = false;
};
HEED_FIELDS(ChangePrivacySettings, expected_version, needs_two)

Result<Done> change_settings(
    db::Transaction& tx, const Actor& actor, const ChangePrivacySettings& command, Instant now
);

/// Whoever may see the ticket sees why it is held.
Result<Done>
hold_ticket(db::Transaction& tx, const Actor& actor, TicketId id, const Ask& ask, Instant now);
/// What an erasure had to leave because of it is erased now.
Result<Done> end_hold(db::Transaction& tx, const Actor& actor, TicketId id, Instant now);

/// What was asked for and needs nobody's word any more: a deletion is done at once, an erasure
/// begins. Refuses `on_hold`.
Result<> carry_out(db::Transaction& tx, const Actor& actor, PrivacyRequest& request, Instant now);

/// Refuses `on_hold`.
Result<> require_not_held(db::Transaction& tx, TicketId id);

} // namespace heed::privacy
