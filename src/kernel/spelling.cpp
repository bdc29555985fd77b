// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/spelling.hpp"

#include <numeric>
#include <utility>
#include <vector>

namespace heed {

std::size_t spelling_distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t at = 0; at < left.size(); ++at) {
        std::size_t diagonal = std::exchange(row[0], at + 1);
        for (std::size_t other = 0; other < right.size(); ++other) {
            const auto swap = diagonal + (left[at] == right[other] ? 0U : 1U);
            diagonal = row[other + 1];
            row[other + 1] = std::min({swap, diagonal + 1, row[other] + 1});
        }
    }
    return row.back();
}

} // namespace heed
