// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/presence/presence.hpp"

#include "kernel/json.hpp"

#include <algorithm>

namespace heed::presence {

namespace {

constexpr auto heartbeat_lasts = std::chrono::seconds{30};

} // namespace

bool Presence::arrive(TicketId ticket, Present person) {
    const std::scoped_lock lock(mutex_);
    auto& here = tickets_[ticket];
    const auto until = clock_.now() + heartbeat_lasts;
    const auto known = here.find(person.person_id);
    if (known != here.end() && known->second.person.doing == person.doing) {
        known->second.until = until;
        return false;
    }
    const auto id = person.person_id;
    here.insert_or_assign(id, Seen{.person = std::move(person), .until = until});
    return true;
}

bool Presence::leave(TicketId ticket, PersonId person) {
    const std::scoped_lock lock(mutex_);
    const auto here = tickets_.find(ticket);
    if (here == tickets_.end() || here->second.erase(person) == 0) return false;
    if (here->second.empty()) tickets_.erase(here);
    return true;
}

std::vector<Present> Presence::at(TicketId ticket) {
    const std::scoped_lock lock(mutex_);
    std::vector<Present> people;
    const auto here = tickets_.find(ticket);
    if (here == tickets_.end()) return people;
    for (const auto& [id, seen] : here->second) {
        if (seen.until >= clock_.now()) people.push_back(seen.person);
    }
    std::ranges::sort(people, {}, &Present::name);
    return people;
}

std::vector<TicketId> Presence::expire() {
    const std::scoped_lock lock(mutex_);
    std::vector<TicketId> left;
    const auto now = clock_.now();
    for (auto& [ticket, people] : tickets_) {
        if (std::erase_if(people, [&](const auto& seen) { return seen.second.until < now; }) > 0)
            left.push_back(ticket);
    }
    std::erase_if(tickets_, [](const auto& ticket) { return ticket.second.empty(); });
    return left;
}

std::string presence_json(TicketId ticket, const std::vector<Present>& people) {
    return to_json(PresenceEvent{.ticket = ticket, .people = people});
}

} // namespace heed::presence
