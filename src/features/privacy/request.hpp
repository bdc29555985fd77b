// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"

#include <array>
#include <optional>
#include <string>

namespace heed::privacy {

using RequestId = Id<struct RequestTag>;

enum class RequestKind { deletion, erasure };

// asked ──confirmed──▶ running ──▶ done
//   └──▶ withdrawn | expired
enum class RequestState { asked, running, done, withdrawn, expired };

} // namespace heed::privacy

template <>
inline constexpr std::array<std::string_view, 2> heed::enum_names<heed::privacy::RequestKind> = {
    "deletion", "erasure"
};
template <>
inline constexpr std::array<std::string_view, 5> heed::enum_names<heed::privacy::RequestState> = {
    "asked", "running", "done", "withdrawn", "expired"
};

namespace heed::privacy {

/// How long a second person has to confirm.
inline constexpr std::chrono::days confirmed_within{7};

/// Something that cannot be undone, from being asked for to being done.
struct PrivacyRequest {
    RequestId id = {};
    RequestKind kind = RequestKind::deletion;
    std::optional<TicketId> ticket_id = {};
    std::optional<PersonId> person_id = {};
    std::string reason = {};
    RequestState state = RequestState::asked;
    std::optional<PersonId> asked_by = {};
    Instant asked_at = {};
    Instant expires_at = {};
    std::optional<PersonId> confirmed_by = {};
    std::optional<Instant> ended_at = {};
    TicketId done_to = {};
};
HEED_FIELDS(
    PrivacyRequest,
    id,
    kind,
    ticket_id,
    person_id,
    reason,
    state,
    asked_by,
    asked_at,
    expires_at,
    confirmed_by,
    ended_at,
    done_to
)

struct LegalHold {
    TicketId ticket_id = {};
    std::string reason = {};
    std::optional<PersonId> held_by = {};
    Instant held_at = {};
};
HEED_FIELDS(LegalHold, ticket_id, reason, held_by, held_at)

struct PrivacySettings {
    bool needs_two = false; // a second person confirms what cannot be undone
    std::int64_t version = 1;
};
HEED_FIELDS(PrivacySettings, needs_two, version)

} // namespace heed::privacy
