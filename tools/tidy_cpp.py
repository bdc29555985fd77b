# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rules of check_tidy.py for C++. tidy: these words are data"""
import dataclasses
import re

Found = tuple[str, int, str]  # rule, line, sentence

FUNCTION_LINES = 60
TEST_LINES = 150  # a test may be a long table of cases
TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<raw>R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)")
      | (?P<string>"(?:\\.|[^"\\\n])*")
      | (?P<character>'(?:\\.|[^'\\\n])'|'\\x?[0-9a-fA-F]+')""",
    re.S | re.X,
)
SQL = re.compile(
    r"^[\s(]*(select\s.+\sfrom\s|select\s+(count|max|min|sum|coalesce|exists|1)\b|insert\s+into\s"
    r"|insert\s+or\s|update\s+\w+\s+set\s|delete\s+from\s|create\s+(table|index|unique)\s"
    r"|alter\s+table\s|drop\s+table\s|with\s+\w+\s*(\([^)]*\)\s*)?as\s*\()",
    re.I | re.S,
)
MACROS = {"TRY", "CHECK", "HEED_FIELDS", "HEED_FAULT"}
FOREIGN_MACRO = re.compile(r"^(BOOST|DOCTEST|SPDLOG|FMT|CLI11|TOML|HAS|_)_?")
TYPE_NAME = re.compile(
    r"\b(?:class|struct|enum|concept|using|union)\s+(?:class\s+)?(?:\[\[\w+\]\]\s+)?"
    r"(\w*?(Manager|Helper|Util|Utils|Service|Data|Info))\b(?!::)"
)
FILE_NAME = re.compile(r"(^|_)(manager|helper|utils?|service|data|info|misc|common)(_|\.)")
VAGUE_CALL = re.compile(r"\b((?:process|handle)_\w+)\s*\(")
TRY_USE = re.compile(r"\bTRY\s*\(")
TRY_PREFIX = re.compile(
    r"^(?:(?:if|while|for)\s*(?:constexpr\s*)?\(.*\)\s*|else\s+|case\b[^?]*:\s*|default\s*:\s*)*"
    r"(?:|return|(?:co_)?return|[\w:<>,&*\s\[\].()\->]*?[\w\]>)]\s*=)$",
    re.S,
)


@dataclasses.dataclass(frozen=True)
class Ban:
    pattern: re.Pattern
    instead: str
    except_in: tuple[str, ...] = ()


def ban(pattern: str, instead: str, *except_in: str) -> Ban:
    return Ban(re.compile(pattern), instead, except_in)


PLATFORM = "src/platform/"
TESTS = "in tests"  # _test.cpp, test_x.hpp, tests/, bench/
BANNED = [
    ban(r"\bstd::j?thread\b", "threads belong to platform/tasks", PLATFORM, TESTS),
    ban(r"\bstd::async\b", "threads belong to platform/tasks", TESTS),
    ban(r"\.detach\(\)", "every thread and task has an owner that outlives it"),
    ban(
        r"\bsystem_clock::now\b", "take a `Clock&` (kernel/clock.hpp)", "src/kernel/clock.cpp",
    ),
    ban(r"\bsleep_(for|until)\b|\bu?sleep\s*\(", "wait for a condition with a deadline, never"
        " for time to pass"),
    ban(r"\bstd::w?(regex|smatch|regex_\w+)\b", "write a small reader over string_view: std::regex"
        " recurses on hostile input"),
    ban(r"\b(localtime|gmtime|mktime)(_r)?\s*\(", "zones are platform/tz, instants are UTC"),
    ban(r"\b(sto(i|l|ll|ul|ull|f|d)|ato[il]|atoll|strtol+|sscanf)\s*\(", "use std::from_chars and"
        " check that it took everything", TESTS),
    ban(r"(?:\bstd|(?<!\w))::system\s*\(|(?<![\w.>:])system\s*\(\s*\"|\bpopen\s*\(", "no shell:"
        " call the library, or spawn with an argument list in platform"),
    ban(r"\brand\s*\(\)|\bstd::(mt19937(_64)?|random_device)\b", "secrets come from"
        " platform/crypto; tests take a seed", PLATFORM, TESTS, "src/features/demo/"),
    ban(r"\bstrcpy\s*\(|\bstrcat\s*\(|\bsprintf\s*\(|\bgets\s*\(", "use std::string or fmt"),
    ban(r"\bconst_cast\b", "ask for what you need"),
    ban(r"(?m)^using\s+namespace\s+(?!heed\b|std::(\w+::)*\w*literals)", "name what you use"),
    ban(r"\bstd::(cout|cerr|printf|puts)\b", "programs speak in main and verbs; servers log"
        " through platform/log", "src/main.cpp", "src/app/", PLATFORM, TESTS),
]


def cpp_problems(name: str, text: str, settings: dict) -> list[Found]:
    code, strings = blanked(text)
    found = [*banned(name, code), *names(name, code), *sql(name, strings)]
    found += [*macros(name, code), *try_uses(name, code)]
    found += functions(code, TEST_LINES if is_test(name) else FUNCTION_LINES)
    return found


def blanked(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text with comments and string contents blanked, lines kept; and the strings."""
    strings: list[tuple[int, str]] = []

    def blank(match: re.Match) -> str:
        whole = match.group(0)
        if match.lastgroup != "comment" and not match.group("comment"):
            strings.append((text.count("\n", 0, match.start()) + 1, whole))
            return '"' + re.sub(r"[^\n]", " ", whole[1:-1]) + '"'
        return re.sub(r"[^\n]", " ", whole)

    return TOKEN.sub(blank, text), strings


def line_of(code: str, at: int) -> int:
    return code.count("\n", 0, at) + 1


def is_test(name: str) -> bool:
    file = name.split("/")[-1]
    return name.startswith(("tests/", "bench/")) or "_test." in file or file.startswith("test_")


def banned(name: str, code: str) -> list[Found]:
    found: list[Found] = []
    for entry in BANNED:
        if name.startswith(entry.except_in) or (TESTS in entry.except_in and is_test(name)):
            continue
        for match in entry.pattern.finditer(code):
            word = match.group(0).strip(" (")
            found.append(("banned", line_of(code, match.start()), f"`{word}`: {entry.instead}"))
    return found


def names(name: str, code: str) -> list[Found]:
    found: list[Found] = []
    if FILE_NAME.search(name.split("/")[-1]):
        found.append(("vague_name", 1, "name the file after what it does"))
    for match in TYPE_NAME.finditer(code):
        sentence = f"`{match.group(1)}`: `{match.group(2)}` says nothing; name what it is"
        found.append(("vague_name", line_of(code, match.start()), sentence))
    if name.startswith(("src/features/", "src/kernel/")):
        for match in VAGUE_CALL.finditer(code):
            sentence = f"`{match.group(1)}`: say what is done instead of process or handle"
            found.append(("vague_name", line_of(code, match.start()), sentence))
    return found


def sql(name: str, strings: list[tuple[int, str]]) -> list[Found]:
    file = name.split("/")[-1]
    at_home = file.startswith("store") or file.endswith("_store.cpp") or is_test(name)
    if at_home or name.startswith((PLATFORM + "db/", PLATFORM + "journal/")):
        return []
    fix = "SQL belongs in the feature's store.cpp"
    return [
        ("sql", line, fix)
        for line, text in strings
        if SQL.match(re.sub(r'^R"[^(]*\(|^"', "", text))
    ]


def macros(name: str, code: str) -> list[Found]:
    found: list[Found] = []
    for match in re.finditer(r"^[ \t]*#[ \t]*define[ \t]+(\w+)", code, re.M):
        macro = match.group(1)
        if macro in MACROS and name.startswith("src/kernel/"):
            continue
        if not FOREIGN_MACRO.match(macro):
            sentence = f"macro `{macro}`: only {', '.join(sorted(MACROS))} exist, in kernel"
            found.append(("macro", line_of(code, match.start()), sentence))
    return found


def try_uses(name: str, code: str) -> list[Found]:
    """`TRY` in braces leaks on g++ 12, so it stands only where a whole value stands."""
    if name == "src/kernel/result.hpp":
        return []
    found: list[Found] = []
    for match in TRY_USE.finditer(code):
        begin = max(code.rfind(mark, 0, match.start()) for mark in ";{}") + 1
        prefix = without_directives(code[begin:match.start()]).strip()
        after = code[closing(code, match.end() - 1) + 1:].lstrip()
        if not after.startswith(";") or not balanced(prefix) or not TRY_PREFIX.match(prefix):
            sentence = "TRY is a whole initialiser, assignment, return operand or statement"
            found.append(("try", line_of(code, match.start()), sentence))
    return found


def without_directives(text: str) -> str:
    return re.sub(r"^[ \t]*#.*$", "", text, flags=re.M)


def balanced(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count("[") == text.count("]")


def closing(code: str, opening: int) -> int:
    """Where the bracket at `opening` is closed."""
    depth = 0
    for at in range(opening, len(code)):
        if code[at] in "({[":
            depth += 1
        elif code[at] in ")}]":
            depth -= 1
            if depth == 0:
                return at
    return len(code) - 1


def functions(code: str, most: int) -> list[Found]:
    """Blocks directly inside a namespace or type that are neither: their lines are counted."""
    found: list[Found] = []
    opened: list[tuple[str, int]] = []  # kind, line
    head = 0  # where the text before the next brace begins
    for match in re.finditer(r"[{};]", code):
        mark, at = match.group(0), match.start()
        if mark == "{":
            outer = opened[-1][0] if opened else "scope"
            line = line_of(code, head + len(code[head:at]) - len(code[head:at].lstrip()))
            opened.append((kind_of(without_directives(code[head:at]), outer), line))
        elif mark == "}" and opened:
            kind, line = opened.pop()
            length = line_of(code, at) - line + 1
            if kind == "function" and length > most:
                sentence = f"a function of {length} lines: split it ({most} at most)"
                found.append(("function_length", line, sentence))
        head = at + 1
    return found


def kind_of(head: str, outer: str) -> str:
    if outer != "scope":
        return "inner"
    if re.search(r"\b(namespace|class|struct|union|enum|extern)\b", head) and "(" not in head:
        return "scope"
    # `= {…}` and `name{…}` are tables of values, which may be long.
    return "function" if ")" in head and not head.rstrip().endswith("=") else "inner"
