# SPDX-License-Identifier: AGPL-3.0-or-later
"""A demo desk of the release binary, in a folder of its own, that a campaign may load or attack."""
import http.client
import os
import pathlib
import resource
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
RELEASE = ROOT / "build/release/heed"
NO_RATES = "[rates]\nreads = 0\nwrites = 0\nanonymous = 0\nstreams = 0\n"


class DemoDesk:
    def __init__(self, binary: pathlib.Path, folder: pathlib.Path, tickets: int,
                 settings: str = "") -> None:
        self.binary, self.data = binary, folder / "desk"
        self.verb("demo", "--tickets", str(tickets))
        (self.data / "heed.toml").write_text(settings + NO_RATES)
        self.server = subprocess.Popen(
            [binary, "serve", "--data", self.data, "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.port = next(int(line.rsplit(":", 1)[1]) for line in self.server.stdout
                         if line.startswith("Heed listens"))
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def __enter__(self) -> "DemoDesk":
        return self

    def __exit__(self, *_) -> None:
        self.server.terminate()
        self.server.wait()

    def verb(self, *words: str) -> str:
        command = [self.binary, *words, "--data", self.data]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return done.stdout

    def token(self, *scopes: str) -> str:
        wanted = [word for scope in scopes for word in ("--scope", scope)]
        return self.verb("token", "create", "--name", "campaign", *wanted).strip()

    def ask(self, method: str, path: str, headers: dict, body: str = "") -> tuple:
        """Status, body, headers, and how many milliseconds it took."""
        began = time.perf_counter()
        self.line.request(method, path, body or None, headers)
        answer = self.line.getresponse()
        text = answer.read()
        return answer.status, text, answer.headers, (time.perf_counter() - began) * 1000

    def resident_mb(self) -> float:
        pages = int(pathlib.Path(f"/proc/{self.server.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def is_alive(self) -> bool:
        return self.server.poll() is None


def percentile(times: list, share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def take_descriptors() -> None:
    """As many open sockets as the system lets this process have."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
