# SPDX-License-Identifier: AGPL-3.0-or-later
"""./dev fix: formats the code and writes anew what programs write."""
import pathlib
import subprocess
import sys

import build
import packages
import ui

sys.path.insert(0, str(ui.ROOT / "tools"))
import check_format  # noqa: E402
import check_generated  # noqa: E402


def main(arguments: list[str]) -> int:
    if arguments:
        raise ui.Stop("usage: ./dev fix")
    packages.ensure("build", "check")
    format_sources()
    format_web()
    for written in check_generated.write(ui.ROOT):
        ui.say(f"written: {written}")
    if check_generated.newest_binary(ui.ROOT) is None:
        ui.say("the API document: left alone until there is a binary (./dev build dev)")
    ui.say("fix: done")
    return 0


def format_sources() -> None:
    files = [str(file) for file in check_format.sources(ui.ROOT)]
    done = subprocess.run([check_format.PROGRAM, "-i", *files], check=False)
    if done.returncode != 0:
        raise ui.Stop("clang-format failed")
    ui.say(f"formatted: {len(files)} C++ files")


def format_web() -> None:
    if not (build.WEB / "package.json").exists():
        return
    env = build.modules()
    ui.require("web fix", ["npm", "run", "fix"], minutes=2, cwd=pathlib.Path(build.WEB), env=env)
    ui.say("formatted: web")
