#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Turns tools/arrows.toml into the link lists that cmake/parts.cmake reads.

usage: arrows_to_cmake.py ARROWS OUT
A link beginning with `pkg:` is found by pkg-config.
"""
import pathlib
import sys
import tomllib


def target(folder: str) -> str:
    return folder.replace("features/", "feature_").replace("/", "_")


def link_lines(name: str, kind: str, links: list[str]) -> list[str]:
    lines, resolved = [], []
    for link in links:
        if link.startswith("pkg:"):
            package = link.removeprefix("pkg:")
            variable = "PKG_" + "".join(c if c.isalnum() else "_" for c in package)
            lines.append(f"pkg_check_modules({variable} REQUIRED IMPORTED_TARGET {package})")
            resolved.append(f"PkgConfig::{variable}")
        else:
            resolved.append(link)
    lines.append(f"set({kind}_{name} {' '.join(resolved)})")
    return lines


def in_order(arrows: dict[str, list[str]]) -> list[str]:
    """Folders so that each comes after what it links."""
    done: list[str] = []

    def visit(folder: str) -> None:
        if folder in done:
            return
        for friend in arrows.get(folder, []):
            visit(friend)
        done.append(folder)

    for folder in arrows:
        visit(folder)
    return done


def main() -> int:
    source, out = map(pathlib.Path, sys.argv[1:3])
    data = tomllib.loads(source.read_text())
    arrows, third = data["may_include"], data.get("links", {})
    tests = data.get("test_links", {})
    sources = source.parent.parent / "src"
    present = [folder for folder in in_order(arrows) if (sources / folder).is_dir()]
    lines = ["set(heed_folders " + " ".join(present) + ")"]
    for folder in present:
        friends = [target(friend) for friend in arrows.get(folder, []) if friend in present]
        lines += link_lines(target(folder), "heed_links", friends + third.get(folder, []))
        lines += link_lines(target(folder), "heed_test_links", tests.get(folder, []))
    out.write_text("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
