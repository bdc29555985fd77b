// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace heed::bench {

using TimePoint = std::chrono::steady_clock::time_point;

/// How long each operation took, by what it was.
class Figures {
public:
    void add(const std::string& what, std::chrono::nanoseconds took);
    void add_error(const std::string& what);
    void merge(const Figures& other);

    /// `{"seconds":…,"count":…,"errors":{…},"kinds":{"open":{"count":…,"p50_us":…}}}`; `cpu` is
    /// what this process used of the processors meanwhile.
    [[nodiscard]] std::string json(double seconds, double cpu) const;

private:
    std::map<std::string, std::vector<std::uint32_t>> micros_;
    std::map<std::string, std::uint64_t> errors_;
};

/// Seconds of processor time that this process has used.
double cpu_seconds();

} // namespace heed::bench
