// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/live/live.hpp"
#include "kernel/clock.hpp"
#include "kernel/enums.hpp"
#include "kernel/fields.hpp"
#include "kernel/id.hpp"

#include <array>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace heed::presence {

enum class Doing { viewing, writing };

} // namespace heed::presence

template <>
inline constexpr std::array<std::string_view, 2> heed::enum_names<heed::presence::Doing> = {
    "viewing", "writing"
};

namespace heed::presence {

struct Present {
    PersonId person_id;
    std::string name;
    Doing doing = Doing::viewing;
};
HEED_FIELDS(Present, person_id, name, doing)

/// The data of `event: presence`.
struct PresenceEvent {
    TicketId ticket;
    std::vector<Present> people;
};
HEED_FIELDS(PresenceEvent, ticket, people)

/// Who is at which ticket. Safe from any thread.
class Presence {
public:
    explicit Presence(const Clock& clock) : clock_(clock) {}

    /// True when this changes what others see.
    bool arrive(TicketId ticket, Present person);
    bool leave(TicketId ticket, PersonId person);

    /// Those whose heartbeat is not older than 30 s, by name.
    std::vector<Present> at(TicketId ticket);

    /// Tickets that somebody silently left since the last call.
    std::vector<TicketId> expire();

private:
    struct Seen {
        Present person;
        Instant until;
    };

    using AtTicket = std::map<PersonId, Seen>;

    const Clock& clock_;
    std::mutex mutex_;
    std::map<TicketId, AtTicket> tickets_;
};

/// What others hear: `{ticket, people}`.
std::string presence_json(TicketId ticket, const std::vector<Present>& people);

/// `GET|PUT|DELETE /tickets/{number}/presence`.
std::vector<http::Route> routes(Desk& desk, Presence& presence, live::Live& live);

/// What the API document says of them.
std::span<const Described> described();

} // namespace heed::presence
