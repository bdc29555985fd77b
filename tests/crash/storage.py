#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Storage that fails, is full or slow: the desk refuses instead of pretending.

usage: storage.py [--calls all|NAME,…] [--times N,…] [--delays MS,…] [--binary FILE]

strace lets the n-th call of a kind fail in each thread; a small file system of its own is filled
up; a disk takes its time. After each the desk is started again and held to what it acknowledged.
The last line is `N passed, N failed`.
"""
import argparse
import contextlib
import itertools
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

# Not `write`, by which also sockets and sleeping threads are served: that files of letters fail to
# be written is tried by the tests of platform/files.
CALLS = ("pwrite64", "fdatasync", "fsync", "openat", "rename", "ftruncate")
ERRORS = ("ENOSPC", "EIO")
SYNCS = ("fdatasync", "fsync")
# Past the calls of the start: the first ones of each thread fall into it.
SAMPLE = (("pwrite64", "ENOSPC", 40), ("fdatasync", "EIO", 12), ("fsync", "EIO", 1),
          ("rename", "ENOSPC", 1), ("pwrite64", "EIO", 90))
LOAD_SECONDS = 1.5
GONE_SECONDS_MAX = 5
HEALED_SECONDS_MAX = 10
DISK_MB = 400  # files of letters leave some of it free
DELAYS_MS = (50, 500, 2_000)
WRITERS, READERS = 100, 4
READ_MS_MAX = 500
WAITING_MAX = 64


class Broken(Exception):
    """A promise that did not hold."""


def wait_for(condition, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return False


class Trial:
    """One desk after another fault; what one fault leaves behind meets the next."""

    def __init__(self, desk: Desk):
        self.desk = desk
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


class FullDisk:
    """A file system of its own for the desk; filled and emptied by a file beside it."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        folder.mkdir()
        size = f"size={DISK_MB}m"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], check=True)
        self.ballast = folder / "ballast"

    def leave(self, kilobytes: int) -> None:
        free = shutil.disk_usage(self.folder).free // 1024
        with self.ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, free - kilobytes) * 1024)

    def give_room(self) -> None:
        self.ballast.unlink()

    def close(self) -> None:
        subprocess.run(["umount", "-l", str(self.folder)], check=True)


def answer_of(
    desk: Desk, method: str, path: str, request: Request | None = None, sender: int = 0
):
    """Status, and what Retry-After says."""
    connection = desk.connection()
    token = desk.tokens[sender % len(desk.tokens)]
    headers = {"Authorization": f"Bearer {token}", **(request.headers if request else {})}
    connection.request(method, path, request.body if request else None, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.getheader("Retry-After")


def fill_up(binary: pathlib.Path, folder: pathlib.Path) -> None:
    disk = FullDisk(folder / "small")
    try:
        desk = Desk(binary, disk.folder / "desk")
        desk.start()
        sent = overfill(desk, disk)
        require_reading(desk)
        disk.give_room()
        trial = Trial(desk)
        if not wait_for(trial.takes, HEALED_SECONDS_MAX):
            raise Broken("there is room again and the desk takes nothing")
        desk.kill()
        desk.start()
        trial.require_promises(sent)
        desk.kill()
        desk.check()
    finally:
        disk.close()


def refuses(desk: Desk) -> bool:
    answered = answer_of(desk, "POST", "/api/v1/tickets", ticket(f"full{time.monotonic_ns()}"))
    return answered[0] == 503 and answered[1] is not None


def briefly(desk: Desk, cycle: int) -> list[Request]:
    load = Load(desk, cycle)
    time.sleep(0.7)
    load.give_up()
    return load.stop()


def overfill(desk: Desk, disk: FullDisk) -> list[Request]:
    sent = briefly(desk, 1)
    disk.leave(kilobytes=2_000)
    sent += briefly(desk, 2)
    refused = wait_for(lambda: refuses(desk), 20)
    if not refused:
        raise Broken("a full disk is not told by 503 and Retry-After")
    return sent


def require_reading(desk: Desk) -> None:
    for path, wanted in (("/api/v1/tickets", 200), ("/api/v1/tickets/1", 200), ("/readyz", 503)):
        status, _ = answer_of(desk, "GET", path)
        if status != wanted:
            raise Broken(f"{path} answers {status} on a full disk, not {wanted}")


class SlowDisk:
    """Many write while each sync takes its time; a few read all the while."""

    def __init__(self, binary: pathlib.Path, folder: pathlib.Path, milliseconds: int):
        self.desk = Desk(binary, folder)
        self.delay = milliseconds
        self.until = 0.0
        self.reads: list[float] = []
        self.statuses: dict[int, int] = {}
        self.broken: list[str] = []
        self.mutex = threading.Lock()

    def run(self) -> None:
        inject = f"fdatasync:delay_exit={self.delay * 1000}"
        self.desk.start("strace", "-D", "-f", "--seccomp-bpf", "-e", "trace=fdatasync", "-e",
                        f"inject={inject}", "-o", "/dev/null")
        try:
            deliver(self.desk, ticket("first"))
            self.until = time.monotonic() + max(6, self.delay * 4 / 1000)
            threads = [threading.Thread(target=self.guarded, args=(work, number))
                       for work, count in ((self.write, WRITERS), (self.read, READERS))
                       for number in range(count)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            self.desk.kill()
        self.judge()

    def guarded(self, work, number: int) -> None:
        try:
            while time.monotonic() < self.until:
                work(number)
        except (OSError, Broken) as broken:
            self.broken.append(str(broken))

    def write(self, number: int) -> None:
        word = f"w{number}n{time.monotonic_ns()}"
        status, retry = answer_of(self.desk, "POST", "/api/v1/tickets", ticket(word), number)
        with self.mutex:
            self.statuses[status] = self.statuses.get(status, 0) + 1
        if status in (429, 503):
            if not retry:
                raise Broken(f"{status} without Retry-After")
            time.sleep(0.5)
        elif status != 201:
            raise Broken(f"a write was answered with {status}")

    def read(self, number: int) -> None:
        begun = time.monotonic()
        status, _ = answer_of(self.desk, "GET", "/api/v1/tickets/1", sender=number)
        took = time.monotonic() - begun
        if status not in (200, 429):
            raise Broken(f"a read was answered with {status}")
        self.reads.append(took * 1000)
        time.sleep(0.05)

    def judge(self) -> None:
        if self.broken:
            raise Broken(self.broken[0])
        worst = sorted(self.reads)[int(len(self.reads) * 0.99)]
        told = ", ".join(f"{count} of {status}" for status, count in sorted(self.statuses.items()))
        print(f"syncs of {self.delay} ms: reads p99 {worst:.0f} ms of {len(self.reads)}, "
              f"writes {told}", flush=True)
        if worst > READ_MS_MAX:
            raise Broken(f"with syncs of {self.delay} ms reads take {worst:.0f} ms")
        if not self.statuses.get(201):
            raise Broken(f"with syncs of {self.delay} ms nothing was written")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", default="", help="all of them at the --times, not the sample")
    parser.add_argument("--times", default="1,2,5,10,20,40,80,160")
    parser.add_argument("--delays", default=str(DELAYS_MS[1]), help="of a slow disk, in ms")
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "build/release/heed")
    return parser.parse_args()


def cases_of(given: argparse.Namespace):
    if not given.calls:
        return SAMPLE
    calls = CALLS if given.calls == "all" else given.calls.split(",")
    times = [int(one) for one in given.times.split(",")]
    return list(itertools.product(calls, ERRORS, times))


def in_own_mounts() -> None:
    """What is mounted here nobody else sees; an ordinary user becomes root of that alone."""
    if os.environ.get("HEED_STORAGE_INSIDE"):
        return
    own = ["--mount"] if os.getuid() == 0 else ["--user", "--map-root-user", "--mount"]
    os.environ["HEED_STORAGE_INSIDE"] = "1"
    os.execvp("unshare", ["unshare", *own, sys.executable, *sys.argv])


def main() -> int:
    given = arguments()
    in_own_mounts()
    os.environ.pop("HEED_STORAGE_INSIDE")
    environment_without_faults()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="heed-storage-"))
    trial = Trial(Desk(given.binary, folder / "failing"))
    work = [(f"{call} {error} at {when}", trial.failing, (call, error, when))
            for call, error, when in cases_of(given)]
    work.append(("a full disk", fill_up, (given.binary, folder)))
    for delay in map(int, given.delays.split(",")):
        work.append((f"syncs of {delay} ms",
                     SlowDisk(given.binary, folder / f"slow{delay}", delay).run, ()))
    failed = 0
    for name, step, values in work:
        try:
            step(*values)
        except (Failure, Broken) as broken:
            failed += 1
            print(f"{name}: {broken}", flush=True)
            trial.stop_traced()
    if not failed:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(work) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
