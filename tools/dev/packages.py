# SPDX-License-Identifier: AGPL-3.0-or-later
"""Debian packages: what packages.txt lists, what is missing, and how it gets installed.

A line is `package  # reason`. `package?command` is wanted only while `command` is not there, so
that a machine with its own Node or Python keeps it. `[group]` begins a group.
"""
import contextlib
import dataclasses
import os
import pathlib
import shutil
import subprocess

import ui

POLICY = pathlib.Path("/usr/sbin/policy-rc.d")


@dataclasses.dataclass(frozen=True)
class Package:
    name: str
    unless: str  # a command that makes it unnecessary; empty for none
    group: str
    reason: str


def parse(text: str) -> list[Package]:
    packages, group = [], ""
    for line in text.splitlines():
        body, _, reason = (part.strip() for part in line.partition("#"))
        if body.startswith("["):
            group = body.strip("[]")
        elif body:
            name, _, unless = body.partition("?")
            packages.append(Package(name, unless, group, reason))
    return packages


def listed(*groups: str) -> list[Package]:
    packages = parse((ui.ROOT / "packages.txt").read_text())
    return [package for package in packages if not groups or package.group in groups]


def installed() -> set[str]:
    form = "${Package} ${db:Status-Status}\n"
    rows = subprocess.run(
        ["dpkg-query", "-W", "-f", form], capture_output=True, text=True, check=False
    ).stdout.splitlines()
    return {row.split()[0] for row in rows if row.endswith(" installed")}


def missing(packages: list[Package]) -> list[str]:
    there = installed()
    return [
        package.name
        for package in packages
        if package.name not in there and not (package.unless and shutil.which(package.unless))
    ]


def ensure(*groups: str) -> None:
    """Installs what is missing of the groups as root; as anyone else names the one command."""
    wanted = missing(listed(*groups))
    if not wanted:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *wanted]
    if not shutil.which("apt-get"):
        raise ui.Stop("this machine has no apt-get; Heed is built on Debian 12 with these "
                      "packages: " + " ".join(wanted))
    if os.geteuid() != 0:
        raise ui.Stop("packages are missing; install them with:\n  sudo " + " ".join(command))
    ui.say(f"packages: installing {len(wanted)} of packages.txt")
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    ui.require("package lists", ["apt-get", "update", "-q"], minutes=5, env=env)
    with services_held():
        ui.require("packages", [command[0], "-q", *command[1:]], minutes=15, env=env)


@contextlib.contextmanager
def services_held():
    """Keeps dpkg from starting servers: the tests start their own, on ports of their own."""
    ours = not POLICY.exists()
    if ours:
        POLICY.write_text("#!/bin/sh\nexit 101\n")
        POLICY.chmod(0o755)
    try:
        yield
    finally:
        if ours:
            POLICY.unlink(missing_ok=True)
