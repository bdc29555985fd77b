#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kills the desk exactly at each HEED_FAULT of the sources and holds it to its promises.

usage: points.py [--points NAME[:HIT],…|all] [--hits N] [--postgres] [--binary FILE]

At each point, at its first N passes: start, load until the process is gone, start again, send
everything again, look at every ticket, message and letter that left. Without names a fixed sample
is taken. The last line is `N passed, N failed`.
"""
import argparse
import concurrent.futures
import contextlib
import dataclasses
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from desk import START_SECONDS_MAX, Desk, Failure
from load import Redelivery, Request, Senders, deliver, letter, tickets_of
from mail_sink import MailSink
from run import ROOT, PostgresDatabase, missing_server

NAMED = re.compile(r'HEED_FAULT\("([a-z_]+)"\)')
POINTS_MIN = 60
# A point that was not passed by then is told as such.
LOAD_SECONDS = 12
TURNS_MAX = 18  # of each sender
RELEASE_SECONDS = 4  # held answers leave after two, by a timer
DELIVERY_SECONDS = 20
# A letter that was taken and not begun is tried again after three minutes.
CLAIM_SECONDS = 240
# The first commits are those of the start.
SAMPLE = ("before_commit:9", "after_commit:9", "blob_synced:1", "letter_kept:1", "key_saved:2",
          "letter_sent:1", "letter_settling:1", "answer_begun:5")


def points() -> list[str]:
    found = {
        name for file in sorted((ROOT / "src").rglob("*.cpp"))
        for name in NAMED.findall(file.read_text())
    }
    if len(found) < POINTS_MIN:
        raise Failure(f"{len(found)} fault points; {POINTS_MIN} are promised")
    return sorted(found)


def ticket(word: str) -> Request:
    body = {
        "subject": word, "customer": {"email": "ben@customer.example", "name": "Ben"},
        "message": {"kind": "note", "body_text": f"Ben called: {word}"},
    }
    return json_request(word, "/api/v1/tickets", body)


def json_request(word: str, path: str, body: dict, answered: str = "number") -> Request:
    headers = {"Content-Type": "application/json", "Idempotency-Key": word}
    return Request(word, path, headers, json.dumps(body).encode(), answered=answered)


def reply(word: str, number: int, held: bool) -> Request:
    body = {"body_text": f"{word} is what we answer"}
    if held:
        at = time.gmtime(time.time() + 2)
        body["release_at"] = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", at)
    return json_request(word, f"/api/v1/tickets/{number}/replies", body, "entry_id")


def upload(word: str) -> Request:
    content = (word * 12_000).encode()
    body = (
        b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n"
        b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n--b--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=b", "Idempotency-Key": word}
    return Request(word, "/api/v1/attachments", headers, body, answered="id")


@dataclasses.dataclass
class Case:
    point: str
    hit: int

    def __str__(self) -> str:
        return f"{self.point}:{self.hit}"


class MixedLoad(Senders):
    """Letters, tickets, answers, notes and files, until the desk is gone or time is up."""

    def __init__(self, desk: Desk, word: str):
        super().__init__(desk)
        self.word, self.sent = word, []
        self.until = time.monotonic() + LOAD_SECONDS
        self.start()

    def send(self, sender: int) -> None:
        connection = self.desk.connection()
        number = None
        for turn in range(TURNS_MAX):
            if time.monotonic() > self.until:
                return
            request = self.next(f"{self.word}s{sender}t{turn}", turn + sender, number)
            request.sender = sender
            self.sent.append(request)
            try:
                deliver(self.desk, request, connection)
            except OSError:
                return
            if request.path == "/api/v1/tickets":
                number = request.number or number

    def next(self, word: str, turn: int, number: int | None) -> Request:
        if number is None or turn % 6 == 0:
            return ticket(word)
        if turn % 6 < 3:
            return reply(word, number, held=turn % 6 == 2)
        if turn % 6 == 3:
            return upload(word)
        if turn % 6 == 4:
            path = f"/api/v1/tickets/{number}/notes"
            return json_request(word, path, {"body_text": word}, "entry_id")
        return letter(word, 150_000 if turn % 4 else 600, writer=word)


class Sweep:
    """One desk and its mail server; the cases of a worker come one after the other."""

    def __init__(self, binary: pathlib.Path, folder: pathlib.Path, sink: MailSink, url: str = ""):
        os.environ["HEED_OUTBOUND_ALLOW"] = "127.0.0.1/32"
        self.sink = sink
        self.desk = Desk(binary, folder, url)
        self.desk.start()
        self.make_mailbox()
        self.desk.kill()
        self.cases = 0
        self.waiting: list[Request] = []  # answers that have not left yet, and say so

    def make_mailbox(self) -> None:
        body = {
            "name": "Help", "addresses": ["help@desk.example"],
            "smtp": {"host": "127.0.0.1", "port": self.sink.port, "tls": "none"},
        }
        status, answer = self.desk.ask(
            "POST", "/api/v1/mailboxes", json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        if status != 201:
            raise Failure(f"the mailbox: {status} {answer}")

    def play(self, case: Case) -> bool:
        """False when the point was not passed so often."""
        self.cases += 1
        os_environment = {**os.environ, "HEED_FAULT": str(case)}
        sent, fell = [], False
        try:
            self.desk.start(environment=os_environment)
        except Failure:
            fell = True
        if not fell:
            verb = self.hand_in(f"w{self.cases}{case.point}{case.hit}")
            load = MixedLoad(self.desk, f"w{self.cases}{case.point.replace('_', '')}{case.hit}x")
            load.finish()
            sent = load.sent
            verb.wait()
            self.wait_until_gone(RELEASE_SECONDS)
            fell = self.desk.process.poll() is not None
        if not fell:
            self.desk.kill()
        elif self.desk.process.wait() != -signal.SIGKILL:
            raise Failure(f"{case}: ended by itself with {self.desk.process.returncode}")
        self.hold_to_promises(case, sent)
        return fell

    def wait_until_gone(self, seconds: float) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.desk.process.wait(timeout=seconds)

    def hand_in(self, word: str) -> subprocess.Popen:
        """A letter by the pipe, inside the running server."""
        sender = subprocess.Popen(
            self.desk.arguments("mail", "ingest"), stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        with contextlib.suppress(BrokenPipeError):
            sender.communicate(letter(word, 600).body)
        return sender

    def hold_to_promises(self, case: Case, sent: list[Request]) -> None:
        seconds = self.desk.start()
        try:
            self.require_kept(sent)
            Redelivery(self.desk, sent).finish()
            self.require_kept(sent)
            self.require_left([one for one in sent if one.path.endswith("/replies")])
        finally:
            self.desk.kill()
        if seconds > START_SECONDS_MAX * 2:  # the sanitizers double it
            raise Failure(f"{case}: the start after it took {seconds:.1f} s")

    def require_kept(self, sent: list[Request]) -> None:
        tickets = tickets_of(self.desk)
        makers = [one for one in sent if one.answered == "number"]
        for request in makers:
            numbers = tickets.get(request.subject, [])
            if len(numbers) > 1 or request.number not in (None, *numbers):
                raise Failure(f"{request.subject}: told {request.number}, found {numbers}")
        entries = self.entries_of({one.path.split("/")[4] for one in sent
                                   if one.answered == "entry_id"})
        for request in sent:
            if request.answered == "entry_id":
                found = entries.get(request.subject, [])
                if len(found) > 1 or request.number not in (None, *found):
                    raise Failure(f"{request.subject}: told {request.number}, found {found}")

    def entries_of(self, numbers: set[str]) -> dict[str, list[int]]:
        """By the first word of their text."""
        found: dict[str, list[int]] = {}
        for number in numbers:
            for entry in self.all_entries(number):
                word = entry["body_text"].split()[:1]
                found.setdefault("".join(word), []).append(entry["id"])
        return found

    def all_entries(self, number: str):
        cursor = ""
        while cursor is not None:
            status, page = self.desk.ask("GET", f"/api/v1/tickets/{number}/entries{cursor}")
            if status != 200:
                raise Failure(f"entries of {number}: status {status} {page}")
            yield from page["items"]
            cursor = f"?cursor={page['earlier']}" if page.get("earlier") else None

    def require_left(self, replies: list[Request]) -> None:
        """Each answer reaches its customer or waits; at most one copy more, the same Message-ID."""
        missing = self.wait_for_letters(replies, DELIVERY_SECONDS)
        for one in missing:
            if self.delivery_of(one) not in ("queued", "sending", "held"):
                raise Failure(f"{one.subject} never left: {self.delivery_of(one)}")
        self.waiting += missing
        for one in replies:
            numbers = self.sink.carrying(one.subject)
            if len(numbers) > 2 or len(set(numbers)) > 1:
                raise Failure(f"{one.subject} left {len(numbers)} times: {numbers}")

    def wait_for_letters(self, replies: list[Request], seconds: float) -> list[Request]:
        until = time.monotonic() + seconds
        missing = replies
        while missing and time.monotonic() < until:
            missing = [one for one in missing if not self.sink.carrying(one.subject)]
            time.sleep(0.1)
        return missing

    def delivery_of(self, reply: Request) -> str:
        for entry in self.all_entries(reply.path.split("/")[4]):
            if entry["id"] == reply.number:
                return entry["delivery"]["state"] if entry.get("delivery") else "none"
        return "gone"

    def finish(self) -> None:
        """What waited leaves in the end; then the desk is sound."""
        if self.waiting:
            self.desk.start()
            late = self.wait_for_letters(self.waiting, CLAIM_SECONDS)
            self.desk.kill()
            if late:
                raise Failure(f"{len(late)} answers never left, such as {late[0].subject}")
        self.desk.check()


def play_all(sweep: Sweep, cases: list[Case]) -> dict[str, str]:
    """What came of each case: passed, not passed by, or a sentence."""
    results = {}
    for case in cases:
        try:
            results[str(case)] = "passed" if sweep.play(case) else "not reached"
        except Failure as failure:
            results[str(case)] = str(failure)
            sweep.desk.kill()
        print(f"{case}: {results[str(case)]}", flush=True)
    sweep.desk.check()
    if sweep.waiting:
        print(f"{len(sweep.waiting)} answers wait to be tried again", flush=True)
    return results


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", default=",".join(SAMPLE))
    parser.add_argument("--hits", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "build/dev/heed")
    return parser.parse_args()


def cases_of(given: argparse.Namespace) -> list[Case]:
    known = points()
    if given.points == "all":
        return [Case(point, hit) for point in known for hit in range(1, given.hits + 1)]
    cases = []
    for wanted in given.points.split(","):
        point, _, hit = wanted.partition(":")
        if point not in known:
            raise Failure(f"no such point: {point}")
        hits = [int(hit)] if hit else range(1, given.hits + 1)
        cases += [Case(point, number) for number in hits]
    return cases


def sweep(given: argparse.Namespace, cases: list[Case], folder: pathlib.Path) -> dict[str, str]:
    with contextlib.ExitStack() as stack:
        sink = stack.enter_context(MailSink())
        url = ""
        if given.postgres:
            server = os.environ.get("HEED_TEST_POSTGRES") or missing_server()
            url = stack.enter_context(PostgresDatabase(server, id(cases)))
        return play_all(Sweep(given.binary, folder, sink, url), cases)


def main() -> int:
    given = arguments()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="heed-points-"))
    try:
        cases = cases_of(given)
        halves = [cases[0::2], cases[1::2]]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            parts = list(pool.map(
                lambda half: sweep(given, half[1], folder / str(half[0])) if half[1] else {},
                enumerate(halves),
            ))
        results = {**parts[0], **parts[1]}
    except Failure as failure:
        results = {"sweep": str(failure)}
    failed = {name: said for name, said in results.items() if said not in ("passed", "not reached")}
    # Whoever names a point wants it passed.
    if given.points != "all":
        failed |= {name: said for name, said in results.items() if said == "not reached"}
    for name, said in failed.items():
        print(f"{name}: {said}")
    if not failed:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
