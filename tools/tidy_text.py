# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rules of check_tidy.py that hold for text of any language, and for Python.

tidy: these words are data
"""
import ast
import re

Found = tuple[str, int, str]  # rule, line, sentence

# Prose wraps by itself; scripts have a formatter that leaves only strings longer.
LONG_LINES_MAY = (".md", ".txt", ".html", ".json", ".toml", ".ts", ".tsx", ".mjs", ".js")
NEEDS_LICENCE = (
    ".cpp", ".hpp", ".py", ".ts", ".tsx", ".mjs", ".js", ".css", ".sh", ".cmake",
    "CMakeLists.txt", "/dev", "/run",
)
LICENCE = "SPDX-License-Identifier: AGPL-3.0-or-later"
TODO = re.compile(r"\bTODO\b(?!\(#\d+\))")
FIXME = re.compile(r"\b(FIXME|XXX|HACK)\b")
COUNTED = (".cpp", ".hpp", ".py", ".ts", ".tsx", ".mjs", ".css", ".sql", ".sh", ".cmake")
FUNCTION_LINES = 60
FILE_LINES = 600
COLUMNS = 100


def text_problems(name: str, text: str, settings: dict) -> list[Found]:
    lines = text.splitlines()
    found = [*licence(name, lines), *lengths(name, lines)]
    if not name.endswith((".json", ".txt", ".md")):
        found += marks(lines)
    if name.endswith(".py"):
        found += python_functions(text)
    return found


def licence(name: str, lines: list[str]) -> list[Found]:
    if not f"/{name}".endswith(NEEDS_LICENCE) or any(LICENCE in line for line in lines[:3]):
        return []
    return [("licence", 1, f"begin with a comment `{LICENCE}`")]


def lengths(name: str, lines: list[str]) -> list[Found]:
    found: list[Found] = []
    if name.endswith(COUNTED) and len(lines) > FILE_LINES:
        sentence = f"{len(lines)} lines: split by what it does ({FILE_LINES} at most)"
        found.append(("file_length", FILE_LINES + 1, sentence))
    if name.endswith(LONG_LINES_MAY):
        return found
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS and "://" not in line and "NOLINT" not in line:
            found.append(("line_length", number, f"{len(line)} columns ({COLUMNS} at most)"))
    return found


def marks(lines: list[str]) -> list[Found]:
    found: list[Found] = []
    for number, line in enumerate(lines, 1):
        if "tidy: these words are data" in line:
            return found
        if TODO.search(line):
            found.append(("todo", number, "a TODO names its issue, `TODO(#12)`, or is done now"))
        if FIXME.search(line):
            found.append(("fixme", number, "fix it now, or write `TODO(#12)`"))
    return found


def python_functions(text: str) -> list[Found]:
    found: list[Found] = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                sentence = f"`{node.name}` has {length} lines: split it ({FUNCTION_LINES} at most)"
                found.append(("function_length", node.lineno, sentence))
    return found
