# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads how many tests passed and failed out of what each kind of runner prints."""
import dataclasses
import json
import re

DOCTEST = re.compile(
    r"\[doctest\] test cases:\s*\d+\s*\|\s*(\d+) passed\s*\|\s*(\d+) failed"
)
LINE = re.compile(r"^(\d+) passed, (\d+) failed$", re.M)
UNITTEST = re.compile(r"^Ran (\d+) tests? in ", re.M)
UNITTEST_FAILED = re.compile(r"(?:failures|errors)=(\d+)")
CTEST_RESULT = re.compile(r"^\s*\d+/\d+ Test\s+#(\d+): (\S+) \.*\s*(.*?)\s+[\d.]+ sec", re.M)
SANITIZER = re.compile(r"Sanitizer|runtime error:")
CTEST_OUTPUT = re.compile(r"^(\d+): (.*)$", re.M)


@dataclasses.dataclass(frozen=True)
class Counts:
    passed: int = 0
    failed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.passed + other.passed, self.failed + other.failed)

    def line(self) -> str:
        return f"{self.passed} passed, {self.failed} failed"


def of_line(text: str) -> Counts | None:
    found = LINE.findall(text)
    return Counts(int(found[-1][0]), int(found[-1][1])) if found else None


def of_doctest(text: str) -> Counts | None:
    found = DOCTEST.findall(text)
    if not found:
        return None
    return Counts(sum(int(row[0]) for row in found), sum(int(row[1]) for row in found))


def of_unittest(text: str) -> Counts | None:
    ran = UNITTEST.search(text)
    if not ran:
        return None
    verdict = text[ran.end():]
    failed = sum(int(number) for number in UNITTEST_FAILED.findall(verdict))
    return Counts(int(ran.group(1)) - failed, failed)


def of_vitest(text: str) -> Counts:
    report = json.loads(text)
    return Counts(report["numPassedTests"], report["numFailedTests"])


@dataclasses.dataclass(frozen=True)
class Program:
    """One test program that `ctest -V` ran."""

    counts: Counts
    passed: bool
    # What a sanitizer found is no matter of a busy machine.
    sanitizer: bool


def programs_of_ctest(text: str) -> dict[str, Program]:
    """By name. A program that died without a summary counts as one failure."""
    outputs: dict[str, list[str]] = {}
    for number, line in CTEST_OUTPUT.findall(text):
        outputs.setdefault(number, []).append(line)
    programs = {}
    for number, name, verdict in CTEST_RESULT.findall(text):
        output = "\n".join(outputs.get(number, []))
        programs[name] = Program(
            counts=_of_program(output, verdict == "Passed"),
            passed=verdict == "Passed",
            sanitizer=SANITIZER.search(output) is not None,
        )
    return programs


def of_programs(programs: dict[str, Program]) -> Counts | None:
    total = sum((program.counts for program in programs.values()), Counts())
    return total if programs else None


def _of_program(output: str, passed: bool) -> Counts:
    counts = of_doctest(output) or of_line(output) or Counts()
    if not passed and counts.failed == 0:
        return Counts(counts.passed, 1)
    if passed and counts == Counts():
        return Counts(1, 0)
    return counts
