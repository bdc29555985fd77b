#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Power cuts on SQLite: disks as they may be left, each opened by the real code.

usage: run.py [--images N] [--seed N] [--jobs N] [--no-plants]

Builds the program in build/release, cuts the power at N places, and then looks whether it finds
what is broken on purpose. The last line is `N passed, N failed`.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build/release"
PROGRAM = BUILD / "tests/power_cut/power_cut"
PLANTS = ("normal", "early", "no_folders")
PART = 50  # images of one desk; its seed counts up
COUNTED = re.compile(r"(\d+) passed, (\d+) failed")


def build() -> None:
    subprocess.run(
        ["ninja", "-C", str(BUILD), "power_cut"], check=True, stdout=subprocess.DEVNULL
    )


def cut(seed: int, images: int, *more: str) -> tuple[int, int, str]:
    """Images passed and failed, and what was said of them."""
    done = subprocess.run(
        [str(PROGRAM), "--seed", str(seed), "--images", str(images), *more],
        capture_output=True, text=True, check=False,
    )
    said = [line for line in done.stdout.splitlines() if not line.startswith("{")]
    counted = COUNTED.fullmatch(said[-1]) if said else None
    if not counted:
        return 0, images, f"seed {seed}: ended with {done.returncode}\n{done.stderr[-2000:]}"
    return int(counted[1]), int(counted[2]), "\n".join(said[:-1])


def figures(said: str) -> tuple[int, int]:
    """Acknowledgements and copies of the log, from the line that names the seed."""
    found = re.search(r"(\d+) acknowledgements.*?(\d+) copies", said)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def finds(plant: str) -> tuple[int, int, str]:
    done = subprocess.run(
        [str(PROGRAM), "--images", "200", "--plant", plant],
        capture_output=True, text=True, check=False,
    )
    return (1, 0, "") if done.returncode == 0 else (0, 1, f"planted and not found: {plant}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--no-plants", action="store_true")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    build()
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        work = [
            pool.submit(cut, given.seed + number, min(PART, given.images - number * PART))
            for number in range((given.images + PART - 1) // PART)
        ]
        if not given.no_plants:
            work += [pool.submit(finds, plant) for plant in PLANTS]
        for one in work:
            good, bad, said = one.result()
            passed, failed = passed + good, failed + bad
            if bad:
                print(said, flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
