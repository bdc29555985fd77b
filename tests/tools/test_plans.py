# SPDX-License-Identifier: AGPL-3.0-or-later
import sqlite3

from tree import TreeTest

import check_plans

RULES = check_plans.Rules("""
bounded = ["team"]
[[allowed]]
statement = "count(*) FROM ticket"
reason = "a test"
""")


class SqliteTest(TreeTest):
    def problems(self, sql: str) -> list[str]:
        database = sqlite3.connect(":memory:")
        self.addCleanup(database.close)
        database.executescript(
            "CREATE TABLE ticket (id INTEGER PRIMARY KEY, state TEXT, at INTEGER);"
            "CREATE INDEX ticket_by_at ON ticket (at); CREATE TABLE team (id INTEGER PRIMARY KEY);"
        )
        return check_plans.sqlite_problems([sql], database, RULES)

    def test_a_scan_of_a_growing_table(self) -> None:
        found = self.problems("SELECT id FROM ticket WHERE state = ?1")
        self.assertIn("reads all of ticket", found[0])

    def test_a_scan_behind_an_alias(self) -> None:
        found = self.problems("SELECT t.id FROM team JOIN ticket AS t ON t.state = ?1")
        self.assertIn("reads all of ticket", found[0])

    def test_a_sort_before_the_limit(self) -> None:
        self.assertTrue(self.problems("SELECT id FROM ticket ORDER BY state LIMIT ?1"))

    def test_an_update_of_all(self) -> None:
        self.assertTrue(self.problems("UPDATE ticket SET state = ?1"))

    def test_what_is_allowed(self) -> None:
        for sql in (
            "SELECT id FROM ticket WHERE id = ?1",
            "SELECT id FROM ticket ORDER BY at LIMIT ?1",
            "SELECT id FROM team",
            "SELECT count(*) FROM ticket",
            "SELECT id FROM a_table_of_a_test",
        ):
            self.assertEqual(self.problems(sql), [], sql)

    def test_a_statement_that_cannot_be_explained(self) -> None:
        self.assertIn("cannot explain", self.problems("SELECT nothing FROM ticket")[0])


class PostgresTest(TreeTest):
    def scan(self, *nodes: dict) -> str | None:
        plan: dict = {}
        for node in reversed(nodes):
            plan = {**node, "Plans": [plan]} if plan else node
        return check_plans.postgres_scan(plan, RULES)

    def test_whole_tables(self) -> None:
        seq = {"Node Type": "Seq Scan", "Relation Name": "ticket"}
        index = {"Node Type": "Index Scan", "Relation Name": "ticket"}
        limit, sort = {"Node Type": "Limit"}, {"Node Type": "Sort"}
        self.assertEqual(self.scan(seq), "ticket")
        self.assertEqual(self.scan(limit, seq), "ticket")
        self.assertEqual(self.scan(index), "ticket")
        self.assertEqual(self.scan(limit, sort, index), "ticket")
        self.assertIsNone(self.scan(limit, index))
        self.assertIsNone(self.scan({**index, "Index Cond": "(id = $1)"}))
        self.assertIsNone(self.scan({**seq, "Relation Name": "team"}))

    def test_the_script_names_types(self) -> None:
        script = check_plans.postgres_script([("bigint, unknown", "SELECT $1, $2")], "s")
        self.assertIn("PREPARE s0 (bigint, unknown) AS SELECT $1, $2;", script)
        self.assertIn("EXECUTE s0 (NULL, NULL);", script)


class StoreTest(TreeTest):
    STORE = (
        'tx.run("SELECT a "  // why\n  "FROM t WHERE b = ?1", x); f("other");\n'
        'g(R"(SELECT \'"\')");\n'
    )

    def test_neighbours_are_one_text(self) -> None:
        self.assertEqual(
            check_plans.literals(self.STORE),
            ["SELECT a FROM t WHERE b = ?1", "other", "SELECT '\"'"],
        )

    def test_a_statement_nobody_prepares(self) -> None:
        self.write("src/features/x/store.cpp", self.STORE)
        prepared = {"SELECT a FROM t WHERE b = ?1 AND c = ?2"}
        found = check_plans.unprepared(self.root, prepared, RULES)
        self.assertEqual(len(found), 1)
        self.assertIn("no test prepares (src/features/x/store.cpp): SELECT '\"'", found[0])

    def test_statements_of_tests_do_not_count(self) -> None:
        self.write("src/features/x/store.cpp", 'f("SELECT a, ?1");\n')
        self.write("src/features/x/x_test.cpp", 'f("SELECT 2");\n')
        found = sorted(check_plans.of_the_product(self.root))
        self.assertEqual(found, ["SELECT a, $1", "SELECT a, ?1"])
