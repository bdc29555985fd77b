// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/standing.hpp"

namespace heed::portal {

namespace {

using tickets::CancelledAs;
using tickets::State;
using tickets::TicketRow;
using tickets::WaitingFor;

using W = Words;

constexpr int looked_at = 2;

Standing paused(Sentence headline, Sentence next) {
    return {&W::state_waiting, headline, next, "calm", looked_at, true};
}

Standing waiting(const TicketRow& ticket) {
    switch (ticket.waiting_for.value_or(WaitingFor::customer)) {
        case WaitingFor::customer: break;
        case WaitingFor::supplier: return paused(&W::head_waiting_supplier, &W::next_waiting);
        case WaitingFor::change: return paused(&W::head_waiting_change, &W::next_waiting);
        case WaitingFor::until:
            return paused(
                &W::head_waiting_until,
                ticket.waiting_until ? &W::next_waiting_until : &W::next_waiting
            );
    }
    return {
        &W::state_waiting_you, &W::head_waiting_you, &W::next_waiting_you, "warn", looked_at, true
    };
}

Standing open(const TicketRow& ticket) {
    if (ticket.last_public_from == tickets::Side::agent)
        return {&W::state_working, &W::head_answered, &W::next_answered, "info", looked_at, true};
    return {&W::state_working, &W::head_working, &W::next_working, "info", looked_at, true};
}

Standing ended(const TicketRow& ticket) {
    auto headline = &W::head_ended;
    if (ticket.cancelled_as == CancelledAs::duplicate) headline = &W::head_duplicate;
    if (ticket.cancelled_as == CancelledAs::withdrawn) headline = &W::head_withdrawn;
    return {&W::state_ended, headline, &W::next_ended, "calm", -1, false};
}

} // namespace

Standing standing_of(const TicketRow& ticket) {
    switch (ticket.state) {
        case State::new_: break;
        case State::open: return open(ticket);
        case State::waiting: return waiting(ticket);
        case State::resolved:
            return {&W::state_solved, &W::head_solved, &W::next_solved, "ok", steps_count, false};
        case State::closed:
            return {&W::state_closed, &W::head_closed, &W::next_closed, "calm", steps_count, false};
        case State::cancelled: return ended(ticket);
    }
    return {&W::state_received, &W::head_received, &W::next_received, "info", 1, false};
}

bool may_be_solved(tickets::State state) {
    return tickets::is_unresolved(state);
}

} // namespace heed::portal
