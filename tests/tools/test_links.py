# SPDX-License-Identifier: AGPL-3.0-or-later
from tree import TreeTest

import check_links


class LinksTest(TreeTest):
    def setUp(self) -> None:
        super().setUp()
        self.write("docs/admin/mail.md", "# Mail in\n\n## The `from` form, twice\n")

    def found(self, text: str) -> str:
        self.write("README.md", text)
        return self.output_of(check_links.main, self.root)[1]

    def test_links_that_hold(self) -> None:
        self.assertEqual(self.found(
            "[a](docs/admin/mail.md) [b](docs/admin/mail.md#the-from-form-twice) [c](#here)\n"
            "[d](https://example.org/x) [e](mailto:a@b.example)\n# Here\n"
        ), "links: ok\n")

    def test_missing_file(self) -> None:
        self.assertIn("docs/none.md is not there", self.found("[a](docs/none.md)"))

    def test_missing_image(self) -> None:
        self.assertIn("x.png is not there", self.found("![a](x.png)"))

    def test_missing_heading(self) -> None:
        self.assertIn("no such heading", self.found("[a](docs/admin/mail.md#gone)"))

    def test_code_is_not_a_link(self) -> None:
        self.assertEqual(self.found("`[a](none.md)`\n```\n[b](none.md)\n```\n"), "links: ok\n")
