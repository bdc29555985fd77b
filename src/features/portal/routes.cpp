// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/portal.hpp"
#include "features/portal/route_tables.hpp"
#include "platform/desk/desk.hpp"

#include <vector>

namespace heed::portal {

std::span<const Route> routes() {
    static const auto all = [] {
        std::vector<Route> result;
        for (const auto part : {ask_routes(), sign_in_routes(), request_routes()})
            result.insert(result.end(), part.begin(), part.end());
        return result;
    }();
    return all;
}

} // namespace heed::portal
