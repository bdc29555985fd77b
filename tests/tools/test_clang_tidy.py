# SPDX-License-Identifier: AGPL-3.0-or-later
from unittest import mock

from tree import TreeTest

import check_clang_tidy
import content_cache
import tidy_batch


class ClangTidyTest(TreeTest):
    def setUp(self) -> None:
        super().setUp()
        self.header = self.write("src/kernel/id.hpp", "int id;\n")
        self.user = self.write("src/app/user.cpp", '#include "kernel/id.hpp"\n')
        self.other = self.write("src/app/other.cpp", "int other;\n")
        self.sources = content_cache.Sources(self.root)

    def chosen(self, *changed) -> list:
        with mock.patch.object(check_clang_tidy, "changed_files", return_value=set(changed)):
            return check_clang_tidy.chosen(
                self.root, [self.other, self.user], self.sources, everything=False
            )

    def test_includers_of_what_changed(self) -> None:
        self.assertEqual(self.chosen(self.header), [self.user])
        self.assertEqual(self.chosen(), [])

    def test_what_changed_comes_before_its_includers(self) -> None:
        self.assertEqual(self.chosen(self.header, self.other), [self.other, self.user])
        self.assertEqual(self.chosen(self.header, self.user, self.other), [self.other, self.user])

    def test_a_file_is_new_when_what_it_includes_changes(self) -> None:
        before = content_cache.Sources(self.root).digest(self.user, b"config")
        self.assertEqual(before, content_cache.Sources(self.root).digest(self.user, b"config"))
        self.assertNotEqual(before, content_cache.Sources(self.root).digest(self.user, b"other"))
        self.header.write_text("int id2;\n")
        self.assertNotEqual(before, content_cache.Sources(self.root).digest(self.user, b"config"))

    def test_a_file_is_read_among_the_same_others_whatever_changed(self) -> None:
        known = {file: ["-O2"] for file in (self.other, self.user)}
        for todo in ({self.user}, {self.other, self.user}):
            batches = check_clang_tidy.batches_with(todo, known, first=todo)
            self.assertEqual([batch.files for batch in batches], [[self.other, self.user]])
        self.assertEqual(check_clang_tidy.batches_with(set(), known, first=None), [])

    def run_with(self, answers: dict, seconds: float = 100) -> tuple[check_clang_tidy.Run, list]:
        run = check_clang_tidy.Run(self.root, seconds)
        batches = [tidy_batch.Batch([file], []) for file in answers]
        keys = {file: file.stem for file in answers}
        with mock.patch.object(
            check_clang_tidy, "tidy", lambda _r, batch: answers[batch.files[0]]
        ):
            _, output = self.output_of(lambda _: run.all(batches, keys), [])
        return run, list(run.found)

    def test_what_is_clean_is_remembered_and_what_is_not_is_told(self) -> None:
        _, found = self.run_with({self.user: "", self.other: "a bug"})
        cache = content_cache.Cache(self.root, "clang_tidy")
        self.assertEqual(found, ["a bug"])
        self.assertTrue(cache.has("user"))
        self.assertFalse(cache.has("other"))

    def test_what_does_not_fit_the_time_is_counted(self) -> None:
        run, found = self.run_with({self.user: "a bug"}, seconds=-1)
        self.assertEqual((run.left, found), (1, []))


class BatchTest(TreeTest):
    def batch_of(self, *texts: str) -> list[tidy_batch.Batch]:
        files = [self.write(f"src/app/f{n}.cpp", text) for n, text in enumerate(texts)]
        return tidy_batch.pack({file: ["-O0"] for file in files})

    def test_files_of_a_folder_stand_in_one_text(self) -> None:
        (batch,) = self.batch_of("int a;\n", "int b;")
        self.assertEqual(batch.text(), "int a;\nint b;\n")

    def test_the_same_private_name_keeps_files_apart(self) -> None:
        private = "namespace {{\n{}\n}} // namespace\n"
        for line in (
            "struct Row {", "constexpr int row_max = 3;", "int row_of(int a) {", "enum class Row {",
        ):
            text = private.format(line)
            self.assertEqual(len(self.batch_of(text, text)), 2, line)
        self.assertEqual(len(self.batch_of("static int a(int b) {", "static int a(int b) {")), 2)

    def test_tests_and_other_flags_stand_apart(self) -> None:
        test = self.write("src/app/a_test.cpp", "")
        one, two = self.write("src/app/a.cpp", ""), self.write("src/app/b.cpp", "")
        self.assertEqual(len(tidy_batch.pack({test: ["-g"], one: ["-g"], two: ["-O2"]})), 3)

    def test_a_line_is_found_again_in_its_file(self) -> None:
        (batch,) = self.batch_of("int a;\nint b;\n", "int c;")
        self.assertEqual(batch.origin(2), (batch.files[0], 2))
        self.assertEqual(batch.origin(3), (batch.files[1], 1))
        here = self.root / "build/tidy/x.cpp"
        header = f"{self.root}/src/a.hpp:3:1: error: bad [check]"
        self.assertEqual(
            batch.at_home(f"{here}:3:5: error: bad [check]\n{header}", here),
            f"{batch.files[1]}:1:5: error: bad [check]\n{header}",
        )

    def test_a_finding_keeps_its_notes(self) -> None:
        said = "/a.cpp:1:1: error: bad [x]\n  1 | a\n    ^\n/b.cpp:2:2: note: here\n"
        self.assertEqual(
            tidy_batch.findings(said), ["/a.cpp:1:1: error: bad [x]\n/b.cpp:2:2: note: here"]
        )
