# SPDX-License-Identifier: AGPL-3.0-or-later
"""An agent's browser: one page of the desk that stays open while letters come and go."""
import base64
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "dev"))

import node

PICTURE = ROOT / "build" / "logs" / "end_to_end.png"


class ScreenFailed(RuntimeError):
    """What was expected did not come on screen."""


class Screen:
    """`with Screen() as screen: screen.sign_in(address=…, email=…, password=…, path=…)`"""

    def __enter__(self) -> "Screen":
        self._process = subprocess.Popen(
            ["node", str(ROOT / "tests" / "e2e" / "screen.mjs")], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, **node.environment()})
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _does(self, act: str, **words) -> None:
        self._process.stdin.write(json.dumps({"act": act, **words}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise ScreenFailed(f"{act}: the browser's program has ended")
        problem = json.loads(answer).get("problem")
        if problem:
            raise ScreenFailed(problem)

    def sign_in(self, **words) -> None:
        """Signs in by the form and waits until the page hears of what happens."""
        self._does("sign_in", **words)

    def open_row(self, subject: str) -> None:
        """Clicks the ticket's row as soon as the list has one."""
        self._does("open_row", subject=subject)

    def shows(self, words: str, framed: bool = False) -> None:
        """Returns when a message with these words is on screen; formatted ones are framed."""
        self._does("shows", words=words, framed=framed)

    def answer(self, words: str, picture: tuple, file: tuple) -> None:
        """Types an answer, pastes a picture, attaches a file, sends it and waits for more."""
        self._does("answer", words=words, picture=_file(*picture), file=_file(*file))

    def never_reloaded(self) -> None:
        """Fails when the page is not the one that was opened first."""
        self._does("never_reloaded")

    def photograph(self) -> str:
        """Where a picture of the page now lies, for who looks why a step failed."""
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._does("picture", path=str(PICTURE))
        except (ScreenFailed, OSError) as fault:
            return f"no picture: {fault}"
        return f"picture: {PICTURE}"


def _file(name: str, content_type: str, content: bytes) -> dict:
    return {"name": name, "type": content_type, "base64": base64.b64encode(content).decode()}
