#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""S-24: requests that hide others, through nginx, HAProxy and Caddy as packaging/proxies has them.

Each letter below can be read as one request or as two. Wherever a proxy and the desk read it
differently, the desk hears a request that the proxy never sent, and the next visitor's answer is
another's. So: what the desk has counted may never be more than what was answered, and after each
letter three visitors must get what they asked for. Wants the packages of `[campaign]`.
"""
import contextlib
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "shared"))
from demo_desk import RELEASE, ROOT, DemoDesk

SAMPLES = ROOT / "packaging/proxies"
HOST = "help.example.org"
HIDDEN = f"GET /api/v1/tickets HTTP/1.1\r\nHost: {HOST}\r\nX: x"
CHUNKED = "Transfer-Encoding: chunked"
VISITORS = 3


def post(headers: str, body: str, version: str = "1.1", line: str = "POST /readyz") -> str:
    return f"{line} HTTP/{version}\r\nHost: {HOST}\r\n{headers}\r\n\r\n{body}"


def two_lengths(other: str) -> list:
    """The length says all of it, the chunks end before the hidden request; and the reverse."""
    ended = f"0\r\n\r\n{HIDDEN}"
    whole = f"{len(HIDDEN):x}\r\n{HIDDEN}\r\n0\r\n\r\n"
    return [post(f"Content-Length: {len(ended)}\r\n{other}", ended),
            post(f"Content-Length: 4\r\n{other}", whole),
            post(f"{other}\r\nContent-Length: {len(ended)}", ended)]


def letters() -> list:
    ways = [CHUNKED, "transfer-encoding: CHUNKED", "Transfer-Encoding : chunked",
            " Transfer-Encoding: chunked", "Transfer-Encoding:\tchunked",
            "Transfer-Encoding:\x0bchunked", "Transfer-Encoding: xchunked",
            "Transfer-Encoding: chunked, identity", "Transfer-Encoding: identity, chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
            "Transfer-Encoding: x\r\nTransfer-Encoding: chunked", "Transfer-Encoding:\r\n chunked",
            "X: y\rTransfer-Encoding: chunked", "X: y\nTransfer-Encoding: chunked",
            "Transfer-Encoding: \"chunked\"", "Transfer_Encoding: chunked",
            "Transfer-Encoding: chunked;a=b", "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding\x00: chunked", "Transfer-Encoding: chunked\x00",
            "Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked", "TE: chunked"]
    size = len(HIDDEN)
    lengths = [f"Content-Length: 0\r\nContent-Length: {size}",
               f"Content-Length: {size}\r\nContent-Length: 0", f"Content-Length: 0, {size}",
               "Content-Length: +0", "Content-Length: -1", "Content-Length: 0x0",
               "Content-Length: 0 0", "Content-Length:", "Content-Length : 0",
               "Content_Length: 0", f"Connection: Content-Length\r\nContent-Length: {size}",
               "Content-Length: 18446744073709551616", f"Content-Length: {'0' * 40}",
               f"Expect: 100-continue\r\nContent-Length: {size}",
               "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk"]
    chunks = [f"0;a\r\n\r\n{HIDDEN}", f"0;a=\"\r\n\r\n{HIDDEN}\"\r\n\r\n", f"0\n\n{HIDDEN}",
              f"00000000000000000\r\n\r\n{HIDDEN}", f"-0\r\n\r\n{HIDDEN}", f"0x0\r\n\r\n{HIDDEN}",
              f"1\r\nZ\r\n0\r\nContent-Length: 9\r\n\r\n{HIDDEN}", f"1\r\nZZ0\r\n\r\n{HIDDEN}",
              f"10000000000000000\r\nZ\r\n0\r\n\r\n{HIDDEN}", f"0\r\nX: y\r\n\r\n{HIDDEN}",
              f"1 \r\nZ\r\n0\r\n\r\n{HIDDEN}", f"0\r\r\n\r\n{HIDDEN}"]
    found = [one for way in ways for one in two_lengths(way)]
    found += [post(length, HIDDEN + "\r\n\r\n") for length in lengths]
    found += [post(length, HIDDEN + "\r\n\r\n", line="GET /readyz") for length in lengths]
    found += [post(CHUNKED, body) for body in chunks]
    found += [post(CHUNKED, f"0\r\n\r\n{HIDDEN}", version) for version in ("1.0", "0.9", "2.0")]
    found += [post(f"Content-Length: {size}", HIDDEN, line=line) for line in (
        "GET /readyz", "HEAD /readyz", "OPTIONS *", f"GET http://{HOST}/readyz", "GET /readyz\t",
        "GET /readyz?a=b HTTP/1.1\r\nX: y", "GET /%0d%0a%0d%0a", "GET /readyz HTTP/1.1 ")]
    return [letter.encode("latin-1") for letter in found]


def port_free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def nginx(text: str, port: int, desk: int, folder: pathlib.Path) -> tuple:
    text = re.sub(r"(?m)^ *(ssl_\w+|listen \[::\]).*\n", "", text[:text.rindex("server {")])
    text = text.replace("listen 443 ssl http2", f"listen 127.0.0.1:{port}")
    places = "".join(f"{name}_temp_path {folder}/{name};\n"
                     for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    text = text.replace("127.0.0.1:8080", f"127.0.0.1:{desk}")
    whole = f"pid {folder}/pid;\nerror_log {folder}/errors;\nevents {{}}\n" \
            f"http {{\naccess_log off;\n{places}{text}}}\n"
    return whole, ["nginx", "-g", "daemon off;", "-c"]


def haproxy(text: str, port: int, desk: int, _: pathlib.Path) -> tuple:
    text = re.sub(r"(?m)^ *(bind :80|http-request redirect|server two|ssl-default).*\n", "", text)
    text = re.sub(r"bind :443.*", f"bind 127.0.0.1:{port}", text)
    text = re.sub(r"(?m)^ *(option httpchk|http-check|default-server).*\n", "", text)  # they count
    return re.sub(r"10\.0\.0\.11:8080", f"127.0.0.1:{desk}", text), ["haproxy", "-db", "-f"]


def caddy(text: str, port: int, desk: int, _: pathlib.Path) -> tuple:
    text = text.replace("127.0.0.1:8080", f"127.0.0.1:{desk}")
    text = text.replace(f"\n{HOST} {{", f"\n{{\n\tadmin off\n\tauto_https off\n}}\n"
                                        f"http://{HOST}:{port} {{")
    return text, ["caddy", "run", "--adapter", "caddyfile", "--config"]


PROXIES = {"nginx": ("nginx.conf", nginx), "HAProxy": ("haproxy.cfg", haproxy),
           "Caddy": ("Caddyfile", caddy)}


@contextlib.contextmanager
def proxy(name: str, desk: DemoDesk, folder: pathlib.Path):
    sample, adapted = PROXIES[name]
    port = port_free()
    folder.mkdir()
    text, command = adapted((SAMPLES / sample).read_text(), port, desk.port, folder)
    (folder / sample).write_text(text)
    child = subprocess.Popen([*command, folder / sample], cwd=folder,
                             stdout=subprocess.DEVNULL, stderr=(folder / "said").open("w"))
    try:
        for _ in range(100):
            time.sleep(0.1)
            with contextlib.suppress(OSError):
                if visit(port):
                    break
        else:
            raise SystemExit(f"{name} did not start: {(folder / 'said').read_text()[-400:]}")
        yield port
    finally:
        child.terminate()
        child.wait()


def heard(port: int, text: bytes, seconds: float) -> bytes:
    """What comes back until nothing more does."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(text)
        line.settimeout(seconds)
        said = b""
        with contextlib.suppress(OSError):
            while got := line.recv(65_536):
                said += got
        return said


def visit(port: int) -> bool:
    said = heard(port, f"GET /readyz HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n"
                 .encode(), 5)
    return said.startswith(b"HTTP/1.1 200") and said.count(b"HTTP/1.1 ") == 1


def counted(desk: DemoDesk, head: dict) -> int:
    """Requests that the desk has answered, these ones left out."""
    text = desk.ask("GET", "/metrics", head)[1].decode()
    lines = re.findall(r"(?m)^heed_http_requests_total(?:\{([^}]*)\})? (\d+)", text)
    return sum(int(count) for labels, count in lines if "metrics" not in labels)


def judge(name: str, desk: DemoDesk, head: dict, port: int) -> int:
    """How many letters came through as more than they were."""
    wrong, refused = 0, 0
    every = letters()
    for number, letter in enumerate(every):
        before = counted(desk, head)
        said = heard(port, letter, 0.5)
        visitors = sum(visit(port) for _ in range(VISITORS))
        answers = max(1, said.count(b"HTTP/1."))  # the first one may be waiting for its end
        beyond = counted(desk, head) - before - VISITORS - answers
        refused += said[8:10] == b" 4"
        if visitors < VISITORS or beyond > 1:  # the question for the figures is one itself
            wrong += 1
            print(f"{name}, letter {number}: {visitors} of {VISITORS} visitors were served, "
                  f"{beyond} requests too many: {letter!r} came back as {said[:80]!r}")
    print(f"{name}: {len(every)} letters, {refused} refused, {wrong} read as more than they are",
          flush=True)
    return wrong


def main() -> int:
    missing = [name.lower() for name in PROXIES if not shutil.which(name.lower())]
    if missing:
        raise SystemExit(f"smuggling: wanted: {', '.join(missing)}")
    passed = 0
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        settings = f'base_url = "https://{HOST}"\ntrusted_proxies = ["127.0.0.1/32"]\n'
        with DemoDesk(RELEASE, place, 100, settings) as desk:
            head = {"Host": HOST, "Authorization": f"Bearer {desk.token('*')}"}
            for name in PROXIES:
                with proxy(name, desk, place / name) as port:
                    passed += not judge(name, desk, head, port)
    print(f"{passed} passed, {len(PROXIES) - passed} failed")
    return 0 if passed == len(PROXIES) else 1


if __name__ == "__main__":
    sys.exit(main())
