# SPDX-License-Identifier: AGPL-3.0-or-later
"""Joins source files of one folder into one text for clang-tidy, and finds lines again in it.

Most of what clang-tidy does for a file it does for the system headers that the file includes, and
the files of a folder include the same ones. Files that say the same name in their unnamed
namespaces cannot stand in one text and come into different ones.
"""
import dataclasses
import pathlib
import re

FILES_MAX = 16

UNNAMED = re.compile(r"^namespace \{$(.*?)^\} // namespace$", re.M | re.S)
TYPE = re.compile(r"^(?:struct|class|enum(?: class)?|using|concept|union) (\w+)", re.M)
# A function or a constant: the last word before what opens, assigns or ends it.
VALUE = re.compile(r"^(?![\s#/}])[^\n({=;]*?\b(\w+)\s*[({=;]", re.M)
STATIC = re.compile(r"^static\b[^\n({=;]*?\b(\w+)\s*[({=;]", re.M)
FINDING = re.compile(r"^(?P<path>/[^:\n]+):(?P<line>\d+):(?P<rest>\d+: \w+: .*)$", re.M)


def private_names(text: str) -> set[str]:
    names = set(STATIC.findall(text))
    for region in UNNAMED.findall(text):
        names |= set(TYPE.findall(region)) | set(VALUE.findall(region))
    return names


@dataclasses.dataclass
class Batch:
    """Texts of several files, each known by the line it begins in."""

    files: list[pathlib.Path]
    flags: list[str]
    names: set[str] = dataclasses.field(default_factory=set)

    def text(self) -> str:
        return "".join(_whole_lines(file) for file in self.files)

    def origin(self, line: int) -> tuple[pathlib.Path, int]:
        """Which line of which file stands at `line`; both count from one."""
        for file in self.files:
            lines = _whole_lines(file).count("\n")
            if line <= lines:
                return file, line
            line -= lines
        return self.files[-1], line

    def at_home(self, output: str, here: pathlib.Path) -> str:
        """What clang-tidy said of the text in `here`, said of the files."""

        def told(found: re.Match) -> str:
            if pathlib.Path(found["path"]) != here:
                return found[0]
            file, line = self.origin(int(found["line"]))
            return f"{file}:{line}:{found['rest']}"

        return FINDING.sub(told, output)


def pack(files: dict[pathlib.Path, list[str]]) -> list[Batch]:
    """Files of one folder and one set of flags, tests apart, in as few texts as names let."""
    groups: dict[tuple, list[Batch]] = {}
    for file, flags in sorted(files.items()):
        key = (file.parent, is_test(file), tuple(flags))
        names = private_names(file.read_text())
        batches = groups.setdefault(key, [])
        for batch in batches:
            if len(batch.files) < FILES_MAX and not batch.names & names:
                batch.files.append(file)
                batch.names |= names
                break
        else:
            batches.append(Batch([file], flags, names))
    return [batch for batches in groups.values() for batch in batches]


def findings(output: str) -> list[str]:
    """Each finding with its notes, without the lines that show the place."""
    kept = (line for line in output.splitlines() if re.match(r"^/\S+:\d+:\d+: ", line))
    told: list[str] = []
    for line in kept:
        if ": note: " in line and told:
            told[-1] += "\n" + line
        else:
            told.append(line)
    return told or [output]


def is_test(file: pathlib.Path) -> bool:
    return file.stem.endswith(("_test", "_fuzz"))


def _whole_lines(file: pathlib.Path) -> str:
    text = file.read_text()
    return text if text.endswith("\n") else text + "\n"
