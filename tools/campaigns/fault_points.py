#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kills at every fault point: `./dev campaign fault_points [--hits 5] [--postgres]`. An hour.

Stopped and started again it goes on where it was; the result goes to docs/operations/campaigns.
"""
import argparse
import concurrent.futures
import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "shared"), str(HERE.parents[1] / "tests/crash")]
import points
from desk import Failure
from ledger import ROOT, Ledger, machine
from mail_sink import MailSink
from run import PostgresDatabase


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hits", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "build/dev/heed")
    return parser.parse_args()


def play(given: argparse.Namespace, number: int, cases: list, ledger: Ledger) -> None:
    """The cases of one worker: one desk, so that what a kill leaves behind meets the next one."""
    with contextlib.ExitStack() as stack:
        sink = stack.enter_context(MailSink())
        folder = tempfile.mkdtemp(prefix="heed-points-")
        url = ""
        if given.postgres:
            url = stack.enter_context(PostgresDatabase(os.environ["HEED_TEST_POSTGRES"], number))
        sweep = points.Sweep(given.binary, pathlib.Path(folder) / "desk", sink, url)
        for count, case in enumerate(cases):
            try:
                came = "passed" if sweep.play(case) else "not reached"
                if count % 20 == 19 or case is cases[-1]:
                    sweep.finish()
                    sweep.waiting.clear()
            except Failure as failure:
                came = str(failure)
                sweep.desk.kill()
            ledger.keep(str(case), {"came": came})
            print(f"{case}: {came}", flush=True)


def page(given: argparse.Namespace, ledger: Ledger) -> str:
    engine = "PostgreSQL" if given.postgres else "SQLite"
    came = {name: part["came"] for name, part in ledger.done.items()}
    count = {said: sum(1 for one in came.values() if one == said)
             for said in ("passed", "not reached")}
    missed = sorted({name.partition(":")[0] for name, said in came.items()
                     if said == "not reached"})
    wrong = [f"- {name}: {said}\n" for name, said in came.items() if said not in count]
    return (
        f"# Fault points on {engine}, {ledger.begun}\n\n"
        f"The desk of commit {ledger.key['commit']} with sanitizers, killed at each of "
        f"{len(points.points())} points of its sources at the first {given.hits} passes, started "
        "again, sent everything again, and looked through: tickets, messages, letters that left; "
        f"`heed check --all` after each twenty. {machine()}, shared with other work.\n\n"
        "| cases | killed and found right | not passed so often in the load | found wrong |\n"
        "| ---: | ---: | ---: | ---: |\n"
        f"| {len(came)} | {count['passed']} | {count['not reached']} | {len(wrong)} |\n\n"
        + (f"Not passed at one of the hits: {', '.join(missed)}.\n" if missed else "")
        + "".join(wrong)
    )


def main() -> int:
    given = arguments()
    if given.postgres and not os.environ.get("HEED_TEST_POSTGRES"):
        command = ["python3", str(ROOT / "tools/dev/postgres.py"), sys.executable, *sys.argv]
        return subprocess.run(command, check=False).returncode
    os.nice(19)
    asked = {"hits": given.hits, "postgres": given.postgres}
    ledger = Ledger("fault_points_postgres" if given.postgres else "fault_points", asked)
    cases = [points.Case(point, hit) for point in points.points()
             for hit in range(1, given.hits + 1)]
    left = [case for case in cases if str(case) not in ledger.done]
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        parts = [left[start::given.jobs] for start in range(given.jobs)]
        work = [pool.submit(play, given, number, part, ledger)
                for number, part in enumerate(parts) if part]
        for one in work:
            one.result()
    print(ledger.page("fault_points", page(given, ledger)))
    failed = [one for one in ledger.done.values() if one["came"] not in ("passed", "not reached")]
    print(f"{len(ledger.done) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
