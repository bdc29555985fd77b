#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Explains every statement that the test suites have prepared, on both engines.

usage: check_plans.py [BUILD]        (build/dev when not given; after its ctest)

Fails on a statement that reads a growing table whole (tools/scans.toml), and on a statement in a
store that no test prepares. PostgreSQL is looked at when HEED_TEST_POSTGRES names a server.
"""
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
KEYWORDS = ("where|set|on|order|group|join|left|inner|cross|limit|values|select|using|union|"
            "returning|default|for")
TABLE = re.compile(
    rf"(?:\b(?:FROM|JOIN|UPDATE|INTO)|,)\s+(\w+)(?:\s+(?:AS\s+)?(?!(?:{KEYWORDS})\b)(\w+))?", re.I
)
# An automatic index is made anew for each run, from the whole table.
SCAN = re.compile(r"^(?:SCAN (\w+)|SEARCH (\w+) USING AUTOMATIC)")
LITERAL = re.compile(r'R"(\w*)\((.*?)\)\1"|"((?:[^"\\\n]|\\.)*)"', re.S)
COMMENT = re.compile(r"//[^\n]*")


class Rules:
    def __init__(self, text: str):
        found = tomllib.loads(text)
        self.bounded = set(found["bounded"])
        self.allowed = {line["statement"] for line in found.get("allowed", [])}
        self.unprepared = {line["statement"] for line in found.get("unprepared", [])}

    def allows(self, sql: str) -> bool:
        return any(part in sql for part in self.allowed)


def recorded(folder: pathlib.Path) -> set[tuple[str, str, str]]:
    lines = set()
    for file in sorted(folder.glob("*.txt")):
        for line in file.read_text().splitlines():
            engine, types, sql = line.split("\t", 2)
            if sql.lstrip().upper().startswith(VERBS):
                lines.add((engine, types, sql))
    return lines


def tables_in(sql: str) -> dict[str, str]:
    """Names by which plans speak of tables: their own, and their aliases."""
    names = {}
    for table, alias in TABLE.findall(sql):
        names[table] = table
        if alias:
            names[alias] = table
    return names


# --- SQLite

def sqlite_scan(plan: list[str], sql: str, known: set[str], rules: Rules) -> str | None:
    """The growing table that the plan reads whole, or nothing."""
    sorts = any("USE TEMP B-TREE FOR ORDER BY" in line for line in plan)
    ordered_limit = re.search(r"\bLIMIT\b", sql, re.I) and not sorts
    names = tables_in(sql)
    for line in plan:
        scan = SCAN.match(line)
        name = scan[1] or scan[2] if scan else ""
        table = names.get(name, name)
        if table not in known or table in rules.bounded:
            continue
        if not ordered_limit:
            return table
    return None


def sqlite_problems(
    statements: list[str], database: sqlite3.Connection, rules: Rules
) -> list[str]:
    tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    known = {row[0] for row in tables}
    problems = []
    for sql in statements:
        count = max((int(number) for number in re.findall(r"\?(\d+)", sql)), default=0)
        try:
            rows = database.execute("EXPLAIN QUERY PLAN " + sql, [None] * count).fetchall()
        except sqlite3.Error as error:
            # Tables that a test makes for itself.
            if "no such table" not in str(error):
                problems.append(f"sqlite cannot explain ({error}): {sql}")
            continue
        table = sqlite_scan([row[3] for row in rows], sql, known, rules)
        if table and not rules.allows(sql):
            problems.append(f"sqlite reads all of {table}: {sql}")
    return problems


# --- PostgreSQL

def postgres_scan(plan: dict, rules: Rules, limited: bool = False) -> str | None:
    kind, table = plan["Node Type"], plan.get("Relation Name")
    limited = (limited or kind == "Limit") and kind not in ("Sort", "Aggregate")
    by_index = kind in ("Index Scan", "Index Only Scan")
    whole = kind == "Seq Scan" or (by_index and "Index Cond" not in plan)
    grows = table and table not in rules.bounded and not table.startswith("pg_")
    if grows and whole and not (limited and kind != "Seq Scan"):
        return table
    for child in plan.get("Plans", []):
        found = postgres_scan(child, rules, limited)
        if found:
            return found
    return None


def postgres_script(statements: list[tuple[str, str]], schema: str) -> str:
    lines = [
        "\\set ON_ERROR_STOP 0", "\\pset format unaligned", "\\pset tuples_only on",
        f'SET search_path TO "{schema}"; SET enable_seqscan = off;',
        "SET plan_cache_mode = force_generic_plan; SET client_min_messages = error;",
    ]
    for number, (types, sql) in enumerate(statements):
        count = len(types.split(", ")) if types else 0
        named = f" ({types})" if types else ""
        nulls = f" ({', '.join(['NULL'] * count)})" if count else ""
        lines += [
            f"\\echo statement {number}",
            f"PREPARE s{number}{named} AS {sql};",
            f"EXPLAIN (FORMAT JSON) EXECUTE s{number}{nulls};",
        ]
    return "\n".join(lines) + "\n"


def postgres_problems(
    statements: list[tuple[str, str]], url: str, schema: str, rules: Rules
) -> list[str]:
    done = subprocess.run(
        ["psql", "-X", "-q", url], input=postgres_script(statements, schema), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )
    problems = []
    for part in re.split(r"^statement (?=\d+$)", done.stdout, flags=re.M)[1:]:
        number, _, answer = part.partition("\n")
        sql = statements[int(number)][1]
        if "ERROR:" in answer:
            if "does not exist" not in answer:
                first = answer.strip().splitlines()[0]
                problems.append(f"postgres cannot explain ({first}): {sql}")
            continue
        table = postgres_scan(json.loads(answer[answer.index("["):])[0]["Plan"], rules)
        if table and not rules.allows(sql):
            problems.append(f"postgres reads all of {table}: {sql}")
    if done.returncode != 0:
        problems.append(f"psql failed: {done.stdout.strip()[-400:]}")
    return problems


# --- what nobody prepares

def literals(source: str) -> list[str]:
    """Texts in the source; neighbours are one text, as they are to the compiler."""
    source = re.sub(r'("(?:[^"\\\n]|\\.)*")|' + COMMENT.pattern, lambda m: m[1] or "", source)
    result, end = [], -1
    for found in LITERAL.finditer(source):
        plain = found[3] and found[3].replace('\\"', '"').replace("\\n", "\n")
        text = found[2] if found[2] is not None else plain or ""
        if end >= 0 and not source[end:found.start()].strip():
            result[-1] += text
        else:
            result.append(text)
        end = found.end()
    return result


def statements_in(file: pathlib.Path) -> list[str]:
    """Beginnings of statements: a list with filters goes on with pieces of its own."""
    texts = (text.replace("\n", " ") for text in literals(file.read_text()))
    return [text for text in texts if text.startswith(VERBS) and len(text) > len("SELECT 1")]


def of_the_product(root: pathlib.Path) -> tuple[str, ...]:
    """How statements begin that are not a test's own, in both engines' words."""
    found = set()
    for file in root.glob("src/**/*.cpp"):
        if not file.name.endswith("_test.cpp"):
            # A text that goes on with `{}` names its table at run time; '{}' is a value.
            found.update(
                text for text in statements_in(file) if "{}" not in text.replace("'{}'", "")
            )
    return tuple(found | {re.sub(r"\?(\d)", r"$\1", text) for text in found})


def unprepared(root: pathlib.Path, prepared: set[str], rules: Rules) -> list[str]:
    problems = []
    for file in sorted(root.glob("src/features/*/store*.cpp")):
        for text in statements_in(file):
            excused = any(part in text for part in rules.unprepared)
            if not excused and not any(sql.startswith(text) for sql in prepared):
                problems.append(f"no test prepares ({file.relative_to(root)}): {text}")
    return problems


# --- all of it

def run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"plans: {' '.join(command)}: {(done.stdout + done.stderr).strip()}")


def check(build: pathlib.Path, url: str) -> list[str]:
    rules = Rules((ROOT / "tools/scans.toml").read_text())
    lines = recorded(build / "statements")
    if not lines:
        sys.exit(f"plans: nothing recorded in {build}/statements; run its tests first (ctest)")
    beginnings = of_the_product(ROOT)
    lines = {line for line in lines if line[2].startswith(beginnings)}
    desk = str(build / "tests/support/migrated_desk")
    sqlite = sorted({sql for engine, _, sql in lines if engine == "sqlite"})
    postgres = sorted({(types, sql) for engine, types, sql in lines if engine == "postgres"})
    with tempfile.TemporaryDirectory() as folder:
        run(desk, "sqlite", folder)
        database = sqlite3.connect(f"{folder}/heed.db")
        problems = sqlite_problems(sqlite, database, rules)
        database.close()
    if url:
        schema = f"heed_test_plans_{os.getpid()}"
        run(desk, "postgres", url, schema)
        problems += postgres_problems(postgres, url, schema, rules)
        quietly = "SET client_min_messages = error"
        run("psql", "-X", "-q", url, "-c", f'{quietly}; DROP SCHEMA "{schema}" CASCADE')
    # Parameters of PostgreSQL are written differently; some statements are prepared there alone.
    prepared = set(sqlite) | {re.sub(r"\$(\d)", r"?\1", sql) for _, sql in postgres}
    problems += unprepared(ROOT, prepared, rules)
    explained = len(postgres) if url else "none"
    print(f"plans: {len(sqlite)} statements on SQLite, {explained} on PostgreSQL")
    return problems


def main(arguments: list[str]) -> int:
    build = pathlib.Path(arguments[0]) if arguments else ROOT / "build/dev"
    problems = check(build, os.environ.get("HEED_TEST_POSTGRES", ""))
    for problem in problems:
        print(problem)
    print("plans: ok" if not problems else f"plans: {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
