// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/fault.hpp"

#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <string>

namespace heed {

namespace {

std::optional<std::pair<std::string, int>> planned_from_environment() {
    const char* text = std::getenv("HEED_FAULT"); // NOLINT(concurrency-mt-unsafe): set before start
    if (text == nullptr) return std::nullopt;
    const std::string_view plan = text;
    const auto colon = plan.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    int passes = 0;
    std::from_chars(plan.data() + colon + 1, plan.data() + plan.size(), passes);
    return std::pair{std::string(plan.substr(0, colon)), passes};
}

} // namespace

void fault_point(std::string_view point) {
    static const auto plan = planned_from_environment();
    static std::atomic<int> passed = 0;
    if (!plan || plan->first != point) return;
    if (++passed == plan->second) static_cast<void>(std::raise(SIGKILL));
}

} // namespace heed
