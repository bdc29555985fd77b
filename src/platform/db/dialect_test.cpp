// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/dialect.hpp"

#include <doctest/doctest.h>

using namespace heed::db;

TEST_CASE("parameters change their mark, quoted text and comments do not") {
    CHECK(postgres_text("SELECT ?1, ?12") == "SELECT $1, $12");
    CHECK(postgres_text("SELECT '?1''?2' || ?3, \"a?\"") == "SELECT '?1''?2' || $3, \"a?\"");
    CHECK(postgres_text("SELECT ?1 -- why?\n, ?2") == "SELECT $1 -- why?\n, $2");
    CHECK(postgres_text("SELECT 'open ?1") == "SELECT 'open ?1");
    CHECK(postgres_text("").empty());
}

TEST_CASE("a name cannot leave its quotes") {
    CHECK(quoted_name("desk") == "\"desk\"");
    CHECK(quoted_name("a\"; DROP") == "\"a\"\"; DROP\"");
}
