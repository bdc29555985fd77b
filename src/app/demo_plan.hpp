// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace heed::app {

/// What happens on a demo desk, without a database: the same for one seed on every machine.
enum class DemoAct : std::uint8_t {
    open,
    open_again, // about what was closed before
    open_twice, // what the same customer has asked already
    open_junk,  // nobody asked for it
    own,        // the first look: owner, kind, team, category
    rank,       // a priority with a reason
    join,       // a helper
    relate,     // to another request about the same
    question,
    answer,
    note,
    call,
    hold, // until the customer answers
    wait, // for whomever, at the end of the demo still
    resolve,
    thank,
    close,
    cancel
};

/// `ticket` counts from 0 in order of opening; `dice` decides its words.
struct DemoStep {
    Instant at;
    std::uint32_t ticket;
    std::uint32_t dice;
    DemoAct act;
};

struct DemoSize {
    std::size_t tickets = 2'000;
    std::uint64_t seed = 1;
    Instant until = {};        // the last step is before this
    std::string password = {}; // of its administrator; empty: `demo_password`, which all know
};

/// Two years of arrivals that become more, with the rhythm of weeks and days; conversations whose
/// lengths have a median of 3 and a 99th percentile of about 60 entries; about 4 of 100 requests
/// unresolved at the end, most of them of the last weeks. Sorted by time.
std::vector<DemoStep> demo_plan(const DemoSize& size);

} // namespace heed::app
