// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/command_id.hpp"

#include <doctest/doctest.h>
#include <set>

using namespace heed;
using namespace heed::db;
using namespace std::chrono_literals;

TEST_CASE("commands are named in order of time, and never twice") {
    const Instant now{1'790'000'000'000ms};
    std::set<std::string> names;
    for (int count = 0; count < 1'000; ++count) names.insert(command_id_at(now));
    CHECK(names.size() == 1'000);
    for (const auto& name : names) {
        CHECK(name.size() == 32);
        CHECK(command_id_at(now - 1ms) < name);
        CHECK(name < command_id_at(now + 1ms));
    }
    CHECK(new_command_id().size() == 32);
}
