#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plants one violation of each kind into a copy of this tree; each must be found.

So a checker that no longer looks where the code is cannot pass. tidy: these words are data
"""
import contextlib
import dataclasses
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
COPIED = ("src", "tools", "docs", "README.md", ".clang-format", "migrations")
WEB_COPIED = ("api", "kit", "core", "features", "apps")


@dataclasses.dataclass(frozen=True)
class Plant:
    what: str
    path: str
    text: str
    checker: str
    told: str
    instead_of: str = ""  # of a file that is there: the text that the planted one replaces


LICENCE = "// SPDX-License-Identifier: AGPL-3.0-or-later\n"
KERNEL = "src/kernel/planted.cpp"
PLANTS = [
    Plant("an arrow upwards", KERNEL, '#include "platform/json/json.hpp"\n', "arrows", "may not"),
    Plant("a third-party header", "src/app/planted.hpp", "#include <boost/asio.hpp>\n", "arrows",
          "belongs in"),
    Plant("a web arrow upwards", "web/core/planted.ts",
          'import { page } from "~/features/tickets/page";\n', "arrows", "core may not"),
    Plant("a feature that is no listed friend", "src/features/tickets/planted.cpp",
          '#include "features/portal/portal.hpp"\n', "arrows", "may not include"),
    Plant("a friend's private header", "src/features/tickets/planted.cpp",
          '#include "features/people/store.hpp"\n', "arrows", "use the public face"),
    Plant("an arrow that nobody uses", "tools/arrows.toml",
          '"features/presence" = ["features/mailboxes", ', "arrows", "is unused",
          instead_of='"features/presence" = ['),
    Plant("a cycle", "tools/arrows.toml", 'kernel = ["platform/json"]', "arrows", "has a cycle",
          instead_of="kernel = []"),
    Plant("a web feature past its index", "web/features/people/planted.ts",
          'import { all } from "~/features/tickets/api";\n', "arrows", "through its index.ts"),
    Plant("a web file that imports itself", "web/kit/planted.ts",
          'export { planted } from "./planted";\n', "arrows", "in a circle"),
    Plant("SQL outside a store", "src/app/planted.cpp",
          'auto x = "SELECT id FROM ticket WHERE id = ?1";\n', "tidy", "[sql]"),
    Plant("a banned call", KERNEL, "auto x = std::stoi(text);\n", "tidy", "[banned]"),
    Plant("a vague name", KERNEL, "class TicketManager;\n", "tidy", "[vague_name]"),
    Plant("TRY in braces", KERNEL, "Result<P> f() { return P{TRY(g())}; }\n", "tidy", "[try]"),
    Plant("a macro", KERNEL, "#define LIMIT 5\n", "tidy", "[macro]"),
    Plant("a FIXME", KERNEL, "// FIXME\n", "tidy", "[fixme]"),
    Plant("a TODO without its issue", KERNEL, "// TODO: later\n", "tidy", "[todo]"),
    Plant("a file without its licence", "web/kit/planted.ts", "export const planted = 1;\n", "tidy",
          "[licence]"),
    Plant("a file too long", KERNEL, "int x;\n" * 600, "tidy", "[file_length]"),
    Plant("a line too long", KERNEL, f"// {'x' * 100}\n", "tidy", "[line_length]"),
    Plant("a long function", KERNEL, "void f() {\n" + "    step();\n" * 60 + "}\n", "tidy",
          "[function_length]"),
    Plant("a feature without README", "src/features/planted/planted.hpp", "#pragma once\n",
          "tidy", "[readme]"),
    Plant("a file of no target", "src/nowhere/planted.cpp", "\n", "tidy", "[target]"),
    Plant("other layout", KERNEL, "int  x=1;\n", "format", "not formatted"),
    Plant("a setting that nobody reads", "src/platform/config/settings.cpp",
          '.name = "planted"', "settings", "is read by nobody", instead_of='.name = "listen"'),
    Plant("words of a setting that the page has not", "docs/operations/install.md", "| set |",
          "settings", "not the settings of the program", instead_of="| setting |"),
    Plant("types that no document gives", "web/api/schema.d.ts", "export type Planted = string;\n",
          "generated", "is not what", instead_of="export"),
    Plant("a dead link", "docs/planted.md", "[a](nowhere.md)\n", "links", "is not there"),
]


def copy_tree(target: pathlib.Path) -> None:
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name)
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, target / name)
    for name in WEB_COPIED:
        if (ROOT / "web" / name).is_dir():
            shutil.copytree(ROOT / "web" / name, target / "web" / name)


def found(plant: Plant, tree: pathlib.Path) -> bool:
    with planted(plant, tree):
        done = subprocess.run(
            [sys.executable, str(ROOT / "tools" / f"check_{plant.checker}.py"), str(tree)],
            cwd=tree, capture_output=True, text=True, check=False,
        )
    lines = [line for line in done.stdout.splitlines() if plant.told in line]
    place = str(pathlib.PurePath(plant.path).parent)
    return done.returncode != 0 and any(line.startswith(place) for line in lines)


@contextlib.contextmanager
def planted(plant: Plant, tree: pathlib.Path):
    """The tree with the violation; afterwards as it was."""
    file = tree / plant.path
    if plant.instead_of:
        before = file.read_text()
        file.write_text(before.replace(plant.instead_of, plant.text, 1))
        yield
        file.write_text(before)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    made = not any(file.parent.iterdir())
    file.write_text(plant.text if file.suffix in (".md", ".ts") else LICENCE + plant.text)
    yield
    file.unlink()
    if made:
        file.parent.rmdir()


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="heed-plants-") as folder:
        tree = pathlib.Path(folder)
        copy_tree(tree)
        missed = [plant for plant in PLANTS if not found(plant, tree)]
    for plant in missed:
        print(f"not found by check_{plant.checker}.py: {plant.what} in {plant.path}")
    if not missed:
        print(f"plants: ok ({len(PLANTS)} found)")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
