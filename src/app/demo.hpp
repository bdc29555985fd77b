// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/demo_plan.hpp"
#include "app/house.hpp"

#include <functional>

namespace heed::app {

inline constexpr std::string_view demo_email = "noor@demo.example";
inline constexpr std::string_view demo_password = "demo desk 2026";

/// Fills an empty desk with a believable company through the same commands as everybody, so that
/// its journal is as true as a real one. Quiet: nothing leaves. `progress(done, all)` is called
/// now and then. Refuses `already_set_up` on a desk that has an administrator.
Result<> make_demo(
    House& house,
    const DemoSize& size,
    const std::function<void(std::size_t, std::size_t)>& progress
);

} // namespace heed::app
