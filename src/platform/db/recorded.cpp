// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/recorded.hpp"

#include <cstdlib>
#include <fstream>
#include <mutex>
#include <set>
#include <string>

namespace heed::db {

void record_statement(std::string_view sql) {
    static const char* file =
        std::getenv("HEED_SQL_RECORD"); // NOLINT(concurrency-mt-unsafe): set before start
    if (file == nullptr) return;
    static std::mutex mutex;
    static std::set<std::string, std::less<>> seen;
    const std::scoped_lock lock(mutex);
    if (!seen.emplace(sql).second) return;
    std::string line(sql);
    for (auto& letter : line) {
        if (letter == '\n') letter = ' ';
    }
    std::ofstream(file, std::ios::app) << line + '\n';
}

} // namespace heed::db
