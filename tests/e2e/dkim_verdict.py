# SPDX-License-Identifier: AGPL-3.0-or-later
"""What another program (dkimpy, of Debian) says of the signatures of a letter.

usage: dkim_verdict.py RECORDS.json < LETTER

RECORDS.json holds the texts of the zone by their names. Prints one line for each signature:
`good`, or `bad`. Run by Debian's own Python, whose package it is.
"""
import json
import re
import sys

import dkim


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        zone = json.load(file)
    letter = sys.stdin.buffer.read()

    def ask(name: bytes, timeout: int = 5) -> bytes:
        return zone.get(name.decode().rstrip("."), "").encode()

    for index in range(len(re.findall(rb"(?mi)^DKIM-Signature:", letter))):
        print("good" if dkim.DKIM(letter).verify(idx=index, dnsfunc=ask) else "bad")


main()
