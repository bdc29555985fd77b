// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo.hpp"

#include "app/demo_people.hpp"
#include "app/demo_run.hpp"
#include "app/demo_stage.hpp"
#include "platform/journal/seal.hpp"

#include <algorithm>
#include <span>

namespace heed::app {

namespace {

// A page that many steps touch is written once a job: 150 steps cost a fifth more processor time.
constexpr std::size_t steps_per_job = 1'500;
// A reader of the journal that once took too long goes on inside the batches when it has caught up.
constexpr std::size_t steps_between_catching_up = 10 * steps_per_job;

Result<> play_all(db::Transaction& tx, DemoStage& stage, std::span<const DemoStep> steps) {
    for (const auto& step : steps) {
        TRY(stage.play(tx, step));
    }
    return {};
}

} // namespace

Result<> make_demo(
    House& house,
    const DemoSize& size,
    const std::function<void(std::size_t, std::size_t)>& progress
) {
    const auto people = TRY(meet_people(house, size, size.until - std::chrono::days{735}));
    const auto steps = demo_plan(size);
    DemoStage stage(people, size, house.files);
    for (std::size_t from = 0; from < steps.size(); from += steps_per_job) {
        const auto until = std::min(steps.size(), from + steps_per_job);
        TRY(run_demo(house, [&](db::Transaction& tx) {
            return play_all(tx, stage, std::span(steps).subspan(from, until - from));
        }));
        if (until % steps_between_catching_up == 0) house.reactors.run_until_quiet();
        progress(until, steps.size());
    }
    house.reactors.run_until_quiet();
    journal::Sealer sealer(*house.db);
    while (sealer.step(size.until)) {
    }
    house.db->finish_bulk_load();
    return {};
}

} // namespace heed::app
