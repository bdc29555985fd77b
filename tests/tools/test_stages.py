# SPDX-License-Identifier: AGPL-3.0-or-later
import tomllib
from unittest import mock

from tree import ROOT, TreeTest

import suites
from counts import Counts, Program

STAGES = tomllib.loads((ROOT / "tools/stages.toml").read_text())["stage"]
CHECKS = tomllib.loads((ROOT / "tools/checks.toml").read_text())["check"]


class StagesTest(TreeTest):
    def test_each_stage_and_check_says_why(self) -> None:
        for entry in [*STAGES, *CHECKS]:
            self.assertTrue(entry["reason"], entry["name"])

    def test_all_budgets_together_fit(self) -> None:
        always = [stage for stage in STAGES if "option" not in stage]
        self.assertLessEqual(sum(stage["budget_minutes"] for stage in always), 56)

    def test_the_thread_sanitizer_runs_by_hand_alone(self) -> None:
        for arguments, by_hand in (([], False), (["--tsan"], True)):
            with mock.patch.object(suites, "perform", return_value=None) as performed:
                self.output_of(suites.main, arguments)
            ran = [call.args[0]["name"] for call in performed.call_args_list]
            self.assertEqual("tsan suites" in ran, by_hand)
            self.assertEqual("suites" in ran, not by_hand)

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


class AnotherTryTest(TreeTest):
    """Decision 7: what fails is tried once more, and nobody can overlook that it was."""

    def test_a_command_that_passes_the_second_time_is_called_unsteady(self) -> None:
        results = [suites.Result(Counts(3, 1)), suites.Result(Counts(4, 0))]
        with mock.patch.object(suites, "run_command", side_effect=results):
            result = suites.do_command({"name": "browser", "again": True}, {})
        self.assertEqual((result.ok, result.unsteady), (True, ("browser",)))

    def test_a_command_that_fails_twice_has_failed(self) -> None:
        results = [suites.Result(Counts(3, 1)), suites.Result(Counts(3, 1))]
        with mock.patch.object(suites, "run_command", side_effect=results):
            result = suites.do_command({"name": "browser", "again": True}, {})
        self.assertEqual((result.ok, result.unsteady), (False, ()))

    def test_a_command_without_the_word_has_one_try(self) -> None:
        failed = suites.Result(Counts(3, 1))
        with mock.patch.object(suites, "run_command", return_value=failed) as run:
            self.assertFalse(suites.do_command({"name": "crash"}, {}).ok)
        run.assert_called_once()

    def program(self, passed: bool, sanitizer: bool = False) -> Program:
        return Program(Counts(1, 0 if passed else 1), passed, sanitizer)

    def test_few_failures_are_tried_again(self) -> None:
        programs = {"a": self.program(True), "b": self.program(False)}
        self.assertTrue(suites.worth_another_try(programs))

    def test_findings_of_sanitizers_and_many_failures_are_not(self) -> None:
        self.assertFalse(suites.worth_another_try({"a": self.program(False, sanitizer=True)}))
        many = {str(number): self.program(False) for number in range(4)}
        self.assertFalse(suites.worth_another_try(many))

    def test_unsteady_things_are_named_before_the_last_line(self) -> None:
        stage = {"name": "a", "kind": "a", "budget_minutes": 1, "reason": "x"}
        unsteady = suites.Result(Counts(3, 0), unsteady=("platform_http",))
        with (
            mock.patch.object(suites, "KINDS", {"a": lambda _s, _e: unsteady}),
            mock.patch.object(suites, "pick", return_value=[stage]),
        ):
            code, output = self.output_of(suites.main, [])
        self.assertEqual(code, 0)
        self.assertIn("UNSTEADY: platform_http failed once", output.splitlines()[-2])
