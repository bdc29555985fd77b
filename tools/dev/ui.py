# SPDX-License-Identifier: AGPL-3.0-or-later
"""How ./dev talks and how it runs long work: a log file each, progress against a budget."""
import dataclasses
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
LOGS = BUILD / "logs"
LINES_SHOWN_ON_FAILURE = 60
HEARTBEAT_SECONDS = 60  # without a terminal; with one the line is rewritten every second
STEP = re.compile(rb"\[(\d+/\d+)\]")


class Stop(Exception):
    """Ends the command with one sentence that names the way out."""


@dataclasses.dataclass
class Outcome:
    code: int
    seconds: float
    log: pathlib.Path

    @property
    def ok(self) -> bool:
        return self.code == 0

    def text(self) -> str:
        return self.log.read_text(errors="replace")


def say(text: str) -> None:
    print(text, flush=True)


def clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def run(
    name: str,
    command: list[str],
    minutes: float | None = None,
    cwd: pathlib.Path = ROOT,
    env: dict[str, str] | None = None,
) -> Outcome:
    """Runs `command` with its output in build/logs and shows the elapsed time meanwhile.

    Work that takes more than twice its `minutes` hangs, and is ended; HEED_PATIENCE multiplies.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / (re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") + ".log")
    patience = float(os.environ.get("HEED_PATIENCE", "1"))
    limit = minutes * 120 * patience if minutes else None
    started = time.monotonic()
    with log.open("wb") as out:
        child = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        code = _wait(child, Progress(name, started, minutes, log), limit)
    return Outcome(code, time.monotonic() - started, log)


def _wait(child: subprocess.Popen, progress: "Progress", limit: float | None) -> int:
    try:
        while True:
            try:
                return child.wait(timeout=1)
            except subprocess.TimeoutExpired:
                progress.show()
            if limit and progress.elapsed() > limit:
                say(f"  {progress.name}: ended after {clock(limit)}, twice its budget")
                _end(child)
                return 124
    except BaseException:
        _end(child)
        raise
    finally:
        progress.clear()


def _end(child: subprocess.Popen) -> None:
    """Ends the child and all it started: it leads a session of its own."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(child.pid, sign)
            child.wait(timeout=5)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


class Progress:
    def __init__(self, name: str, started: float, minutes: float | None, log: pathlib.Path):
        self.name = name
        self.started = started
        self.minutes = minutes
        self.log = log
        self.terminal = sys.stdout.isatty()
        self.next_line = HEARTBEAT_SECONDS

    def elapsed(self) -> float:
        return time.monotonic() - self.started

    def show(self) -> None:
        if self.terminal:
            print(f"\r\033[K  {self._line()}", end="", flush=True)
        elif self.elapsed() >= self.next_line:
            say(f"  … {self._line()}")
            self.next_line += HEARTBEAT_SECONDS

    def clear(self) -> None:
        if self.terminal:
            print("\r\033[K", end="", flush=True)

    def _line(self) -> str:
        budget = f" of {clock(self.minutes * 60)}" if self.minutes else ""
        step = self._step()
        return f"{self.name}: {clock(self.elapsed())}{budget}" + (f" ({step})" if step else "")

    def _step(self) -> str:
        """The last `[12/300]` of ninja, read from the end of the log."""
        with self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - 4096))
            steps = STEP.findall(log.read())
        return steps[-1].decode() if steps else ""


def require(name: str, command: list[str], **options) -> Outcome:
    """Like `run`, but a failure shows the end of the log and stops."""
    outcome = run(name, command, **options)
    if not outcome.ok:
        show_failure(name, outcome)
        raise Stop(f"{name} failed (exit code {outcome.code})")
    return outcome


def show_failure(name: str, outcome: Outcome) -> None:
    lines = outcome.text().splitlines()
    # ninja goes on with what does not depend on the failure, so the reason is not at the end.
    first = next((at for at, line in enumerate(lines) if line.startswith("FAILED:")), None)
    begin = max(0, len(lines) - LINES_SHOWN_ON_FAILURE) if first is None else first
    say(f"--- {name}: from {outcome.log.relative_to(ROOT)}")
    say("\n".join(lines[begin : begin + LINES_SHOWN_ON_FAILURE]))
    say("---")
