# SPDX-License-Identifier: AGPL-3.0-or-later
import subprocess

from tree import TreeTest

import check_hardening

PROGRAM = """
#include <cstdio>
#include <cstring>
int main(int count, char** words) {
    char room[64];
    std::strncpy(room, words[count - 1], static_cast<size_t>(count));
    std::puts(room);
}
"""
HARDENED = (
    "-O2", "-fPIE", "-pie", "-fstack-protector-strong", "-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=2",
    "-Wl,-z,relro,-z,now",
)


class HardeningTest(TreeTest):
    def missing(self, *changed: str) -> list[str]:
        source = self.root / "program.cpp"
        source.write_text(PROGRAM)
        binary = self.root / "program"
        command = ["c++", *HARDENED, *changed, str(source), "-o", str(binary)]
        subprocess.run(command, check=True, capture_output=True)
        return check_hardening.findings(check_hardening.read(binary))

    def test_a_binary_as_it_should_be(self) -> None:
        self.assertEqual(self.missing(), [])

    def test_each_flag_that_is_lost(self) -> None:
        for changed, lacks in (
            (("-fno-pie", "-no-pie"), "-fPIE -pie"),
            (("-Wl,-z,norelro",), "-z relro"),
            (("-Wl,-z,lazy",), "-z now"),
            (("-Wl,-z,execstack",), "-z noexecstack"),
            (("-fno-stack-protector",), "-fstack-protector-strong"),
            (("-U_FORTIFY_SOURCE",), "-D_FORTIFY_SOURCE"),
        ):
            with self.subTest(lacks):
                found = self.missing(*changed)
                self.assertEqual(len(found), 1, found)
                self.assertIn(lacks, found[0])
