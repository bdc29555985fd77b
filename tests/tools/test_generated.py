# SPDX-License-Identifier: AGPL-3.0-or-later
import stat

from tree import TreeTest

import check_generated


class GeneratedTest(TreeTest):
    def built(self, document: str) -> None:
        """A program that prints `document` when it is asked for the API document."""
        self.write("build/dev/heed", f"#!/bin/sh\n[ \"$1\" = openapi ] && printf '{document}'\n")
        binary = self.root / "build/dev/heed"
        binary.chmod(binary.stat().st_mode | stat.S_IXUSR)

    def test_nothing_is_built(self) -> None:
        self.assertEqual(check_generated.differences(self.root), [])
        self.assertIsNone(check_generated.newest_binary(self.root))

    def test_same(self) -> None:
        self.built("{}")
        self.write("docs/api/openapi.json", "{}")
        self.assertEqual(check_generated.differences(self.root), [])

    def test_different_or_missing(self) -> None:
        self.built("{}")
        self.assertIn("is missing", check_generated.differences(self.root)[0])
        self.write("docs/api/openapi.json", "[]")
        found = check_generated.differences(self.root)
        self.assertIn("is not what build/dev/heed openapi writes", found[0])

    def test_fix_writes_it(self) -> None:
        self.built("{}")
        self.assertEqual(check_generated.write(self.root), ["docs/api/openapi.json"])
        self.assertEqual(check_generated.differences(self.root), [])
        self.assertEqual(check_generated.write(self.root), [])
