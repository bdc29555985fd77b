# SPDX-License-Identifier: AGPL-3.0-or-later
import pathlib
import socket
import subprocess
import tempfile
import urllib.parse
from unittest import mock

from tree import TreeTest

import postgres


class PostgresTest(TreeTest):
    def test_a_private_server_answers_and_leaves_nothing(self) -> None:
        folder = tempfile.mkdtemp(prefix="heed-postgres-")
        with (
            mock.patch.object(postgres.tempfile, "mkdtemp", return_value=folder),
            postgres.server() as address,
        ):
            done = subprocess.run(
                ["psql", address, "-Atc", "show fsync"], capture_output=True, text=True, check=True
            )
            self.assertEqual(done.stdout, "off\n")
        port = urllib.parse.urlparse(address).port
        with socket.socket() as probe, self.assertRaises(ConnectionRefusedError):
            probe.connect(("127.0.0.1", port))
        self.assertFalse(pathlib.Path(folder).exists())
