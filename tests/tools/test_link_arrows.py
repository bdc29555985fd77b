# SPDX-License-Identifier: AGPL-3.0-or-later
"""The second enforcer of arrows: what is not listed does not link, even without an #include."""
import shutil
import subprocess

from tree import ROOT, TreeTest

LISTS = """
cmake_minimum_required(VERSION 3.25)
project(planted LANGUAGES C CXX ASM)
set(CMAKE_CXX_STANDARD 23)
option(HEED_TESTS "" ON)
find_package(Threads REQUIRED)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
find_package(PkgConfig REQUIRED)
include(cmake/flags.cmake)
include(cmake/embed.cmake)
include(cmake/parts.cmake)
enable_testing()
heed_add_parts()
"""
ARROWS = """
[may_include]
kernel = []
"platform/json" = ["kernel"]
"platform/log" = [{log}]
"""


class LinkArrowsTest(TreeTest):
    def setUp(self) -> None:
        super().setUp()
        shutil.copytree(ROOT / "cmake", self.root / "cmake")
        for tool in ("arrows_to_cmake.py", "embed.py"):
            (self.root / "tools").mkdir(exist_ok=True)
            shutil.copy(ROOT / "tools" / tool, self.root / "tools" / tool)
        self.write("CMakeLists.txt", LISTS)
        self.write("tests/test_main.cpp", "int planted(); int main() { return planted(); }\n")
        self.write("src/kernel/embedded.hpp", (ROOT / "src/kernel/embedded.hpp").read_text())
        self.write("src/kernel/a.cpp", "int of_kernel(); int of_kernel() { return 0; }\n")
        self.write("src/platform/json/a.cpp", "int of_json(); int of_json() { return 0; }\n")
        self.write(
            "src/platform/log/log_test.cpp",
            "int of_json(); int planted(); int planted() { return of_json(); }\n",
        )

    def build(self, log_may: str) -> subprocess.CompletedProcess:
        self.write("tools/arrows.toml", ARROWS.format(log=log_may))
        configure = ["cmake", "-G", "Ninja", "-S", ".", "-B", "build"]
        subprocess.run(configure, cwd=self.root, check=True, capture_output=True)
        return subprocess.run(
            ["ninja", "-C", "build", "platform_log_test"],
            cwd=self.root, capture_output=True, text=True, check=False,
        )

    def test_an_unlisted_call_is_an_undefined_symbol(self) -> None:
        done = self.build('"kernel"')
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("of_json", done.stdout)
        self.assertEqual(self.build('"kernel", "platform/json"').returncode, 0)
