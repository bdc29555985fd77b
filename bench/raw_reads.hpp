// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "bench/raw_database.hpp"
#include "bench/zipf.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::bench {

/// A page of a view, as the API and as the raw loop are asked for it.
struct ListPage {
    struct Place {
        std::int64_t at = 0;
        std::int64_t id = 0;
    };

    std::vector<std::string> states = {}; // empty: all
    std::string filter = {};              // SQL for what else is wanted
    std::string query = {};               // the same as URL parameters
    bool by_number = false;               // instead of by last change
    std::optional<Place> after = {};

    [[nodiscard]] std::string url() const;
};

/// Views as agents open them, and pages far down the longest lists.
std::vector<ListPage> list_pages(RawDatabase& database, Random& random);

/// Reads what `GET /tickets/{number}` shows; answers the number of rows.
std::size_t raw_open(RawDatabase& database, std::string& out, std::int64_t ticket);

/// Reads what a page of a list shows; answers the number of rows.
std::size_t raw_list(RawDatabase& database, std::string& out, const ListPage& page);

} // namespace heed::bench
