# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a campaign has done so far, so that it can be stopped and taken up again; and its page."""
import datetime
import json
import os
import pathlib
import subprocess
import threading

ROOT = pathlib.Path(__file__).resolve().parents[3]
PAGES = ROOT / "docs/operations/campaigns"


def commit() -> str:
    told = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )
    return told.stdout.strip()


def machine() -> str:
    """One phrase: processors, and how busy they are with other things."""
    model = next(
        (line.partition(":")[2].strip() for line in open("/proc/cpuinfo") if "model name" in line),
        "unknown",
    )
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} processors ({model}), load {load:.0f}"


class Ledger:
    """Parts that are done, by name, of one commit and one way of asking."""

    def __init__(self, name: str, asked: dict):
        self.file = ROOT / "build/campaigns" / f"{name}.json"
        self.key = {"commit": commit(), **asked}
        self.done: dict[str, dict] = {}
        self.mutex = threading.Lock()
        self.begun = datetime.date.today().isoformat()
        if self.file.exists():
            kept = json.loads(self.file.read_text())
            if kept["key"] == self.key:
                self.done, self.begun = kept["done"], kept["begun"]

    def keep(self, part: str, record: dict) -> None:
        with self.mutex:
            self.done[part] = record
            self.file.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps({"key": self.key, "begun": self.begun, "done": self.done})
            aside = self.file.with_suffix(".new")
            aside.write_text(text)
            aside.replace(self.file)

    def page(self, name: str, text: str) -> pathlib.Path:
        """Adds to the page of the day on which it was begun, or makes it."""
        place = PAGES / f"{self.begun}_{name}.md"
        before = place.read_text() if place.exists() else ""
        place.write_text(before + ("\n" if before else "") + text.rstrip() + "\n")
        return place
