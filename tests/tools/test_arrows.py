# SPDX-License-Identifier: AGPL-3.0-or-later
from tree import TreeTest

import check_arrows

ARROWS = """
[may_include]
kernel = []
"platform/json" = ["kernel"]
"platform/db" = ["kernel", "platform/json"]
"features/people" = ["kernel", "platform/db"]
"features/tickets" = ["kernel", "platform/db", "features/people"]
app = ["kernel", "features/people", "features/tickets"]
[web]
"features/tickets" = ["features/people"]
"""


class ArrowsTest(TreeTest):
    def setUp(self) -> None:
        super().setUp()
        self.write("tools/arrows.toml", ARROWS)
        self.write("src/kernel/id.hpp", "#include <string>\n#include <fmt/format.h>\n")
        self.write("src/platform/db/db.hpp", '#include "kernel/id.hpp"\n')
        self.write("src/platform/db/db.cpp", "#include <sqlite3.h>\n#include <unistd.h>\n")
        self.write("src/features/people/people.hpp", '#include "platform/db/db.hpp"\n')
        self.write("src/features/tickets/store.cpp", '#include "features/people/people.hpp"\n')
        self.write("src/app/app.cpp", '#include "features/tickets/routes.hpp"\n')
        self.write("src/main.cpp", '#include "app/app.hpp"\n#include <unistd.h>\n')
        self.write("web/core/time.ts", 'import { api } from "~/api/client";\n')
        self.write("web/kit/when.tsx", 'import { time } from "../core/time";\n')
        self.write("web/features/people/index.ts", 'export { x } from "./card";\n')
        self.write(
            "web/features/tickets/page.tsx",
            'import {\n  a,\n  b\n} from "~/features/people";\nimport React from "react";\n',
        )
        self.write("web/apps/desk/main.tsx", 'import { p } from "~/features/tickets/page";\n')

    def found(self) -> str:
        return self.output_of(check_arrows.main, self.root)[1]

    def plant(self, path: str, line: str, told: str) -> None:
        self.write(path, line + "\n")
        code, output = self.output_of(check_arrows.main, self.root)
        self.assertEqual(code, 1)
        self.assertIn(told, output)
        self.assertIn(path, output)

    def test_a_clean_tree_is_ok(self) -> None:
        self.assertEqual(self.output_of(check_arrows.main, self.root), (0, "arrows: ok\n"))

    def test_an_unlisted_arrow(self) -> None:
        self.plant(
            "src/features/people/store.cpp",
            '#include "features/tickets/tickets.hpp"',
            "features/people may not include features/tickets/tickets.hpp",
        )

    def test_platform_does_not_know_features(self) -> None:
        self.plant("src/platform/json/a.cpp", '#include "features/people/people.hpp"', "may not")

    def test_platform_parts_know_each_other_as_listed(self) -> None:
        self.plant("src/platform/json/a.cpp", '#include "platform/db/db.hpp"', "may not include")

    def test_kernel_knows_nobody(self) -> None:
        self.plant("src/kernel/a.cpp", '#include "platform/json/json.hpp"', "may not include")

    def test_private_header_of_a_friend(self) -> None:
        self.plant(
            "src/features/tickets/commands.cpp",
            '#include "features/people/store.hpp"',
            "use the public face features/people/people.hpp",
        )

    def test_third_party_header_in_a_feature(self) -> None:
        self.plant("src/features/people/a.cpp", "#include <boost/json.hpp>", "belongs in")

    def test_third_party_header_in_a_platform_header(self) -> None:
        self.plant("src/platform/db/raw.hpp", "#include <sqlite3.h>", "belongs in")

    def test_posix_header_in_a_feature(self) -> None:
        self.plant("src/features/people/a.cpp", "#include <unistd.h>", "belongs in")

    def test_doctest_in_a_test_only(self) -> None:
        self.write("src/features/people/people_test.cpp", "#include <doctest/doctest.h>\n")
        self.assertEqual(self.found(), "arrows: ok\n")
        self.plant("src/features/people/a.cpp", "#include <doctest/doctest.h>", "belongs in")

    def test_formatting_comes_through_the_kernel(self) -> None:
        self.plant("src/features/people/a.cpp", "#include <fmt/format.h>", "kernel/format.hpp")

    def test_what_tests_share_counts_as_a_test(self) -> None:
        self.write("src/platform/db/test_client.hpp", "#include <sys/socket.h>\n")
        self.assertEqual(self.found(), "arrows: ok\n")

    def test_a_test_may_include_what_its_program_links(self) -> None:
        test = '#include "platform/json/json.hpp"\n'
        self.write("src/features/people/people_test.cpp", test)
        self.assertIn("may not include", self.found())
        extra = '[test_links]\n"features/people" = ["platform_json"]\n'
        self.write("tools/arrows.toml", ARROWS + extra)
        self.assertEqual(self.found(), "arrows: ok\n")

    def test_an_include_that_is_not_from_src(self) -> None:
        self.plant("src/features/people/a.cpp", '#include "people.hpp"', "as a path from src/")

    def test_a_folder_that_is_not_declared(self) -> None:
        self.plant("src/features/surveys/a.cpp", "#include <string>", "is not in tools/arrows.toml")

    def test_a_declared_cycle(self) -> None:
        self.write("tools/arrows.toml", ARROWS.replace(
            '"features/people" = ["kernel", "platform/db"]',
            '"features/people" = ["kernel", "platform/db", "features/tickets"]',
        ))
        self.assertIn("has a cycle: features/people -> features/tickets", self.found())

    def test_an_unused_arrow_between_features(self) -> None:
        self.write("src/features/tickets/store.cpp", "")
        self.assertIn("features/tickets -> features/people is unused", self.found())

    def test_web_core_does_not_import_features(self) -> None:
        self.plant("web/core/a.ts", 'import { x } from "../features/people";', "core may not")

    def test_web_feature_through_its_index_only(self) -> None:
        self.plant(
            "web/features/tickets/a.tsx",
            'import { x } from "~/features/people/card";',
            "through its index.ts",
        )

    def test_web_files_in_a_circle(self) -> None:
        self.write("web/kit/b.ts", 'export const x = () => import("./c");\n')
        self.write("web/kit/c/index.ts", 'export { x } from "~/kit/a";\n')
        self.plant("web/kit/a.tsx", 'import { x } from "./b";', "kit/a.tsx -> kit/b.ts")

    def test_web_unlisted_feature(self) -> None:
        self.plant(
            "web/features/people/a.tsx",
            'export * from "../tickets";',
            "features/people may not import features/tickets",
        )

    def test_web_tests_may_import_what_helps_them(self) -> None:
        self.write("web/kit/a.test.tsx", 'import { x } from "~/dev/test_setup";\n')
        self.assertEqual(self.found(), "arrows: ok\n")
        self.plant("web/kit/a.tsx", 'import { x } from "~/dev/test_setup";', "kit may not")

    def test_web_import_at_run_time_counts_too(self) -> None:
        self.plant("web/kit/a.tsx", 'const x = import("~/features/people");', "kit may not")
