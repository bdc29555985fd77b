# SPDX-License-Identifier: AGPL-3.0-or-later
"""./dev bench, look, fuzz, campaign: finds the program and hands over the arguments."""
import os
import subprocess

import build
import fuzzing
import node
import packages
import ui

CAMPAIGNS = ui.ROOT / "tools" / "campaigns"
RUNNERS = {".py": "python3", ".sh": "bash", ".mjs": "node"}


def bench(arguments: list[str]) -> int:
    packages.ensure("build")
    build.release()
    return hand_over(["python3", "bench/run.py", *arguments])


def look(arguments: list[str]) -> int:
    """The desk in memory and the portal of a demo desk; `--url` looks at a real desk."""
    packages.ensure("build", "test")
    build.release()
    return hand_over(["node", "tests/browser/look.mjs", *arguments])


def fuzz(arguments: list[str]) -> int:
    packages.ensure("build", "test")
    return fuzzing.main(arguments)


def campaign(arguments: list[str]) -> int:
    known = {file.stem: file for file in sorted(CAMPAIGNS.glob("*")) if file.suffix in RUNNERS}
    names = ", ".join(known) or "none yet"
    if not arguments or arguments[0] not in known:
        asked = f"no campaign `{arguments[0]}`" if arguments else "which campaign?"
        raise ui.Stop(f"{asked} There are: {names}")
    packages.ensure("build", "test", "campaign")
    build.release()
    file = known[arguments[0]]
    return hand_over([RUNNERS[file.suffix], str(file), *arguments[1:]])


def hand_over(command: list[str]) -> int:
    """Runs in the foreground: these programs print their own progress and closing line."""
    if not (ui.ROOT / command[1]).exists():
        raise ui.Stop(f"{command[1]} is not there yet")
    env = {**os.environ, **(node.environment() if command[0] == "node" else {})}
    return subprocess.run(command, cwd=ui.ROOT, env=env, check=False).returncode
