#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs clang-tidy-19 on changed C++ files and their includers; `--all` on every file.

Files of a folder are read as one text (tidy_batch.py), because most of the work is the headers
that they share. A file is clean for as long as it, what it includes of ours and .clang-tidy stay
the same. Changed means against HEED_GREEN (a commit), else origin/main, else the commit before.
Without `--all` it stops beginning files after a hundred seconds, changed ones before their
includers, and says how many are left: one line in kernel would otherwise cost half an hour.
"""
import os
import pathlib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

import compile_commands
import content_cache
import tidy_batch

PROGRAM = "clang-tidy-19"
SECONDS = 100
# Flags of g++ that clang does not know would be errors of their own.
FOR_CLANG = [
    "-Wno-unknown-warning-option", "-Wno-error",
    # The analyzer walks each function this far: a tenth of its default, in a sixth of the time.
    "-Xclang", "-analyzer-config", "-Xclang", "max-nodes=30000",
]
NOT_CPLUSPLUS = "[clang-diagnostic-error"  # two files of a batch do not bear each other
# Tests read best without prefixes, with tables by column, and need not be fast.
NOT_IN_TESTS = (
    "--checks=-google-build-using-namespace,-readability-function-size,"
    "-misc-use-internal-linkage,-modernize-use-designated-initializers,-performance-*"
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


def tidy(root: pathlib.Path, batch: tidy_batch.Batch) -> str:
    """What is found in the files of the batch; nothing when they are clean."""
    here = text_of(root, batch)
    less = [NOT_IN_TESTS] if tidy_batch.is_test(batch.files[0]) else []
    done = subprocess.run(
        [PROGRAM, "--quiet", *less, str(here), "--", *without_sanitizers(batch.flags), *FOR_CLANG],
        cwd=root, capture_output=True, text=True, check=False,
    )
    if done.returncode == 0:
        return ""
    if NOT_CPLUSPLUS in done.stdout and len(batch.files) > 1:
        apart = (tidy_batch.Batch([file], batch.flags) for file in batch.files)
        return "\n".join(filter(None, (tidy(root, each) for each in apart)))
    return batch.at_home(done.stdout.strip() or done.stderr.strip(), here)


def text_of(root: pathlib.Path, batch: tidy_batch.Batch) -> pathlib.Path:
    """The file itself where it is alone: then what it says of itself is true to the letter."""
    if len(batch.files) == 1:
        return batch.files[0]
    text = batch.text()
    here = root / "build" / "tidy" / f"{content_cache.digest(text.encode())[:16]}.cpp"
    here.parent.mkdir(parents=True, exist_ok=True)
    here.write_text(text)
    return here


def chosen(root: pathlib.Path, files: list[pathlib.Path], sources: content_cache.Sources,
           everything: bool) -> list[pathlib.Path]:
    changed = None if everything else changed_files(root)
    if changed is None:
        return files
    touched = [file for file in files if changed & set(sources.closure(file))]
    return sorted(touched, key=lambda file: file not in changed)


class Run:
    """Batches in parallel, files found clean remembered."""

    def __init__(self, root: pathlib.Path, seconds: float):
        self.root = root
        self.started = time.monotonic()
        self.seconds = seconds
        self.left = 0
        self.found: dict[str, None] = {}  # each once, in the order it was found

    def all(self, batches: list[tidy_batch.Batch], keys: dict[pathlib.Path, str]) -> list[str]:
        done, of = 0, sum(len(batch.files) for batch in batches)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            work = {pool.submit(self.one, batch): batch for batch in batches}
            for future in as_completed(work):
                batch = work[future]
                done += len(batch.files)
                self.note(batch, future.result(), keys)
                self.tell(done, of)
        return list(self.found)

    def tell(self, done: int, of: int) -> None:
        seconds = time.monotonic() - self.started
        print(f"  … clang-tidy: {done}/{of} in {seconds:.0f} s", file=sys.stderr, flush=True)

    def one(self, batch: tidy_batch.Batch) -> str | None:
        if time.monotonic() - self.started > self.seconds:
            return None
        return tidy(self.root, batch)

    def note(self, batch: tidy_batch.Batch, output: str | None, keys: dict) -> None:
        if output is None:
            self.left += len(batch.files)
        elif output:
            for finding in tidy_batch.findings(output):
                if finding not in self.found:
                    print(finding, flush=True)
                self.found[finding] = None
        else:
            cache = content_cache.Cache(self.root, "clang_tidy")
            for file in batch.files:
                cache.add(keys[file])


def main(arguments: list[str]) -> int:
    root, everything = pathlib.Path(".").resolve(), "--all" in arguments
    known = compile_commands.load(root)
    sources, cache = content_cache.Sources(root), content_cache.Cache(root, "clang_tidy")
    config = (root / ".clang-tidy").read_bytes()
    files = chosen(root, sorted(known), sources, everything)
    keys = {file: sources.digest(file, config) for file in sorted(known)}
    todo = {file for file in files if not cache.has(keys[file])}
    run = Run(root, float("inf") if everything else SECONDS)
    found = run.all(batches_with(todo, known, None if everything else changed_files(root)), keys)
    left = f", {run.left} left for ./dev check --all" if run.left else ""
    verdict = f"{len(found)} findings" if found else "ok"
    print(f"clang-tidy: {verdict} ({len(todo)} of {len(files)} files new{left})")
    return 1 if found else 0


def batches_with(todo: set[pathlib.Path], known: dict[pathlib.Path, list[str]],
                 first: set[pathlib.Path] | None) -> list[tidy_batch.Batch]:
    """What changed before what includes it, the largest batches first.

    A file always stands among the same others, so that it is not red here and clean with --all.
    """
    early = todo if first is None else todo & first

    def rank(batch: tidy_batch.Batch) -> tuple[bool, int]:
        return early.isdisjoint(batch.files), -len(batch.text())

    return sorted((batch for batch in tidy_batch.pack(known) if not todo.isdisjoint(batch.files)),
                  key=rank)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
