#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fails when clang-format-19 would change a C++ file. The fix is `./dev fix`."""
import os
import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import content_cache

PROGRAM = "clang-format-19"
FOLDERS = ("src", "tests", "bench")
PER_RUN = 12


def sources(root: pathlib.Path) -> list[pathlib.Path]:
    return sorted(
        file
        for folder in FOLDERS
        for file in (root / folder).rglob("*.[ch]pp")
        if "node_modules" not in file.parts
    )


def wrong_files(root: pathlib.Path, files: list[pathlib.Path]) -> list[str]:
    """clang-format names each wrong place on standard error; the file names are enough."""
    done = subprocess.run(
        [PROGRAM, "--dry-run", "--ferror-limit=1", *map(str, files)],
        cwd=root, capture_output=True, text=True, check=False,
    )
    lines = [line for line in done.stderr.splitlines() if "-Wclang-format-violations" in line]
    return sorted({line.split(":")[0] for line in lines})


def main(root: pathlib.Path) -> int:
    style = (root / ".clang-format").read_bytes()
    cache = content_cache.Cache(root, "format")
    keys = {file: content_cache.digest(style, file.read_bytes()) for file in sources(root)}
    todo = [file for file, key in keys.items() if not cache.has(key)]
    groups = [todo[at : at + PER_RUN] for at in range(0, len(todo), PER_RUN)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda group: wrong_files(root, group), groups)
        wrong = [name for names in found for name in names]
    for file in todo:
        if str(file) not in wrong:
            cache.add(keys[file])
    for name in wrong:
        print(f"{pathlib.Path(name).relative_to(root)}: not formatted; run ./dev fix")
    if not wrong:
        print("format: ok")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()))
