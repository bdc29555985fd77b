#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fails on what STYLE.md forbids and a machine can see. Ends with `tidy: ok`.

usage: check_tidy.py [--shrink] [ROOT]

Old sins are counted in tools/tidy.toml [ratchet], which may only shrink: fewer than recorded
fails too, until `--shrink` writes the smaller number. Each message names the fix.
"""
import collections
import dataclasses
import pathlib
import re
import subprocess
import sys
import tomllib

from tidy_cpp import cpp_problems
from tidy_text import text_problems

SUFFIXES = {
    ".cpp", ".hpp", ".py", ".ts", ".tsx", ".mjs", ".js", ".css", ".sql", ".sh", ".cmake", ".toml",
    ".md", ".txt", ".html", ".json",
}


@dataclasses.dataclass(frozen=True)
class Problem:
    rule: str
    path: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence} [{self.rule}]"


def files_of(root: pathlib.Path) -> list[str]:
    """What git knows or would add; in a folder without git, everything."""
    listing = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"],
        cwd=root, capture_output=True, text=True, check=False,
    )
    if listing.returncode == 0:
        names = [name for name in listing.stdout.split("\0") if name]
    else:
        names = [file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file()]
    return sorted(name for name in set(names) if (root / name).is_file() and is_text(name))


def is_text(name: str) -> bool:
    path = pathlib.PurePath(name)
    return path.suffix in SUFFIXES or path.name in ("dev", "run", "CMakeLists.txt")


def matches(name: str, patterns: list[str]) -> bool:
    return any(pathlib.PurePath(name).match(pattern) for pattern in patterns)


def find_problems(root: pathlib.Path, settings: dict) -> list[Problem]:
    problems: list[Problem] = []
    names = files_of(root)
    for name in names:
        if matches(name, settings.get("generated", [])):
            continue
        text = (root / name).read_text(errors="replace")
        found = text_problems(name, text, settings)
        if name.endswith((".cpp", ".hpp")):
            found += cpp_problems(name, text, settings)
        problems += [Problem(rule, name, line, sentence) for rule, line, sentence in found]
    problems += tree_problems(root, names)
    allowed = settings.get("allowed", [])
    return [problem for problem in problems if not is_allowed(problem, allowed)]


def is_allowed(problem: Problem, allowed: list[dict]) -> bool:
    return any(
        problem.rule == entry["rule"] and matches(problem.path, [entry["path"]])
        for entry in allowed
    )


def tree_problems(root: pathlib.Path, names: list[str]) -> list[Problem]:
    problems = []
    arrows = tomllib.loads((root / "tools/arrows.toml").read_text())["may_include"]
    for name in names:
        parts = name.split("/")
        if parts[0] != "src" or not name.endswith((".cpp", ".hpp")) or name == "src/main.cpp":
            continue
        folder = "/".join(parts[1:-1])
        if folder not in arrows:
            fix = "the build makes one target of each folder in tools/arrows.toml; list it there"
            problems.append(Problem("target", name, 1, f"file of no target: {fix}"))
    features = {"/".join(name.split("/")[:3]) for name in names if name.startswith("src/features/")}
    for folder in sorted(features):
        if f"{folder}/README.md" not in names and (root / folder).is_dir():
            fix = "ten lines: words, tables, facts, invariants, who may depend on it"
            problems.append(Problem("readme", f"{folder}/README.md", 1, f"is missing: {fix}"))
    return problems


def weigh(problems: list[Problem], ratchet: dict[str, int]) -> tuple[list[str], dict[str, int]]:
    """The lines to report, and the ratchet as small as it can be now."""
    by_key = collections.defaultdict(list)
    for problem in problems:
        by_key[f"{problem.rule} {problem.path}"].append(problem)
    lines, smaller = [], {}
    for key, found in by_key.items():
        if len(found) > ratchet.get(key, 0):
            lines += [str(problem) for problem in found]
    for key, recorded in sorted(ratchet.items()):
        now = len(by_key.get(key, []))
        smaller[key] = min(now, recorded)
        if now < recorded:
            fix = "python3 tools/check_tidy.py --shrink"
            lines.append(f"tools/tidy.toml: `{key}` is down to {now} from {recorded}: {fix}")
    return lines, {key: count for key, count in smaller.items() if count}


def write_ratchet(file: pathlib.Path, ratchet: dict[str, int]) -> None:
    head = file.read_text().split("[ratchet]")[0]
    body = "".join(f'"{key}" = {count}\n' for key, count in ratchet.items())
    file.write_text(f"{head}[ratchet]\n{body}")


def main(arguments: list[str]) -> int:
    shrink = "--shrink" in arguments
    places = [argument for argument in arguments if argument != "--shrink"]
    root = pathlib.Path(places[0] if places else ".").resolve()
    file = root / "tools/tidy.toml"
    settings = tomllib.loads(file.read_text())
    lines, smaller = weigh(find_problems(root, settings), settings.get("ratchet", {}))
    if shrink:
        write_ratchet(file, smaller)
        lines = [line for line in lines if not line.startswith("tools/tidy.toml: `")]
    print("\n".join(lines) or "tidy: ok")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
