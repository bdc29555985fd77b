#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fails when a committed generated file is not what the release binary writes today.

The fix is `./dev build && ./dev fix`.
"""
import pathlib
import subprocess
import sys

BINARY = "build/release/heed"
# File, and the command whose standard output it is.
GENERATED = {
    "docs/api/openapi.json": [BINARY, "openapi"],
}


def output_of(root: pathlib.Path, command: list[str]) -> str | None:
    done = subprocess.run(
        command, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode == 0 and done.stdout.strip() else None


def differences(root: pathlib.Path) -> list[str]:
    found = []
    for name, command in GENERATED.items():
        file = root / name
        if not file.exists():
            continue
        text = output_of(root, command)
        if text is None:
            found.append(f"{' '.join(command)} failed")
        elif text != file.read_text():
            found.append(f"{name} is stale; run ./dev build && ./dev fix")
    return found


def write(root: pathlib.Path) -> list[str]:
    written = []
    for name, command in GENERATED.items():
        text = output_of(root, command)
        file = root / name
        if text and (not file.exists() or file.read_text() != text):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
            written.append(name)
    return written


def main() -> int:
    found = differences(pathlib.Path(".").resolve())
    print("\n".join(found) or "generated: ok")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
