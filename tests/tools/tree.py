# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small tree in a temporary folder for tests of the checkers."""
import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tools" / "dev")]

LICENCE = "SPDX-License-Identifier: AGPL-3.0-or-later"


class TreeTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="heed-tools-")
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def write(self, path: str, text: str) -> pathlib.Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def source(self, path: str, text: str) -> pathlib.Path:
        return self.write(path, f"// {LICENCE}\n{text}")

    def output_of(self, action, *arguments) -> tuple[int, str]:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            code = action(*arguments)
        return code, out.getvalue()
