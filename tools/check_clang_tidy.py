#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs clang-tidy-19 on changed C++ files and their includers; `--all` on every file.

A file is clean for as long as it, what it includes of ours and .clang-tidy stay the same. Changed
means against HEED_GREEN (a commit), else origin/main, else the commit before.
"""
import os
import pathlib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

import compile_commands
import content_cache

PROGRAM = "clang-tidy-19"
# Flags of g++ that clang does not know would be errors of their own.
FOR_CLANG = ["-Wno-unknown-warning-option", "-Wno-error"]
# Tests read best without prefixes.
NOT_IN_TESTS = (
    "--checks=-google-build-using-namespace,-readability-function-size,"
    "-misc-use-internal-linkage"
)


def git(root: pathlib.Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=root, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else ""


def base_commit(root: pathlib.Path) -> str:
    given = os.environ.get("HEED_GREEN") or git(root, "merge-base", "HEAD", "origin/main")
    head = git(root, "rev-parse", "HEAD")
    return given if given and given != head else git(root, "rev-parse", "HEAD~1")


def changed_files(root: pathlib.Path) -> set[pathlib.Path] | None:
    """Nothing known (no commit before this one) means everything."""
    base = base_commit(root)
    if not base:
        return None
    names = git(root, "diff", "--name-only", base, "--", "src").splitlines()
    names += git(root, "ls-files", "-o", "--exclude-standard", "src").splitlines()
    return {root / name for name in names}


def without_sanitizers(flags: list[str]) -> list[str]:
    return [flag for flag in flags if not flag.startswith(("-fsanitize", "-fno-sanitize"))]


def tidy(root: pathlib.Path, file: pathlib.Path, flags: list[str]) -> str:
    less = [NOT_IN_TESTS] if file.stem.endswith(("_test", "_fuzz")) else []
    done = subprocess.run(
        [PROGRAM, "--quiet", *less, str(file), "--", *without_sanitizers(flags), *FOR_CLANG],
        cwd=root, capture_output=True, text=True, check=False,
    )
    return "" if done.returncode == 0 else done.stdout.strip() or done.stderr.strip()


def chosen(root: pathlib.Path, files: list[pathlib.Path], sources: content_cache.Sources,
           everything: bool) -> list[pathlib.Path]:
    changed = None if everything else changed_files(root)
    if changed is None:
        return files
    return [file for file in files if changed & set(sources.closure(file))]


def run(root: pathlib.Path, todo: dict[pathlib.Path, str],
        known: dict[pathlib.Path, list[str]]) -> list[str]:
    cache, found, started = content_cache.Cache(root, "clang_tidy"), [], time.monotonic()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        work = {pool.submit(tidy, root, file, known[file]): file for file in todo}
        for done, future in enumerate(as_completed(work), 1):
            problem = future.result()
            if problem:
                found.append(problem)
            else:
                cache.add(todo[work[future]])
            if done % 10 == 0:
                seconds = time.monotonic() - started
                print(f"  … clang-tidy: {done}/{len(todo)} in {seconds:.0f} s", file=sys.stderr)
    return found


def main(arguments: list[str]) -> int:
    root = pathlib.Path(".").resolve()
    known = compile_commands.load(root)
    sources, cache = content_cache.Sources(root), content_cache.Cache(root, "clang_tidy")
    config = (root / ".clang-tidy").read_bytes()
    files = chosen(root, sorted(known), sources, "--all" in arguments)
    keys = {file: sources.digest(file, config) for file in files}
    todo = {file: key for file, key in keys.items() if not cache.has(key)}
    found = run(root, todo, known)
    print("\n".join(found) or f"clang-tidy: ok ({len(todo)} of {len(files)} new)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
