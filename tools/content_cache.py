# SPDX-License-Identifier: AGPL-3.0-or-later
"""Remembers in build/cache what was found clean, by the content it depends on."""
import hashlib
import pathlib
import re

INCLUDE = re.compile(rb'^\s*#\s*include\s*"([^"]+)"', re.M)


def digest(*parts: bytes) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "little") + part)
    return total.hexdigest()


class Cache:
    def __init__(self, root: pathlib.Path, name: str):
        self.folder = root / "build" / "cache" / name
        self.folder.mkdir(parents=True, exist_ok=True)

    def has(self, key: str) -> bool:
        return (self.folder / key).exists()

    def add(self, key: str) -> None:
        (self.folder / key).touch()


class Sources:
    """C++ files with all project files they include, directly or not."""

    def __init__(self, root: pathlib.Path):
        self.base = root / "src"
        self.root = root
        self._direct: dict[pathlib.Path, list[pathlib.Path]] = {}

    def includes(self, file: pathlib.Path) -> list[pathlib.Path]:
        if file not in self._direct:
            names = (name.decode() for name in INCLUDE.findall(file.read_bytes()))
            found = (self.base / name for name in names)
            self._direct[file] = [name for name in found if name.exists()]
        return self._direct[file]

    def closure(self, file: pathlib.Path) -> list[pathlib.Path]:
        seen: set[pathlib.Path] = set()
        todo = [file]
        while todo:
            here = todo.pop()
            if here not in seen:
                seen.add(here)
                todo += self.includes(here)
        return sorted(seen)

    def digest(self, file: pathlib.Path, *settings: bytes) -> str:
        return digest(*settings, *(name.read_bytes() for name in self.closure(file)))
