#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""kill -9 under load: nothing acknowledged is lost, nothing is doubled when it comes again.

usage: run.py [--cycles N] [--postgres-cycles N] [--seed N] [--binary FILE]

A cycle starts the desk, lets eight senders write letters and tickets, kills it after 20 to
1,500 ms, starts it again, sends everything again and looks at every ticket. PostgreSQL needs
HEED_TEST_POSTGRES. The last line is `N passed, N failed`.
"""
import argparse
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

from desk import START_SECONDS_MAX, Desk, Failure, environment_without_faults
from load import Load, Redelivery, require_kept
from order import require_order

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class Tally:
    def __init__(self) -> None:
        self.passed = self.failed = self.acknowledged = self.open = 0
        self.slowest_start = 0.0

    def add(self, name: str, work, *arguments) -> None:
        try:
            work(*arguments)
            self.passed += 1
        except Failure as failure:
            self.failed += 1
            print(f"{name}: {failure}", flush=True)


def cycle(desk: Desk, number: int, chance: random.Random, tally: Tally) -> None:
    desk.start()
    load = Load(desk, number)
    time.sleep(chance.uniform(0.02, 1.5))
    desk.kill()
    sent = load.stop()
    acknowledged = [request for request in sent if request.number is not None]
    tally.acknowledged += len(acknowledged)
    tally.open += len(sent) - len(acknowledged)
    seconds = desk.start()
    tally.slowest_start = max(tally.slowest_start, seconds)
    try:
        require_kept(desk, sent)
        Redelivery(desk, sent).finish()
        require_kept(desk, sent)
    finally:
        desk.kill()
    if seconds > START_SECONDS_MAX:
        raise Failure(f"the start after the kill took {seconds:.1f} s")


def play(name: str, cycles: int, desk: Desk, seed: int, tally: Tally) -> None:
    chance = random.Random(f"{seed} {name}")
    for number in range(cycles):
        tally.add(f"{name} cycle {number}", cycle, desk, number, chance, tally)
        if number % 10 == 9 or number == cycles - 1:
            tally.add(f"{name} check after {number + 1}", desk.check)
            print(
                f"{name}: {number + 1} of {cycles} cycles, {tally.acknowledged} acknowledged, "
                f"{tally.open} open at the kill, slowest start {tally.slowest_start:.2f} s",
                flush=True,
            )


class PostgresDatabase:
    """A database of its own in the server of the tests."""

    def __init__(self, server: str, number: int = 0):
        self.server, self.name = server, f"heed_crash_{os.getpid()}_{number}"

    def __enter__(self) -> str:
        self.run(f"CREATE DATABASE {self.name}")
        return f"{self.server.rpartition('/')[0]}/{self.name}"

    def __exit__(self, *_: object) -> None:
        self.run(f"DROP DATABASE {self.name} WITH (FORCE)")

    def run(self, sql: str) -> None:
        subprocess.run(["psql", "-X", "-q", self.server, "-c", sql], check=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cycles", type=int, default=50)
    parser.add_argument("--postgres-cycles", type=int, default=10)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "build/release/heed")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    environment_without_faults()
    print(f"seed {given.seed}", flush=True)
    tally, folder = Tally(), pathlib.Path(tempfile.mkdtemp(prefix="heed-crash-"))
    try:
        tally.add("order on the disk", lambda: require_order(Desk(given.binary, folder / "traced")))
        if given.cycles:
            desk = Desk(given.binary, folder / "sqlite")
            play("sqlite", given.cycles, desk, given.seed, tally)
        server = os.environ.get("HEED_TEST_POSTGRES", "")
        if given.postgres_cycles and not server:
            tally.add("postgres", missing_server)
        elif given.postgres_cycles:
            with PostgresDatabase(server) as url:
                desk = Desk(given.binary, folder / "postgres", url)
                play("postgres", given.postgres_cycles, desk, given.seed, tally)
    except Failure as failure:
        tally.failed += 1
        print(failure, flush=True)
    if tally.failed:
        print(f"what is left is in {folder}")
    else:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


def missing_server() -> None:
    raise Failure("HEED_TEST_POSTGRES is not set")


if __name__ == "__main__":
    sys.exit(main())
