// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/recorded.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <mutex>
#include <set>
#include <string>

namespace heed::db {

void record_statement(Engine engine, std::string_view types, std::string_view sql) {
    static const char* file =
        std::getenv("HEED_SQL_RECORD"); // NOLINT(concurrency-mt-unsafe): set before start
    if (file == nullptr) return;
    static std::mutex mutex;
    static std::set<std::string> seen;
    static std::ofstream lines(file);
    auto line =
        fmt::format("{}\t{}\t{}", engine == Engine::sqlite ? "sqlite" : "postgres", types, sql);
    std::ranges::replace(line, '\n', ' ');
    const std::scoped_lock lock(mutex);
    if (seen.insert(line).second) lines << line << '\n' << std::flush;
}

} // namespace heed::db
