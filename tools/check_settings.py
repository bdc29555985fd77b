#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fails when a setting is read by nobody, or the page for administrators does not have the settings
of the program, each with its words: `--write` puts them there."""
import pathlib
import re
import sys

TABLE = "src/platform/config/settings.cpp"
CONFIG = "src/platform/config/config.cpp"
PAGE = "docs/operations/install.md"
BEGIN = "<!-- settings of heed.toml, written by tools/check_settings.py --write -->"
END = "<!-- end of settings -->"
ENTRY = re.compile(r'\.name = "([a-z_.]+)",\s*\.meaning =\s*((?:"(?:[^"\\]|\\.)*"\s*)+),')
TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')


def settings(root: pathlib.Path) -> dict[str, str]:
    """Name and meaning of each, in the order of the program."""
    found = ENTRY.findall((root / TABLE).read_text())
    return {name: "".join(TEXT.findall(words)) for name, words in found}


def readers(root: pathlib.Path) -> str:
    """The sources in which a setting can be used."""
    files = sorted((root / "src").rglob("*.cpp")) + sorted((root / "src").rglob("*.hpp"))
    chosen = [file for file in files
              if "platform/config" not in file.as_posix() and not file.stem.endswith("_test")]
    return "\n".join(file.read_text() for file in [*chosen, root / CONFIG])


def is_read(name: str, sources: str, own: str) -> bool:
    group, _, member = name.rpartition(".")
    if group:
        return re.search(rf"\b{group}\.{member}\b", sources) is not None
    used = re.search(rf"\b(?:config|configured|loaded)(?:\.|->){member}\b", sources)
    return used is not None or re.search(rf"(?<![\".]){member}\b", own) is not None


def section(found: dict[str, str]) -> str:
    rows = "\n".join(f"| `{name}` | {meaning} |" for name, meaning in found.items())
    return f"{BEGIN}\n\n| setting | meaning |\n| --- | --- |\n{rows}\n\n{END}"


def problems(root: pathlib.Path) -> list[str]:
    found = settings(root)
    sources, own = readers(root), (root / CONFIG).read_text()
    lines = [f"{TABLE}: `{name}` is read by nobody: use it or take it out"
             for name in found if not is_read(name, sources, own)]
    if not found:
        lines.append(f"{TABLE}: no settings found; has the table another form?")
    if section(found) not in (root / PAGE).read_text():
        lines.append(f"{PAGE}: not the settings of the program; run python3 "
                     "tools/check_settings.py --write")
    return lines


def write(root: pathlib.Path) -> None:
    page = root / PAGE
    head, _, rest = page.read_text().partition(BEGIN)
    page.write_text(head + section(settings(root)) + rest.partition(END)[2])


def main(root: pathlib.Path) -> int:
    found = problems(root)
    print("\n".join(found) or "settings: ok")
    return 1 if found else 0


if __name__ == "__main__":
    if "--write" in sys.argv:
        write(pathlib.Path(".").resolve())
    sys.exit(main(pathlib.Path(".").resolve()))
