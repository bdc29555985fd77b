// SPDX-License-Identifier: AGPL-3.0-or-later
#include "bench/figures.hpp"

#include "kernel/format.hpp"

#include <algorithm>
#include <sys/resource.h>

namespace heed::bench {

namespace {

std::uint32_t at_share(const std::vector<std::uint32_t>& sorted, double share) {
    if (sorted.empty()) return 0;
    const auto place = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
    return sorted[std::min(place, sorted.size() - 1)];
}

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::string percentiles(std::vector<std::uint32_t> micros) {
    std::ranges::sort(micros);
    return fmt::format(
        R"({{"count":{},"p50_us":{},"p95_us":{},"p99_us":{},"max_us":{}}})",
        micros.size(),
        at_share(micros, 0.50),
        at_share(micros, 0.95),
        at_share(micros, 0.99),
        at_share(micros, 1.00)
    );
}

} // namespace

void Figures::add(const std::string& what, std::chrono::nanoseconds took) {
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
    micros_[what].push_back(
        static_cast<std::uint32_t>(std::clamp<std::int64_t>(micros, 0, UINT32_MAX))
    );
}

void Figures::add_error(const std::string& what) {
    ++errors_[what];
}

void Figures::merge(const Figures& other) {
    for (const auto& [what, micros] : other.micros_)
        micros_[what].insert(micros_[what].end(), micros.begin(), micros.end());
    for (const auto& [what, count] : other.errors_) errors_[what] += count;
}

std::string Figures::json(double seconds, double cpu) const {
    std::vector<std::uint32_t> all;
    std::string kinds;
    for (const auto& [what, micros] : micros_) {
        all.insert(all.end(), micros.begin(), micros.end());
        kinds += fmt::format("{}\"{}\":{}", kinds.empty() ? "" : ",", what, percentiles(micros));
    }
    std::string errors;
    for (const auto& [what, count] : errors_)
        errors += fmt::format("{}\"{}\":{}", errors.empty() ? "" : ",", what, count);
    return fmt::format(
        R"({{"seconds":{:.3f},"cpu_seconds":{:.3f},"errors":{{{}}},"all":{},"kinds":{{{}}}}})",
        seconds,
        cpu,
        errors,
        percentiles(std::move(all)),
        kinds
    );
}

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

} // namespace heed::bench
