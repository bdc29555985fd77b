// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/check.hpp"

#include <fmt/format.h>

namespace heed {

void check_failed(const char* condition, std::source_location where) {
    throw Fault(
        fmt::format("broken invariant: {} ({}:{})", condition, where.file_name(), where.line())
    );
}

} // namespace heed
