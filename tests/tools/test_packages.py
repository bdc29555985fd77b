# SPDX-License-Identifier: AGPL-3.0-or-later
from unittest import mock

from tree import ROOT, TreeTest

import packages


class PackagesTest(TreeTest):
    def test_each_package_has_a_group_and_a_reason(self) -> None:
        listed = packages.parse((ROOT / "packages.txt").read_text())
        self.assertGreater(len(listed), 20)
        for package in listed:
            self.assertIn(package.group, ("build", "check", "test"), package.name)
            self.assertTrue(package.reason, package.name)

    def test_each_group_is_sorted_and_nothing_stands_twice(self) -> None:
        listed = packages.parse((ROOT / "packages.txt").read_text())
        for group in ("build", "check", "test"):
            names = [package.name for package in listed if package.group == group]
            self.assertEqual(names, sorted(names))
        names = [package.name for package in listed]
        self.assertEqual(len(names), len(set(names)))

    def test_a_command_that_is_there_makes_its_package_unnecessary(self) -> None:
        listed = packages.parse("[build]\nnodejs?sh  # x\nnpm?no-such-command # y\ngit # z\n")
        with mock.patch.object(packages, "installed", return_value={"git"}):
            self.assertEqual(packages.missing(listed), ["npm"])

    def test_another_user_is_told_the_one_command(self) -> None:
        with (
            mock.patch.object(packages, "missing", return_value=["ninja-build"]),
            mock.patch.object(packages.shutil, "which", return_value="/usr/bin/apt-get"),
            mock.patch.object(packages.os, "geteuid", return_value=1000),
            self.assertRaises(packages.ui.Stop) as stop,
        ):
            packages.ensure("build")
        self.assertIn(
            "sudo apt-get install -y --no-install-recommends ninja-build", str(stop.exception)
        )
