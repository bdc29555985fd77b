# SPDX-License-Identifier: AGPL-3.0-or-later
"""Demo desks to measure, kept in build/bench by size and seed; each run works on a copy."""
import hashlib
import os
import pathlib
import shutil
import subprocess
import time

PIECE = 64 * 1024 * 1024


class Trouble(Exception):
    """Ends the bench with one sentence."""


def stamp_of(root: pathlib.Path) -> str:
    """Another schema or another demo makes another data set."""
    digest = hashlib.sha256()
    files = sorted((root / "migrations").glob("*.sql")) + sorted((root / "src/app").glob("demo*"))
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def ensure(root: pathlib.Path, binary: pathlib.Path, tickets: int, seed: int) -> pathlib.Path:
    """The folder of a complete desk; one that was interrupted is made anew."""
    folder = root / "build/bench" / f"demo-{tickets}-{seed}"
    stamp = folder.parent / f"{folder.name}.complete"
    wanted = stamp_of(root)
    if folder.is_dir() and stamp.exists() and stamp.read_text().split()[0] == wanted:
        return folder
    stamp.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    print(f"bench: making a desk of {tickets:,} tickets in {folder.relative_to(root)}", flush=True)
    began = time.monotonic()
    command = [str(binary), "demo", "--data", str(folder), "--tickets", str(tickets)]
    done = subprocess.run([*command, "--seed", str(seed)], stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise Trouble("the demo desk could not be made")
    stamp.write_text(f"{wanted} {time.monotonic() - began:.1f}\n")
    return folder


def ensure_index(binary: pathlib.Path, folder: pathlib.Path) -> None:
    """The search index beside it, so that no run measures its building."""
    if (folder / "search" / "complete").exists():
        return
    print("bench: building the search index", flush=True)
    began = time.monotonic()
    done = subprocess.run([str(binary), "rebuild", "search", "--data", str(folder)], check=False)
    if done.returncode != 0:
        raise Trouble("the search index could not be built")
    took = time.monotonic() - began
    (folder / "search" / "complete").write_text(f"{took:.1f}\n")
    print(f"bench: the search index took {took:.1f} s", flush=True)


def seconds_of(folder: pathlib.Path) -> float:
    """How long it took to make."""
    return float((folder.parent / f"{folder.name}.complete").read_text().split()[1])


def working_copy(folder: pathlib.Path) -> pathlib.Path:
    copy = folder.parent / "run"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(mode=0o700)
    for file in folder.rglob("*"):
        target = copy / file.relative_to(folder)
        if file.is_dir():
            target.mkdir()
        elif file.is_file():
            copy_file(file, target)
    return copy


def copy_file(source: pathlib.Path, target: pathlib.Path) -> None:
    """Leaves the copy in the page cache and the original outside, so that both need not fit."""
    with source.open("rb") as read, target.open("wb") as write:
        while os.sendfile(write.fileno(), read.fileno(), None, PIECE):
            pass
        os.fsync(write.fileno())
        os.posix_fadvise(read.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    target.chmod(source.stat().st_mode)
