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
    return {
        .chip = &W::state_waiting,
        .headline = headline,
        .next = next,
        .tone = "calm",
        .steps_done = looked_at,
        .in_step = true
    };
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
        .chip = &W::state_waiting_you,
        .headline = &W::head_waiting_you,
        .next = &W::next_waiting_you,
        .tone = "warn",
        .steps_done = looked_at,
        .in_step = true
    };
}

Standing open(const TicketRow& ticket) {
    if (ticket.last_public_from == tickets::Side::agent)
        return {
            .chip = &W::state_working,
            .headline = &W::head_answered,
            .next = &W::next_answered,
            .tone = "info",
            .steps_done = looked_at,
            .in_step = true
        };
    return {
        .chip = &W::state_working,
        .headline = &W::head_working,
        .next = &W::next_working,
        .tone = "info",
        .steps_done = looked_at,
        .in_step = true
    };
}

Standing ended(const TicketRow& ticket) {
    auto headline = &W::head_ended;
    if (ticket.cancelled_as == CancelledAs::duplicate) headline = &W::head_duplicate;
    if (ticket.cancelled_as == CancelledAs::withdrawn) headline = &W::head_withdrawn;
    return {
        .chip = &W::state_ended,
        .headline = headline,
        .next = &W::next_ended,
        .tone = "calm",
        .steps_done = -1,
        .in_step = false
    };
}

} // namespace

Standing standing_of(const TicketRow& ticket) {
    switch (ticket.state) {
        case State::new_: break;
        case State::open: return open(ticket);
        case State::waiting: return waiting(ticket);
        case State::resolved:
            return {
                .chip = &W::state_solved,
                .headline = &W::head_solved,
                .next = &W::next_solved,
                .tone = "ok",
                .steps_done = steps_count,
                .in_step = false
            };
        case State::closed:
            return {
                .chip = &W::state_closed,
                .headline = &W::head_closed,
                .next = &W::next_closed,
                .tone = "calm",
                .steps_done = steps_count,
                .in_step = false
            };
        case State::cancelled: return ended(ticket);
    }
    return {
        .chip = &W::state_received,
        .headline = &W::head_received,
        .next = &W::next_received,
        .tone = "info",
        .steps_done = 1,
        .in_step = false
    };
}

bool may_be_solved(tickets::State state) {
    return tickets::is_unresolved(state);
}

bool asks_whether_solved(const TicketRow& ticket) {
    return may_be_solved(ticket.state) && ticket.last_public_from == tickets::Side::agent;
}

} // namespace heed::portal
