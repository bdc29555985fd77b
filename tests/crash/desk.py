# SPDX-License-Identifier: AGPL-3.0-or-later
"""A desk on the release binary that can be killed and started again."""
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import time

START_SECONDS_MAX = 5.0
SENDERS = 8


class Failure(Exception):
    """A promise that did not hold, in one sentence."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Desk:
    def __init__(self, binary: pathlib.Path, folder: pathlib.Path, database: str = ""):
        self.binary, self.folder, self.database = binary, folder, database
        self.port = free_port()
        self.process: subprocess.Popen | None = None
        folder.mkdir(parents=True)
        password = folder.parent / "password"
        password.write_text("a long enough sentence 7\n")
        self.data = folder / "data"
        self.verb("init", "--admin", "admin@desk.example", "--password-file", str(password))
        # A token may write only so many times a second, so each sender has one of its own.
        self.tokens = [
            self.verb("token", "create", "--name", f"sender {number}", "--scope", "*").strip()
            for number in range(SENDERS)
        ]

    def arguments(self, *verb: str) -> list[str]:
        database = ["--database", self.database] if self.database else []
        return [str(self.binary), *verb, "--data", str(self.data), *database]

    def verb(self, *verb: str) -> str:
        done = subprocess.run(self.arguments(*verb), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            said = (done.stdout + done.stderr).strip()
            raise Failure(f"heed {' '.join(verb[:2])}: {said[-600:]}")
        return done.stdout

    def start(self, *wrapper: str, environment: dict[str, str] | None = None) -> float:
        """Returns how long the first answer took."""
        command = [*wrapper, *self.arguments("serve"), "--listen", f"127.0.0.1:{self.port}"]
        with (self.folder / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        begun = time.monotonic()
        while not self.answers():
            if self.process.poll() is not None:
                raise Failure(f"the desk did not start: {self.last_words()}")
            if time.monotonic() - begun > 60:
                raise Failure(f"no answer a minute after the start: {self.last_words()}")
            time.sleep(0.01)
        return time.monotonic() - begun

    def answers(self) -> bool:
        try:
            return self.ask("GET", "/healthz")[0] == 200
        except OSError:
            return False

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)

    def last_words(self) -> str:
        return (self.folder / "serve.log").read_text(errors="replace")[-600:]

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict | None = None,
        over: http.client.HTTPConnection | None = None, sender: int = 0,
    ) -> tuple[int, dict]:
        connection = over or self.connection()
        signed = {"Authorization": f"Bearer {self.tokens[sender]}", **(headers or {})}
        try:
            connection.request(method, path, body, signed)
            answer = connection.getresponse()
            text = answer.read()
        except http.client.HTTPException as broken:
            raise OSError(str(broken)) from broken
        finally:
            if over is None:
                connection.close()
        return answer.status, json.loads(text) if text.startswith(b"{") else {}

    def check(self) -> None:
        done = subprocess.run(
            self.arguments("check", "--all"), capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise Failure(f"heed check --all: {(done.stdout + done.stderr).strip()[-600:]}")


def environment_without_faults() -> None:
    os.environ.pop("HEED_FAULT", None)
