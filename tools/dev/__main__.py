# SPDX-License-Identifier: AGPL-3.0-or-later
"""./dev: sets up, builds, runs, tests and checks Heed."""
import signal
import sys

import build
import checks
import features
import outside
import repairs
import serving
import suites
import ui

COMMANDS = {
    "run": (serving.main, "", "build if needed, make a demo desk in build/demo and serve it"),
    "test": (suites.main, "[STAGE…|--tsan]", "everything the continuous integration runs"),
    "build": (build.main, "[dev|deb]", "the release; `dev`: with sanitizers; `deb`: a package"),
    "check": (checks.main, "[--all|--fast]", "format, arrows, tidy, clang-tidy, headers, links"),
    "fix": (repairs.main, "", "format the code and write generated files anew"),
    "bench": (outside.bench, "[…]", "measure against the budgets (see docs/operations)"),
    "look": (outside.look, "[…]", "photograph every screen into build/look"),
    "fuzz": (outside.fuzz, "[TARGET] [--seconds N]", "feed parsers with hostile input"),
    "campaign": (outside.campaign, "NAME […]", "a long test, by hand"),
    "new": (features.main, "feature NAME", "the skeleton of a feature, compiling and tested"),
}


def usage() -> str:
    lines = ["usage: ./dev COMMAND", ""]
    for name, (_, arguments, promise) in COMMANDS.items():
        lines.append(f"  {f'{name} {arguments}'.strip():30} {promise}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("help", "-h", "--help"):
        print(usage())
        return 0
    if arguments[0] not in COMMANDS:
        print(f"dev: there is no command `{arguments[0]}`\n\n{usage()}", file=sys.stderr)
        return 2
    # As Ctrl-C does: what runs meanwhile is ended too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    action, shape, promise = COMMANDS[arguments[0]]
    if arguments[1:] in (["-h"], ["--help"]):
        print(f"usage: ./dev {arguments[0]} {shape}\n\n{promise}")
        return 0
    try:
        return action(arguments[1:])
    except ui.Stop as stop:
        print(f"dev: {stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
