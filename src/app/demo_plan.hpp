// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"

#include <cstdint>
#include <vector>

namespace heed::app {

/// What happens on a demo desk, without a database: the same for one seed on every machine.
enum class DemoAct : std::uint8_t {
    open,
    question,
    answer,
    note,
    own,
    wait,
    resolve,
    thank,
    close
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
    Instant until = {}; // the last step is before this
};

/// Two years of arrivals with the rhythm of weeks and days and some bursts; conversations whose
/// lengths have a median of 3 and a 99th percentile of about 60 entries. Sorted by time.
std::vector<DemoStep> demo_plan(const DemoSize& size);

} // namespace heed::app
