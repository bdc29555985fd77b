// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/database.hpp"
#include "platform/db/migrate.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace heed;
using namespace heed::db;

namespace {

using Lines = std::vector<std::string>;

// Each gives one line per thing, worded alike on both engines. PostgreSQL's types are written as
// SQLite stores them.
constexpr Sql sqlite_columns =
    "SELECT t.name || '.' || c.name || ' ' || c.type || CASE WHEN c.\"notnull\" OR c.pk THEN ' NOT "
    "NULL' "
    "ELSE '' END || CASE WHEN c.dflt_value IS NULL THEN '' ELSE ' DEFAULT' END AS line "
    "FROM sqlite_schema t, pragma_table_info(t.name) c "
    "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'";
constexpr Sql postgres_columns =
    "SELECT c.relname || '.' || a.attname || ' ' || CASE format_type(a.atttypid, a.atttypmod) "
    "WHEN 'bigint' THEN 'INTEGER' WHEN 'boolean' THEN 'INTEGER' WHEN 'text' THEN 'TEXT' "
    "WHEN 'json' THEN 'TEXT' WHEN 'bytea' THEN 'BLOB' WHEN 'double precision' THEN 'REAL' "
    "ELSE format_type(a.atttypid, a.atttypmod) END "
    "|| CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END "
    "|| CASE WHEN a.atthasdef THEN ' DEFAULT' ELSE '' END AS line "
    "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
    "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' "
    "AND a.attnum > 0 AND NOT a.attisdropped";

constexpr Sql sqlite_keys =
    "SELECT t.name || ' KEY ' || (SELECT group_concat(name, ', ') FROM (SELECT name FROM "
    "pragma_table_info(t.name) WHERE pk > 0 ORDER BY pk)) AS line FROM sqlite_schema t "
    "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' "
    "AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE pk > 0)";
constexpr Sql postgres_keys =
    "SELECT c.relname || ' KEY ' || (SELECT string_agg(a.attname, ', ' ORDER BY k.place) "
    "FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, place) "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum) AS line "
    "FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary "
    "WHERE c.relnamespace = current_schema()::regnamespace";

constexpr Sql sqlite_indexes =
    "SELECT t.name || CASE WHEN l.\"unique\" THEN ' UNIQUE ' ELSE ' INDEX ' END || "
    "(SELECT group_concat(column, ', ') FROM (SELECT coalesce(name, '()') || CASE WHEN \"desc\" "
    "THEN ' DESC' ELSE '' END AS column FROM pragma_index_xinfo(l.name) WHERE key ORDER BY seqno)) "
    "|| CASE WHEN l.partial THEN ' WHERE' ELSE '' END AS line "
    "FROM sqlite_schema t, pragma_index_list(t.name) l WHERE t.type = 'table' AND l.origin <> 'pk'";
constexpr Sql postgres_indexes =
    "SELECT c.relname || CASE WHEN i.indisunique THEN ' UNIQUE ' ELSE ' INDEX ' END || "
    "(SELECT string_agg(coalesce(a.attname, '()') || CASE WHEN i.indoption[k.place - 1] & 1 = 1 "
    "THEN ' DESC' ELSE '' END, ', ' ORDER BY k.place) "
    "FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, place) "
    "LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum AND k.attnum <> 0) "
    "|| CASE WHEN i.indpred IS NOT NULL THEN ' WHERE' ELSE '' END AS line "
    "FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND NOT i.indisprimary "
    "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'";

constexpr Sql sqlite_references =
    "SELECT t.name || '.' || f.\"from\" || ' REFERENCES ' || f.\"table\" || ' ON DELETE ' || "
    "f.on_delete AS line FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = "
    "'table'";
constexpr Sql postgres_references =
    "SELECT c.relname || '.' || a.attname || ' REFERENCES ' || r.relname || ' ON DELETE ' || "
    "CASE f.confdeltype WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' "
    "WHEN 'n' THEN 'SET NULL' ELSE 'SET DEFAULT' END AS line "
    "FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class r ON r.oid = "
    "f.confrelid "
    "JOIN unnest(f.conkey) AS k (attnum) ON TRUE "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum "
    "WHERE f.contype = 'f' AND c.relnamespace = current_schema()::regnamespace";

Lines sorted_lines(Database& database, Sql sql) {
    auto lines = database.read([&](Transaction& tx) { return tx.rows<std::string>(sql); });
    std::ranges::sort(lines);
    return lines;
}

void require_same(const Lines& sqlite, const Lines& postgres) {
    Lines only_sqlite;
    Lines only_postgres;
    std::ranges::set_difference(sqlite, postgres, std::back_inserter(only_sqlite));
    std::ranges::set_difference(postgres, sqlite, std::back_inserter(only_postgres));
    for (const auto& line : only_sqlite) FAIL_CHECK("only on SQLite: ", line);
    for (const auto& line : only_postgres) FAIL_CHECK("only on PostgreSQL: ", line);
    CHECK(!sqlite.empty());
}

} // namespace

TEST_CASE(
    "both engines have the same tables, keys, indexes and references" *
    doctest::skip(test_server().empty())
) {
    const auto sqlite = open_test_database(Engine::sqlite);
    const auto postgres = open_test_database(Engine::postgres);
    require_same(sorted_lines(*sqlite, sqlite_columns), sorted_lines(*postgres, postgres_columns));
    require_same(sorted_lines(*sqlite, sqlite_keys), sorted_lines(*postgres, postgres_keys));
    require_same(sorted_lines(*sqlite, sqlite_indexes), sorted_lines(*postgres, postgres_indexes));
    require_same(
        sorted_lines(*sqlite, sqlite_references), sorted_lines(*postgres, postgres_references)
    );
}

TEST_CASE("type words become the engine's own types") {
    constexpr std::string_view words =
        "a @id, b @int, c @bool, d @instant, e @json, f @bytes, g @ref(team)";
    CHECK(
        expand_types(words, Engine::sqlite) ==
        "a INTEGER PRIMARY KEY AUTOINCREMENT, b INTEGER, c INTEGER, d INTEGER, e TEXT, f BLOB, "
        "g INTEGER REFERENCES team (id)"
    );
    CHECK(
        expand_types(words, Engine::postgres) ==
        "a bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, b bigint, c boolean, d bigint, "
        "e json, f bytea, g bigint REFERENCES team (id)"
    );
    CHECK_THROWS_AS(expand_types("a @sint", Engine::sqlite), Fault);
}

TEST_CASE("a migration for one engine is not the other's, and numbers are not shared") {
    const EmbeddedFile both{
        .path = "0001_a.sql", .content = "SELECT 1;\n-- no;\nSELECT 2;\n", .sha256 = ""
    };
    const EmbeddedFile sqlite{.path = "0002_b.sqlite.sql", .content = "SELECT 3;\n", .sha256 = ""};
    const EmbeddedFile postgres{
        .path = "0002_b.postgres.sql", .content = "SELECT 4;\n", .sha256 = ""
    };
    const std::array files = {sqlite, both, postgres};
    const auto found = migrations_for(Engine::postgres, files);
    REQUIRE(found.size() == 2);
    CHECK(found[0].statements == std::vector<std::string>{"SELECT 1", "SELECT 2"});
    CHECK(found[1].statements == std::vector<std::string>{"SELECT 4"});
    const std::array clash = {
        both, EmbeddedFile{.path = "0001_other.sql", .content = "", .sha256 = ""}
    };
    CHECK_THROWS_AS(migrations_for(Engine::sqlite, clash), Fault);
}
