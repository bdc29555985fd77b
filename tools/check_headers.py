#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fails when a header of src does not compile alone.

usage: check_headers.py [--all]

`x.cpp` includes `x.hpp` first, so the build proves those; the others are compiled here, once for
each content.
"""
import os
import pathlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import compile_commands
import content_cache

FIRST = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.M)


def proven_by_build(root: pathlib.Path, header: pathlib.Path) -> bool:
    source = header.with_suffix(".cpp")
    if not source.exists():
        return False
    first = FIRST.search(source.read_text())
    return bool(first) and root / "src" / first.group(1) == header


def flags_for(header: pathlib.Path, known: dict[pathlib.Path, list[str]]) -> list[str]:
    """Those of a neighbour (a test's for a test's header); a folder of headers only is compiled
    like the kernel."""
    for_tests = header.name.startswith("test_")
    for source, flags in known.items():
        if source.parent == header.parent and source.stem.endswith("_test") == for_tests:
            return flags
    return next(flags for source, flags in known.items() if source.parent.name == "kernel")


def compile_alone(header: pathlib.Path, flags: list[str]) -> str:
    done = subprocess.run(
        ["g++", *flags, "-fsyntax-only", "-x", "c++", "-"],
        input=f'#include "{header}"\n', capture_output=True, text=True, check=False,
    )
    return "" if done.returncode == 0 else done.stderr


def main(root: pathlib.Path) -> int:
    sources, cache = content_cache.Sources(root), content_cache.Cache(root, "headers")
    headers = [
        header for header in sorted((root / "src").rglob("*.hpp"))
        if not proven_by_build(root, header)
    ]
    keys = {header: sources.digest(header) for header in headers}
    todo = [header for header in headers if not cache.has(keys[header])]
    known = compile_commands.load(root) if todo else {}

    def check(header: pathlib.Path) -> str:
        error = compile_alone(header, flags_for(header, known))
        if not error:
            cache.add(keys[header])
        return error and f"{header.relative_to(root)} does not compile alone:\n{error}"

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = [line for line in pool.map(check, todo) if line]
    print("\n".join(found) or f"headers: ok ({len(todo)} of {len(headers)} new)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(".").resolve()))
