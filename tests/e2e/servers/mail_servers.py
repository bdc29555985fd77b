# SPDX-License-Identifier: AGPL-3.0-or-later
"""A private Postfix and Dovecot for the end-to-end suite: own folders, high ports on 127.0.0.1, TLS
by an authority made for the run, nothing sent outside.

    with MailServers(users={"ana@customer.example": "secret"}) as servers:
        servers.deliver(raw_letter, to="ana@customer.example")
        letters = servers.wait_for_letters("ana@customer.example", 1)

Needs root (Postfix insists), postfix, dovecot-imapd, dovecot-lmtpd and openssl. What is missing is
an error, never a reason to skip. Run as a program it starts the servers, prints their description
as JSON and stops them when its input ends.
"""
import contextlib
import imaplib
import json
import os
import pathlib
import shutil
import smtplib
import socket
import ssl
import subprocess
import sys
import tempfile
import time

START_SECONDS = 30
NOBODY = 65534

POSTFIX_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/postfix_state
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
myhostname = localhost
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks =
mydestination =
alias_maps =
local_recipient_maps =
recipient_delimiter = +
smtp_dns_support_level = disabled
default_transport = error:5.1.2 nothing leaves this machine
virtual_mailbox_domains = {domains}
virtual_mailbox_maps = texthash:{folder}/recipients
virtual_transport = lmtp:inet:127.0.0.1:{lmtp_port}
transport_maps = texthash:{folder}/transport
message_size_limit = 60000000
virtual_mailbox_limit = 0
smtpd_tls_cert_file = {folder}/server.pem
smtpd_tls_key_file = {folder}/server.key
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth_port}
smtpd_sasl_auth_enable = yes
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_client_connection_rate_limit = 0
smtpd_peername_lookup = no
"""

POSTFIX_MASTER = """
127.0.0.1:{smtp_port} inet n - n - - smtpd
127.0.0.1:{smtps_port} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

DOVECOT = """
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/dovecot_state
log_path = {folder}/dovecot.log
default_internal_user = dovecot
default_internal_group = dovecot
default_login_user = dovenull
first_valid_uid = 1
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 100
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={nobody} gid={nobody} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp_port}
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {auth_port}
  }}
}}
service anvil {{
  # Without it a wrong password slows down all that follow.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


class ServersFailed(RuntimeError):
    """A server is missing, did not start or did not do its work; says what its log said."""


def require(program: str) -> str:
    """The path of a program that the suite cannot do without."""
    path = shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if path is None:
        raise ServersFailed(f"{program} is not installed: see packages.txt, group [test]")
    return path


def free_ports(count: int) -> list[int]:
    """Ports that were free a moment ago, all different."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def poll(condition, seconds: float, what: str):
    """The first true answer of `condition`, asked again and again until the time is over."""
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise ServersFailed(f"{what}: not within {seconds:g} s")
        time.sleep(0.02)


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def domain_of(address: str) -> str:
    return address.rpartition("@")[2]


def run(*command: str, cwd: pathlib.Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ServersFailed(f"{' '.join(command)}: {done.stderr.strip()}")


def make_certificates(folder: pathlib.Path) -> pathlib.Path:
    """An authority (ca.pem) and a certificate of it for localhost (server.pem, server.key)."""
    openssl = require("openssl")
    names = folder / "names"
    names.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
    new_key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    run(openssl, "req", "-x509", *new_key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2",
        "-subj", "/CN=Heed end-to-end authority", cwd=folder)
    run(openssl, "req", *new_key, "-keyout", "server.key", "-out", "server.csr",
        "-subj", "/CN=localhost", cwd=folder)
    run(openssl, "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
        "-CAcreateserial", "-days", "2", "-extfile", str(names), "-out", "server.pem", cwd=folder)
    return folder / "ca.pem"


class MailServers:
    """Running servers; a context manager. `users` maps addresses, which are also the sign-in names,
    to passwords. Letters for the addresses `handed_over` go on by LMTP to `desk_lmtp_port`, where
    nothing listens by itself; their domain has no users."""

    def __init__(self, users: dict[str, str], handed_over: tuple[str, ...] = ()):
        self.users = dict(users)
        self.handed_over = handed_over
        self.folder = pathlib.Path()
        self.ca_file = pathlib.Path()
        self._processes: list[subprocess.Popen] = []

    def __enter__(self) -> "MailServers":
        if os.geteuid() != 0:
            raise ServersFailed("Postfix can only be started by root")
        # Short, because sockets lie in it and their paths may have 107 bytes.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="heedmail", dir="/tmp"))
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start(self) -> None:
        self.folder.chmod(0o755)
        self.ca_file = make_certificates(self.folder)
        *ports, self.desk_lmtp_port = free_ports(7)
        self.smtp_port, self.smtps_port, self.imap_port, self.imaps_port = ports[:4]
        values = dict(
            folder=self.folder, nobody=NOBODY, lmtp_port=ports[4], auth_port=ports[5],
            smtp_port=self.smtp_port, smtps_port=self.smtps_port,
            imap_port=self.imap_port, imaps_port=self.imaps_port,
            domains=", ".join(sorted(set(map(domain_of, [*self.users, *self.handed_over])))))
        self._start_dovecot(values)
        self._start_postfix(values)
        for port in ports:
            poll(lambda port=port: self._all_run() and answers(port), START_SECONDS,
                 f"port {port}\n{self.logs()}")

    def _start_dovecot(self, values: dict) -> None:
        for name in ("run", "dovecot_state"):
            (self.folder / name).mkdir()
        mail = self.folder / "mail"
        mail.mkdir()
        os.chown(mail, NOBODY, NOBODY)
        users = "".join(f"{user}:{password}\n" for user, password in self.users.items())
        (self.folder / "users").write_text(users)
        config = self.folder / "dovecot.conf"
        config.write_text(DOVECOT.format(**values))
        self._launch([require("dovecot"), "-F", "-c", str(config)], "dovecot")

    def _start_postfix(self, values: dict) -> None:
        config = self.folder / "postfix"
        for name in ("postfix", "queue", "postfix_state"):
            (self.folder / name).mkdir()
        shutil.chown(self.folder / "postfix_state", "postfix")
        (config / "main.cf").write_text(POSTFIX_MAIN.format(**values))
        (config / "master.cf").write_text(POSTFIX_MASTER.format(**values))
        recipients = "".join(f"{user} here\n" for user in [*self.users, *self.handed_over])
        (self.folder / "recipients").write_text(recipients)
        domains = sorted(set(map(domain_of, self.handed_over)))
        (self.folder / "transport").write_text("".join(
            f"{domain} lmtp:inet:127.0.0.1:{self.desk_lmtp_port}\n" for domain in domains))
        self._launch([require("postfix"), "-c", str(config), "start-fg"], "postfix")

    def _launch(self, command: list[str], name: str) -> None:
        with open(self.folder / f"{name}.out", "wb") as out:
            self._processes.append(subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True))

    def _all_run(self) -> bool:
        for process in self._processes:
            if process.poll() is not None:
                raise ServersFailed(f"{process.args[0]} ended at its start\n{self.logs()}")
        return True

    def stop(self) -> None:
        """Ends every process that was started here and removes all files."""
        if self._processes:
            config = self.folder / "postfix"
            if (config / "main.cf").exists():
                subprocess.run([require("postfix"), "-c", str(config), "stop"],
                               capture_output=True, check=False)
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.wait()
        self._processes.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def logs(self) -> str:
        """The last lines of every log, for the message of a failed test."""
        found = []
        for path in sorted(self.folder.glob("*.log")) + sorted(self.folder.glob("*.out")):
            lines = path.read_text(errors="replace").splitlines()[-15:]
            found.append("\n".join([f"--- {path.name}", *lines]))
        return "\n".join(found)

    def description(self) -> dict:
        """What a program needs to talk to the servers: HEED_TEST_MAIL_SERVERS as JSON."""
        return {
            "host": "localhost",
            "ca_file": str(self.ca_file),
            "smtp_port": self.smtp_port,
            "smtps_port": self.smtps_port,
            "imap_port": self.imap_port,
            "imaps_port": self.imaps_port,
            "users": [{"name": user, "password": word} for user, word in self.users.items()],
        }

    def tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.ca_file))

    def deliver(self, raw: bytes, to: str | list[str], sender: str = "stranger@outside.example",
                sign_in_as: str | None = None) -> None:
        """Hands a letter to Postfix as another server would, or as a user who signs in."""
        with smtplib.SMTP("localhost", self.smtp_port, timeout=30) as client:
            client.starttls(context=self.tls())
            if sign_in_as:
                client.login(sign_in_as, self.users[sign_in_as])
            client.sendmail(sender, to, raw)

    @contextlib.contextmanager
    def mailbox(self, user: str, folder: str = "INBOX"):
        """A signed-in imaplib connection with the folder open."""
        client = imaplib.IMAP4_SSL("localhost", self.imaps_port, ssl_context=self.tls(), timeout=30)
        try:
            client.login(user, self.users[user])
            status, answer = client.select(f'"{folder}"')
            if status != "OK":
                raise ServersFailed(f"{folder} of {user}: {answer}")
            yield client
        finally:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                client.logout()

    def read_mailbox(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """Every letter in the folder, oldest first, without marking any."""
        with self.mailbox(user, folder) as client:
            _, found = client.uid("SEARCH", "ALL")
            letters = []
            for uid in found[0].split():
                _, parts = client.uid("FETCH", uid, "(BODY.PEEK[])")
                letters.append(next(part[1] for part in parts if isinstance(part, tuple)))
            return letters

    def wait_for_letters(self, user: str, count: int, folder: str = "INBOX",
                         seconds: float = 30) -> list[bytes]:
        """The folder's letters as soon as there are at least `count`."""
        def enough() -> list[bytes]:
            letters = self.read_mailbox(user, folder)
            return letters if len(letters) >= count else []
        try:
            return poll(enough, seconds, f"{count} letters for {user}")
        except ServersFailed as failure:
            raise ServersFailed(f"{failure}\n{self.logs()}") from None


def main() -> int:
    users = dict(pair.split("=", 1) for pair in sys.argv[1:]) or {"ana@customer.example": "secret"}
    with MailServers(users) as servers:
        print(json.dumps(servers.description()), flush=True)
        sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main())
