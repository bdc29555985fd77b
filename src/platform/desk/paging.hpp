// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/http/request.hpp"

namespace heed {

/// `limit` of a list's query: 1 to 200 lines, 50 when absent. Refuses `out_of_range`.
Result<int> limit_from(const http::Request& request);

} // namespace heed
