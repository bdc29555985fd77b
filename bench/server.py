# SPDX-License-Identifier: AGPL-3.0-or-later
"""The release binary serving a desk, as the bench needs it."""
import http.client
import json
import os
import pathlib
import socket
import subprocess
import time

from data_set import Trouble

PATIENCE_SECONDS = 60
# One caller asks as fast as it can here; a real desk bounds each session and token.
WITHOUT_RATES = {
    "HEED_RATES_READS": "0",
    "HEED_RATES_WRITES": "0",
    "HEED_RATES_ANONYMOUS": "0",
    "HEED_RATES_STREAMS": "0",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, binary: pathlib.Path, data: pathlib.Path):
        self.binary, self.data = binary, data
        self.port = free_port()
        self.token = self.verb("token", "create", "--name", "bench", "--scope", "*").strip()
        self.process: subprocess.Popen | None = None

    def verb(self, *verb: str) -> str:
        command = [str(self.binary), *verb, "--data", str(self.data)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Trouble(f"heed {' '.join(verb[:2])}: {done.stderr.strip()[-300:]}")
        return done.stdout

    def start(self) -> float:
        """Seconds from the start of the program to its first answer."""
        command = [str(self.binary), "serve", "--data", str(self.data)]
        command += ["--listen", f"127.0.0.1:{self.port}"]
        began = time.monotonic()
        with (self.data.parent / "serve.log").open("wb") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, env={**os.environ, **WITHOUT_RATES}
            )
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() - began > PATIENCE_SECONDS:
                raise Trouble("the desk did not start; see build/bench/serve.log")
            time.sleep(0.002)
        return time.monotonic() - began

    def answers(self) -> bool:
        try:
            return self.ask("/api/v1/tickets?limit=1")[0] == 200
        except OSError:
            return False

    def ask(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers={"Authorization": f"Bearer {self.token}"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except http.client.HTTPException as broken:
            raise OSError(str(broken)) from broken
        finally:
            connection.close()

    def ticket(self, number: int) -> dict:
        status, text = self.ask(f"/api/v1/tickets/{number}")
        if status != 200:
            raise Trouble(f"ticket {number} answered {status}")
        return json.loads(text)

    @property
    def pid(self) -> int:
        return self.process.pid

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
