# SPDX-License-Identifier: AGPL-3.0-or-later
"""./dev new feature NAME: the skeleton of a feature, compiling and tested.

The templates in tools/dev/feature are a real feature, `canned_replies`; its words are replaced.
"""
import pathlib
import re
import subprocess

import packages
import ui

TEMPLATES = pathlib.Path(__file__).parent / "feature"
NAME = re.compile(r"[a-z][a-z]+(_[a-z]+)*")
FRIENDS = ["kernel", "platform/db", "platform/journal", "platform/json", "platform/http",
           "platform/desk"]


def main(arguments: list[str]) -> int:
    if len(arguments) != 2 or arguments[0] != "feature" or not NAME.fullmatch(arguments[1]):
        raise ui.Stop("usage: ./dev new feature NAME   (plural, snake_case: canned_replies)")
    name = arguments[1]
    packages.ensure("check")
    for written in create(ui.ROOT, name):
        ui.say(f"written: {written.relative_to(ui.ROOT)}")
    ui.say("next: think about every cell of its lines at the end of tests/permissions.tsv and "
           "tests/races.tsv; keep its calls in tests/whole_desk true")
    ui.say("then: ./dev build dev && ./dev fix (the API document and the desk's types), its page "
           "in docs/user, its line in CHANGELOG.md")
    ui.say(f"ready: src/features/{name}")
    return 0


def create(root: pathlib.Path, name: str) -> list[pathlib.Path]:
    folder = root / "src" / "features" / name
    if folder.exists():
        raise ui.Stop(f"src/features/{name} exists already")
    targets = {"migration.sql": root / "migrations" / f"{next_number(root)}_{name}_create.sql",
               "index.ts": root / "web" / "features" / name / "index.ts",
               "calls.cpp": root / "tests" / "whole_desk" / f"calls_{name}.cpp"}
    written = []
    for template in sorted(TEMPLATES.glob("*.txt")):
        file = template.name.removesuffix(".txt").replace("canned_replies", name)
        if file.endswith(".tsv"):
            continue
        target = targets.get(file, folder / file)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(renamed(template.read_text(), name))
        written.append(target)
    joined = join(root, name)
    # Where lines break depends on the length of the name.
    sources = [str(file) for file in [*written, *joined] if file.suffix in (".hpp", ".cpp")]
    subprocess.run(["clang-format-19", "-i", *sources], cwd=root, check=True)
    declare(root / "tools" / "arrows.toml", name)
    return [*written, *joined, *judge(root, name), root / "tools" / "arrows.toml"]


def renamed(text: str, name: str) -> str:
    one = singular(name)
    for old, new in (
        ("canned_replies", name),
        ("canned_reply", one),
        ("Canned replies", name.replace("_", " ").capitalize()),
        ("canned replies", name.replace("_", " ")),
        ("canned reply", one.replace("_", " ")),
        ("CannedReply", "".join(word.capitalize() for word in one.split("_"))),
    ):
        text = text.replace(old, new)
    return text


def singular(name: str) -> str:
    """`canned_replies` -> `canned_reply`. A name without a plural names its own one thing."""
    for ending, one in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("s", "")):
        if name.endswith(ending) and not name.endswith("ss"):
            return name.removesuffix(ending) + one
    return f"{name}_item"


def next_number(root: pathlib.Path) -> str:
    """The next ten, so that a feature's later migrations stand beside its first."""
    numbers = [int(file.name[:4]) for file in (root / "migrations").glob("[0-9]*.sql")]
    return f"{(max(numbers, default=0) // 10 + 1) * 10:04}"


def join(root: pathlib.Path, name: str) -> list[pathlib.Path]:
    """Its public face, its routes, what is said of them and its calls, each behind the last one of
    its kind."""
    app = root / "src" / "app" / "parts.cpp"
    calls = root / "tests" / "whole_desk" / "calls"
    for file, pattern, line in (
        (app, r'#include "features/', f'#include "features/{name}/{name}.hpp"'),
        (app, r"    append\(routes, ", f"    append(routes, {name}::routes());"),
        (app, r"    append\(all, ", f"    append(all, {name}::described());"),
        (calls.with_suffix(".hpp"), r"void add_", f"void add_{name}_calls(Calls& calls);"),
        (calls.with_suffix(".cpp"), r"        add_", f"        add_{name}_calls(result);"),
    ):
        stand_behind(file, pattern, line)
    return [app, calls.with_suffix(".hpp"), calls.with_suffix(".cpp")]


def stand_behind(file: pathlib.Path, pattern: str, line: str) -> None:
    text = file.read_text()
    places = list(re.finditer(rf"^{pattern}.*\n", text, re.M))
    if not places:
        raise ui.Stop(f"{file.name} has no line like `{line.strip()}` to stand behind")
    file.write_text(text[: places[-1].end()] + line + "\n" + text[places[-1].end() :])


def judge(root: pathlib.Path, name: str) -> list[pathlib.Path]:
    """Who may call its routes, and what becomes of eight who do so at once."""
    tables = [root / "tests" / table for table in ("permissions.tsv", "races.tsv")]
    for table in tables:
        lines = renamed((TEMPLATES / f"{table.name}.txt").read_text(), name)
        table.write_text(table.read_text() + lines)
    return tables


def declare(file: pathlib.Path, name: str) -> None:
    friends = ", ".join(f'"{friend}"' for friend in FRIENDS)
    text = file.read_text()
    match = re.search(r"^app = \[(.*?)\]", text, re.M | re.S)
    if not match:
        raise ui.Stop("tools/arrows.toml has no line `app = […]`")
    known = match.group(1).strip().rstrip(",")
    app = f'app = [{known}{", " if known else ""}"features/{name}"]'
    line = f'"features/{name}" = [{friends}]\n{app}'
    file.write_text(text[: match.start()] + line + text[match.end() :])
