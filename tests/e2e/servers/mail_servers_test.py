#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Proves the mail servers of the end-to-end suite, then plays our own client parts against them.

usage: mail_servers_test.py [MAIL_SERVERS_TEST_PROGRAM]
"""
import json
import os
import smtplib
import subprocess
import sys
import unittest

import mail_servers

CUSTOMER = "ana@customer.example"
DESK = "help@desk.example"
USERS = {CUSTOMER: "secret of ana", DESK: "secret of the desk"}
program = None


class MailServersTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = mail_servers.MailServers(USERS)
        cls.servers.__enter__()
        cls.addClassCleanup(cls.servers.stop)

    def test_a_letter_from_outside_arrives_by_imaps(self):
        letter = "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nGood day.\r\n"
        self.servers.deliver(letter.encode(), to=CUSTOMER)
        letters = self.servers.wait_for_letters(CUSTOMER, 1)
        self.assertTrue(letters[0].endswith(b"\r\n\r\nGood day.\r\n"))
        self.assertIn(b"=?utf-8?q?Gr=C3=BC=C3=9Fe?=", letters[0])

    def test_an_unknown_recipient_is_refused(self):
        with self.assertRaises(smtplib.SMTPRecipientsRefused):
            self.servers.deliver(b"Subject: x\r\n\r\nx\r\n", to="nobody@customer.example")

    def test_nothing_leaves_the_machine(self):
        with self.assertRaises(smtplib.SMTPRecipientsRefused):
            self.servers.deliver(b"Subject: x\r\n\r\nx\r\n", to="someone@elsewhere.example")

    def test_who_signs_in_may_send(self):
        self.servers.deliver(b"Subject: hello\r\n\r\nx\r\n", to=DESK, sign_in_as=CUSTOMER)
        self.assertTrue(self.servers.wait_for_letters(DESK, 1))

    def test_our_parts_speak_with_them(self):
        if program is None:
            self.fail("no test program was given: see --help")
        environment = {**os.environ,
                       "HEED_TEST_MAIL_SERVERS": json.dumps(self.servers.description())}
        done = subprocess.run([program], env=environment, capture_output=True, text=True,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr + self.servers.logs())


class StoppedServersTest(unittest.TestCase):
    def test_nothing_is_left(self):
        with mail_servers.MailServers(USERS) as servers:
            ports = [servers.smtp_port, servers.imaps_port]
            folder = servers.folder
        self.assertFalse(folder.exists())
        self.assertFalse(any(mail_servers.answers(port) for port in ports))

    def test_a_missing_server_is_an_error(self):
        with self.assertRaisesRegex(mail_servers.ServersFailed, "not installed"):
            mail_servers.require("no-such-server")


if __name__ == "__main__":
    if "--help" in sys.argv:
        print(__doc__)
        sys.exit(0)
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        program = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
