// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/house.hpp"

namespace heed::app {

/// Runs `work` as one command of the demo; it may run twice. What acts outside hears nothing of it.
template <class Work>
Result<> run_demo(House& house, const Work& work) {
    const auto ran = house.db->write(
        [&](db::Transaction& tx) -> Result<bool> {
            TRY(work(tx));
            return true;
        },
        {.lane = db::Lane::interactive, .command = {.origin = "demo"}}
    );
    if (!ran) return std::unexpected(ran.error());
    return {};
}

} // namespace heed::app
