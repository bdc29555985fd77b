#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Says what the binary that ships lacks of what makes a memory bug hard to use.

usage: check_hardening.py [BINARY]        (build/release/heed when not given)

Flags in a build file prove nothing: a linker that was exchanged, or one object compiled without
them, drops them silently. So the binary itself is read.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def findings(elf: str) -> list[str]:
    """What is missing by the words of `readelf`: its header, segments, dynamic section, symbols."""
    flags = " ".join(re.findall(r"\(FLAGS(?:_1)?\)(.*)", elf))
    stack = re.search(r"^\s*GNU_STACK\s.*\s(R[W ][E ])\s+0x\w+\s*$", elf, re.M)
    checked = set(re.findall(r"\b(__\w+_chk)\b", elf)) - {"__stack_chk_fail"}
    present = {
        "position independent (-fPIE -pie)":
            re.search(r"^\s*Type:\s+DYN", elf, re.M) and re.search(r"^\s*INTERP\s", elf, re.M),
        "relocations read-only (-z relro)": re.search(r"^\s*GNU_RELRO\s", elf, re.M),
        "symbols bound at start (-z now)": re.search(r"\b(?:BIND_NOW|NOW)\b", flags),
        "stack not executable (-z noexecstack)": stack and "E" not in stack.group(1),
        "stack canaries (-fstack-protector-strong)": re.search(r"\b__stack_chk_fail\b", elf),
        "checked copies (-D_FORTIFY_SOURCE)": checked,
    }
    return [what for what, found in present.items() if not found]


def read(binary: pathlib.Path) -> str:
    command = ["readelf", "--file-header", "--segments", "--dynamic", "--dyn-syms", "--wide"]
    done = subprocess.run([*command, str(binary)], capture_output=True, text=True, check=True)
    return done.stdout


def main(arguments: list[str]) -> int:
    binary = pathlib.Path(arguments[0]) if arguments else ROOT / "build" / "release" / "heed"
    missing = findings(read(binary))
    for what in missing:
        print(f"{binary}: not so: {what}")
    print("hardening: see cmake/flags.cmake" if missing else "hardening: ok")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
