#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fails when a document of ours links to a file or heading that is not there."""
import pathlib
import re
import subprocess
import sys

LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.M)


def documents(root: pathlib.Path) -> list[pathlib.Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard", "*.md"],
        cwd=root, capture_output=True, text=True, check=False,
    )
    if listing.returncode != 0:
        return sorted(root.rglob("*.md"))
    files = (root / name for name in listing.stdout.split("\0") if name)
    return sorted(file for file in files if file.is_file())


def anchor_of(heading: str) -> str:
    """As code hosts make it: lower case, punctuation gone, spaces to hyphens."""
    text = re.sub(r"`|\*|\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
    return re.sub(r"[^\w\- ]", "", text).strip().replace(" ", "-")


def anchors(file: pathlib.Path) -> set[str]:
    text = re.sub(r"```.*?```", "", file.read_text(), flags=re.S)
    return {anchor_of(heading) for heading in HEADING.findall(text)}


def problems_of(file: pathlib.Path, root: pathlib.Path) -> list[str]:
    found = []
    here = file.relative_to(root).as_posix()
    for link in LINK.findall(CODE.sub("", file.read_text())):
        if re.match(r"^[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (file.parent / path).resolve() if path else file
        if not target.exists():
            found.append(f"{here}: {link} is not there")
        elif anchor and target.suffix == ".md" and anchor not in anchors(target):
            found.append(f"{here}: {link}: no such heading")
    return found


def main(root: pathlib.Path) -> int:
    found = [line for file in documents(root) for line in problems_of(file, root)]
    print("\n".join(found) or "links: ok")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()))
