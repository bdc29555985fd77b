#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fails when an #include or a web import points against tools/arrows.toml.

usage: check_arrows.py [ROOT]

C++: a part includes only parts listed for it; of another feature only the public face
`features/x/x.hpp`; third-party headers stand only in platform's .cpp files.
Web: no files import each other in a circle; `core` imports the api, `kit` also core, a feature all
these and, as listed under [web], other features through their index.ts; `apps` may import all.
"""
import pathlib
import re
import sys
import tomllib

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
IMPORT = re.compile(
    r"""^\s*(?:import|export)\b[^'"]*?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)""", re.M
)
OURS = ("kernel/", "platform/", "features/", "app/")
POSIX = re.compile(
    r"^(sys|netinet|arpa|net|linux)/|^(unistd|fcntl|signal|poll|pwd|grp|netdb|dirent|termios|spawn"
    r"|errno|time|sched|pthread|syslog|malloc|dlfcn|stdint|stddef|string|stdio|stdlib|resolv"
    r"|fnmatch|glob|ctype|math|locale|langinfo|iconv|wchar)\.h$"
)
KERNEL_MAY = re.compile(r"^(fmt/|boost/(describe|mp11|preprocessor)[./])")
TESTS_MAY = re.compile(r"^(doctest)[./]")
WEB_LAYERS = {
    "api": set(),
    "messages": set(),
    "core": {"api", "messages"},
    "kit": {"core", "api", "messages"},
    "features": {"kit", "core", "api", "messages"},
    "apps": {"kit", "core", "api", "messages", "features", "apps"},
}


def module_of(path: str) -> str:
    """`features/sla/clock.hpp` -> `features/sla`; `kernel` and `app` are one module each."""
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] in ("features", "platform") else parts[0]


def is_test(path: str) -> bool:
    """Tests, and `test_x.hpp/.cpp` that tests share."""
    return path.endswith("_test.cpp") or path.split("/")[-1].startswith("test_")


def target_of(folder: str) -> str:
    """The library's name in the build, as cmake/parts.cmake makes it."""
    return folder.replace("features/", "feature_").replace("/", "_")


def cycle_in(graph: dict[str, set[str]]) -> list[str]:
    done: set[str] = set()

    def walk(node: str, trail: list[str]) -> list[str]:
        if node in trail:
            return [*trail[trail.index(node):], node]
        if node in done:
            return []
        for target in sorted(graph.get(node, ())):
            if cycle := walk(target, [*trail, node]):
                return cycle
        done.add(node)
        return []

    return next((cycle for node in sorted(graph) if (cycle := walk(node, []))), [])


class Arrows:
    def __init__(self, root: pathlib.Path):
        self.root = root
        self.text = tomllib.loads((root / "tools/arrows.toml").read_text())
        self.declared = {name: set(targets) for name, targets in self.text["may_include"].items()}
        self.web = {name: set(targets) for name, targets in self.text.get("web", {}).items()}
        self.problems: list[str] = []
        self.used: set[tuple[str, str]] = set()

    def check(self) -> list[str]:
        for what, graph in (("may_include", self.declared), ("web", self.web)):
            if cycle := cycle_in(graph):
                self.report("tools/arrows.toml", f"[{what}] has a cycle: {' -> '.join(cycle)}")
        for file in sorted((self.root / "src").rglob("*.[ch]pp")):
            self.check_source(file.relative_to(self.root / "src").as_posix(), file.read_text())
        scripts = {
            file.relative_to(self.root / "web").as_posix(): file.read_text()
            for file in self.web_files()
        }
        for here, text in scripts.items():
            self.check_script(here, text)
        self.check_circles(scripts)
        self.check_unused()
        return self.problems

    def report(self, place: str, sentence: str) -> None:
        self.problems.append(f"{place}: {sentence}")

    # --- C++ ---

    def check_source(self, here: str, text: str) -> None:
        module = module_of(here)
        if module not in self.declared and module != "main.cpp":
            self.report(f"src/{here}", f"`{module}` is not in tools/arrows.toml [may_include]")
            return
        for quote, target in INCLUDE.findall(text):
            if target.startswith(OURS):
                self.check_ours(here, module, target)
            elif is_test(here) and target.startswith("tests/"):
                continue
            elif quote == '"':
                self.report(f"src/{here}", f'write "{target}" as a path from src/')
            else:
                self.check_foreign(here, module, target)

    def check_ours(self, here: str, module: str, path: str) -> None:
        target = module_of(path)
        if target == module:
            return
        self.used.add((module, target))
        if module != "main.cpp" and target not in self.allowed(here, module):
            self.report(
                f"src/{here}",
                f"{module} may not include {path}; turn the arrow into a fact, or list it in "
                "tools/arrows.toml",
            )
        elif target.startswith("features/") and module.startswith("features/"):
            face = f"{target}/{target.split('/')[1]}.hpp"
            if path != face:
                self.report(f"src/{here}", f"use the public face {face}, not {path}")

    def allowed(self, here: str, module: str) -> set[str]:
        """Also, for a test, the parts that its test program links."""
        allowed = self.declared.get(module, set())
        if not is_test(here):
            return allowed
        links = set(self.text.get("test_links", {}).get(module, []))
        return allowed | {name for name in self.declared if target_of(name) in links}

    def check_foreign(self, here: str, module: str, header: str) -> None:
        standard = "/" not in header and "." not in header
        if standard or (module.startswith("platform/") and here.endswith(".cpp")):
            return
        if is_test(here) and (TESTS_MAY.match(header) or POSIX.match(header)):
            return
        if module == "kernel" and KERNEL_MAY.match(header):
            return
        if module in ("main.cpp", "app") and here.endswith(".cpp") and POSIX.match(header):
            return
        instead = "include kernel/format.hpp" if header.startswith("fmt/") else (
            "it belongs in a .cpp file of src/platform"
        )
        self.report(f"src/{here}", f"<{header}>: {instead}")

    # --- web ---

    def web_files(self) -> list[pathlib.Path]:
        base = self.root / "web"
        files = [
            file
            for layer in WEB_LAYERS
            for file in (base / layer).rglob("*")
            if file.suffix in (".ts", ".tsx") and "node_modules" not in file.parts
        ]
        return sorted(files)

    def check_script(self, here: str, text: str) -> None:
        for first, second in IMPORT.findall(text):
            target = resolved(here, first or second)
            if target:
                self.check_import(here, target)

    def check_import(self, here: str, target: str) -> None:
        layer, module, other = here.split("/")[0], web_module(here), web_module(target)
        if other == module or (other == "dev" and ".test." in here):
            return
        if layer == other.split("/")[0] == "features":
            self.used.add((f"web {module}", other))
            if other not in self.web.get(module, set()):
                self.report(
                    f"web/{here}", f"{module} may not import {other}; list it in "
                    "tools/arrows.toml [web], or move what is shared into core"
                )
            elif target.split("/")[2:] not in ([], ["index"], ["index.ts"]):
                self.report(f"web/{here}", f"import {other} through its index.ts, not {target}")
        elif other.split("/")[0] not in WEB_LAYERS[layer] | {layer}:
            self.report(f"web/{here}", f"{layer} may not import {target}")

    def check_circles(self, scripts: dict[str, str]) -> None:
        graph = {here: files_imported(here, text, scripts) for here, text in scripts.items()}
        if cycle := cycle_in(graph):
            self.report(
                f"web/{cycle[0]}", f"imports itself in a circle: {' -> '.join(cycle)}; move what "
                "they share into a file of its own"
            )

    # --- both ---

    def check_unused(self) -> None:
        for prefix, graph in (("", self.declared), ("web ", self.web)):
            for source, targets in graph.items():
                for target in sorted(targets):
                    both = source.startswith("features/") and target.startswith("features/")
                    if both and (f"{prefix}{source}", target) not in self.used:
                        self.report(
                            "tools/arrows.toml", f"{source} -> {target} is unused; remove it"
                        )


def files_imported(here: str, text: str, scripts: dict[str, str]) -> set[str]:
    targets = (resolved(here, first or second) for first, second in IMPORT.findall(text))
    endings = ("", ".ts", ".tsx", "/index.ts")
    paths = (target + ending for target in targets if target for ending in endings)
    return {path for path in paths if path in scripts}


def web_module(path: str) -> str:
    if path.startswith("core/messages/"):  # the compiled catalogue, for everybody
        return "messages"
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] == "features" else parts[0]


def resolved(here: str, target: str) -> str | None:
    """The imported path relative to web/; nothing for a package."""
    for alias in ("@/", "~/", "#"):
        if target.startswith(alias):
            return target.removeprefix(alias)
    if not target.startswith("."):
        return None
    parts = here.split("/")[:-1]
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def main(root: pathlib.Path) -> int:
    problems = Arrows(root).check()
    print("\n".join(problems) or "arrows: ok")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
