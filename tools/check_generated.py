#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fails when a committed generated file is not what the programs write today.

The API document is what the newest built binary prints; the desk's types are written from that
document. The fix is `./dev build dev && ./dev fix`.
"""
import pathlib
import subprocess
import sys

BINARIES = ["build/dev/heed", "build/release/heed"]
DOCUMENT = "docs/api/openapi.json"
TYPES = "web/api/schema.d.ts"
FIX = "run ./dev build dev && ./dev fix"


def newest_binary(root: pathlib.Path) -> str | None:
    built = [name for name in BINARIES if (root / name).exists()]
    return max(built, key=lambda name: (root / name).stat().st_mtime, default=None)


def commands(root: pathlib.Path) -> dict[str, list[str]]:
    """Each generated file with the command whose standard output it is, in order."""
    binary = newest_binary(root)
    found = {DOCUMENT: [binary, "openapi"]} if binary else {}
    if (root / "tools/api_types.py").exists():
        found[TYPES] = [sys.executable, "tools/api_types.py", DOCUMENT]
    return found


def output_of(root: pathlib.Path, command: list[str]) -> str | None:
    done = subprocess.run(
        command, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode == 0 and done.stdout.strip() else None


def differences(root: pathlib.Path) -> list[str]:
    found = []
    for name, command in commands(root).items():
        file = root / name
        text = output_of(root, command)
        if not file.exists():
            found.append(f"{name} is missing; {FIX}")
        elif text is None:
            found.append(f"{' '.join(command)} failed")
        elif text != file.read_text():
            found.append(f"{name} is not what {' '.join(command)} writes; {FIX}")
    return found


def write(root: pathlib.Path) -> list[str]:
    written = []
    for name, command in commands(root).items():
        text = output_of(root, command)
        file = root / name
        if text and (not file.exists() or file.read_text() != text):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
            written.append(name)
    return written


def main() -> int:
    root = pathlib.Path(".").resolve()
    found = differences(root)
    if not found and newest_binary(root) is None:
        print("generated: types are fresh; the document waits for a build (./dev build dev)")
        return 0
    print("\n".join(found) or "generated: ok")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
