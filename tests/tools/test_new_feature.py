# SPDX-License-Identifier: AGPL-3.0-or-later
import os
import shutil
import subprocess
import sys

from tree import ROOT, TreeTest

import features
import ui

COPIED = ("src", "cmake", "tools", "migrations", "tests", "bench", "CMakeLists.txt",
          "CMakePresets.json", ".clang-format")
LEFT = shutil.ignore_patterns("corpus", "node_modules", "__pycache__")


class NewFeatureTest(TreeTest):
    def test_singular(self) -> None:
        for name, one in (
            ("canned_replies", "canned_reply"),
            ("surveys", "survey"),
            ("searches", "search"),
            ("addresses", "address"),
            ("knowledge", "knowledge_item"),
            ("progress", "progress_item"),
        ):
            self.assertEqual(features.singular(name), one)

    def test_names_that_are_refused(self) -> None:
        for name in ("Surveys", "my-surveys", "_x", "a", "surveys2"):
            with self.assertRaises(ui.Stop):
                features.main(["feature", name])

    def copy(self) -> None:
        for name in COPIED:
            target = self.root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, target, ignore=LEFT)
            elif (ROOT / name).exists():
                shutil.copy(ROOT / name, target)

    def test_the_skeleton_passes_the_checks_and_its_own_tests(self) -> None:
        self.copy()
        written = {str(file.relative_to(self.root)) for file in
                   features.create(self.root, "golden_rules")}
        self.assertIn("src/features/golden_rules/golden_rules.hpp", written)
        self.assertIn("web/features/golden_rules/index.ts", written)
        app = (self.root / "src/app/parts.cpp").read_text()
        self.assertIn('#include "features/golden_rules/golden_rules.hpp"\n', app)
        self.assertIn("    append(routes, golden_rules::routes());\n", app)
        self.assertIn("    append(all, golden_rules::described());\n", app)
        for path, words in (
            ("tests/whole_desk/calls.hpp", "void add_golden_rules_calls(Calls& calls);\n"),
            ("tests/whole_desk/calls.cpp", "        add_golden_rules_calls(result);\n"),
            ("tests/permissions.tsv", "PATCH /api/v1/golden_rules/{id}\t401\t403"),
            ("tests/races.tsv", "POST /api/v1/golden_rules\tall\t8\n"),
        ):
            self.assertIn(words, (self.root / path).read_text())
        with self.assertRaises(ui.Stop):
            features.create(self.root, "golden_rules")
        for check in ("arrows", "tidy", "format"):
            self.check(check)
        self.build_and_run()

    def check(self, name: str) -> None:
        """What the real tree has wrong is not the generator's business."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "tools" / f"check_{name}.py"), str(self.root)],
            cwd=self.root, capture_output=True, text=True, check=False,
        )
        ours = [line for line in done.stdout.splitlines() if "golden_rule" in line]
        self.assertEqual(ours, [])

    def build_and_run(self) -> None:
        """In build/dev of the copy, so that the compiler cache knows all but the new files."""
        target = "feature_golden_rules_test"
        # What else it touches is compiled; the whole desk with it takes too long to link here.
        joined = ["CMakeFiles/app.dir/src/app/parts.cpp.o",
                  "tests/whole_desk/CMakeFiles/whole_desk.dir/calls.cpp.o",
                  "tests/whole_desk/CMakeFiles/whole_desk.dir/calls_golden_rules.cpp.o"]
        # SQLite is enough here, also where the suites must have PostgreSQL.
        env = {name: value for name, value in os.environ.items()
               if name not in ("CI", "HEED_NEEDS_POSTGRES")}
        for command in (
            ["cmake", "--preset", "dev"],
            ["ninja", "-C", "build/dev", target, *joined],
            [f"build/dev/{target}"],
        ):
            done = subprocess.run(
                command, cwd=self.root, env=env, capture_output=True, text=True, check=False
            )
            self.assertEqual(done.returncode, 0, done.stdout[-4000:] + done.stderr[-4000:])
        self.assertIn("5 passed", done.stdout)
