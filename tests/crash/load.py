# SPDX-License-Identifier: AGPL-3.0-or-later
"""Senders that write down what the desk has acknowledged, and whoever holds it to that."""
import base64
import dataclasses
import itertools
import json
import random
import threading
import time

from desk import SENDERS, Desk, Failure

PAGE = 200
PATIENCE_SECONDS = 60


@dataclasses.dataclass
class Request:
    subject: str
    path: str
    headers: dict[str, str]
    body: bytes
    sender: int = 0
    number: int | None = None  # as acknowledged
    answered: str = "number"  # the member of the answer that names what was made


def letter(subject: str, size: int, writer: str = "ana") -> Request:
    """Large ones go to a file of their own before the database hears of them."""
    attachment = base64.encodebytes(random.Random(subject).randbytes(size)).decode()
    text = (
        f"From: Ana <{writer}@customer.example>\r\nTo: help@desk.example\r\n"
        f"Subject: {subject}\r\n"
        f"Message-ID: <{subject}@customer.example>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: text/plain\r\n\r\nHello, this is {subject}.\r\n"
        "--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment; filename=a.bin\r\n\r\n{attachment}\r\n--b--\r\n"
    )
    kind = {"Content-Type": "message/rfc822"}
    return Request(subject, "/api/v1/mail/inbound", kind, text.encode())


def ticket(subject: str) -> Request:
    body = {
        "subject": subject, "customer": {"email": "ben@customer.example", "name": "Ben"},
        "message": {"kind": "note", "body_text": f"Ben called: {subject}"},
    }
    headers = {"Content-Type": "application/json", "Idempotency-Key": subject}
    return Request(subject, "/api/v1/tickets", headers, json.dumps(body).encode())


def next_request(name: str, turn: int) -> Request:
    if turn % 3 == 2:
        return ticket(f"{name}-{turn}")
    return letter(f"{name}-{turn}", 150_000 if turn % 9 == 4 else 600)


class Senders:
    """Eight at once; the first promise that is broken is told at the end."""

    def __init__(self, desk: Desk):
        self.desk = desk
        self.broken: list[str] = []
        self.threads = [
            threading.Thread(target=self.run, args=(sender,)) for sender in range(SENDERS)
        ]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def run(self, sender: int) -> None:
        try:
            self.send(sender)
        except (Failure, OSError) as failure:
            self.broken.append(str(failure))

    def send(self, sender: int) -> None:
        raise NotImplementedError

    def finish(self) -> None:
        for thread in self.threads:
            thread.join()
        if self.broken:
            raise Failure(self.broken[0])


class Load(Senders):
    """New letters and tickets until the desk is gone."""

    def __init__(self, desk: Desk, cycle: int):
        super().__init__(desk)
        self.cycle, self.sent, self.tired = cycle, [[] for _ in range(SENDERS)], False
        self.start()

    def send(self, sender: int) -> None:
        connection = self.desk.connection()
        for turn in itertools.takewhile(lambda _: not self.tired, itertools.count()):
            request = next_request(f"c{self.cycle}s{sender}", turn)
            request.sender = sender
            self.sent[sender].append(request)
            try:
                deliver(self.desk, request, connection)
            except OSError:
                return

    def give_up(self) -> None:
        """Each sender after the request it is at."""
        self.tired = True

    def stop(self) -> list[Request]:
        self.finish()
        return [request for requests in self.sent for request in requests]


class Redelivery(Senders):
    """All of it again, as a mail server and a client do that never heard the answer."""

    def __init__(self, desk: Desk, sent: list[Request]):
        super().__init__(desk)
        self.sent = sent
        self.start()

    def send(self, sender: int) -> None:
        connection = self.desk.connection()
        for request in self.sent:
            if request.sender == sender:
                self.until_acknowledged(request, connection)

    def until_acknowledged(self, request: Request, connection) -> None:
        deliver(self.desk, request, connection)
        until = time.monotonic() + PATIENCE_SECONDS
        while request.number is None:  # too many at once
            if time.monotonic() > until:
                raise Failure(f"{request.subject} is not taken when it comes again")
            time.sleep(0.1)
            deliver(self.desk, request, connection)


def deliver(desk: Desk, request: Request, connection=None) -> None:
    """Once acknowledged, every later answer has to name the same ticket."""
    status, answer = desk.ask(
        "POST", request.path, request.body, request.headers, connection, request.sender
    )
    if status in (429, 503):
        return
    if status not in (200, 201):
        raise Failure(f"{request.subject}: status {status} {answer}")
    made = answer[request.answered]
    if request.number is not None and made != request.number:
        what = "ticket" if request.answered == "number" else request.answered
        raise Failure(f"{request.subject} was {what} {request.number}, now {made}")
    request.number = made


def tickets_of(desk: Desk) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    cursor = ""
    while True:
        path = f"/api/v1/tickets?sort=opened_at&direction=desc&limit={PAGE}{cursor}"
        status, page = desk.ask("GET", path)
        if status != 200:
            raise Failure(f"the list of tickets: status {status} {page}")
        for row in page["items"]:
            found.setdefault(row["subject"], []).append(row["number"])
        if not page["next"]:
            return found
        cursor = f"&cursor={page['next']}"


def require_kept(desk: Desk, sent: list[Request]) -> None:
    """Each acknowledged request made exactly one ticket, and no request made two."""
    found = tickets_of(desk)
    for request in sent:
        numbers = found.get(request.subject, [])
        if len(numbers) > 1:
            raise Failure(f"{request.subject} made {len(numbers)} tickets: {numbers}")
        if request.number not in (None, *numbers):
            told = f"{request.subject} was acknowledged as {request.number}"
            raise Failure(f"{told}; found {numbers}")
