// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/privacy/erasing.hpp"
#include "features/privacy/request.hpp"
#include "kernel/fields.hpp"
#include "kernel/id.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::privacy::wire {

/// Where something was redacted; what stands there now is read from the ticket.
struct Redacted {
    TicketId number;
    EntryId entry_id;
};
HEED_FIELDS(Redacted, number, entry_id)

struct Named {
    PersonId id;
    std::string name;
};
HEED_FIELDS(Named, id, name)

struct PrivacyRequestView {
    RequestId id;
    RequestKind kind = RequestKind::deletion;
    RequestState state = RequestState::asked;
    std::optional<TicketId> number; // of a deletion
    std::optional<Named> person;    // of an erasure
    std::string reason;
    std::optional<Named> asked_by;
    Instant asked_at = {};
    Instant expires_at = {}; // when nobody has confirmed it by then
    std::optional<Named> confirmed_by;
    std::optional<Instant> ended_at;
};
HEED_FIELDS(
    PrivacyRequestView,
    id,
    kind,
    state,
    number,
    person,
    reason,
    asked_by,
    asked_at,
    expires_at,
    confirmed_by,
    ended_at
)

struct PrivacyRequests {
    std::vector<PrivacyRequestView> items; // the newest 100
    std::optional<std::string> next;       // all come at once
};
HEED_FIELDS(PrivacyRequests, items, next)

struct HoldView {
    bool held = false;
    std::optional<std::string> reason;
    std::optional<Instant> held_at;
};
HEED_FIELDS(HoldView, held, reason, held_at)

} // namespace heed::privacy::wire
