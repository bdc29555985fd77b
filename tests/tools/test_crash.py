# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the crash suite must notice, played with a desk that lies."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "crash"))

import order
from desk import Failure
from load import Request, deliver, require_kept


class LyingDesk:
    def __init__(self, rows: list[dict], answer: tuple[int, dict] = (201, {})):
        self.rows, self.answer = rows, answer

    def ask(self, method: str, *_: object) -> tuple[int, dict]:
        return self.answer if method == "POST" else (200, {"items": self.rows, "next": None})


def request(number: int | None) -> Request:
    return Request("a", "/", {}, b"", number=number)


class LedgerTest(unittest.TestCase):
    def test_kept(self) -> None:
        require_kept(LyingDesk([{"subject": "a", "number": 1}]), [request(1)])
        require_kept(LyingDesk([]), [request(None)])

    def test_lost(self) -> None:
        with self.assertRaisesRegex(Failure, "acknowledged as 1"):
            require_kept(LyingDesk([]), [request(1)])

    def test_doubled(self) -> None:
        rows = [{"subject": "a", "number": 1}, {"subject": "a", "number": 2}]
        with self.assertRaisesRegex(Failure, "made 2 tickets"):
            require_kept(LyingDesk(rows), [request(None)])

    def test_another_answer_the_second_time(self) -> None:
        with self.assertRaisesRegex(Failure, "was ticket 1, now 2"):
            deliver(LyingDesk([], (200, {"number": 2})), request(1))

    def test_an_answer_that_must_not_be(self) -> None:
        with self.assertRaisesRegex(Failure, "status 500"):
            deliver(LyingDesk([], (500, {})), request(None))


class OrderTest(unittest.TestCase):
    def test_steps_count_when_they_are_complete_and_answers_when_they_begin(self) -> None:
        lines = [
            "1 fsync(7</d/files/tmp/x>) = 0",
            '1 rename("/d/files/tmp/x", "/d/files/ab/x") = 0',
            "1 fsync(8</>) = 0",
            "2 fdatasync(9</d/heed.db-wal> <unfinished ...>",
            '3 sendmsg(5<socket:[1]>, {"HTTP/1.1 201 Created"} <unfinished ...>',
            "2 <... fdatasync resumed>) = 0",
            "3 <... sendmsg resumed>) = 90",
        ]
        found = order.steps(lines, pathlib.Path("/d"))
        self.assertEqual(found, ["file sync", "rename", "answer", "database sync"])
