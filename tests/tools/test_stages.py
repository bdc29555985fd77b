# SPDX-License-Identifier: AGPL-3.0-or-later
import tomllib
from unittest import mock

from tree import ROOT, TreeTest

import suites
from counts import Counts

STAGES = tomllib.loads((ROOT / "tools/stages.toml").read_text())["stage"]
CHECKS = tomllib.loads((ROOT / "tools/checks.toml").read_text())["check"]


class StagesTest(TreeTest):
    def test_each_stage_and_check_says_why(self) -> None:
        for entry in [*STAGES, *CHECKS]:
            self.assertTrue(entry["reason"], entry["name"])

    def test_all_budgets_together_fit(self) -> None:
        self.assertLessEqual(sum(stage["budget_minutes"] for stage in STAGES), 56)

    def test_needs_name_earlier_stages(self) -> None:
        seen: set[str] = set()
        for stage in STAGES:
            self.assertLessEqual(set(stage.get("needs", [])), seen)
            seen.add(stage["name"])

    def run_stages(self, **results: suites.Result) -> tuple[int, list[str]]:
        stages = [
            {"name": name, "kind": name, "budget_minutes": 1, "reason": "x"} for name in results
        ]
        kinds = {name: lambda _s, _e, result=result: result for name, result in results.items()}
        with (
            mock.patch.object(suites, "KINDS", kinds),
            mock.patch.object(suites, "pick", return_value=stages),
        ):
            code, output = self.output_of(suites.main, [])
        return code, output.splitlines()

    def test_the_last_line_is_the_sum(self) -> None:
        code, lines = self.run_stages(
            a=suites.Result(Counts(3, 0)), b=suites.Result(Counts(4, 0))
        )
        self.assertEqual((code, lines[-1]), (0, "7 passed, 0 failed"))

    def test_a_failure_fails(self) -> None:
        code, lines = self.run_stages(a=suites.Result(Counts(3, 1)))
        self.assertEqual((code, lines[-1]), (1, "3 passed, 1 failed"))

    def test_a_stage_that_broke_is_a_failure_of_its_own(self) -> None:
        code, lines = self.run_stages(
            a=suites.Result(Counts(3, 0)), b=suites.Result(Counts(), broke=True)
        )
        self.assertEqual((code, lines[-1]), (1, "3 passed, 1 failed"))
