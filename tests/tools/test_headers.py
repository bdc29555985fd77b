# SPDX-License-Identifier: AGPL-3.0-or-later
from unittest import mock

from tree import TreeTest

import check_headers


class HeadersTest(TreeTest):
    def test_a_header_that_leans_on_others_is_told_and_one_that_stands_alone_is_not(self) -> None:
        self.source("src/kernel/leans.hpp", "inline std::string name;\n")
        self.source("src/kernel/stands.hpp", "#include <string>\ninline std::string other;\n")
        source = self.source("src/kernel/one.cpp", "\n")
        known = {source: ["-std=c++23", f"-I{self.root / 'src'}"]}
        for _ in range(2):  # what was found clean is remembered, what was not is told again
            with mock.patch.object(check_headers.compile_commands, "load", return_value=known):
                code, said = self.output_of(check_headers.main, self.root)
            self.assertEqual(code, 1)
            self.assertIn("src/kernel/leans.hpp does not compile alone", said)
            self.assertNotIn("src/kernel/stands.hpp does not", said)
