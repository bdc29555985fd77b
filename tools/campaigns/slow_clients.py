#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""R-16: two thousand clients that ask, send or read slowly, and one who only wants to work.

Each kind of slowness opens two hundred connections a second from a hundred addresses for a minute,
up to two thousand, and anew each one that the desk ends, while a healthy client on another address
opens tickets and makes one now and then. Wanted: p99 below 200 ms, no error. Then two thousand
silent ones come from one address, of which the desk must turn away all but its 512.
"""
import argparse
import collections
import concurrent.futures
import json
import pathlib
import socket
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "shared"))
from demo_desk import RELEASE, DemoDesk, percentile, take_descriptors

CLIENTS, ADDRESSES, SECONDS = 2_000, 100, 60
FROM_ONE_ADDRESS = 512
OPENED_A_SECOND, ROUND = 200, 0.05
PAUSE = 3.0  # between the bytes of one slow client
P99_MS = 200
REQUEST = json.dumps({"customer": {"email": "ana@example.org"}, "subject": "Slow",
                      "message": {"kind": "customer", "body_text": "Is it?"}})


class Slow:
    """One connection of one kind: says a word, then a byte at a time, as `kind` would have it."""

    def __init__(self, kind: str, address: str, port: int, head: bytes) -> None:
        self.kind, self.began = kind, time.monotonic()
        self.next = self.began + PAUSE
        self.socket = socket.socket()
        if kind == "reads slowly":
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self.socket.bind((address, 0))
        self.socket.connect(("127.0.0.1", port))
        self.socket.setblocking(False)
        self.say(head)

    def say(self, text: bytes) -> None:
        if text:
            self.socket.send(text)

    def is_due(self) -> bool:
        return self.next <= time.monotonic()

    def is_over(self) -> bool:
        """Goes on as its kind does; true when the desk has ended it."""
        try:
            self.go_on()
        except OSError:
            return True
        return self.is_ended()

    def go_on(self) -> None:
        self.next += PAUSE
        if self.kind == "asks slowly":
            self.say(b"X-A: b\r\n")
        elif self.kind == "sends slowly":
            self.say(b"x")

    def is_ended(self) -> bool:
        """Reads what there is, as slowly as its kind does."""
        try:
            return not self.socket.recv(16 if self.kind == "reads slowly" else 4096)
        except BlockingIOError:
            return False
        except OSError:
            return True


def heads(token: str) -> dict:
    """What each kind of slowness says first."""
    common = f"Host: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
    many = f"GET /api/v1/tickets?limit=100 HTTP/1.1\r\n{common}\r\n" * 2
    return {
        "is silent": b"",
        "asks slowly": f"GET /api/v1/tickets HTTP/1.1\r\n{common}".encode(),
        "sends slowly": (f"POST /api/v1/tickets HTTP/1.1\r\n{common}Content-Type: application/json"
                         "\r\nContent-Length: 900000\r\n\r\n{").encode(),
        "reads slowly": many.encode(),
    }


class Healthy(threading.Thread):
    """Works as an agent does, and notes how long each answer took."""

    def __init__(self, desk: DemoDesk, token: str) -> None:
        super().__init__()
        self.desk, self.head = desk, {"Authorization": f"Bearer {token}"}
        self.times: list[float] = []
        self.errors: list[str] = []
        self.ending = threading.Event()

    def run(self) -> None:
        count = 0
        while not self.ending.wait(0.02):
            count += 1
            try:
                self.work(count)
            except OSError as broken:
                self.errors.append(repr(broken))
                self.desk.line.close()

    def work(self, count: int) -> None:
        if count % 20 == 0:
            self.desk.line.close()  # the next one comes on a connection of its own
        body = REQUEST if count % 25 == 0 else ""
        method = "POST" if body else "GET"
        path = "/api/v1/tickets" if body else f"/api/v1/tickets/{count % 500 + 1}"
        kind = {"Content-Type": "application/json"} if body else {}
        status, text, _, taken = self.desk.ask(method, path, {**self.head, **kind}, body)
        self.times.append(taken)
        if status not in (200, 201):
            self.errors.append(f"{method} {path}: {status} {text[:100]!r}")


def besiege(port: int, kind: str, head: bytes, seconds: float) -> tuple:
    """How long each client that the desk ended was borne, and how many stood at the end."""
    take_descriptors()
    clients: list[Slow] = []
    borne: list[float] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for _ in range(min(CLIENTS - len(clients), int(OPENED_A_SECOND * ROUND))):
            clients.append(Slow(kind, f"127.0.1.{len(clients) % ADDRESSES + 1}", port, head))
        ended = [one for one in clients if one.is_due() and one.is_over()]
        for one in ended:
            borne.append(time.monotonic() - one.began)
            one.socket.close()
        gone = set(map(id, ended))
        clients = [one for one in clients if id(one) not in gone]
        time.sleep(ROUND)
    return borne, len(clients)


def turned_away(desk: DemoDesk) -> int:
    """How many of two thousand silent clients of one address are ended at once."""
    clients = [Slow("is silent", "127.0.2.1", desk.port, b"") for _ in range(CLIENTS)]
    time.sleep(2)
    ended = sum(one.is_ended() or one.is_ended() for one in clients)
    for one in clients:
        one.socket.close()
    return ended


def tell(kind: str, healthy: Healthy, borne: list, standing: int, desk: DemoDesk) -> bool:
    p99 = percentile(healthy.times, 0.99)
    lives = f"{len(borne)} were ended by the desk" + (
        f", after {percentile(borne, 0.5):.0f} s in the middle" if borne else "")
    p50 = percentile(healthy.times, 0.5)
    print(f"| {kind} | {standing} | {lives} | {len(healthy.times)} | {p50:.1f} | {p99:.1f} "
          f"| {len(healthy.errors)} | {desk.resident_mb():.0f} MB |", flush=True)
    for error, count in collections.Counter(healthy.errors).most_common(3):
        print(f"    {count} x {error}")
    return desk.is_alive() and p99 < P99_MS and not healthy.errors


def siege(desk: DemoDesk, token: str, kind: str, head: bytes, seconds: float) -> bool:
    healthy = Healthy(desk, token)
    healthy.start()
    with concurrent.futures.ProcessPoolExecutor(1) as apart:
        borne, standing = apart.submit(besiege, desk.port, kind, head, seconds).result()
    healthy.ending.set()
    healthy.join()
    return tell(kind, healthy, borne, standing, desk)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, default=RELEASE)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    given = parser.parse_args()
    take_descriptors()
    with tempfile.TemporaryDirectory() as folder, \
            DemoDesk(given.binary.resolve(), pathlib.Path(folder), 2_000) as desk:
        token = desk.token("*")
        print("| who | standing | ended | healthy answers | p50 ms | p99 ms | errors | memory |")
        came = [siege(desk, token, kind, head, given.seconds)
                for kind, head in heads(token).items()]
        away = turned_away(desk)
        print(f"{CLIENTS} from one address: {away} turned away")
        came.append(CLIENTS - away <= FROM_ONE_ADDRESS and desk.is_alive())
    print(f"{sum(came)} passed, {len(came) - sum(came)} failed")
    return 0 if all(came) else 1


if __name__ == "__main__":
    sys.exit(main())
