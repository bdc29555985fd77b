# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the bench writes down, and when it writes nothing."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))

import histogram
import table

FIGURES = {
    "seconds": 10.0,
    "errors": {},
    "all": {"count": 12_000, "p50_us": 512, "p95_us": 2_000, "p99_us": 9_990, "max_us": 44_123},
    "kinds": {"open": {"count": 10_000, "p50_us": 400, "p95_us": 1, "p99_us": 2, "max_us": 3}},
}


class CellTest(unittest.TestCase):
    def test_a_cell_counts_by_the_second_and_beside_the_raw_loop(self) -> None:
        cell = table.cell_of("open", 64, FIGURES)
        cell.raw_per_second = 2_400
        self.assertEqual((cell.per_second, cell.share), (1_200, 0.5))
        self.assertEqual(
            table.line_of(cell),
            ("open", "64", "1,200", "0.50", "0.51", "2.00", "9.99", "44.1", "–", "–"),
        )

    def test_one_kind_of_a_mix(self) -> None:
        cell = table.cell_of("mix: open", 64, FIGURES, "open")
        self.assertEqual((cell.count, cell.p50_us), (10_000, 400))
        self.assertEqual(table.cell_of("mix: list", 64, FIGURES, "list").count, 0)

    def test_errors_void_a_cell(self) -> None:
        cell = table.cell_of("open", 8, {**FIGURES, "errors": {"open answered 503": 3}})
        self.assertEqual(cell.void(), "3 × open answered 503")
        self.assertIn("void: 3 × open answered 503", table.line_of(cell))

    def test_a_short_run_is_void(self) -> None:
        cell = table.cell_of("open", 8, {**FIGURES, "seconds": 9.5})
        self.assertEqual(cell.void(), "shorter than 10 s (1,263/s)")
        cell.raw_per_second = 2_526
        self.assertEqual(cell.void(), "shorter than 10 s (1,263/s, 0.50 of raw)")

    def test_nothing_answered_is_void(self) -> None:
        figures = {**FIGURES, "all": {"count": 0}}
        self.assertEqual(table.cell_of("open", 8, figures).void(), "nothing was answered")


class VerdictTest(unittest.TestCase):
    def cell(self, **changed: object) -> table.Cell:
        cell = table.cell_of("open", 64, {**FIGURES, "all": {**FIGURES["all"], "count": 300_000}})
        cell.raw_per_second = 60_000
        for name, value in changed.items():
            setattr(cell, name, value)
        return cell

    def test_each_budget_is_met_or_missed(self) -> None:
        self.assertEqual(
            table.verdicts([self.cell()], {}),
            ["open: 0.50 of raw (≥ 0.45 met), 30,000/s (≥ 25,000 met), p99 10.0 ms (< 10 met)"],
        )
        missed = table.verdicts([self.cell(count=3, p99_us=10_000)], {})[0]
        self.assertEqual(missed.count("missed"), 3)

    def test_what_is_void_or_smaller_is_not_judged(self) -> None:
        unjudged = [self.cell(seconds=1.0), self.cell(connections=8)]
        self.assertEqual(table.verdicts(unjudged, {}), [])

    def test_a_mix_has_a_worst_stall(self) -> None:
        mix = self.cell(operation="mix", max_us=50_000)
        self.assertIn("worst 50.0 ms (< 50 missed)", table.verdicts([mix], {})[0])
        self.assertIn("worst 49.9 ms (< 50 met)", table.verdicts(
            [self.cell(operation="mix", max_us=49_900)], {})[0])

    def test_streams_start_and_memory_are_judged(self) -> None:
        streams = self.cell(operation="streams", connections=1000, count=1_980_000)
        self.assertEqual(
            table.verdicts([streams], {"start_ms": 249.4, "resident_mb": 256.0}),
            ["streams: 198,000/s (≥ 199,000 missed)", "start: 249 ms (< 300 met)",
             "memory: 256 MB (< 256 missed)"],
        )

    def test_a_busy_machine_is_named(self) -> None:
        self.assertIn("75%", table.about_others([self.cell(cpu=(0.2, 0.05, 0.75))]))
        self.assertEqual(table.about_others([self.cell(cpu=(0.6, 0.3, 0.1)), self.cell()]), "")


class HistogramTest(unittest.TestCase):
    NAME = "heed_http_request_duration_seconds_bucket"

    def text(self, *counts: int) -> str:
        limits = ("0.001", "0.01", "+Inf")
        lines = [f'{self.NAME}{{kind="read",le="{limit}"}} {count}'
                 for limit, count in zip(limits, counts)]
        return "\n".join([*lines, f'{self.NAME}{{kind="write",le="+Inf"}} 0', "other 3"])

    def test_a_share_of_what_came_in_between(self) -> None:
        before = histogram.buckets(self.text(100, 100, 100))
        after = histogram.buckets(self.text(150, 199, 200))
        self.assertEqual(histogram.at_most(before, after, 0.5), 0.001)
        self.assertEqual(histogram.at_most(before, after, 0.99), 0.01)
        self.assertIsNone(histogram.at_most(before, after, 1.0))

    def test_without_figures_there_is_nothing_to_say(self) -> None:
        self.assertIsNone(histogram.at_most({}, histogram.buckets("no such page"), 0.99))


class TableTest(unittest.TestCase):
    def test_every_line_has_every_column(self) -> None:
        void = table.cell_of("list", 1, {**FIGURES, "seconds": 1})
        text = table.markdown([table.cell_of("open", 64, FIGURES), void])
        self.assertEqual({line.count("|") for line in text.splitlines()},
                         {len(table.HEADINGS) + 1})

    def test_the_terminal_shows_the_same_figures(self) -> None:
        text = table.plain([table.cell_of("open", 64, FIGURES)])
        self.assertEqual(text.splitlines()[1].split()[:3], ["open", "64", "1,200"])

    def test_the_page_keeps_what_is_around_the_marks(self) -> None:
        page = f"before\n\n{table.BEGIN}\nold\n{table.END}\n\nafter\n"
        once = table.with_table(page, "new")
        self.assertEqual(once, f"before\n\n{table.BEGIN}\nnew\n{table.END}\n\nafter\n")
        self.assertEqual(table.with_table(once, "new"), once)

    def test_a_page_without_marks_gets_them(self) -> None:
        self.assertEqual(
            table.with_table("words\n", "new"), f"words\n\n{table.BEGIN}\nnew\n{table.END}\n"
        )


if __name__ == "__main__":
    unittest.main()
