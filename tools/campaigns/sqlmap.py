#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""S-13: sqlmap on every parameter and every field of the API and of the portal's forms.

Each operation of the API document is asked with a value of the right kind in each place, each place
in turn is sqlmap's. Wanted: nothing found, no answer of 500. Wants the packages of `[campaign]`;
an hour. `--only WORD` takes the operations whose address has the word.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "shared"))
from demo_desk import RELEASE, ROOT, DemoDesk

TICKETS = 200
SECONDS_MAX = 300
ENDING = ("/stream", "/demo/removal", "/setup")  # an answer without an end, and two that end all
FOUND = re.compile(r"is vulnerable|appears to be '.*' injectable|identified the following")


def sample(schema: dict, whole: dict) -> object:
    """A value of the kind; strings are the place where sqlmap writes."""
    if "$ref" in schema:
        return sample(whole["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], whole)
    for several in ("oneOf", "anyOf", "allOf"):
        if several in schema:
            return sample(schema[several][0], whole)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "string")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: sample(one, whole) for name, one in schema.get("properties", {}).items()}
    if kind == "array":
        return [sample(schema.get("items", {}), whole)]
    return {"integer": 1, "number": 1, "boolean": True}.get(kind, "ana@example.org")


def operations(whole: dict) -> list:
    """Method, address and body of each, with a star in each place for sqlmap."""
    found = []
    for path, methods in sorted(whole["paths"].items()):
        if any(word in path for word in ENDING):
            continue
        for method, operation in methods.items():
            places = [one for one in operation.get("parameters", []) if "in" in one]
            content = operation.get("requestBody", {}).get("content", {})
            body = json.dumps(sample(content["application/json"]["schema"], whole)) \
                if "application/json" in content else ""
            address = "/api/v1" + re.sub(r"\{\w+\}", "1*", path)
            if body or "*" in address:
                found.append((method.upper(), address, body))
            plain = address.replace("*", "")
            found += [(method.upper(), f"{plain}?{one['name']}={sample(one['schema'], whole)}*", "")
                      for one in places if one["in"] == "query"]
    forms = [("/sign_in", "email=ana@example.org"), ("/requests?q=word*&page=1*", ""),
             ("/r/token*", ""), ("/search?q=word*", ""), ("/sign_in/token*", "")]
    return found + [("POST" if body else "GET", path, body) for path, body in forms]


def with_stars(body: str) -> str:
    """Every string and number of the JSON text ends in a place for sqlmap."""
    return re.sub(r'(: (?:"[^"]*|\d+))', r"\1*", body)


def attack(desk: DemoDesk, token: str, operation: tuple, folder: str) -> tuple:
    """What sqlmap found, and how many answers of 500 and more it met."""
    method, address, body = operation
    kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
    text = (f"{method} {address} HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\n"
            f"Origin: http://127.0.0.1:{desk.port}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: {kind}\r\n\r\n{with_stars(body)}")
    letter = pathlib.Path(folder) / "request"
    letter.write_text(text)
    command = ["sqlmap", "-r", letter, "--output-dir", folder, "--batch", "--ignore-stdin",
               "--flush-session", "--disable-coloring", "--skip-waf", "--ignore-code", "*",
               "--level", "2", "--risk", "2", "--threads", "4", "--technique", "BEUS"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False,
                              timeout=SECONDS_MAX)
        said = done.stdout
    except subprocess.TimeoutExpired as late:
        said = (late.stdout or b"").decode(errors="replace")
    faults = sum(int(count) for code, count in
                 re.findall(r"(?m)(5\d\d) \([^)]*\) - (\d+) times", said) if code != "503")
    places = len(re.findall(r"testing if .* parameter .* is dynamic", said))
    return FOUND.findall(said), faults, places


def answers(desk: DemoDesk) -> dict:
    """How many of each status the desk has given."""
    text = desk.ask("GET", "/metrics", {"Authorization": f"Bearer {desk.token('*')}"})[1].decode()
    given: dict[str, int] = {}
    for line in re.findall(r"(?m)^heed_http_requests_total\{.*", text):
        status = re.search(r'status="(\w+)"', line)
        name = status[1] if status else "?"
        given[name] = given.get(name, 0) + int(line.rpartition(" ")[2])
    return given


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    whole = json.loads((ROOT / "docs/api/openapi.json").read_text())
    chosen = [one for one in operations(whole) if given.only in one[1]]
    passed = failed = places = 0
    with tempfile.TemporaryDirectory() as folder, \
            DemoDesk(RELEASE, pathlib.Path(folder), TICKETS) as desk:
        for operation in chosen:
            found, faults, tried = attack(desk, desk.token("*"), operation, folder)
            good = not found and not faults and desk.is_alive()
            passed, failed, places = passed + good, failed + (not good), places + tried
            if not good or not tried:
                print(f"{operation[0]} {operation[1]}: found {found or 'nothing'}, {faults} "
                      f"answers of 500 and more, {tried} places", flush=True)
        given_back = answers(desk)
    print(f"{len(chosen)} operations, {places} places, answers by status: {given_back}")
    print(f"{passed} passed, {failed} failed")
    return 0 if not failed else 1


if __name__ == "__main__":
    sys.exit(main())
