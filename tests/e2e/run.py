#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole way of a letter with the real binary, Postfix, Dovecot and TLS: a customer's letter
becomes a ticket on an agent's screen without reload, the agent answers there, the answer arrives,
the reply threads, thanks do not reopen.

usage: run.py [--sqlite | --postgres]

HEED_BINARY names the binary (default: build/release/heed), HEED_TEST_POSTGRES a server for the
second run. What is missing is a failure, never skipped. Ends with `N passed, N failed`.
"""
import email
import email.policy
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e" / "servers"))

import desk
import letters
import mail_servers
import screen

CUSTOMER = "ana@kunde.internal"
HELP = "help@desk.internal"
USERS = {CUSTOMER: "secret of ana", HELP: "secret of the desk"}
SALES = "sales@lmtp.internal"
NOBODY = "nobody@lmtp.internal"


class Story:
    """One desk on one database; steps run in order and stop at the first that fails."""

    def __init__(self, database: str, servers: mail_servers.MailServers):
        self.database = database
        self.servers = servers
        self.seen = len(servers.read_mailbox(CUSTOMER))

    def steps(self):
        return [value for name, value in vars(Story).items() if name.startswith("step_")]

    def next_letter(self) -> email.message.EmailMessage:
        """The next letter in the customer's mailbox."""
        self.seen += 1
        self.raw = self.servers.wait_for_letters(CUSTOMER, self.seen, seconds=60)[self.seen - 1]
        return email.message_from_bytes(self.raw, policy=email.policy.default)

    def signatures(self, letter: bytes) -> list[str]:
        """What another program says of each signature, by the records that the desk showed."""
        zone = {key["record_name"]: key["record_text"] for key in self.keys}
        with tempfile.NamedTemporaryFile("w", suffix=".json") as records:
            records.write(json.dumps(zone))
            records.flush()
            verdict = ROOT / "tests" / "e2e" / "dkim_verdict.py"
            # Debian's own Python, which has its packages, whatever else is first in the path.
            return subprocess.run(["/usr/bin/python3", verdict, records.name], input=letter,
                                  check=True, capture_output=True).stdout.decode().split()

    def customer_sends(self, letter: email.message.EmailMessage, to: str = HELP) -> None:
        self.servers.deliver(letter.as_bytes(policy=email.policy.SMTP), to=to, sender=CUSTOMER)

    def ticket(self) -> dict:
        return self.desk.get(f"/tickets/{self.number}")

    def entries(self, kind: str) -> list[dict]:
        return [entry for entry in self.ticket()["entries"] if entry["kind"] == kind]

    def step_a_desk_reads_and_sends_by_tls(self):
        """a desk with a mailbox on real servers, and its connection test"""
        described = self.servers.description()
        self.desk.post("/mailboxes", {
            "name": "Help", "addresses": [HELP], "signature": "{agent}, {desk}",
            "imap": {"host": "localhost", "port": described["imaps_port"], "tls": "implicit",
                     "user": HELP, "password": USERS[HELP], "poll_seconds": 3600},
            "smtp": {"host": "localhost", "port": described["smtp_port"], "tls": "starttls",
                     "user": HELP, "password": USERS[HELP]},
        })
        mailbox = self.desk.get("/mailboxes")["items"][0]["id"]
        test = self.desk.post(f"/mailboxes/{mailbox}/test", None)
        same(test["imap"]["ok"], True, test)
        same(test["smtp"]["ok"], True, test)
        self.mailbox = mailbox

    def step_a_letters_are_to_be_signed(self):
        """two keys sign letters, after an administrator insisted: no zone knows them"""
        keys = f"/mailboxes/{self.mailbox}/signing_keys"
        self.keys = [self.desk.post(keys, {"algorithm": one}) for one in ("rsa", "ed25519")]
        for key in self.keys:
            self.desk.patch(f"/signing_keys/{key['id']}", {"signs": True, "insist": True})

    def step_b_an_agent_looks_at_the_list(self):
        """an agent signs in and has the list of tickets without owner on screen"""
        self.screen.sign_in(address=self.desk.address, email=desk.AGENT, password=desk.PASSWORD,
                            path="/tickets/unassigned")

    def step_c_a_letter_becomes_a_ticket(self):
        """a letter with a non-ASCII subject, an inline picture and a 10 MB file becomes a ticket"""
        self.customer_sends(letters.first(CUSTOMER, HELP))
        self.screen.open_row(letters.SUBJECT)
        self.screen.shows("Der Drucker im 3. Stock", framed=True)
        self.screen.never_reloaded()
        found = self.desk.wait_for("/tickets?state=new", lambda page: page["items"])
        row = found["items"][0]
        same(row["subject"], letters.SUBJECT)
        same(row["customer"]["email"], CUSTOMER)
        self.number = row["number"]
        entry = self.ticket()["entries"][0]
        same(entry["from"]["email"], CUSTOMER)
        contains(entry["body_text"], "Der Drucker im 3. Stock")
        sizes = {one["filename"]: one["size"] for one in entry["attachments"]}
        same(sizes["Protokoll Größe.bin"], letters.BIG)
        picture = next(one for one in entry["attachments"] if one["inline"])
        same(picture["content_id"], "picture@kunde.internal")
        big = next(one for one in entry["attachments"] if one["size"] == letters.BIG)
        same(self.desk.raw(big["url"]), letters.big_file())
        contains(self.desk.raw(f"/entries/{entry['id']}/body").decode(), "data:image/png")

    def step_d_an_acknowledgement_says_what_happens_next(self):
        """the customer is told what happens next, by a letter that machines leave alone"""
        letter = self.next_letter()
        same(letter["Auto-Submitted"], "auto-replied")
        same(letter["Return-Path"], "<>")
        contains(letter["Subject"], f"[#{self.number}]")
        same(letters.SUBJECT in letter["Subject"], False)
        contains(letters.text_of(letter), "What happens next")

    def step_e_the_answer_arrives(self):
        """an answer typed on screen, with a pasted picture and a file, arrives at the customer"""
        self.screen.answer("Guten Tag, der Toner kommt.", ("graph.png", "image/png", letters.PNG),
                           ("Anleitung für Sie.txt", "text/plain", b"Step 1: open the lid.\n"))
        self.screen.never_reloaded()
        letter = self.next_letter()
        self.answer = letter
        same(self.signatures(self.raw), ["good", "good"])
        forged = self.raw.replace(b"\nSubject:", b"\nSubject: Hello\nSubject:", 1)
        same(self.signatures(forged), ["bad", "bad"])
        contains(letter["Subject"], letters.SUBJECT)
        contains(letter["Subject"], f"[#{self.number}]")
        contains(letter["From"], " via ")
        contains(letter["From"], HELP)
        contains(letter["Reply-To"], "+r-")
        contains(letter["Message-ID"], "<e-")
        contains(letter["References"], letters.FIRST_ID)
        same(letter["In-Reply-To"], letters.FIRST_ID)
        same(letter["Auto-Submitted"], None)
        html = letter.get_body(("html",)).get_content()
        contains(html, "der Toner kommt")
        contains(letters.text_of(letter), "Der Drucker im 3. Stock")
        parts = {part.get_filename(): part for part in letter.walk() if part.get_filename()}
        same(parts["Anleitung für Sie.txt"].get_payload(decode=True), b"Step 1: open the lid.\n")
        same(parts["graph.png"].get_payload(decode=True), letters.PNG)
        contains(html, "cid:" + parts["graph.png"]["Content-ID"].strip("<>"))
        delivered = self.desk.wait_for(
            f"/tickets/{self.number}",
            lambda ticket: [entry for entry in ticket["entries"]
                            if (entry["delivery"] or {}).get("state") == "sent"])
        contains(delivered["entries"][-1]["delivery"]["text"], "Handed to localhost")

    def step_f_the_reply_threads(self):
        """the customer's reply joins the ticket, cut from its quoted history"""
        reply = letters.reply_to(self.answer, CUSTOMER, letters.REPLY)
        self.customer_sends(reply, to=letters.address_in(self.answer["Reply-To"]))
        self.desk.wait_for(f"/tickets/{self.number}", lambda ticket: len(
            [entry for entry in ticket["entries"] if entry["kind"] == "message_in"]) == 2)
        ticket = self.ticket()
        same(ticket["entries"][-1]["reply_text"].strip(), letters.REPLY)
        same(ticket["state"], "open")
        self.screen.shows(letters.REPLY)
        self.screen.never_reloaded()

    def step_g_thanks_do_not_reopen(self):
        """resolved; a letter of thanks stays on the ticket and does not reopen it"""
        self.desk.post(f"/tickets/{self.number}/resolution", {"resolution": "New toner."})
        same(self.ticket()["state"], "resolved")
        thanks = letters.reply_to(self.answer, CUSTOMER, letters.THANKS)
        self.customer_sends(thanks, to=letters.address_in(self.answer["Reply-To"]))
        self.desk.wait_for(f"/tickets/{self.number}", lambda ticket: len(
            [entry for entry in ticket["entries"] if entry["kind"] == "message_in"]) == 3)
        ticket = self.ticket()
        same(ticket["state"], "resolved")
        judged = [one["kind"] for one in ticket["entries"][-1]["judgements"]]
        same(judged.count("thanks"), 1, judged)

    def step_h_the_portal_shows_it_all(self):
        """the link in the letter opens the request, and nothing else, for the customer"""
        link = letters.request_link(letters.text_of(self.answer))
        ana = self.desk.visitor()
        page = ana.page(link)
        for words in (letters.SUBJECT, "This is solved", "Der Drucker im 3. Stock",
                      "der Toner kommt", letters.REPLY, letters.THANKS):
            contains(page, words)
        same(ana.file(letters.link_before(page, "Protokoll Größe.bin")), letters.big_file())
        contains(ana.page(letters.link_in(page, "/letters/")), "data:image/png")
        contains(ana.page("/requests"), "Sign in")
        same(letters.SUBJECT in ana.page(f"/requests/{self.number}"), False)
        same(ana.status(link[:-1] + ("A" if link[-1] != "A" else "B")), 404)

    def step_i_nothing_came_twice(self):
        """the desk's folder was read once: one ticket, three letters, no more letters out"""
        same(len(self.desk.get("/tickets")["items"]), 1)
        same(len(self.servers.read_mailbox(CUSTOMER)), self.seen)

    def step_j_the_mail_server_hands_letters_over(self):
        """letters handed over by LMTP: a request, its reply, and a bounce of who is no mailbox"""
        self.desk.post("/mailboxes", {"name": "Sales", "addresses": [SALES]})
        offer = letters.plain(CUSTOMER, SALES, "An offer, please", "Ten chairs.\n..\n.hidden\n")
        self.customer_sends(offer, to=SALES)
        found = self.desk.wait_for("/tickets?state=new", lambda page: page["items"])["items"][0]
        same(found["subject"], "An offer, please")
        entry = self.desk.get(f"/tickets/{found['number']}")["entries"][0]
        same(entry["body_text"].strip(), "Ten chairs.\n..\n.hidden")
        more = letters.plain(CUSTOMER, SALES, "Re: An offer, please", "Twelve.\n",
                             answering=offer["Message-ID"])
        self.customer_sends(more, to=SALES)
        self.desk.wait_for(f"/tickets/{found['number']}",
                           lambda ticket: ticket["entry_count"] == 2)
        self.customer_sends(letters.plain(CUSTOMER, NOBODY, "Hello?", "Anybody?\n"), to=NOBODY)
        contains(self.next_letter().as_string(), "5.1.1 No mailbox of this desk")

    def step_a_backup_is_made(self):
        """the server has made a backup by itself, and it is whole"""
        contains(self.desk.backup(), "is whole")

    def run(self) -> tuple[int, int]:
        passed = 0
        own = desk.Desk(binary(), self.database, self.servers.ca_file,
                        ["--lmtp", f"127.0.0.1:{self.servers.desk_lmtp_port}"])
        with screen.Screen() as self.screen, own as self.desk:
            for step in self.steps():
                label = f"{self.database.partition(':')[0]}: {step.__doc__}"
                try:
                    step(self)
                except Exception:  # whatever it was, it is this step's failure
                    print(f"FAIL {label}\n{traceback.format_exc()}{self.desk.log_tail()}")
                    print(self.servers.logs())
                    print(self.screen.photograph())
                    return passed, len(self.steps()) - passed
                print(f"ok   {label}", flush=True)
                passed += 1
        return passed, 0


def same(found, wanted, about=None) -> None:
    if found != wanted:
        raise AssertionError(f"{found!r} is not {wanted!r}" + (f" in {about!r}" if about else ""))


def contains(text, part) -> None:
    if text is None or part not in text:
        raise AssertionError(f"{part!r} is not in {text!r}")


def binary() -> pathlib.Path:
    return pathlib.Path(os.environ.get("HEED_BINARY", ROOT / "build" / "release" / "heed"))


def databases(arguments: list[str]) -> list[str]:
    wanted = []
    if "--postgres" not in arguments:
        wanted.append("sqlite")
    if "--sqlite" not in arguments:
        server = os.environ.get("HEED_TEST_POSTGRES")
        if not server:
            raise SystemExit("HEED_TEST_POSTGRES is not set: say --sqlite to do without")
        wanted.append(server)
    return wanted


def main(arguments: list[str]) -> int:
    if "--help" in arguments:
        print(__doc__)
        return 0
    passed = failed = 0
    for database in databases(arguments):
        with mail_servers.MailServers(USERS, (SALES, NOBODY)) as servers:
            good, bad = Story(database, servers).run()
        passed, failed = passed + good, failed + bad
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
