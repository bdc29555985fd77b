# SPDX-License-Identifier: AGPL-3.0-or-later
"""./dev fuzz: every `*_fuzz.cpp`, with libFuzzer, beside its kept corpus in tests/corpus.

With `--steady` the same inputs each time: what it tells is about the change, not about luck.
"""
import argparse
import os
import pathlib
import shutil

import build
import ui
from counts import Counts

PROGRAMS = ui.BUILD / "fuzz"
CORPUS = ui.ROOT / "tests" / "corpus"
FOUND = ui.BUILD / "fuzz_found"
STEADY_RUNS = 10_000


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev fuzz")
    parser.add_argument("target", nargs="?")
    parser.add_argument("--seconds", type=int, default=60, help="for each target (default 60)")
    parser.add_argument("--steady", action="store_true", help="the same inputs each time")
    given = parser.parse_args(arguments)
    targets = sorted(file.stem for file in (ui.ROOT / "src").rglob("*_fuzz.cpp"))
    if given.target and given.target not in targets:
        raise ui.Stop(f"no fuzz target `{given.target}`; there are: {', '.join(targets)}")
    chosen = [given.target] if given.target else targets
    build.preset("fuzz", None, *chosen)
    results = (fuzz(target, given.seconds, given.steady) for target in chosen)
    total = sum(results, Counts())
    ui.say(total.line())
    return 0 if total.failed == 0 else 1


def fuzz(target: str, seconds: int, steady: bool = False) -> Counts:
    """New inputs that reach new code stay in build/; the kept corpus grows only by hand."""
    fresh = FOUND / (f"{target}_steady" if steady else target)
    if steady:
        shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True, exist_ok=True)
    command = [str(PROGRAMS / target), f"-max_total_time={seconds}", "-max_len=65536",
               "-timeout=10", "-rss_limit_mb=2048", f"-artifact_prefix={fresh}/", str(fresh)]
    command += [str(folder) for folder in kept(target)]
    command += ["-seed=1", f"-runs={STEADY_RUNS}"] if steady else []
    env = {"ASAN_OPTIONS": "detect_leaks=1", "UBSAN_OPTIONS": "print_stacktrace=1"}
    outcome = ui.run(target, command, minutes=seconds / 60 + 2, env={**os.environ, **env})
    if outcome.ok:
        ui.say(f"{target}: nothing found in {ui.clock(outcome.seconds)}")
        return Counts(1, 0)
    ui.show_failure(target, outcome)
    ui.say(f"{target}: the input is in {fresh.relative_to(ui.ROOT)}; keep it in tests/corpus/"
           f"{target} with the fix")
    return Counts(0, 1)


def kept(target: str) -> list[pathlib.Path]:
    folder = CORPUS / target
    return [folder] if folder.is_dir() else []
