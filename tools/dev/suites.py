# SPDX-License-Identifier: AGPL-3.0-or-later
"""./dev test: the stages of tools/stages.toml, each against its budget, then one line."""
import contextlib
import dataclasses
import os
import time
import tomllib

import build
import node
import packages
import postgres
import ui
from counts import (
    Counts,
    Program,
    of_line,
    of_programs,
    of_unittest,
    of_vitest,
    programs_of_ctest,
)

# A sanitizer finding ends the program, so that no test can pass over it; an unusual time zone
# shows code that reads local time.
SANITIZERS = {
    "ASAN_OPTIONS": "detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1",
    "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1",
    "TSAN_OPTIONS":
        f"halt_on_error=1:suppressions={ui.ROOT / 'tools/thread_sanitizer_known.txt'}",
    # GLib keeps freed blocks for itself, which hides errors and looks like a race.
    "G_SLICE": "always-malloc",
    "TZ": "Asia/Kathmandu",
}

TSAN = "--tsan"  # the stages for the thread sanitizer, by hand: too long for every change
TRIED_AGAIN_MAX = 3  # more failures than this are no accident


@dataclasses.dataclass
class Result:
    counts: Counts
    broke: bool = False
    # What failed beside others and passed when it was run once more.
    unsteady: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.broke and self.counts.failed == 0


def main(arguments: list[str]) -> int:
    stages = tomllib.loads((ui.ROOT / "tools/stages.toml").read_text())["stage"]
    option = TSAN if TSAN in arguments else None
    names = [name for name in arguments if name != TSAN]
    chosen = pick([stage for stage in stages if stage.get("option") == option], names)
    started, total, done = time.monotonic(), Counts(), {}
    for stage in chosen:
        result = perform(stage, done)
        if result:
            done[stage["name"]] = result
            total += result.counts
            # A stage that broke before it could count a failure is a failure of its own.
            if not result.ok and result.counts.failed == 0:
                total += Counts(0, 1)
    budget = sum(stage["budget_minutes"] for stage in chosen)
    ui.say(f"all stages: {ui.clock(time.monotonic() - started)} of {budget}:00")
    for name, result in done.items():
        if not result.ok:
            ui.say(f"failed: {name}")
        for what in result.unsteady:
            ui.say(f"UNSTEADY: {what} failed once and passed when run again; this is a defect")
    ui.say(total.line())
    return 0 if all(result.ok for result in done.values()) else 1


def pick(stages: list[dict], names: list[str]) -> list[dict]:
    known = [stage["name"] for stage in stages]
    for name in names:
        if name not in known:
            raise ui.Stop(f"no stage `{name}`; there are: {', '.join(known)}")
    return [stage for stage in stages if not names or stage["name"] in names]


def perform(stage: dict, done: dict[str, Result]) -> Result | None:
    name = stage["name"]
    if "when" in stage and not (ui.ROOT / stage["when"]).exists():
        return None
    broken = [need for need in stage.get("needs", []) if need in done and done[need].broke]
    if broken:
        ui.say(f"{name}: cannot run without {', '.join(broken)}")
        return Result(Counts(), broke=True)
    started = time.monotonic()
    try:
        with server_for(stage) as env:
            result = KINDS[stage["kind"]](stage, env)
    except ui.Stop as stop:
        ui.say(f"{name}: {stop}")
        result = Result(Counts(), broke=True)
    report(stage, result, time.monotonic() - started)
    return result


def report(stage: dict, result: Result, seconds: float) -> None:
    verdict = "ok" if result.ok else "FAILED"
    numbers = f", {result.counts.line()}" if result.counts != Counts() else ""
    late = "  (over budget)" if seconds > stage["budget_minutes"] * 60 else ""
    budget = ui.clock(stage["budget_minutes"] * 60)
    ui.say(f"{stage['name']:14} {ui.clock(seconds):>6} of {budget:>5}  {verdict}{numbers}{late}")


@contextlib.contextmanager
def server_for(stage: dict):
    if not stage.get("postgres"):
        yield {}
        return
    with postgres.server() as address:
        yield {"HEED_TEST_POSTGRES": address}


def do_packages(_stage: dict, _env: dict) -> Result:
    packages.ensure("build", "deb", "check", "test")
    return Result(Counts())


def do_preset(stage: dict, _env: dict) -> Result:
    if stage["preset"] == "release":
        build.web()
    build.preset(stage["preset"], stage["budget_minutes"])
    return Result(Counts())


def do_web(stage: dict, _env: dict) -> Result:
    env = build.modules()
    total = Counts()
    broke = broken_scripts(("typecheck", "lint"), stage, env)
    report_file = ui.LOGS / "vitest.json"
    report_file.unlink(missing_ok=True)
    command = ["npm", "test", "--", "--reporter=default", "--reporter=json",
               f"--outputFile.json={report_file}"]
    outcome = ui.run("web tests", command, cwd=build.WEB, env={**env, "CI": "true"},
                     minutes=stage["budget_minutes"])
    if report_file.exists():
        total = of_vitest(report_file.read_text())
    if not outcome.ok:
        ui.show_failure("web tests", outcome)
        broke = broke or total.failed == 0
    try:
        build.web()
        # They look at what was built.
        broke = broken_scripts(("size", "licenses"), stage, env) or broke
    except ui.Stop as stop:
        ui.say(f"web: {stop}")
        broke = True
    return Result(total, broke)


def broken_scripts(scripts: tuple[str, ...], stage: dict, env: dict) -> bool:
    """Runs each of the web's own scripts; whether any of them found something."""
    broke = False
    for script in scripts:
        outcome = ui.run(f"web {script}", ["npm", "run", script], cwd=build.WEB, env=env,
                         minutes=stage["budget_minutes"])
        if not outcome.ok:
            ui.show_failure(f"web {script}", outcome)
            broke = True
    return broke


def do_ctest(stage: dict, env: dict) -> Result:
    outcome = run_ctest(stage, env, "-j", str(os.cpu_count() or 1))
    programs = programs_of_ctest(outcome.text())
    failed = [name for name, program in programs.items() if not program.passed]
    unsteady: tuple[str, ...] = ()
    if not outcome.ok:
        show_failed_programs(outcome)
        if worth_another_try(programs):
            outcome = run_ctest({**stage, "name": f"{stage['name']} again"}, env, "--rerun-failed")
            again = programs_of_ctest(outcome.text())
            programs |= again
            unsteady = tuple(name for name in failed if name in again and again[name].passed)
            if not outcome.ok:
                show_failed_programs(outcome)
    counts = of_programs(programs) or Counts()
    return Result(counts, not outcome.ok and counts.failed == 0, unsteady)


def run_ctest(stage: dict, env: dict, *more: str) -> ui.Outcome:
    folder = ui.BUILD / stage["preset"]
    command = ["ctest", "--test-dir", str(folder), "-V", "--no-tests=error", *more]
    return ui.run(stage["name"], command, stage["budget_minutes"], env={**SANITIZERS, **env})


def worth_another_try(programs: dict[str, Program]) -> bool:
    """A few programs that failed for another reason than a sanitizer's finding (decision 7)."""
    failed = [program for program in programs.values() if not program.passed]
    return 0 < len(failed) <= TRIED_AGAIN_MAX and not any(each.sanitizer for each in failed)


def show_failed_programs(outcome: ui.Outcome) -> None:
    """ctest -V mixes programs that run at once; only the lines that tell why are shown."""
    lines = outcome.text().splitlines()
    telling = [line for line in lines if "ERROR" in line or "***" in line or "SUMMARY:" in line]
    for line in telling[: ui.LINES_SHOWN_ON_FAILURE]:
        ui.say(f"  {line}")
    ui.show_failure("suites", outcome)


def do_command(stage: dict, env: dict) -> Result:
    result = run_command(stage, env)
    if result.ok or not stage.get("again"):
        return result
    second = run_command({**stage, "name": f"{stage['name']} again"}, env)
    return dataclasses.replace(second, unsteady=(stage["name"],) if second.ok else ())


def run_command(stage: dict, env: dict) -> Result:
    if stage["command"][0] == "node":
        env = {**env, **node.environment()}
    outcome = ui.run(stage["name"], stage["command"], stage["budget_minutes"], env=env)
    readers = {"line": of_line, "unittest": of_unittest, "none": lambda _: Counts()}
    counts = readers[stage["counts"]](outcome.text())
    if not outcome.ok or counts is None:
        ui.show_failure(stage["name"], outcome)
    broke = counts is None or (not outcome.ok and counts.failed == 0)
    return Result(counts or Counts(), broke)


KINDS = {
    "packages": do_packages,
    "preset": do_preset,
    "web": do_web,
    "ctest": do_ctest,
    "command": do_command,
}
