// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/desk/paging.hpp"

namespace heed {

Result<int> limit_from(const http::Request& request) {
    const auto limit = TRY(request.query.number("limit"));
    if (!limit) return 50;
    if (*limit >= 1 && *limit <= 200) return static_cast<int>(*limit);
    return refuse(Refusal::invalid, "out_of_range", "/limit", "A page has 1 to 200 lines.");
}

} // namespace heed
