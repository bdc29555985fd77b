// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/privacy/privacy.hpp"
#include "features/privacy/route_tables.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"

#include <vector>

namespace heed::privacy {

std::span<const Route> routes() {
    static const auto all = [] {
        std::vector<Route> result;
        for (const auto part : {redaction_routes(), request_routes(), export_routes()})
            result.insert(result.end(), part.begin(), part.end());
        return result;
    }();
    return all;
}

std::span<const Described> described() {
    static const auto all = [] {
        std::vector<Described> result;
        for (const auto part :
             {redaction_descriptions(), request_descriptions(), export_descriptions()})
            result.insert(result.end(), part.begin(), part.end());
        return result;
    }();
    return all;
}

} // namespace heed::privacy
