# SPDX-License-Identifier: AGPL-3.0-or-later
"""./dev build: web apps (when their sources changed), then one CMake preset with ninja; from the
release, a Debian package."""
import hashlib
import os
import pathlib
import subprocess

import node
import packages
import ui

WEB = ui.ROOT / "web"
RELEASE = ui.BUILD / "release" / "heed"
NOT_SOURCES = {"node_modules", "dist", "coverage"}
MEMORY_PER_JOB_GB = 1.2  # Boost.Beast and sanitizers together


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["dev"], ["deb"]):
        raise ui.Stop("usage: ./dev build [dev|deb]")
    packages.ensure("build", *(["deb"] if arguments == ["deb"] else []))
    if arguments == ["dev"]:
        preset("dev")
        ui.say("built: build/dev (address and undefined-behaviour sanitizers)")
    else:
        release()
        size = RELEASE.stat().st_size / 1e6
        ui.say(f"built: build/release/heed ({size:.1f} MB, everything embedded)")
    if arguments == ["deb"]:
        package = deb()
        ui.say(f"built: {package.relative_to(ui.ROOT)} ({package.stat().st_size / 1e6:.1f} MB)")
    return 0


def deb() -> pathlib.Path:
    folder = RELEASE.parent
    for old in folder.glob("heed_*.deb"):
        old.unlink()
    command = ["cpack", "--config", str(folder / "CPackConfig.cmake"), "-B", str(folder)]
    ui.require("deb", command, minutes=2)
    [package] = folder.glob("heed_*.deb")
    return package


def release(minutes: float | None = None) -> None:
    web()
    preset("release", minutes)


def preset(name: str, minutes: float | None = None, *targets: str) -> None:
    ui.require(f"configure {name}", ["cmake", "--preset", name], minutes=3)
    command = ["ninja", "-C", str(ui.BUILD / name), "-j", str(jobs()), *targets]
    outcome = ui.require(f"build {name}", command, minutes=minutes)
    ui.say(f"build {name}: {ui.clock(outcome.seconds)}")
    if name == "release" and not targets:
        check = ["python3", "tools/check_hardening.py", str(RELEASE)]
        ui.require("hardening", check, minutes=1)


def jobs() -> int:
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return max(1, min(os.cpu_count() or 1, int(pages / MEMORY_PER_JOB_GB)))


def web() -> None:
    """Builds web/dist unless it was made from exactly these sources."""
    if not (WEB / "package.json").exists():
        return
    stamp = ui.BUILD / "web.sources"
    digest = digest_of(WEB)
    if (WEB / "dist").is_dir() and stamp.exists() and stamp.read_text() == digest:
        return
    env = modules()
    ui.require("web build", ["npm", "run", "build"], minutes=5, cwd=WEB, env=env)
    stamp.write_text(digest)
    ui.say("web: built")


def modules() -> dict[str, str]:
    """Installs web/node_modules when the lock file changed; gives the environment of Node."""
    env = node.environment()
    stamp = WEB / "node_modules" / ".heed-lock"
    lock = WEB / "package-lock.json"
    digest = hashlib.sha256(lock.read_bytes() if lock.exists() else b"").hexdigest()
    if not (stamp.exists() and stamp.read_text() == digest):
        command = ["npm", "ci" if lock.exists() else "install", "--ignore-scripts"]
        command += ["--no-audit", "--no-fund"]
        ui.require("web packages", command, minutes=5, cwd=WEB, env=env)
        stamp.write_text(digest)
    return env


def digest_of(folder: pathlib.Path) -> str:
    total = hashlib.sha256(node.VERSION.encode())
    for file in sources(folder):
        total.update(str(file.relative_to(folder)).encode() + b"\0")
        total.update(file.read_bytes() + b"\0")
    return total.hexdigest()


def sources(folder: pathlib.Path) -> list[pathlib.Path]:
    """What git would keep; without git, all but the folders that are known to be made."""
    listing = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard", "--", "."],
        cwd=folder, capture_output=True, text=True, check=False,
    )
    if listing.returncode == 0:
        names = (folder / name for name in listing.stdout.split("\0") if name)
        return sorted(name for name in names if name.is_file())
    return sorted(
        file for file in folder.rglob("*")
        if file.is_file() and not NOT_SOURCES & set(file.relative_to(folder).parts)
    )
