# SPDX-License-Identifier: AGPL-3.0-or-later
"""A mail server that takes every letter and remembers it: what has left the desk."""
import email.parser
import email.policy
import socketserver
import threading


class MailSink:
    """`with MailSink() as sink: sink.port … sink.letters`; letters as (Message-ID, text)."""

    def __init__(self) -> None:
        self.mutex = threading.Lock()
        self.letters: list[tuple[str, str]] = []
        sink = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                try:
                    converse(self.rfile, self.wfile, sink.take)
                except OSError:
                    pass  # the desk was killed in the middle

        socketserver.ThreadingTCPServer.daemon_threads = True
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self.port = self.server.server_address[1]

    def __enter__(self) -> "MailSink":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def take(self, raw: bytes) -> None:
        letter = email.parser.BytesParser(policy=email.policy.default).parsebytes(raw)
        part = letter.get_body(("plain",))
        with self.mutex:
            self.letters.append((letter["Message-ID"], part.get_content() if part else ""))

    def carrying(self, word: str) -> list[str]:
        """The Message-IDs of the letters in which a word stands."""
        with self.mutex:
            return [number for number, text in self.letters if word in text.split()]


def converse(incoming, outgoing, take) -> None:
    def say(line: str) -> None:
        outgoing.write(line.encode() + b"\r\n")

    say("220 sink.example ESMTP")
    while line := incoming.readline():
        command = line.strip().upper()
        if command.startswith((b"EHLO", b"HELO")):
            say("250 sink.example")
        elif command.startswith(b"DATA"):
            say("354 go on")
            take(letter_of(incoming))
            say("250 taken")
        elif command.startswith(b"QUIT"):
            say("221 bye")
            return
        else:
            say("250 ok")


def letter_of(incoming) -> bytes:
    """Without its end no letter was handed over: the connection broke before."""
    lines = []
    while line := incoming.readline():
        if line == b".\r\n":
            return b"".join(lines)
        lines.append(line[1:] if line.startswith(b".") else line)
    raise ConnectionError
