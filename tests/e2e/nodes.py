#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two nodes of Heed on one PostgreSQL behind a proxy that tries the other one when it cannot
connect, and knows no other remedy: what one commits the other shows, each in turn is stopped and
started anew while requests run, and a mailbox is fetched from by one of them.

usage: nodes.py

HEED_BINARY names the binary (default: build/release/heed), HEED_TEST_POSTGRES the server. What is
missing is a failure, never skipped. Ends with `N passed, N failed`.
"""
import contextlib
import email
import email.policy
import itertools
import json
import os
import pathlib
import queue
import shutil
import socket
import subprocess
import sys
import threading
import time
import traceback
import urllib.error
import urllib.request
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e" / "servers"))

import desk
import letters
import mail_servers

CUSTOMER = "ana@kunde.internal"
HELP = "help@desk.internal"
USERS = {CUSTOMER: "secret of ana", HELP: "secret of the desk"}
WRITERS = 6
ROUNDS = 2
BETWEEN_SECONDS = 1.0
LETTERS = 12


class Node(desk.Desk):
    """One more process on the database of `first`: its own folder and index, the same key and the
    same files of attachments."""

    def __init__(self, first: desk.Desk, port: int):
        super().__init__(first.binary, first.database, first.ca_file)
        self.first = first
        self.port = port

    def _flags(self) -> list[str]:
        return ["--data", str(self.data), "--database", self.first._own_database()]

    def _start(self) -> None:
        self.data = self.folder / "data"
        self.data.mkdir(mode=0o700)
        shutil.copy2(self.first.data / "heed.key", self.data / "heed.key")
        (self.first.data / "files").mkdir(exist_ok=True)
        (self.data / "files").symlink_to(self.first.data / "files")
        self.token = self.first.token
        self.begin()

    def _environment(self) -> dict:
        # One token makes all requests, and many of them.
        return {**super()._environment(), "HEED_RATES_READS": "100000",
                "HEED_RATES_WRITES": "100000"}

    def begin(self) -> None:
        (self.folder / "log").write_text("")
        self.log = open(self.folder / "log", "a", encoding="utf-8")
        self._process = subprocess.Popen(
            [self.binary, "serve", "--listen", f"127.0.0.1:{self.port}", *self._flags()],
            env=self._environment(), stdout=self.log, stderr=subprocess.STDOUT)
        self.address = self._wait(self._printed_address, "heed serve", desk.START_SECONDS)

    def end(self) -> None:
        """As an upgrade ends it: asked to stop, and waited for."""
        self._process.terminate()
        if self._process.wait(timeout=30) != 0:
            raise AssertionError(f"a node ended with {self._process.returncode}: {self.log_tail()}")


class Proxy:
    """Gives each connection to the next node, and to the other one when that cannot be reached.
    A connection that was made is never tried anew: what goes wrong on it, its client sees."""

    def __init__(self, ports: list[int]):
        self.turns = itertools.cycle([ports, ports[::-1]])
        self.mutex = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> "Proxy":
        return self

    def __exit__(self, *_: object) -> None:
        self.listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _connected(self) -> socket.socket:
        with self.mutex:
            ports = next(self.turns)
        for port in ports * 3:
            with contextlib.suppress(OSError):
                return socket.create_connection(("127.0.0.1", port), timeout=5)
        raise ConnectionError("no node can be reached")

    def _serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError), self._connected() as node:
            client.settimeout(None)
            node.settimeout(None)
            back = threading.Thread(target=self._copy, args=(node, client), daemon=True)
            back.start()
            self._copy(client, node)
            back.join()

    @staticmethod
    def _copy(source: socket.socket, target: socket.socket) -> None:
        try:
            while piece := source.recv(65536):
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)
        except OSError:  # torn: the other side hears of it
            for end in (source, target):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)


class Stream:
    """An open browser: what a node tells it, as it happens."""

    def __init__(self, address: str, token: str):
        request = urllib.request.Request(f"{address}/api/v1/stream")
        request.add_header("Authorization", f"Bearer {token}")
        self.answer = urllib.request.urlopen(request, timeout=60)
        self.events: queue.Queue = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        name = ""
        with contextlib.suppress(OSError, ValueError):
            for line in self.answer:
                word, _, value = line.decode().rstrip("\n").partition(": ")
                if word == "event":
                    name = value
                elif word == "data":
                    self.events.put((name, json.loads(value)))

    def wait_for(self, good, seconds: float = 10) -> dict:
        """The fact that is meant, and how long it took to come."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            with contextlib.suppress(queue.Empty):
                name, fact = self.events.get(timeout=left)
                if name == "fact" and good(fact):
                    return fact
        raise AssertionError("the stream did not tell of it")


class Writer(threading.Thread):
    """Makes one request after another through the proxy, each once: a failure is kept, and nothing
    is tried again."""

    def __init__(self, address: str, token: str, customer: int, name: str):
        super().__init__(daemon=True)
        self.address, self.token, self.customer, self.mark = address, token, customer, name
        self.made: dict[int, str] = {}
        self.failures: list[str] = []
        self.stopping = threading.Event()

    def run(self) -> None:
        for count in itertools.count():
            if self.stopping.is_set():
                return
            subject = f"{self.mark} {count}"
            try:
                number = self._post("/api/v1/tickets", {
                    "subject": subject, "customer": {"id": self.customer}})
                self.made[number] = subject
                self._post(f"/api/v1/tickets/{number}/notes", {"body_text": "Seen."})
            except (OSError, urllib.error.HTTPError, ValueError) as failed:
                self.failures.append(f"{subject}: {failed!r}")

    def _post(self, path: str, body: dict) -> int:
        request = urllib.request.Request(self.address + path, data=json.dumps(body).encode())
        for name, value in {"Authorization": f"Bearer {self.token}", "Connection": "close",
                            "Content-Type": "application/json",
                            "Idempotency-Key": str(uuid.uuid4())}.items():
            request.add_header(name, value)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read()).get("number", 0)


class Story:
    """Steps run in order and stop at the first that fails."""

    def __init__(self, nodes: list[Node], proxy: Proxy, servers: mail_servers.MailServers):
        self.nodes, self.proxy, self.servers = nodes, proxy, servers

    def steps(self):
        return [value for name, value in vars(Story).items() if name.startswith("step_")]

    def step_a_what_one_commits_the_other_tells(self):
        """a browser at one node sees within a second what is committed at the other"""
        one, two = self.nodes
        self.customer = one.post("/people", {"name": "Ana", "addresses": [CUSTOMER]})["id"]
        for writer, reader in ((one, two), (two, one)):
            stream = Stream(reader.address, reader.token)
            stream.events.get(timeout=10)  # hello
            began = time.monotonic()
            number = writer.post("/tickets", {
                "subject": "Toner", "customer": {"id": self.customer}})["number"]
            stream.wait_for(lambda fact, number=number: fact.get("ticket") == number)
            took = time.monotonic() - began
            same(took < 1, True, f"{took:.3f} s")
            same(reader.get(f"/tickets/{number}")["subject"], "Toner")

    def step_b_search_of_each_finds_what_the_other_took(self):
        """each node's own index finds what came by the other"""
        one, two = self.nodes
        number = one.post("/tickets", {"subject": "Zinnober",
                                       "customer": {"id": self.customer}})["number"]
        two.wait_for("/search?q=zinnober", lambda found: str(number) in json.dumps(found))

    def step_c_a_file_of_one_is_read_at_the_other(self):
        """a large file that a letter brought to one node is served by the other"""
        self._mailbox()
        letter = letters.first(CUSTOMER, HELP)
        self.servers.deliver(letter.as_bytes(policy=email.policy.SMTP), to=HELP, sender=CUSTOMER)
        found = self.nodes[0].wait_for(
            "/tickets?state=new",
            lambda page: [row for row in page["items"] if row["subject"] == letters.SUBJECT])
        row = next(row for row in found["items"] if row["subject"] == letters.SUBJECT)
        entry = self.nodes[1].get(f"/tickets/{row['number']}")["entries"][0]
        big = next(one for one in entry["attachments"] if one["size"] == letters.BIG)
        for node in self.nodes:
            same(node.raw(big["url"]) == letters.big_file(), True)
        self.letters_in = 1

    def _mailbox(self):
        described = self.servers.description()
        self.nodes[0].post("/mailboxes", {
            "name": "Help", "addresses": [HELP],
            "imap": {"host": "localhost", "port": described["imaps_port"], "tls": "implicit",
                     "user": HELP, "password": USERS[HELP], "poll_seconds": 10},
            "smtp": {"host": "localhost", "port": described["smtp_port"], "tls": "starttls",
                     "user": HELP, "password": USERS[HELP]},
        })

    def step_d_restarted_in_turn_no_request_fails(self):
        """each node is stopped and started in turn, twice, while requests run and letters come"""
        self.writers = [Writer(self.proxy.address, self.nodes[0].token, self.customer, f"w{at}")
                        for at in range(WRITERS)]
        for writer in self.writers:
            writer.start()
        for count in range(LETTERS):
            self.servers.deliver(
                letters.plain(CUSTOMER, HELP, f"Letter {count}", f"Number {count}.\n").as_bytes(
                    policy=email.policy.SMTP), to=HELP, sender=CUSTOMER)
        try:
            for node in self.nodes * ROUNDS:
                time.sleep(BETWEEN_SECONDS)  # requests go on meanwhile
                node.end()
                node.begin()
            time.sleep(BETWEEN_SECONDS)
        finally:
            for writer in self.writers:
                writer.stopping.set()
        for writer in self.writers:
            writer.join(timeout=60)
        failures = [failure for writer in self.writers for failure in writer.failures]
        same(failures[:5], [], f"{len(failures)} failures")
        self.made = {number: subject for writer in self.writers
                     for number, subject in writer.made.items()}
        same(len(self.made) > WRITERS * ROUNDS, True, len(self.made))

    def step_e_nothing_acknowledged_is_lost(self):
        """every request that was answered is there, at both nodes, with its note"""
        for at, (number, subject) in enumerate(self.made.items()):
            ticket = self.nodes[at % 2].get(f"/tickets/{number}")
            same(ticket["subject"], subject)
            same([entry["kind"] for entry in ticket["entries"]].count("note"), 1, subject)

    def step_f_each_letter_in_is_one_request(self):
        """letters that came while nodes changed are one request each"""
        def subjects():
            found, path = [], "/tickets?state=new&limit=100"
            while path:
                page = self.nodes[1].get(path)
                found += [row["subject"] for row in page["items"]]
                path = page["next"] and f"/tickets?state=new&limit=100&cursor={page['next']}"
            return sorted(one for one in found if one.startswith("Letter "))
        wanted = sorted(f"Letter {count}" for count in range(LETTERS))
        self.nodes[0]._wait(lambda: len(subjects()) >= LETTERS, "letters", 60)
        same(subjects(), wanted)

    def step_g_each_answer_leaves_once(self):
        """answers given through both nodes leave once each"""
        numbers = list(self.made)[:10]
        for at, number in enumerate(numbers):
            self.nodes[at % 2].post(f"/tickets/{number}/replies",
                                    {"body_text": f"Answer {number}."})
        for number in numbers:
            self.nodes[0].wait_for(f"/tickets/{number}", lambda ticket: [
                entry for entry in ticket["entries"]
                if (entry["delivery"] or {}).get("state") == "sent"])
        def arrived():
            found = [email.message_from_bytes(raw, policy=email.policy.default)
                     for raw in self.servers.read_mailbox(CUSTOMER)]
            return [one for one in found if "Answer " in letters.text_of(one)]
        self.nodes[0]._wait(lambda: len(arrived()) >= len(numbers), "answers", 60)
        same(len(arrived()), len(numbers))
        same(len({one["Message-ID"] for one in arrived()}), len(numbers))

    def step_h_the_journal_is_whole(self):
        """the desk is sound: counters, seals and references"""
        self.nodes[0]._verb("check", "--all")

    def run(self) -> tuple[int, int]:
        passed = 0
        for step in self.steps():
            try:
                began = time.monotonic()
                step(self)
            except Exception:  # whatever it was, it is this step's failure
                print(f"FAIL {step.__doc__}\n{traceback.format_exc()}")
                for node in self.nodes:
                    print(node.log_tail())
                return passed, len(self.steps()) - passed
            print(f"ok   {step.__doc__} ({time.monotonic() - began:.1f} s)", flush=True)
            passed += 1
        print(f"{len(self.made)} requests made while nodes changed")
        return passed, 0


def same(found, wanted, about=None) -> None:
    if found != wanted:
        raise AssertionError(f"{found!r} is not {wanted!r}" + (f" in {about!r}" if about else ""))


def main(arguments: list[str]) -> int:
    if "--help" in arguments:
        print(__doc__)
        return 0
    server = os.environ.get("HEED_TEST_POSTGRES")
    if not server:
        raise SystemExit("HEED_TEST_POSTGRES is not set")
    binary = pathlib.Path(os.environ.get("HEED_BINARY", ROOT / "build" / "release" / "heed"))
    ports = mail_servers.free_ports(2)
    with contextlib.ExitStack() as stack:
        servers = stack.enter_context(mail_servers.MailServers(USERS))
        first = stack.enter_context(desk.Desk(binary, server, servers.ca_file))
        first._process.terminate()
        first._process.wait(timeout=30)
        nodes = [stack.enter_context(Node(first, port)) for port in ports]
        proxy = stack.enter_context(Proxy(ports))
        passed, failed = Story(nodes, proxy, servers).run()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
