# SPDX-License-Identifier: AGPL-3.0-or-later
from unittest import mock

from tree import TreeTest

import check_clang_tidy
import content_cache


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

    def test_what_is_clean_is_remembered_and_what_is_not_is_told(self) -> None:
        run = check_clang_tidy.Run(self.root, {self.user: [], self.other: []}, 100)
        answers = {self.user: "", self.other: "a bug"}
        with mock.patch.object(check_clang_tidy, "tidy", lambda _r, file, _f: answers[file]):
            found = run.all({self.user: "key1", self.other: "key2"})
        cache = content_cache.Cache(self.root, "clang_tidy")
        self.assertEqual(found, ["a bug"])
        self.assertTrue(cache.has("key1"))
        self.assertFalse(cache.has("key2"))

    def test_what_does_not_fit_the_time_is_counted(self) -> None:
        run = check_clang_tidy.Run(self.root, {self.user: []}, -1)
        self.assertEqual(run.all({self.user: "key"}), [])
        self.assertEqual(run.left, 1)
