# SPDX-License-Identifier: AGPL-3.0-or-later
"""One traced letter: what must be on the disk is there before the answer leaves."""
import pathlib
import re

from desk import Desk, Failure
from load import deliver, letter

CALL = re.compile(r"^(?P<thread>\d+)\s+(?:<\.\.\. )?(?P<name>\w+)(?P<rest>.*)$")
TRACED = "fsync,fdatasync,rename,renameat,renameat2,sendmsg,sendto,write,writev"


def traced_letter(desk: Desk) -> list[str]:
    trace = desk.folder / "trace.txt"
    desk.start("strace", "-D", "-f", "-y", "-s", "64", "-e", f"trace={TRACED}", "-o", str(trace))
    try:
        deliver(desk, letter("warm-up", 600))
        begin = len(trace.read_text().splitlines())
        deliver(desk, letter("traced", 400_000))
    finally:
        desk.stop()
    return trace.read_text().splitlines()[begin:]


def steps(lines: list[str], files: pathlib.Path) -> list[str]:
    """The calls that matter, where each was complete; an answer counts from its beginning."""
    begun: dict[str, str] = {}
    found = []
    for line in lines:
        call = CALL.match(line)
        if not call:
            continue
        text = call["name"] + call["rest"]
        if "<unfinished" in text:
            begun[call["thread"]] = text
            if "HTTP/1.1 201" in text:
                found.append("answer")
            continue
        if "resumed>" in text:
            whole, resumed = begun.pop(call["thread"], "") + text, True
        else:
            whole, resumed = text, False
        found += step_of(whole, resumed, str(files))
    return found


def step_of(call: str, resumed: bool, files: str) -> list[str]:
    if "HTTP/1.1 201" in call:
        return [] if resumed else ["answer"]
    if call.startswith("rename") and files in call:
        return ["rename"]
    if call.startswith(("fsync", "fdatasync")):
        path = re.search(r"<([^>]*)>", call)
        if path and "heed.db-wal" in path[1]:
            return ["database sync"]
        if path and path[1].startswith(files):
            return ["folder sync" if pathlib.Path(path[1]).is_dir() else "file sync"]
    return []


def last_place(found: list[str], step: str) -> int:
    return max((place for place, name in enumerate(found) if name == step), default=-1)


def require_order(desk: Desk) -> None:
    # Not the index of searches: it is made anew when it is lost, and syncs when it likes.
    found = steps(traced_letter(desk), desk.data / "files")
    wanted = ["file sync", "rename", "folder sync", "database sync", "answer"]
    # The last one of each kind before the answer; work that follows it is of no interest.
    before = found[: found.index("answer") + 1] if "answer" in found else found
    places = [last_place(before, step) for step in wanted]
    if -1 in places or places != sorted(places):
        raise Failure(f"the order on the disk was: {', '.join(found)}")
