#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""./dev bench: what this desk does in a second, beside the database library alone.

usage: ./dev bench [--quick | --smoke | --tickets N] [--seed S] [--seconds S] [--json FILE]
                   [--only open,create] [--binary FILE]

A million tickets when nothing is said, 100,000 with --quick, 20,000 with --smoke, which only proves
that the bench works. A whole run that counts rewrites the table in docs/operations/performance.md.
"""
import argparse
import dataclasses
import datetime
import json
import pathlib
import platform
import random
import shutil
import subprocess
import sys
import time

import data_set
import held
import histogram
import host
import table
from data_set import Trouble
from server import Server

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = ROOT / "build/release/heed"
GENERATOR = ROOT / "build/release/heed_bench"
PAGE = ROOT / "docs/operations/performance.md"
CONNECTIONS = (1, 8, 64)
OPERATIONS = ("open", "list", "search", "create", "reply", "mix", "letter", "streams")
STREAMS, FACTS_PER_SECOND = 1000, 200
STARTS = 3
SAMPLE = 40
READ_ROWS = "SELECT subject, entry_count FROM ticket WHERE id = ?"


@dataclasses.dataclass
class Options:
    tickets: int
    seed: int
    seconds: float
    smoke: bool
    only: list[str]
    binary: pathlib.Path
    json_file: pathlib.Path | None

    @property
    def is_whole(self) -> bool:
        """Only such a run is written down."""
        return (self.only == list(OPERATIONS) and self.binary == BINARY and not self.smoke
                and self.seconds >= table.SECONDS_MIN)

    @property
    def warm(self) -> float:
        return 0.2 if self.smoke else 2.0


def options_from(arguments: list[str]) -> Options:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__.split("\n\n")[0])
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="100,000 tickets")
    size.add_argument("--smoke", action="store_true", help="20,000 tickets, no figures kept")
    size.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10.0, help="of each cell")
    parser.add_argument("--only", default=",".join(OPERATIONS), help="some of the operations")
    parser.add_argument("--binary", type=pathlib.Path, default=BINARY, help="another build")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE")
    given = parser.parse_args(arguments)
    tickets = 100_000 if given.quick else 20_000 if given.smoke else given.tickets
    seconds = 0.5 if given.smoke else given.seconds
    only = [name for name in OPERATIONS if name in given.only.split(",")]
    return Options(
        tickets, given.seed, seconds, given.smoke, only, given.binary.resolve(), given.json)


def readers() -> int:
    """As many as the desk has on this machine (src/app/house.cpp)."""
    return max(2, host.cores() * 3 // 4)


def commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True,
                          text=True, check=False)
    return done.stdout.strip() or "unknown"


def processor() -> str:
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


class Bench:
    def __init__(self, options: Options, data: pathlib.Path):
        self.options = options
        self.file = data / "heed.db"
        self.server = Server(options.binary, data)
        self.cells: list[table.Cell] = []
        self.facts: dict[str, float] = {}
        self.dice = random.Random(options.seed)
        self.is_held = False

    def run(self) -> None:
        self.start()
        try:
            for operation in self.options.only:
                self.MEASURE[operation](self, operation)
            self.facts["resident_mb"] = host.resident_bytes(self.server.pid) / 1e6
        finally:
            self.server.stop()
        self.raw_writes()
        self.facts["database_mb"] = sum(
            file.stat().st_size for file in self.file.parent.glob("heed.db*")) / 1e6

    def reads(self, operation: str) -> None:
        raw = self.raw("reads", operation, threads=readers())
        self.facts[f"raw_{operation}_rows"] = raw["rows"]
        self.load_all(operation)
        again = self.raw("reads", operation, threads=readers())
        self.cells[-1].raw_per_second = (rate(raw) + rate(again)) / 2
        self.verify_opened()

    def searches(self, operation: str) -> None:
        """The index is part of the data set; what the last start added is taken in first."""
        while "heed_search_index_whole 1" not in self.server.ask("/metrics")[1]:
            say("the search index is being built")
            time.sleep(2)
        self.load_all(operation)

    def writes(self, operation: str) -> None:
        self.load_all(operation)
        self.verify_written()

    def letters(self, operation: str) -> None:
        for connections in (8, 64):
            self.load(operation, connections)

    def streams(self, operation: str) -> None:
        say(f"{STREAMS} streams, {FACTS_PER_SECOND} facts a second")
        watch = host.Watch(self.server.pid, time.monotonic)
        figures = self.generator(
            "streams", port=self.server.port, token=self.server.token, streams=STREAMS,
            rate=FACTS_PER_SECOND, seconds=self.options.seconds)
        cell = table.cell_of(operation, STREAMS, figures)
        cell.cpu = dataclasses.astuple(watch.shares(figures["cpu_seconds"]))
        self.cells.append(cell)

    def start(self) -> None:
        """The best of a few starts: the first one reads pages that nobody has read before."""
        took = []
        for _ in range(STARTS):
            self.server.stop()
            took.append(self.server.start())
        self.facts["start_ms"] = min(took) * 1000
        self.facts["resident_at_start_mb"] = host.resident_bytes(self.server.pid) / 1e6

    def generator(self, what: str, **arguments: object) -> dict:
        command = [str(GENERATOR), what, "--file", str(self.file)]
        for name, value in {"seed": self.dice.randrange(1, 2**20), **arguments}.items():
            command += [f"--{name.replace('_', '-')}", str(value)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Trouble(done.stderr.strip() or f"heed_bench {what} failed")
        return json.loads(done.stdout)

    def raw(self, what: str, operation: str, **arguments: object) -> dict:
        say(f"{operation}, by the database library alone")
        return self.generator(what, op=operation, seconds=self.options.seconds, **arguments)

    def load_all(self, operation: str) -> None:
        for connections in CONNECTIONS:
            self.load(operation, connections)

    def load(self, operation: str, connections: int) -> dict:
        say(f"{operation}, {connections} connections")
        before = histogram.buckets(self.server.ask("/metrics")[1])
        watch = host.Watch(self.server.pid, time.monotonic)
        figures = self.generator(
            "load", op=operation, connections=connections, port=self.server.port,
            token=self.server.token, seconds=self.options.seconds, warm=self.options.warm,
            threads=1 if connections == 1 else 2)
        shares = watch.shares(figures["cpu_seconds"])
        cell = table.cell_of(operation, connections, figures)
        cell.cpu = dataclasses.astuple(shares)
        after = histogram.buckets(self.server.ask("/metrics")[1])
        cell.desk_p99 = histogram.at_most(before, after, 0.99)
        self.cells.append(cell)
        return figures

    def mix(self, operation: str) -> None:
        for connections in (8, 64):
            figures = self.load(operation, connections)
        for kind in ("open", "list", "create"):
            self.cells.append(table.cell_of(f"mix: {kind}", 64, figures, kind))

    MEASURE = {"open": reads, "list": reads, "search": searches, "create": writes,
               "reply": writes, "mix": mix, "letter": letters, "streams": streams}

    def raw_writes(self) -> None:
        for operation in ("create", "reply"):
            if operation not in self.options.only:
                continue
            for connections in (1, 64):
                raw = self.raw("writes", operation, per_commit=connections)
                self.facts[f"raw_{operation}_rows"] = raw["rows"]
                for cell in self.cells:
                    if (cell.operation, cell.connections) == (operation, connections):
                        cell.raw_per_second = rate(raw)

    def verify_opened(self) -> None:
        """What was served is what is stored."""
        for _ in range(SAMPLE):
            number = self.dice.randrange(1, self.options.tickets + 1)
            shown = self.server.ticket(number)
            subject, entries = self.stored(READ_ROWS, number)
            wanted = (number, subject, min(entries, 100))
            found = (shown["number"], shown["subject"], len(shown["entries"]))
            if found != wanted:
                raise Trouble(f"ticket {number} was shown as {found}, stored is {wanted}")

    def verify_written(self) -> None:
        """What was acknowledged is there, with the first message that it was opened with."""
        newest = self.stored("SELECT max(id) FROM ticket WHERE ? > 0", 1)[0]
        for number in range(newest - SAMPLE, newest + 1):
            shown = self.server.ticket(number)
            if not shown["entries"] or not shown["entries"][0]["body_text"]:
                raise Trouble(f"ticket {number} was made without its message")

    def stored(self, sql: str, argument: int) -> tuple:
        import sqlite3
        with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True) as database:
            return database.execute(sql, (argument,)).fetchone()


def rate(figures: dict) -> float:
    return figures["all"]["count"] / figures["seconds"]


def say(text: str) -> None:
    print(f"bench: {text}", flush=True)


def where(bench: Bench) -> str:
    return "held in memory" if bench.is_held else "read through the system's cache, part from disk"


def words_about(bench: Bench, demo_seconds: float) -> list[str]:
    facts, tickets = bench.facts, bench.options.tickets
    today = datetime.datetime.now(datetime.timezone.utc).date()
    return [
        f"Measured on {today} at commit {commit()}: {tickets:,} tickets on SQLite, "
        f"{host.cores()} processors ({processor()}), load generator on the same ones, "
        f"{bench.options.seconds:g} s a cell; the database file is {where(bench)}.",
        f"Start to first answer {facts['start_ms']:.0f} ms. Memory "
        f"{facts['resident_at_start_mb']:.0f} MB at start, {facts['resident_mb']:.0f} MB after all "
        f"of this. Database "
        f"{facts['database_mb']:,.0f} MB. Demo desk made in {demo_seconds:.0f} s.",
        "Rows: " + ", ".join(
            f"{name.split('_')[1]} {rows:.1f}" for name, rows in facts.items() if "_rows" in name
        ) + " (read by open and list, written by create and reply).",
    ]


def as_json(bench: Bench) -> str:
    cells = [{**dataclasses.asdict(cell), "per_second": cell.per_second, "share": cell.share,
              "void": cell.void()} for cell in bench.cells]
    return json.dumps({"tickets": bench.options.tickets, "commit": commit(),
                       "cores": host.cores(), **bench.facts, "cells": cells}, indent=1)


def main(arguments: list[str]) -> int:
    options = options_from(arguments)
    folder = data_set.ensure(ROOT, BINARY, options.tickets, options.seed)
    data_set.ensure_index(BINARY, folder)
    copy = data_set.working_copy(folder)
    bench = Bench(options, copy)
    with held.in_memory(bench.file) as bench.is_held:
        say("the database file is " + where(bench))
        try:
            bench.run()
        finally:
            bench.server.stop()
    about = words_about(bench, data_set.seconds_of(folder))
    print(table.plain(bench.cells))
    verdicts = table.verdicts(bench.cells, bench.facts)
    print("\n".join([*about, *verdicts]))
    print(table.about_others(bench.cells))
    if options.json_file:
        options.json_file.write_text(as_json(bench))
    if options.is_whole:
        judged = [f"- {line}" for line in verdicts]
        parts = [about[0], table.about_others(bench.cells), table.markdown(bench.cells),
                 "Against the budgets:\n\n" + "\n".join(judged), *about[1:]]
        text = "\n\n".join(part for part in parts if part)
        PAGE.write_text(table.with_table(PAGE.read_text(), text))
        say(f"the table is in {PAGE.relative_to(ROOT)}")
    shutil.rmtree(copy, ignore_errors=True)
    wrong = [cell for cell in bench.cells if cell.errors or cell.count == 0]
    say(f"{len(bench.cells)} cells, {len(wrong)} with errors")
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        sys.exit(f"bench: {trouble}")
