#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Power cuts: `./dev campaign power_cut [--images 10000] [--seed N] [--jobs 2]`. Ten minutes.

Stopped and started again it goes on where it was; the result goes to docs/operations/campaigns.
"""
import argparse
import concurrent.futures
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "shared"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests/power_cut"))
import run
from ledger import Ledger, machine


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def page(given: argparse.Namespace, ledger: Ledger) -> str:
    done = ledger.done.values()
    told = sum(part["told"] for part in done)
    copies = sum(part["copies"] for part in done)
    failed = sum(part["failed"] for part in done)
    rows = "".join(f"- {line}\n" for part in done for line in part["said"] if part["failed"])
    return (
        f"# Power cuts, {ledger.begun}\n\n"
        f"`./dev campaign power_cut --images {given.images} --seed {given.seed}` at commit "
        f"{ledger.key['commit']}, {machine()}, shared with other work.\n\n"
        "| desks | images | acknowledgements held against them | copies of the log | lost, doubled "
        "or damaged |\n| ---: | ---: | ---: | ---: | ---: |\n"
        f"| {len(ledger.done)} | {given.images:,} | {told:,} | {copies:,} | {failed} |\n\n"
        + (rows or "Each image was opened by the release build's code, read through with its "
           "attachments, sent again what it had not answered, and read again.\n")
    )


def main() -> int:
    given = arguments()
    os.nice(19)
    run.build()
    ledger = Ledger("power_cut", {"images": given.images, "seed": given.seed})
    seeds = range(given.seed, given.seed + given.images // run.PART)
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        work = {
            pool.submit(run.cut, seed, run.PART): seed
            for seed in seeds if str(seed) not in ledger.done
        }
        for one in concurrent.futures.as_completed(work):
            good, bad, said = one.result()
            told, copies = run.figures(said)
            ledger.keep(str(work[one]), {
                "passed": good, "failed": bad, "told": told, "copies": copies,
                "said": said.splitlines(),
            })
            if bad:
                print(said, flush=True)
            if len(ledger.done) % 10 == 0:
                print(f"{len(ledger.done)} of {len(seeds)} desks", flush=True)
    print(ledger.page("power_cut", page(given, ledger)))
    failed = sum(part["failed"] for part in ledger.done.values())
    print(f"{sum(part['passed'] for part in ledger.done.values())} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
