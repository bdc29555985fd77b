# SPDX-License-Identifier: AGPL-3.0-or-later
"""./dev run: a demo desk on this machine, in the foreground."""
import os
import shutil
import socket

import build
import packages
import ui

DEMO = ui.BUILD / "demo"
SIGN_INS = ui.BUILD / "demo.txt"
FIRST_PORT = 8080
TICKETS = 2000


def main(arguments: list[str]) -> int:
    if arguments:
        raise ui.Stop("usage: ./dev run")
    packages.ensure("build")
    build.release()
    make_demo()
    port = free_port()
    ui.say(SIGN_INS.read_text().strip())
    ui.say("Ctrl-C stops the desk; delete build/demo for a fresh one.")
    ui.say(f"Heed runs at http://127.0.0.1:{port}/")
    command = [str(build.RELEASE), "serve", "--data", str(DEMO), "--listen", f"127.0.0.1:{port}"]
    os.execv(command[0], command)


def make_demo() -> None:
    """Makes the demo desk once. The last line of `heed demo` tells who can sign in; it is kept."""
    if DEMO.exists() and SIGN_INS.exists():
        return
    shutil.rmtree(DEMO, ignore_errors=True)
    command = [str(build.RELEASE), "demo", "--data", str(DEMO), "--tickets", str(TICKETS)]
    try:
        outcome = ui.require("demo desk", [*command, "--seed", "1"], minutes=3)
    except ui.Stop:
        shutil.rmtree(DEMO, ignore_errors=True)
        raise
    SIGN_INS.write_text(outcome.text().strip().splitlines()[-1] + "\n")
    ui.say(f"demo desk: {TICKETS} tickets in {ui.clock(outcome.seconds)}")


def free_port() -> int:
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        with socket.socket() as probe:
            # As the server does: a port of a connection that is only lingering is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise ui.Stop(f"no free port from {FIRST_PORT} on")
