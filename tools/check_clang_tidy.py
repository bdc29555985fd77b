#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs clang-tidy-19 on changed C++ files and their includers; `--all` on every file.

A file is clean for as long as it, what it includes of ours and .clang-tidy stay the same. Changed
means against HEED_GREEN (a commit), else origin/main, else the commit before. Without `--all` it
stops beginning files after two and a half minutes, changed ones before their includers, and says
how many are left: one line in kernel would otherwise cost half an hour.
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
SECONDS = 150
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
    touched = [file for file in files if changed & set(sources.closure(file))]
    return sorted(touched, key=lambda file: file not in changed)


class Run:
    """Files in parallel, those found clean remembered."""

    def __init__(self, root: pathlib.Path, known: dict[pathlib.Path, list[str]], seconds: float):
        self.root = root
        self.known = known
        self.started = time.monotonic()
        self.seconds = seconds
        self.left = 0

    def all(self, todo: dict[pathlib.Path, str]) -> list[str]:
        cache, found = content_cache.Cache(self.root, "clang_tidy"), []
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            work = {pool.submit(self.one, file): file for file in todo}
            for done, future in enumerate(as_completed(work), 1):
                problem = future.result()
                if problem is None:
                    self.left += 1
                elif problem:
                    found.append(problem)
                else:
                    cache.add(todo[work[future]])
                self.tell(done, len(todo))
        return found

    def one(self, file: pathlib.Path) -> str | None:
        if time.monotonic() - self.started > self.seconds:
            return None
        return tidy(self.root, file, self.known[file])

    def tell(self, done: int, of: int) -> None:
        if done % 20 == 0:
            seconds = time.monotonic() - self.started
            print(f"  … clang-tidy: {done}/{of} in {seconds:.0f} s", file=sys.stderr)


def main(arguments: list[str]) -> int:
    root, everything = pathlib.Path(".").resolve(), "--all" in arguments
    known = compile_commands.load(root)
    sources, cache = content_cache.Sources(root), content_cache.Cache(root, "clang_tidy")
    config = (root / ".clang-tidy").read_bytes()
    files = chosen(root, sorted(known), sources, everything)
    keys = {file: sources.digest(file, config) for file in files}
    todo = {file: key for file, key in keys.items() if not cache.has(key)}
    run = Run(root, known, float("inf") if everything else SECONDS)
    found = run.all(todo)
    left = f", {run.left} left for ./dev check --all" if run.left else ""
    print("\n".join(found) or f"clang-tidy: ok ({len(todo)} of {len(files)} new{left})")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
