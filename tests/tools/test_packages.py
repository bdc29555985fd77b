# SPDX-License-Identifier: AGPL-3.0-or-later
from unittest import mock

from tree import ROOT, TreeTest

import packages

# What in the tree needs the package: a file and words of it. Only this names it, so a package whose
# use has gone is told.
NEEDED_BY = {
    "binutils": ("cmake/embed.cmake", "files.S"),
    "ca-certificates": ("src/platform/net/connection.cpp", "verify"),
    "ccache": ("cmake/flags.cmake", "ccache"),
    "cmake": ("tools/dev/build.py", '"cmake"'),
    "g++": ("CMakePresets.json", "g++"),
    "git": ("tools/dev/build.py", '"git"'),
    "libargon2-dev": ("tools/arrows.toml", "pkg:libargon2"),
    "libboost-json1.81-dev": ("tools/arrows.toml", "boost_json"),
    "libboost-url1.81-dev": ("tools/arrows.toml", "boost_url"),
    "libboost1.81-dev": ("src/platform/http/loop.cpp", "boost/asio"),
    "libcli11-dev": ("src/platform/cli/cli.cpp", "CLI/"),
    "libcmark-gfm-dev": ("tools/arrows.toml", "pkg:libcmark-gfm"),
    "libcmark-gfm-extensions-dev": ("tools/arrows.toml", "cmark-gfm-extensions"),
    "libcurl4-openssl-dev": ("tools/arrows.toml", "pkg:libcurl"),
    "libfmt-dev": ("tools/arrows.toml", '"fmt"'),
    "libglib2.0-dev": ("tools/arrows.toml", "pkg:glib-2.0"),
    "libgmime-3.0-dev": ("tools/arrows.toml", "pkg:gmime-3.0"),
    "libgumbo-dev": ("tools/arrows.toml", "gumbo"),
    "libhowardhinnant-date-dev": ("tools/arrows.toml", "date-tz"),
    "libpq-dev": ("tools/arrows.toml", "pkg:libpq"),
    "libspdlog-dev": ("tools/arrows.toml", "pkg:spdlog"),
    "libsqlite3-dev": ("tools/arrows.toml", "pkg:sqlite3"),
    "libssl-dev": ("tools/arrows.toml", "pkg:openssl"),
    "libxapian-dev": ("tools/arrows.toml", "pkg:xapian-core"),
    "libtomlplusplus-dev": ("tools/arrows.toml", "pkg:tomlplusplus"),
    "mold": ("cmake/flags.cmake", "mold"),
    "ninja-build": ("CMakePresets.json", "Ninja"),
    "nodejs": ("tools/dev/node.py", "node"),
    "npm": ("tools/dev/build.py", "npm"),
    "pkg-config": ("tools/arrows_to_cmake.py", "pkg"),
    "prometheus-cpp-dev": ("tools/arrows.toml", "prometheus-cpp-core"),
    "python3": ("dev", "python3"),
    "tzdata": ("src/platform/tz/tz.cpp", "zone"),
    "dpkg-dev": ("cmake/package.cmake", "SHLIBDEPS"),
    "file": ("cmake/package.cmake", "CPACK_STRIP_FILES"),
    "clang-19": ("CMakePresets.json", "clang++-19"),
    "clang-format-19": ("tools/check_format.py", "clang-format-19"),
    "clang-tidy-19": ("tools/check_clang_tidy.py", "clang-tidy-19"),
    "libclang-rt-19-dev": ("CMakePresets.json", "-fsanitize=fuzzer-no-link"),
    "chromium": ("tests/browser/run.mjs", "chromium"),
    "doctest-dev": ("tests/test_main.cpp", "doctest"),
    "dovecot-imapd": ("tests/e2e/servers/mail_servers.py", "dovecot"),
    "dovecot-lmtpd": ("tests/e2e/servers/mail_servers.py", "lmtp"),
    "fonts-noto-core": ("tests/browser/look.mjs", "screen"),
    "openssl": ("tests/e2e/servers/mail_servers.py", 'require("openssl")'),
    "postfix": ("tests/e2e/servers/mail_servers.py", "postfix"),
    "postgresql-15": ("tools/dev/postgres.py", "initdb"),
    "postgresql-client-15": ("tools/check_plans.py", "psql"),
    "python3-dkim": ("tests/e2e/dkim_verdict.py", "dkim"),
    "python3-nacl": ("tests/e2e/run.py", "ed25519"),
    "strace": ("tests/crash/order.py", "strace"),
    "caddy": ("tools/campaigns/smuggling.py", '"caddy"'),
    "haproxy": ("tools/campaigns/smuggling.py", '"haproxy"'),
    "nginx-light": ("tools/campaigns/smuggling.py", '"nginx"'),
    "sqlmap": ("tools/campaigns/sqlmap.py", '"sqlmap"'),
    "systemd": ("tests/tools/test_service.py", "systemd-analyze"),
}
GROUPS = ("build", "deb", "check", "test", "campaign")


class PackagesTest(TreeTest):
    def test_each_package_has_a_group_and_a_reason(self) -> None:
        listed = packages.parse((ROOT / "packages.txt").read_text())
        self.assertGreater(len(listed), 20)
        for package in listed:
            self.assertIn(package.group, GROUPS, package.name)
            self.assertTrue(package.reason, package.name)

    def test_each_package_is_needed_by_something(self) -> None:
        listed = {package.name for package in packages.parse((ROOT / "packages.txt").read_text())}
        self.assertEqual(listed, set(NEEDED_BY), "say in NEEDED_BY what needs the package")
        for package, (path, words) in NEEDED_BY.items():
            with self.subTest(package=package):
                self.assertIn(words, (ROOT / path).read_text())

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
