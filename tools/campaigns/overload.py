#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""R-18: more than three times what the desk can do, for ten minutes, and how it comes back.

Capacity is what 64 connections get that ask again when they have their answer. Then 480 do so, and
one that is told to come back later asks again at once, as badly behaved clients do. Wanted: of what
is asked for more than a third stays out, what is answered stays above 80 % of the capacity, all
else is a 503 with `Retry-After`, and ten seconds after it all is as before. Run it on a machine
that has nothing else to do: `./dev campaign overload [--minutes 10]`.
"""
import argparse
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "shared"))
from demo_desk import RELEASE, ROOT, DemoDesk, take_descriptors

GENERATOR = ROOT / "build/release/heed_bench"
NORMAL, TOO_MANY = 64, 480
TIMES, GOODPUT = 3.0, 0.8
TICKETS = 2_000
LATER = " answered 503"


class Load:
    """Asks for what the desk had at the beginning, however it grows."""

    def __init__(self, desk: DemoDesk):
        self.port, self.token = desk.port, desk.token("*")
        self.world = desk.data.parent / "world.db"
        with sqlite3.connect(desk.data / "heed.db") as now, sqlite3.connect(self.world) as copy:
            now.backup(copy)

    def run(self, seed: int, connections: int, seconds: float, warm: float = 2) -> dict:
        """Each has a seed of its own: the keys of its writes come from it, and one that is heard
        twice is only answered again."""
        command = [GENERATOR, "load", "--op", "mix", "--file", self.world, "--seed", str(seed),
                   "--port", str(self.port), "--token", self.token, "--threads", "2",
                   "--connections", str(connections), "--seconds", str(seconds),
                   "--warm", str(warm)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"overload: {done.stderr.strip()}")
        return json.loads(done.stdout)


def good(figures: dict) -> float:
    return figures["all"]["count"] / figures["seconds"]


def later(figures: dict) -> int:
    return sum(count for what, count in figures["errors"].items() if what.endswith(LATER))


def wrong(figures: dict) -> dict:
    return {what: count for what, count in figures["errors"].items() if not what.endswith(LATER)}


def judge(desk: DemoDesk, minutes: float) -> list:
    load = Load(desk)
    before = load.run(1, NORMAL, 15)
    flood = load.run(2, TOO_MANY, 60 * minutes)
    after = load.run(3, NORMAL, 5, warm=5)
    capacity, served = good(before), good(flood)
    asked = served + later(flood) / flood["seconds"]
    faults = {**wrong(before), **wrong(flood), **wrong(after)}
    print(f"capacity {capacity:,.0f}/s (p99 {before['all']['p99_us'] / 1000:.1f} ms); "
          f"{minutes:g} minutes of {asked:,.0f}/s, {asked / capacity:.1f} times as much: "
          f"{served:,.0f}/s served ({served / capacity:.0%}), p99 "
          f"{flood['all']['p99_us'] / 1000:.1f} ms, {later(flood):,} told to come later; five to "
          f"ten seconds after it {good(after):,.0f}/s, {later(after)} told to come later; "
          f"memory {desk.resident_mb():.0f} MB; other answers: {faults or 'none'}")
    return [asked >= TIMES * capacity, served >= GOODPUT * capacity, not faults,
            good(after) >= 0.9 * capacity and not later(after), desk.is_alive()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, default=RELEASE)
    parser.add_argument("--minutes", type=float, default=10)
    given = parser.parse_args()
    take_descriptors()
    with tempfile.TemporaryDirectory() as folder, \
            DemoDesk(given.binary.resolve(), pathlib.Path(folder), TICKETS) as desk:
        came = judge(desk, given.minutes)
    print(f"{sum(came)} passed, {len(came) - sum(came)} failed")
    return 0 if all(came) else 1


if __name__ == "__main__":
    sys.exit(main())
