// SPDX-License-Identifier: AGPL-3.0-or-later
// Power cuts: nothing acknowledged is lost, nothing is doubled, nothing is damaged.
//
//     power_cut [--images N] [--seed N] [--plant none|normal|early|no_folders] [--folder DIR]
//
// With a plant it succeeds when something is found broken. The last line is `N passed, N failed`.
#include "kernel/format.hpp"
#include "tests/power_cut/trial.hpp"

#include <charconv>
#include <iostream>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace heed;
using namespace heed::tests;

constexpr int images_of_a_trial = 50;

struct Wanted {
    int images = 500;
    std::uint64_t seed = 1;
    Plant plant = Plant::none;
    std::filesystem::path folder;
};

/// Memory where there is some: the disk under test is the recorded one.
std::filesystem::path usual_folder() {
    const std::filesystem::path memory = "/dev/shm";
    const auto base =
        ::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
    return base / fmt::format("heed_power_cut_{}", ::getpid());
}

template <class Number>
bool read_number(std::string_view text, Number& into) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
    return error == std::errc() && end == text.data() + text.size();
}

bool read(Wanted& wanted, std::string_view name, std::string_view value) {
    if (name == "--images") return read_number(value, wanted.images);
    if (name == "--seed") return read_number(value, wanted.seed);
    if (name == "--folder") {
        wanted.folder = value;
        return true;
    }
    const auto plant = enum_from<Plant>(value);
    if (name != "--plant" || !plant) return false;
    wanted.plant = *plant;
    return true;
}

int run(const Wanted& wanted) {
    int passed = 0;
    int failed = 0;
    int copies = 0;
    std::size_t told = 0;
    for (int trials = 0; passed + failed < wanted.images; ++trials) {
        const Trial trial{
            .seed = wanted.seed + static_cast<std::uint64_t>(trials),
            .images = std::min(images_of_a_trial, wanted.images - passed - failed),
            .plant = wanted.plant,
            .folder = wanted.folder / std::to_string(trials),
        };
        const auto result = run_trial(trial);
        for (const auto& broken : result.broken)
            std::cout << "seed " << trial.seed << ": " << broken << std::endl;
        told += result.told;
        copies += result.copies;
        passed += result.images - result.failed;
        failed += result.failed;
        if (wanted.plant != Plant::none && failed > 0) break;
    }
    const bool expected = (failed > 0) == (wanted.plant != Plant::none);
    if (failed > 0 && wanted.plant == Plant::none)
        std::cout << "what is left is in " << wanted.folder.string() << '\n';
    else
        std::filesystem::remove_all(wanted.folder);
    if (wanted.plant != Plant::none)
        std::cout << name_of(wanted.plant) << (expected ? " is found" : " is not found") << '\n';
    std::cout << "seed " << wanted.seed << ", " << told << " acknowledgements held against disks, "
              << copies << " copies of the log\n"
              << passed << " passed, " << failed << " failed" << std::endl;
    return expected ? 0 : 1;
}

} // namespace

int main(int count, char** arguments) {
    ::umask(S_IRWXG | S_IRWXO); // a desk's files are its owner's alone
    Wanted wanted{.folder = usual_folder()};
    for (int at = 1; at < count; at += 2) {
        if (at + 1 < count && read(wanted, arguments[at], arguments[at + 1])) continue;
        std::cerr << "power_cut: cannot use " << arguments[at] << '\n';
        return 2;
    }
    return run(wanted);
}
