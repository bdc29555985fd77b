// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/engine_version.hpp"

#include <charconv>

namespace heed::db {

std::string engine_version(Database& db) {
    return db.read([&](Transaction& tx) {
        return db.engine() == Engine::sqlite
                   ? tx.value<std::string>("SELECT sqlite_version()")
                   : tx.value<std::string>("SELECT current_setting('server_version')");
    });
}

int major_version(std::string_view version) {
    int major = 0;
    std::from_chars(version.data(), version.data() + version.size(), major);
    return major;
}

} // namespace heed::db
