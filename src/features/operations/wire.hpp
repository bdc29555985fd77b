// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/text.hpp"
#include "platform/journal/reactors.hpp"

#include <cstdint>
#include <vector>

namespace heed::operations {

struct Readers {
    std::vector<journal::ReactorStatus> readers;
    std::vector<journal::Parked> parked; // the oldest first
};
HEED_FIELDS(Readers, readers, parked)

/// Which subject's facts a reader shall hear again.
struct RetryParked {
    Text<1, 50> subject_type;
    std::int64_t subject_id = 0;
};
HEED_FIELDS(RetryParked, subject_type, subject_id)

} // namespace heed::operations
