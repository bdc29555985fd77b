// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace heed::tests {

/// What is broken on purpose, to see that the trial finds it.
enum class Plant {
    none,
    normal,    // SQLite's synchronous = NORMAL
    early,     // answers before anything is kept
    no_folders // the folder of a new file is never synced
};

} // namespace heed::tests

template <>
inline constexpr std::array<std::string_view, 4> heed::enum_names<heed::tests::Plant> = {
    "none", "normal", "early", "no_folders"
};

namespace heed::tests {

struct Trial {
    std::uint64_t seed = 0;
    int images = 50;
    Plant plant = Plant::none;
    std::filesystem::path folder; // is made and removed; what is wrong is left in it
};

struct TrialResult {
    int images = 0;
    int failed = 0;                       // images
    int copies = 0;                       // of the log into the database, each with cuts in it
    std::size_t told = 0;                 // acknowledged before the cuts, all images together
    std::vector<std::string> broken = {}; // promises, in sentences
};

/// A desk under load on a recorded disk; then the power is cut at so many places, each disk as
/// chance left it is opened by the real code, looked through and sent again what it never answered.
TrialResult run_trial(const Trial& trial);

} // namespace heed::tests
