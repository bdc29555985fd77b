# SPDX-License-Identifier: AGPL-3.0-or-later
"""The letters that the end-to-end story sends, and what it reads from those it gets."""
import base64
import email.utils
import hashlib
import re
from email.message import EmailMessage

SUBJECT = "Drucker: Größe „A4“ fehlt, 用紙"
FIRST_ID = "<first.letter@kunde.internal>"
REPLY = "Ja, bitte bis Freitag."
THANKS = "Thank you!"
BIG = 10 * 1024 * 1024

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg==")


def big_file() -> bytes:
    """10 MB that no compression makes small, the same in every run."""
    blocks = (hashlib.sha256(str(number).encode()).digest() for number in range(BIG // 32))
    return b"".join(blocks)


def first(sender: str, to: str) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = f"Ana Petrović <{sender}>"
    letter["To"] = to
    letter["Subject"] = SUBJECT
    letter["Message-ID"] = FIRST_ID
    letter["Date"] = email.utils.formatdate()
    letter.set_content("Der Drucker im 3. Stock druckt nicht.\n\nGrüße\nAna\n")
    letter.add_alternative(
        '<p>Der Drucker im 3. Stock druckt nicht.</p><img src="cid:picture@kunde.internal">'
        "<p>Grüße<br>Ana</p>", subtype="html")
    letter.get_payload()[1].add_related(
        PNG, "image", "png", cid="<picture@kunde.internal>", filename="picture.png",
        disposition="inline")
    letter.add_attachment(big_file(), "application", "octet-stream",
                          filename="Protokoll Größe.bin")
    return letter


def plain(sender: str, to: str, subject: str, text: str, answering: str = "") -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = f"Ana Petrović <{sender}>"
    letter["To"] = to
    letter["Subject"] = subject
    letter["Message-ID"] = email.utils.make_msgid(domain="kunde.internal")
    if answering:
        letter["In-Reply-To"] = answering
    letter["Date"] = email.utils.formatdate()
    letter.set_content(text)
    return letter


def reply_to(letter: EmailMessage, sender: str, words: str) -> EmailMessage:
    """What a mail program makes of "Reply": threading headers and the quoted letter below."""
    reply = EmailMessage()
    reply["From"] = f"Ana Petrović <{sender}>"
    reply["To"] = letter["Reply-To"]
    reply["Subject"] = f"Re: {letter['Subject']}"
    reply["Message-ID"] = email.utils.make_msgid(domain="kunde.internal")
    reply["In-Reply-To"] = letter["Message-ID"]
    reply["References"] = f"{letter['References']} {letter['Message-ID']}"
    reply["Date"] = email.utils.formatdate()
    quoted = "".join(f"> {line}\n" for line in text_of(letter).splitlines())
    reply.set_content(f"{words}\n\nOn Thu, 20 Nov 2025 at 17:00, Help wrote:\n{quoted}")
    return reply


def text_of(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def address_in(header: str) -> str:
    return email.utils.parseaddr(header)[1]


def request_link(text: str) -> str:
    found = re.search(r"https?://\S+/r/[\w-]+", text)
    if not found:
        raise AssertionError(f"no link to the request in {text!r}")
    return found.group(0)


def link_in(page: str, part: str) -> str:
    """The first link of a page of the portal whose address has `part` in it."""
    found = re.search(rf'href="([^"]*{re.escape(part)}[^"]*)"', page)
    if not found:
        raise AssertionError(f"no link with {part!r} in {page!r}")
    return found.group(1)


def link_before(page: str, words: str) -> str:
    """Where the link leads that begins with these words."""
    found = re.search(rf'href="([^"]*)">{re.escape(words)}', page)
    if not found:
        raise AssertionError(f"no link {words!r} in {page!r}")
    return found.group(1)
