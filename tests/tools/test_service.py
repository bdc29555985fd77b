# SPDX-License-Identifier: AGPL-3.0-or-later
import re
import subprocess

from tree import ROOT, TreeTest

UNIT = ROOT / "packaging" / "heed.service"


class ServiceTest(TreeTest):
    def test_the_service_is_shut_in(self):
        """At most 2.0 of 10 on systemd's own scale of exposure."""
        command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(UNIT)]
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(outcome.returncode, 0, outcome.stdout + outcome.stderr)

    def test_an_open_service_would_be_found(self):
        self.write("heed.service", "[Service]\nExecStart=/usr/bin/heed\n")
        command = ["systemd-analyze", "security", "--offline=true", "--threshold=20"]
        outcome = subprocess.run(
            [*command, str(self.root / "heed.service")], capture_output=True, check=False
        )
        self.assertNotEqual(outcome.returncode, 0)

    def test_the_program_of_the_service_is_where_the_package_puts_it(self):
        self.assertRegex(UNIT.read_text(), r"ExecStart=/usr/bin/heed serve --data /var/lib/heed")
        package = (ROOT / "cmake" / "package.cmake").read_text()
        self.assertIn("install(TARGETS heed RUNTIME DESTINATION bin)", package)
        self.assertIn("CPACK_PACKAGING_INSTALL_PREFIX /usr", package)

    def test_no_proxy_holds_live_updates_back(self):
        folder = ROOT / "packaging" / "proxies"
        self.assertIn("proxy_buffering off", (folder / "nginx.conf").read_text())
        self.assertIn("flush_interval -1", (folder / "Caddyfile").read_text())
        self.assertIn("timeout server 1h", (folder / "haproxy.cfg").read_text())

    def test_the_scripts_of_the_package_are_shell(self):
        for name in ("postinst", "prerm", "postrm"):
            script = ROOT / "packaging" / "debian" / name
            self.assertTrue(script.stat().st_mode & 0o111, f"{name} cannot be run")
            self.assertTrue(re.match(r"#!/bin/sh\n", script.read_text()))
            outcome = subprocess.run(["sh", "-n", str(script)], capture_output=True, check=False)
            self.assertEqual(outcome.returncode, 0, name)
