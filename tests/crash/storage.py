#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Storage that fails, is full or slow: the desk refuses instead of pretending.

usage: storage.py [--calls NAME,…] [--times N[,N…]] [--seed N] [--binary FILE]

strace lets the n-th call of a kind fail in each thread; a small file system of its own is filled
up; a disk takes its time. After each the desk is started again and held to what it acknowledged.
The last line is `N passed, N failed`.
"""
import argparse
import contextlib
import itertools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from desk import Desk, Failure, environment_without_faults
from load import Load, Redelivery, Request, deliver, require_kept, ticket
from run import ROOT

CALLS = ("write", "pwrite64", "fdatasync", "fsync", "openat", "rename", "ftruncate")
ERRORS = ("ENOSPC", "EIO")
SYNCS = ("fdatasync", "fsync")
# Past the calls of the start: the first ones of each thread fall into it.
SAMPLE = (("pwrite64", "ENOSPC", 40), ("fdatasync", "EIO", 12), ("fsync", "EIO", 1),
          ("rename", "ENOSPC", 1), ("write", "EIO", 3))
LOAD_SECONDS = 1.5
GONE_SECONDS_MAX = 5
HEALED_SECONDS_MAX = 10
DISK_MB = 48
DELAYS_MS = (50, 500, 2_000)
WRITERS, READERS = 100, 4
READ_MS_MAX = 500
WAITING_MAX = 64


def wait_for(condition, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return False


class Trial:
    """One desk after another fault; what one fault leaves behind meets the next."""

    def __init__(self, binary: pathlib.Path, folder: pathlib.Path):
        self.desk = Desk(binary, folder)
        self.number = 0

    def failing(self, call: str, error: str, when: int) -> None:
        """The desk may end by itself, and must where a sync has failed; else it heals."""
        self.number += 1
        inject = f"{call}:error={error}:when={when}"
        trace = self.desk.folder / "trace.txt"
        tracer = ("strace", "-D", "-f", "--seccomp-bpf", "-e", f"trace={call}",
                  "-e", f"inject={inject}", "-o", str(trace))
        sent: list[Request] = []
        with contextlib.suppress(Failure):  # it may fail in the start, and then says so and ends
            self.desk.start(*tracer)
            sent = self.load_until_it_fails(trace)
            self.require_end_or_health(call, trace)
        self.stop_traced()
        self.desk.start()
        try:
            self.require_promises(sent)
        finally:
            self.desk.kill()
        self.desk.check()

    def load_until_it_fails(self, trace: pathlib.Path) -> list[Request]:
        load = Load(self.desk, 1_000 + self.number)
        time.sleep(LOAD_SECONDS)
        ended = threading.Timer(GONE_SECONDS_MAX, self.stop_traced)
        load.give_up()
        ended.start()
        sent = load.stop()
        ended.cancel()
        return sent

    def require_end_or_health(self, call: str, trace: pathlib.Path) -> None:
        failed = "INJECTED" in trace.read_text(errors="replace")
        if failed and call in SYNCS:
            if not wait_for(lambda: self.desk.process.poll() is not None, GONE_SECONDS_MAX):
                raise Broken(f"{call} failed and the desk goes on")
            if self.desk.process.returncode == 0:
                raise Broken(f"{call} failed and the desk ended as if nothing had happened")
        elif self.desk.process.poll() is None and not wait_for(self.takes, HEALED_SECONDS_MAX):
            raise Broken(f"a {call} failed once and the desk takes nothing any more")

    def takes(self) -> bool:
        probe = ticket(f"probe{self.number}n{time.monotonic_ns()}")
        with contextlib.suppress(OSError):
            deliver(self.desk, probe)
        return probe.number is not None

    def stop_traced(self) -> None:
        if self.desk.process.poll() is None:
            self.desk.kill()

    def require_promises(self, sent: list[Request]) -> None:
        require_kept(self.desk, sent)
        Redelivery(self.desk, sent).finish()
        require_kept(self.desk, sent)


class Broken(Exception):
    """A promise that did not hold."""
