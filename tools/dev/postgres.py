# SPDX-License-Identifier: AGPL-3.0-or-later
"""A private PostgreSQL for tests: own folder, own port, no fsync, gone afterwards.

As a program: `python3 tools/dev/postgres.py COMMAND…` runs the command with
HEED_TEST_POSTGRES set to the address of such a server.
"""
import contextlib
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile

import ui

OLDEST = 15
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "300",
    "shared_buffers": "128MB",
    "listen_addresses": "127.0.0.1",
}


def programs() -> pathlib.Path:
    versions = sorted(
        (int(folder.parent.name), folder)
        for folder in pathlib.Path("/usr/lib/postgresql").glob("*/bin")
        if folder.parent.name.isdigit() and (folder / "initdb").exists()
    )
    if not versions or versions[-1][0] < OLDEST:
        raise ui.Stop(f"PostgreSQL {OLDEST} is needed: sudo apt-get install -y postgresql-15")
    return versions[-1][1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def as_user() -> list[str]:
    """PostgreSQL refuses to run as root, so root hands it to another user."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={user()}", "--clear-groups", f"--regid={user()}", "--"]


def user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextlib.contextmanager
def server():
    """Yields the address, `postgres://heed@127.0.0.1:PORT/postgres`."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="heed-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, user())
        port = _start(folder)
        yield f"postgres://heed@127.0.0.1:{port}/postgres"
    finally:
        _call(folder, "pg_ctl", "stop", "-m", "immediate", "-D", str(folder / "desk"), check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: pathlib.Path) -> int:
    desk = str(folder / "desk")
    _call(folder, "initdb", "-D", desk, "-U", "heed", "-A", "trust", "-E", "UTF8",
          "--locale=C.UTF-8", "--no-sync", "--no-instructions")
    port = free_port()
    settings = [f"-c {name}={value}" for name, value in SETTINGS.items()]
    options = " ".join([f"-p {port}", f"-c unix_socket_directories={folder}", *settings])
    _call(folder, "pg_ctl", "start", "-w", "-D", desk, "-l", str(folder / "log"), "-o", options)
    return port


def _call(folder: pathlib.Path, program: str, *arguments: str, check: bool = True) -> None:
    done = subprocess.run(
        [*as_user(), str(programs() / program), *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        # pg_ctl leaves the server running with our pipes open, so its output goes to a file.
        stdout=(output := (folder / f"{program}.out").open("w+")),
        stderr=subprocess.STDOUT,
        check=False,
    )
    if check and done.returncode != 0:
        output.seek(0)
        raise ui.Stop(f"{program} failed: {output.read().strip()}")


def main() -> int:
    with server() as address:
        env = {**os.environ, "HEED_TEST_POSTGRES": address}
        return subprocess.run(sys.argv[1:], env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
