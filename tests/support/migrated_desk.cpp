// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes an empty desk with every migration, for tools that look at the schema:
//     migrated_desk sqlite FOLDER
//     migrated_desk postgres URL SCHEMA
#include "platform/db/database.hpp"

#include <fmt/format.h>
#include <span>

int main(int count, char** texts) {
    const std::span<char*> arguments(texts, static_cast<std::size_t>(count));
    const std::string_view engine = count > 1 ? arguments[1] : "";
    try {
        if (engine == "sqlite" && count == 3)
            heed::db::Database::open({.data = arguments[2]});
        else if (engine == "postgres" && count == 4)
            heed::db::Database::open({.url = arguments[2], .schema = arguments[3]});
        else
            throw heed::Fault("usage: migrated_desk sqlite FOLDER | postgres URL SCHEMA");
    } catch (const std::exception& failure) {
        fmt::print(stderr, "{}\n", failure.what());
        return 1;
    }
    return 0;
}
