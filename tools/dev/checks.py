# SPDX-License-Identifier: AGPL-3.0-or-later
"""./dev check: the list in tools/checks.toml."""
import subprocess
import time
import tomllib

import packages
import ui


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--all"], ["--fast"]):
        raise ui.Stop("usage: ./dev check [--all|--fast]")
    fast, everything = arguments == ["--fast"], arguments == ["--all"]
    packages.ensure("build", "check")
    failed, done = [], 0
    for check in tomllib.loads((ui.ROOT / "tools/checks.toml").read_text())["check"]:
        if fast and not check.get("fast"):
            continue
        if "when" in check and not (ui.ROOT / check["when"]).exists():
            continue
        done += 1
        if not passes(check, everything):
            failed.append(check["name"])
    if failed:
        ui.say(f"check: {len(failed)} of {done} failed: {', '.join(failed)}")
        return 1
    ui.say(f"check: {done} ok")
    return 0


def passes(check: dict, everything: bool) -> bool:
    command = [*check["command"], *(["--all"] if everything and check.get("takes_all") else [])]
    started = time.monotonic()
    # Long checks speak on standard error meanwhile, so that only the verdict is held back.
    done = subprocess.run(
        command, cwd=ui.ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        check=False,
    )
    seconds = time.monotonic() - started
    ui.say(f"{check['name']:12} {'ok' if done.returncode == 0 else 'FAILED'}  {seconds:.1f} s")
    if done.returncode != 0:
        ui.say(done.stdout.rstrip())
    return done.returncode == 0
