# SPDX-License-Identifier: AGPL-3.0-or-later
"""S-07: ten thousand guesses at other people's requests, by number and by link, and what they tell.

A customer of a demo desk, signed in, asks for numbers of others' requests and for numbers that
nobody has; a stranger asks for links with tokens of chance. Each guess must get the same page, and
take the same time: the medians of the two kinds may not differ by more than a twentieth of a
millisecond or a tenth.
"""
import argparse
import hashlib
import json
import pathlib
import random
import secrets
import statistics
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "shared"))
from demo_desk import RELEASE, DemoDesk

GUESSES = 10_000
TICKETS = 2_000
NUMBERS = ("/requests/{}", "/requests/{}/files/1", "/requests/{}/letters/1")


def signed_in(desk: DemoDesk, address: str) -> dict:
    said = json.loads(desk.verb("user", "link", "--email", address, "--json"))
    token = said["link"].rsplit("/", 1)[1]
    origin = {"Origin": f"http://127.0.0.1:{desk.port}",
              "Content-Type": "application/x-www-form-urlencoded"}
    status, page, headers, _ = desk.ask("GET", f"/sign_in/{token}", {})
    form = page.decode().split('name="csrf" value="')[1].split('"')[0] \
        if b'name="csrf" value="' in page else ""
    cookie = "; ".join(one.split(";")[0] for one in headers.get_all("Set-Cookie") or [])
    status, page, headers, _ = desk.ask(
        "POST", f"/sign_in/{token}", {**origin, "Cookie": cookie}, f"csrf={form}")
    if status != 303:
        raise SystemExit(f"the customer could not sign in: {status} {page[:300]!r}")
    return {"Cookie": "; ".join(one.split(";")[0] for one in headers.get_all("Set-Cookie"))}


def digest(page: bytes, guess: str) -> str:
    """The page without what was asked for, which it may repeat."""
    return hashlib.sha256(page.replace(guess.encode(), b"?")).hexdigest()


def guess_numbers(desk: DemoDesk, cookie: dict, others: list) -> tuple:
    times, pages = {"others": [], "nobody": []}, set()
    for count in range(GUESSES):
        kind = "others" if count % 2 else "nobody"
        number = random.choice(others) if count % 2 else random.randrange(TICKETS + 10, 10**6)
        path = random.choice(NUMBERS).format(number)
        status, page, _, taken = desk.ask("GET", path, cookie)
        times[kind].append(taken)
        pages.add((path.split("/")[-2] if path.count("/") > 2 else "", status,
                   digest(page, str(number))))
    return times, pages


def guess_links(desk: DemoDesk) -> set:
    pages = set()
    for _ in range(GUESSES):
        token = secrets.token_urlsafe(32)
        status, page, _, _ = desk.ask("GET", f"/r/{token}", {})
        pages.add((status, digest(page, token)))
    return pages


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", type=pathlib.Path, default=RELEASE)
    given = parser.parse_args()
    random.seed(7)
    with tempfile.TemporaryDirectory() as folder:
        with DemoDesk(given.binary.resolve(), pathlib.Path(folder), TICKETS) as desk:
            return judge(desk)


def judge(desk: DemoDesk) -> int:
    head = {"Authorization": f"Bearer {desk.token('ticket:read')}"}
    tickets = json.loads(desk.ask("GET", "/api/v1/tickets?limit=100", head)[1])["items"]
    customer = tickets[0]["customer"]
    others = [one["number"] for one in tickets
              if one["customer"]["id"] != customer["id"]
              and (one["customer"]["organisation"] or {}).get("id")
              != (customer["organisation"] or {}).get("id", -1)]
    cookie = signed_in(desk, customer["email"])
    own = desk.ask("GET", f"/requests/{tickets[0]['number']}", cookie)[0]
    times, pages = guess_numbers(desk, cookie, others)
    links = guess_links(desk)
    medians = {kind: statistics.median(taken) for kind, taken in times.items()}
    apart = abs(medians["others"] - medians["nobody"])
    print(f"own request: {own}; {GUESSES} numbers: {len(pages)} kinds of answer {pages}")
    print(f"median for requests of others {medians['others']:.3f} ms, "
          f"for what nobody has {medians['nobody']:.3f} ms")
    print(f"{GUESSES} links: {len(links)} kinds of answer {links}")
    same_page = all(status == 404 for _, status, _ in pages) and \
        len({page for _, _, page in pages}) == 1
    good = own == 200 and same_page and len(links) == 1 and \
        apart <= max(0.05, 0.1 * medians["nobody"])
    print("1 passed, 0 failed" if good else "0 passed, 1 failed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
