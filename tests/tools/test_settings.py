# SPDX-License-Identifier: AGPL-3.0-or-later
from tree import TreeTest

import check_settings

ENTRY = """    {{.name = "{name}",
     .meaning = "{meaning}",
     .slot = top<&C::one>,
     .check = no_check}},
"""


class SettingsTest(TreeTest):
    def setUp(self) -> None:
        super().setUp()
        self.settings([("listen", "Where to serve."), ("log.level", "What is written.")])
        self.source(check_settings.CONFIG, "auto url = base + listen;\n")
        self.source("src/app/serve.cpp", "start(config.log.level);\n")
        self.write(check_settings.PAGE, f"# Install\n\n{check_settings.BEGIN}\n")
        check_settings.write(self.root)

    def settings(self, named: list[tuple[str, str]]) -> None:
        table = "".join(ENTRY.format(name=name, meaning=meaning) for name, meaning in named)
        self.source(check_settings.TABLE, table)

    def found(self) -> str:
        return self.output_of(check_settings.main, self.root)[1]

    def test_all_read_and_told(self) -> None:
        self.assertEqual(self.found(), "settings: ok\n")
        page = (self.root / check_settings.PAGE).read_text()
        self.assertIn("| `log.level` | What is written. |", page)

    def test_nobody_reads_one(self) -> None:
        self.source("src/app/serve.cpp", "start();\n")
        self.assertIn("`log.level` is read by nobody", self.found())

    def test_a_test_is_no_reader(self) -> None:
        self.source("src/app/serve.cpp", "start();\n")
        self.source("src/app/serve_test.cpp", "config.log.level;\n")
        self.assertIn("`log.level` is read by nobody", self.found())

    def test_other_words_on_the_page(self) -> None:
        self.settings([("listen", "Where to serve."), ("log.level", "Less is not written.")])
        self.assertIn("not the settings of the program", self.found())

    def test_what_stands_behind_the_table_stays(self) -> None:
        page = self.root / check_settings.PAGE
        page.write_text(page.read_text() + "\n## Upgrading\n")
        check_settings.write(self.root)
        self.assertTrue(page.read_text().endswith("\n## Upgrading\n"))
