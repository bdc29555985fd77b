# SPDX-License-Identifier: AGPL-3.0-or-later
from tree import TreeTest

import counts
from counts import Counts

CTEST = """\
test 1
      Start 1: kernel
test 2
      Start 2: platform_db
2: [doctest] doctest version is "2.4.9"
1: [doctest] test cases:     43 |     43 passed | 0 failed | 0 skipped
2: [doctest] test cases:     12 |     10 passed | 2 failed | 0 skipped
1/4 Test #1: kernel ...........................   Passed    0.12 sec
2/4 Test #2: platform_db ......................***Failed    1.20 sec
3: ==77==ERROR: AddressSanitizer: heap-use-after-free
3/4 Test #3: platform_http ....................***Failed    1.20 sec
4: ok
4/4 Test #4: schema ...........................   Passed    1.20 sec
"""


class CountsTest(TreeTest):
    def test_ctest_adds_up_cases_and_counts_a_dead_program_once(self) -> None:
        programs = counts.programs_of_ctest(CTEST)
        self.assertEqual(counts.of_programs(programs), Counts(43 + 10 + 1, 2 + 1))

    def test_ctest_tells_what_a_sanitizer_found_from_what_a_test_said(self) -> None:
        programs = counts.programs_of_ctest(CTEST)
        self.assertEqual([name for name, each in programs.items() if not each.passed],
                         ["platform_db", "platform_http"])
        self.assertFalse(programs["platform_db"].sanitizer)
        self.assertTrue(programs["platform_http"].sanitizer)

    def test_a_leak_after_passed_cases_is_a_failure(self) -> None:
        text = (
            "1: [doctest] test cases: 5 | 5 passed | 0 failed | 0 skipped\n"
            "1/1 Test #1: kernel ....***Failed    1.20 sec\n"
        )
        self.assertEqual(counts.of_programs(counts.programs_of_ctest(text)), Counts(5, 1))

    def test_ctest_that_ran_nothing_is_nothing(self) -> None:
        self.assertIsNone(counts.of_programs(counts.programs_of_ctest("No tests!\n")))

    def test_the_last_line_counts(self) -> None:
        text = "1 passed, 0 failed\nx\n12 passed, 3 failed\n"
        self.assertEqual(counts.of_line(text), Counts(12, 3))
        self.assertIsNone(counts.of_line("all 12 passed, 3 failed tests\n"))

    def test_unittest(self) -> None:
        self.assertEqual(counts.of_unittest("Ran 12 tests in 0.1s\n\nOK\n"), Counts(12, 0))
        text = "Ran 12 tests in 0.1s\n\nFAILED (failures=1, errors=2)\n"
        self.assertEqual(counts.of_unittest(text), Counts(9, 3))
        self.assertIsNone(counts.of_unittest("ImportError"))

    def test_vitest(self) -> None:
        report = '{"numPassedTests": 7, "numFailedTests": 1}'
        self.assertEqual(counts.of_vitest(report), Counts(7, 1))
