// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/access.hpp"
#include "features/access/route_tables.hpp"

#include <vector>

namespace heed::access {

std::span<const Route> routes() {
    static const auto all = [] {
        std::vector<Route> result;
        for (const auto part :
             {session_routes(),
              own_session_routes(),
              agent_routes(),
              factor_routes(),
              passkey_routes()})
            result.insert(result.end(), part.begin(), part.end());
        return result;
    }();
    return all;
}

std::span<const Described> described() {
    static const auto all = [] {
        std::vector<Described> result;
        for (const auto part :
             {session_descriptions(),
              own_session_descriptions(),
              agent_descriptions(),
              factor_descriptions(),
              passkey_descriptions()})
            result.insert(result.end(), part.begin(), part.end());
        return result;
    }();
    return all;
}

} // namespace heed::access
