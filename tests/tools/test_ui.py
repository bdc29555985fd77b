# SPDX-License-Identifier: AGPL-3.0-or-later
import pathlib
from unittest import mock

from tree import TreeTest

import ui


class UiTest(TreeTest):
    def setUp(self) -> None:
        super().setUp()
        for name, value in (("ROOT", self.root), ("LOGS", self.root / "logs")):
            patch = mock.patch.object(ui, name, value)
            patch.start()
            self.addCleanup(patch.stop)

    def run_it(self, *command: str, minutes: float | None = None) -> ui.Outcome:
        return ui.run("a step", list(command), minutes=minutes, cwd=self.root)

    def test_output_goes_to_a_log_and_the_code_comes_back(self) -> None:
        outcome = self.run_it("sh", "-c", "echo said; echo wrong >&2; exit 3")
        self.assertEqual(outcome.code, 3)
        self.assertEqual(outcome.text(), "said\nwrong\n")
        self.assertEqual(outcome.log, self.root / "logs" / "a_step.log")

    def test_what_hangs_is_ended_with_all_it_started(self) -> None:
        script = "tail -f /dev/null & echo $!; wait"
        code, said = self.output_of(lambda: self.run_it("sh", "-c", script, minutes=0.001))
        self.assertEqual(code.code, 124)
        self.assertIn("twice its budget", said)
        child = int(code.text().split()[0])
        self.assertFalse(self.alive(child))

    def alive(self, process: int) -> bool:
        try:
            state = pathlib.Path(f"/proc/{process}/stat").read_text().split()[2]
        except FileNotFoundError:
            return False
        return state != "Z"

    def test_a_failed_step_shows_why_and_stops(self) -> None:
        def step() -> int:
            with self.assertRaises(ui.Stop):
                ui.require("a step", ["sh", "-c", "echo reason; exit 1"], cwd=self.root)
            return 0

        self.assertIn("reason", self.output_of(step)[1])

    def test_the_reason_of_a_build_is_shown_from_where_it_stands(self) -> None:
        lines = "FAILED: x.o\\nthe error\\n" + "[2/9] more\\n" * 100
        outcome = self.run_it("printf", "[1/9] begin\\n" + lines)
        _, said = self.output_of(ui.show_failure, "build", outcome)
        self.assertIn("the error", said)
        self.assertNotIn("begin", said)
