# SPDX-License-Identifier: AGPL-3.0-or-later
"""Holds a file in memory: where the kernel drops pages nobody asked for lately, a run would
otherwise measure the disk and not the desk."""
import contextlib
import ctypes
import mmap
import pathlib
import resource
from collections.abc import Iterator

ROOM = 4 * 2**30
"""What the desk, the generator and the log need beside the file."""


def memory_available() -> int:
    for line in pathlib.Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return 0


@contextlib.contextmanager
def in_memory(file: pathlib.Path) -> Iterator[bool]:
    """True when the whole file, as long as it is now, stays in memory inside the block."""
    size = file.stat().st_size
    if size + ROOM > memory_available():
        yield False
        return
    with file.open("r+b") as opened, mmap.mmap(opened.fileno(), size) as pages:
        yield is_locked(pages, size)


def is_locked(pages: mmap.mmap, size: int) -> bool:
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_MEMLOCK, (size, size))
    start = (ctypes.c_char * size).from_buffer(pages)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        return library.mlock(ctypes.c_void_p(ctypes.addressof(start)), ctypes.c_size_t(size)) == 0
    finally:
        del start
