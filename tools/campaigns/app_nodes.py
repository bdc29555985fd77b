#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One, two and three nodes on one PostgreSQL that keeps what it acknowledges: what each more does.

Each node has one processor of its own; the database and the load generator take what is left, so on
a machine of few processors the last step shows who is short of them. 64 connections in all, shared
by the nodes. Run it on a machine that has nothing else to do: `./dev campaign app_nodes
[--tickets 20000] [--seconds 15]`.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent / "shared"),
                str(pathlib.Path(__file__).resolve().parents[1] / "dev")]
import postgres
from demo_desk import NO_RATES, RELEASE, ROOT

GENERATOR = ROOT / "build/release/heed_bench"
CONNECTIONS = 64
OPERATIONS = ("open", "create", "mix")
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "autovacuum": "on"}


def verb(*words: object) -> str:
    return subprocess.run([RELEASE, *words], check=True, capture_output=True, text=True).stdout


class Node:
    """A folder with the key of the first one, a process, a processor."""

    def __init__(self, folder: pathlib.Path, first: pathlib.Path, database: str, number: int):
        self.data = folder / f"node{number}"
        self.data.mkdir(mode=0o700)
        shutil.copy2(first / "heed.key", self.data)
        (self.data / "files").symlink_to(first / "files")
        (self.data / "heed.toml").write_text(f'database = "{database}"\n{NO_RATES}')
        self.processor = number % (os.cpu_count() or 1)

    def __enter__(self) -> "Node":
        self.server = subprocess.Popen(
            ["taskset", "-c", str(self.processor), RELEASE, "serve", "--data", self.data,
             "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.port = next(int(line.rsplit(":", 1)[1]) for line in self.server.stdout
                         if line.startswith("Heed listens"))
        return self

    def __exit__(self, *_) -> None:
        self.server.terminate()
        self.server.wait()


class Load:
    def __init__(self, world: pathlib.Path, token: str, seconds: float):
        self.world, self.token, self.seconds, self.seed = world, token, seconds, 0

    def begin(self, operation: str, port: int, connections: int) -> subprocess.Popen:
        self.seed += 1  # keys of writes come from it, and one heard twice is only answered again
        command = [GENERATOR, "load", "--op", operation, "--file", self.world, "--seed",
                   str(self.seed), "--port", str(port), "--token", self.token, "--connections",
                   str(connections), "--threads", "1", "--seconds", str(self.seconds),
                   "--warm", "3"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def per_second(self, operation: str, nodes: list) -> tuple[float, float, dict]:
        """Of all nodes together, the worst p99 in ms, and what went wrong."""
        runs = [self.begin(operation, node.port, CONNECTIONS // len(nodes)) for node in nodes]
        figures = [json.loads(run.communicate()[0]) for run in runs]
        rate = sum(one["all"]["count"] / one["seconds"] for one in figures)
        worst = max(one["all"]["p99_us"] for one in figures) / 1000
        wrong = {what: count for one in figures for what, count in one["errors"].items()}
        return rate, worst, wrong


def measure(folder: pathlib.Path, tickets: int, seconds: float, database: str) -> bool:
    first = folder / "desk"
    verb("demo", "--data", first, "--tickets", str(tickets))
    world = folder / "world.db"
    shutil.copy2(first / "heed.db", world)
    verb("move", "--data", first, "--to", database)
    (first / "heed.toml").write_text(f'database = "{database}"\n')
    token = verb("token", "create", "--data", first, "--name", "campaign", "--scope", "*").strip()
    load = Load(world, token, seconds)
    nodes = [Node(folder, first, database, number) for number in range(3)]
    sound = True
    for count in (1, 2, 3):
        for node in nodes[:count]:
            node.__enter__()
        try:
            for operation in OPERATIONS:
                rate, worst, wrong = load.per_second(operation, nodes[:count])
                print(f"{count} node{'s' if count > 1 else ''}, {operation}: {rate:,.0f}/s, "
                      f"p99 {worst:.1f} ms{f', wrong: {wrong}' if wrong else ''}", flush=True)
                sound = sound and not wrong
        finally:
            for node in nodes[:count]:
                node.__exit__()
    return sound


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tickets", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=15)
    given = parser.parse_args()
    postgres.SETTINGS.update(SAFE)
    with tempfile.TemporaryDirectory() as folder, postgres.server() as database:
        sound = measure(pathlib.Path(folder), given.tickets, given.seconds, database)
    print("1 passed, 0 failed" if sound else "0 passed, 1 failed")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
