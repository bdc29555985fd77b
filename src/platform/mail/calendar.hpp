// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/mail/letter.hpp"

#include <optional>
#include <string>

namespace heed::mail {

/// What a calendar part says, for people: "Accepted: Meeting about the printer".
struct CalendarEvent {
    std::string text;
    // "When: 2026-06-10 09:00 – 10:00 (Europe/Berlin)", where and who invites: what of it is known,
    // a line each, in the zone that the program named.
    std::string details = {};
    bool is_answer = false; // somebody's program answers an invitation
};

/// The event that came with this letter (RFC 5546), if one did.
std::optional<CalendarEvent> find_event(const Letter& letter);

} // namespace heed::mail
