# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the dev preset compiles each file; configures it when that is not known yet."""
import json
import pathlib
import shlex
import subprocess
import sys

PRESET = "dev"


def load(root: pathlib.Path) -> dict[pathlib.Path, list[str]]:
    """Arguments by source file, without compiler launcher, input and output."""
    configure(root)
    entries = json.loads((root / "build" / PRESET / "compile_commands.json").read_text())
    return {
        pathlib.Path(entry["file"]): flags_of(shlex.split(entry["command"]))
        for entry in entries
        if entry["file"].startswith(str(root / "src"))
    }


def configure(root: pathlib.Path) -> None:
    """Always: new files come into the database only by a new look at the folders."""
    done = subprocess.run(
        ["cmake", "--preset", PRESET], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"cmake --preset {PRESET} failed:\n{done.stdout}{done.stderr}")


def flags_of(command: list[str]) -> list[str]:
    flags, skip = [], True
    for word in command:
        if skip:
            # The launcher and the compiler come first.
            skip = not word.startswith("-")
            if skip:
                continue
        if word in ("-o", "-c"):
            break
        flags.append(word)
    return flags
