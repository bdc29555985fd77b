# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Heed that runs for a test: its own folder, a free port, a token for everything."""
import http.cookiejar
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

AGENT = "noor@desk.internal"
PASSWORD = "correct horse battery staple"
START_SECONDS = 60
WAIT_SECONDS = 60


class DeskFailed(RuntimeError):
    """Heed did not start, refused something, or did not do its work in time."""


class Desk:
    """`with Desk(binary, "sqlite" or a postgres URL, ca_file) as desk: desk.get("/tickets")`"""

    def __init__(self, binary: pathlib.Path, database: str, ca_file: pathlib.Path,
                 serve_flags: list[str] | None = None):
        self.binary = binary
        self.serve_flags = serve_flags or []
        self.database = database
        self.ca_file = ca_file
        self.folder = pathlib.Path()
        self.address = ""
        self._process: subprocess.Popen | None = None
        self._created: str | None = None

    def __enter__(self) -> "Desk":
        if not self.binary.exists():
            raise DeskFailed(f"{self.binary} is not there: build it first (./dev build)")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="heed_e2e_"))
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _environment(self) -> dict:
        # Variables of tests are no settings of a server.
        others = {name: value for name, value in os.environ.items() if not name.startswith("HEED_")}
        return {**others, "SSL_CERT_FILE": str(self.ca_file),
                "HEED_OUTBOUND_ALLOW": "127.0.0.1/32",
                "HEED_BACKUP_INTO": str(self.folder / "backups")}

    def _flags(self) -> list[str]:
        if self.database == "sqlite":
            return ["--data", str(self.data)]
        return ["--data", str(self.data), "--database", self._own_database()]

    def _own_database(self) -> str:
        """A database of this run alone, made on the server once."""
        if self._created is None:
            name = "heed_e2e_" + uuid.uuid4().hex[:12]
            self._sql(f'CREATE DATABASE "{name}"')
            self._created = name
        parts = urllib.parse.urlsplit(self.database)
        return urllib.parse.urlunsplit(parts._replace(path="/" + self._created))

    def _sql(self, statement: str) -> None:
        done = subprocess.run(["psql", "-X", "-q", "-c", statement, self.database],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise DeskFailed(f"{statement}: {done.stderr.strip()}")

    def _verb(self, *words: str) -> str:
        return self._verb_alone(*words, *self._flags())

    def _verb_alone(self, *words: str) -> str:
        done = subprocess.run([self.binary, *words], capture_output=True, text=True,
                              env=self._environment(), check=False)
        if done.returncode != 0:
            raise DeskFailed(f"heed {' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout.strip()

    def _start(self) -> None:
        self.data = self.folder / "data"
        password = self.folder / "password"
        password.write_text(PASSWORD + "\n")
        self._verb("init", "--admin", AGENT, "--password-file", str(password))
        self.token = self._verb("token", "create", "--name", "e2e", "--scope", "*").splitlines()[-1]
        self.log = open(self.folder / "log", "w+", encoding="utf-8")
        self._process = subprocess.Popen(
            [self.binary, "serve", "--listen", "127.0.0.1:0", *self.serve_flags, *self._flags()],
            env=self._environment(), stdout=self.log, stderr=subprocess.STDOUT)
        self.address = self._wait(self._printed_address, "heed serve", START_SECONDS)

    def _printed_address(self) -> str:
        if self._process.poll() is not None:
            raise DeskFailed(f"heed serve ended: {self.log_tail()}")
        for line in (self.folder / "log").read_text(encoding="utf-8").splitlines():
            if line.startswith("Heed listens on "):
                return line.split()[-1]
        return ""

    def backup(self) -> str:
        """What `heed restore --check` says of the backup that the server has made by itself."""
        made = self._wait(lambda: list((self.folder / "backups").glob("desk-*.heed")),
                          "a backup", WAIT_SECONDS)
        return self._verb_alone("restore", "--check", str(made[0]))

    def stop(self) -> None:
        """Ends the server and removes its folder and database."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._created is not None:
            self._sql(f'DROP DATABASE IF EXISTS "{self._created}" WITH (FORCE)')
        shutil.rmtree(self.folder, ignore_errors=True)

    def log_tail(self) -> str:
        path = self.folder / "log"
        if not path.exists():
            return ""
        return "\n".join(path.read_text(encoding="utf-8").splitlines()[-40:])

    @staticmethod
    def _wait(condition, what: str, seconds: float):
        deadline = time.monotonic() + seconds
        while True:
            answer = condition()
            if answer:
                return answer
            if time.monotonic() > deadline:
                raise DeskFailed(f"{what}: not within {seconds:g} s")
            time.sleep(0.05)

    def _send(self, request: urllib.request.Request) -> bytes:
        request.add_header("Authorization", f"Bearer {self.token}")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read()
        except urllib.error.HTTPError as refused:
            raise DeskFailed(f"{request.get_method()} {request.full_url}: {refused.code} "
                             f"{refused.read().decode(errors='replace')}") from None

    def _url(self, path: str) -> str:
        return self.address + (path if path.startswith("/api/") else "/api/v1" + path)

    def raw(self, path: str) -> bytes:
        return self._send(urllib.request.Request(self._url(path)))

    def get(self, path: str) -> dict:
        return json.loads(self.raw(path))

    def post(self, path: str, body: dict | None) -> dict:
        return self._write("POST", path, body)

    def patch(self, path: str, body: dict) -> dict:
        return self._write("PATCH", path, body)

    def _write(self, method: str, path: str, body: dict | None) -> dict:
        content = b"" if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url(path), data=content, method=method)
        if body is not None:
            request.add_header("Content-Type", "application/json")
        request.add_header("Idempotency-Key", str(uuid.uuid4()))
        answer = self._send(request)
        return json.loads(answer) if answer else {}

    def wait_for(self, path: str, good) -> dict:
        """The answer as soon as `good` says so."""
        def asked():
            answer = self.get(path)
            return answer if good(answer) else None
        return self._wait(asked, f"{path} as expected", WAIT_SECONDS)

    def visitor(self) -> "Visitor":
        """Somebody at the portal with a browser of their own."""
        return Visitor(self.address)


class Visitor:
    """A browser with its own cookies at the portal of a desk, without a session at first."""

    def __init__(self, address: str):
        self.address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._browser = urllib.request.build_opener(jar)

    def file(self, url: str) -> bytes:
        path = urllib.parse.urlsplit(url).path
        with self._browser.open(self.address + path, timeout=60) as answer:
            return answer.read()

    def page(self, url: str) -> str:
        return self.file(url).decode()

    def status(self, url: str) -> int:
        """What a page answers, also when it refuses."""
        try:
            self.file(url)
        except urllib.error.HTTPError as refused:
            return refused.code
        return 200
