#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes files.S and files.cpp that carry the listed files inside a library.

usage: embed.py SYMBOL BASE LIST OUT_FOLDER
`.incbin` takes milliseconds where C arrays take minutes (g++ 12 has no #embed).
"""
import hashlib
import pathlib
import sys


def assembly_of(label: str, name: str) -> list[str]:
    return [
        f"    .global {label}_begin, {label}_end",
        "    .balign 16",
        f"{label}_begin:",
        f'    .incbin "{name}"',
        f"{label}_end:",
        "    .byte 0",
    ]


def source_of(symbol: str, rows: list[tuple[str, str, str]]) -> str:
    declared = "".join(
        f"extern const char {label}_begin[], {label}_end[];\n" for label, _, _ in rows
    )
    entries = "".join(
        f'        {{"{path}", {{{label}_begin, static_cast<std::size_t>({label}_end - '
        f'{label}_begin)}}, "{digest}"}},\n'
        for label, path, digest in rows
    )
    return (
        '#include "kernel/embedded.hpp"\n\n#include <vector>\n\n'
        f'extern "C" {{\n{declared}}}\n\n'
        f"namespace heed {{\nstd::span<const EmbeddedFile> {symbol}();\n"
        f"std::span<const EmbeddedFile> {symbol}() {{\n"
        f"    static const std::vector<EmbeddedFile> files = {{\n{entries}    }};\n"
        "    return files;\n}\n}\n"
    )


def main() -> int:
    symbol, base, listing, out = sys.argv[1:5]
    files = sorted(line for line in pathlib.Path(listing).read_text().splitlines() if line)
    assembly = ['    .section .note.GNU-stack,"",%progbits', "    .section .rodata"]
    rows = []
    for index, name in enumerate(files):
        label = f"{symbol}_file_{index}"
        assembly += assembly_of(label, name)
        digest = hashlib.sha256(pathlib.Path(name).read_bytes()).hexdigest()
        rows.append((label, pathlib.Path(name).relative_to(base).as_posix(), digest))
    folder = pathlib.Path(out)
    (folder / "files.S").write_text("\n".join(assembly) + "\n")
    (folder / "files.cpp").write_text(source_of(symbol, rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
