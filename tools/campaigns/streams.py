#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""R-17: ten thousand open browsers that hear nothing for an hour, and then of one thing.

Wanted: at most 300 MB more memory, the last one hears within three seconds, opening a ticket takes
at most a fifth longer at p99 than before they came, and one who comes back with `Last-Event-ID` is
told what it missed. Give it a quiet machine: `./dev campaign streams [--minutes 60]`.
"""
import argparse
import http.client
import json
import pathlib
import selectors
import socket
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "shared"))
from demo_desk import RELEASE, DemoDesk, percentile, take_descriptors

STREAMS, ADDRESSES = 10_000, 100
OPENED_AT_ONCE = 100
ADDED_MB, LAST_SECONDS, SLOWER = 300, 3.0, 1.2
READS = 5_000
TICKETS = 2_000


class Stream:
    def __init__(self, desk: DemoDesk, token: str, number: int, after: str = "") -> None:
        self.heard = b""
        self.socket = socket.socket()
        self.socket.bind((f"127.0.1.{number % ADDRESSES + 1}", 0))
        self.socket.connect(("127.0.0.1", desk.port))
        resumed = f"Last-Event-ID: {after}\r\n" if after else ""
        self.socket.send(f"GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n{resumed}"
                         f"Authorization: Bearer {token}\r\n\r\n".encode())

    def hear(self) -> None:
        got = self.socket.recv(65_536)
        if not got:
            raise SystemExit(f"a stream was ended: {self.heard[-200:]!r}")
        self.heard += got

    def hear_until(self, word: bytes) -> None:
        while word not in self.heard:
            self.hear()

    def last_id(self) -> str:
        ids = [line[3:].strip() for line in self.heard.split(b"\n") if line.startswith(b"id:")]
        return ids[-1].decode() if ids else ""


def opened(desk: DemoDesk, token: str) -> list:
    streams: list[Stream] = []
    while len(streams) < STREAMS:
        some = [Stream(desk, token, len(streams) + one) for one in range(OPENED_AT_ONCE)]
        for stream in some:
            stream.hear_until(b"event: hello")
        streams += some
    return streams


def reads(desk: DemoDesk, head: dict) -> float:
    """p99 of opening tickets, in milliseconds."""
    times = []
    for count in range(READS):
        status, _, _, taken = desk.ask("GET", f"/api/v1/tickets/{count % TICKETS + 1}", head)
        if status != 200:
            raise SystemExit(f"a ticket answered {status}")
        times.append(taken)
    return percentile(times, 0.99)


def write_note(desk: DemoDesk, head: dict, word: str) -> None:
    body = json.dumps({"body_text": word})
    kind = {"Content-Type": "application/json"}
    status, text, _, _ = desk.ask("POST", "/api/v1/tickets/1/notes", {**head, **kind}, body)
    if status != 201:
        raise SystemExit(f"a note was refused: {status} {text[:200]!r}")


def until_all_heard(streams: list) -> float:
    """Seconds until the last one has heard of the note that was written just now."""
    began = time.monotonic()
    with selectors.DefaultSelector() as chooser:
        for stream in streams:
            stream.heard = b""
            chooser.register(stream.socket, selectors.EVENT_READ, stream)
        missing = len(streams)
        while missing and time.monotonic() < began + 60:
            for key, _ in chooser.select(1):
                key.data.hear()
                if b"note_added" in key.data.heard:
                    chooser.unregister(key.data.socket)
                    missing -= 1
    return time.monotonic() - began if not missing else float("inf")


def missed_and_told(desk: DemoDesk, token: str, head: dict, streams: list) -> bool:
    """A hundred go, something happens, they come back: each is told of it."""
    gone, streams[:] = streams[:100], streams[100:]
    last = gone[0].last_id()
    for stream in gone:
        stream.socket.close()
    write_note(desk, head, "While you were away.")
    back = [Stream(desk, token, number, last) for number in range(100)]
    for stream in back:
        stream.socket.settimeout(10)
        stream.hear_until(b"note_added")
    streams += back
    return True


def rest(streams: list, minutes: float) -> int:
    """Lets time pass; how many comments that keep a line open were heard."""
    until, beats = time.monotonic() + 60 * minutes, 0
    with selectors.DefaultSelector() as chooser:
        for stream in streams:
            chooser.register(stream.socket, selectors.EVENT_READ, stream)
        while time.monotonic() < until:
            for key, _ in chooser.select(1):
                key.data.hear()
                beats += 1
                key.data.heard = key.data.heard[-400:]
    return beats


def judge(desk: DemoDesk, minutes: float) -> list:
    token = desk.token("*")
    head = {"Authorization": f"Bearer {token}"}
    reads(desk, head)
    alone, memory = reads(desk, head), desk.resident_mb()
    streams = opened(desk, token)
    beats = rest(streams, minutes)
    added = desk.resident_mb() - memory
    beside = reads(desk, head)
    write_note(desk, head, "Do you hear me?")
    last = until_all_heard(streams)
    told = missed_and_told(desk, token, head, streams)
    print(f"{STREAMS:,} streams for {minutes:g} minutes, {beats:,} signs of life: "
          f"{added:.0f} MB more; p99 of opening a ticket {alone:.2f} ms without them, {beside:.2f} "
          f"ms beside them; the last one heard after {last * 1000:.0f} ms; "
          f"100 came back and were told what they had missed")
    return [added <= ADDED_MB, last <= LAST_SECONDS, beside <= SLOWER * alone + 0.2, told,
            desk.is_alive()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, default=RELEASE)
    parser.add_argument("--minutes", type=float, default=60)
    given = parser.parse_args()
    take_descriptors()
    with tempfile.TemporaryDirectory() as folder, \
            DemoDesk(given.binary.resolve(), pathlib.Path(folder), TICKETS) as desk:
        came = judge(desk, given.minutes)
    print(f"{sum(came)} passed, {len(came) - sum(came)} failed")
    return 0 if all(came) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except http.client.HTTPException as broken:
        sys.exit(f"streams: {broken!r}")
