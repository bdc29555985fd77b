# SPDX-License-Identifier: AGPL-3.0-or-later
"""From measured cells to the table people read, and into the page that keeps it."""
import dataclasses

BEGIN = "<!-- bench: begin -->"
END = "<!-- bench: end -->"
SECONDS_MIN = 10  # a shorter run says nothing
HEADINGS = ("operation", "connections", "per second", "of raw", "p50 ms", "p95 ms", "p99 ms",
            "max ms", "p99 by the desk",
            "desk / generator / others CPU")

BUSY = 0.2  # of all processors used by others: shares count, absolutes do not
START_MS_MAX = 300  # to the first answer
MEMORY_MB_MAX = 256  # after everything, whatever the size of the desk
STREAM_FACTS_MIN = 199_000  # 1,000 browsers hear of 200 facts a second, but for the first and last
WORST_STALL_MS_MAX = 50  # of the mix
# With 64 connections: share of the raw loop, each second, slowest of a hundred in ms.
BUDGETS = {
    "open": (0.45, 25_000, 10),
    "list": (0.55, 6_000, 20),
    "search": (None, None, 20),
    "create": (0.70, 5_000, 30),
    "reply": (0.70, 4_000, 30),
    "mix": (None, 15_000, 15),
    "letter": (None, 500, 250),
}


@dataclasses.dataclass
class Cell:
    """One operation with so many connections, as measured."""
    operation: str
    connections: int
    seconds: float
    count: int
    errors: dict[str, int]
    p50_us: int = 0
    p95_us: int = 0
    p99_us: int = 0
    max_us: int = 0
    cpu: tuple[float, float, float] = (0.0, 0.0, 0.0)
    raw_per_second: float | None = None
    desk_p99: float | None = None  # seconds, the upper end of a bucket

    @property
    def per_second(self) -> float:
        return self.count / self.seconds

    @property
    def share(self) -> float | None:
        return self.per_second / self.raw_per_second if self.raw_per_second else None

    def void(self) -> str:
        """Why this cell counts for nothing; empty when it counts."""
        if self.errors:
            return ", ".join(f"{count} × {what}" for what, count in sorted(self.errors.items()))
        if self.count == 0:
            return "nothing was answered"
        if self.seconds < SECONDS_MIN:
            share = f", {self.share:.2f} of raw" if self.share else ""
            return f"shorter than {SECONDS_MIN} s ({self.per_second:,.0f}/s{share})"
        return ""


def cell_of(operation: str, connections: int, figures: dict, kind: str = "") -> Cell:
    """From the JSON of heed_bench; `kind` picks one of a mix."""
    part = figures["kinds"].get(kind, {"count": 0}) if kind else figures["all"]
    return Cell(
        operation=operation, connections=connections, seconds=figures["seconds"],
        count=part["count"], errors=figures["errors"],
        p50_us=part.get("p50_us", 0), p95_us=part.get("p95_us", 0),
        p99_us=part.get("p99_us", 0), max_us=part.get("max_us", 0),
    )


def verdicts(cells: list[Cell], facts: dict[str, float]) -> list[str]:
    """One sentence for each budget: what was reached, and what is wanted."""
    counted = [cell for cell in cells if not cell.void()]
    sentences = [verdict(cell) for cell in counted
                 if cell.connections == 64 and cell.operation in BUDGETS]
    sentences += [
        f"streams: {judged_floor(cell, STREAM_FACTS_MIN)}"
        for cell in counted if cell.operation == "streams"
    ]
    return sentences + [
        f"{what}: " + judged(facts[name] < most, f"{facts[name]:.0f} {unit}", f"< {most}")
        for what, name, most, unit in (
            ("start", "start_ms", START_MS_MAX, "ms"),
            ("memory", "resident_mb", MEMORY_MB_MAX, "MB"),
        ) if name in facts
    ]


def verdict(cell: Cell) -> str:
    share, floor, slowest = BUDGETS[cell.operation]
    parts = []
    if share and cell.share is not None:
        parts.append(judged(cell.share >= share, f"{cell.share:.2f} of raw", f"≥ {share:.2f}"))
    if floor:
        parts.append(judged_floor(cell, floor))
    late = cell.p99_us / 1000
    parts.append(judged(late < slowest, f"p99 {late:.1f} ms", f"< {slowest}"))
    if cell.operation == "mix":
        stall = cell.max_us / 1000
        parts.append(judged(
            stall < WORST_STALL_MS_MAX, f"worst {stall:.1f} ms", f"< {WORST_STALL_MS_MAX}"))
    return f"{cell.operation}: " + ", ".join(parts)


def judged_floor(cell: Cell, floor: int) -> str:
    return judged(cell.per_second >= floor, f"{cell.per_second:,.0f}/s", f"≥ {floor:,}")


def judged(met: bool, reached: str, wanted: str) -> str:
    return f"{reached} ({wanted} {'met' if met else 'missed'})"


def about_others(cells: list[Cell]) -> str:
    """A warning when much else ran; empty on a quiet machine."""
    shares = [cell.cpu[2] for cell in cells if any(cell.cpu)]
    others = sum(shares) / len(shares) if shares else 0.0
    if others < BUSY:
        return ""
    return (f"**The machine was busy**: other work took {others:.0%} of the processors, so the "
            "shares count and the absolutes do not.")


def milliseconds(micros: int) -> str:
    return f"{micros / 1000:.2f}" if micros < 10_000 else f"{micros / 1000:.1f}"


def line_of(cell: Cell) -> tuple[str, ...]:
    head = (cell.operation, str(cell.connections) if cell.connections else "–")
    reason = cell.void()
    if reason:
        return (*head, f"void: {reason}", *[""] * (len(HEADINGS) - 3))
    share = "–" if cell.share is None else f"{cell.share:.2f}"
    cpu = "–" if not any(cell.cpu) else " / ".join(f"{part:.0%}" for part in cell.cpu)
    return (*head, f"{cell.per_second:,.0f}", share, milliseconds(cell.p50_us),
            milliseconds(cell.p95_us), milliseconds(cell.p99_us), milliseconds(cell.max_us),
            "–" if cell.desk_p99 is None else f"≤ {cell.desk_p99 * 1000:g}", cpu)


def markdown(cells: list[Cell]) -> str:
    lines = ["| " + " | ".join(HEADINGS) + " |", "| --- |" + " ---: |" * (len(HEADINGS) - 1)]
    lines += ["| " + " | ".join(line_of(cell)) + " |" for cell in cells]
    return "\n".join(lines)


def plain(cells: list[Cell]) -> str:
    """The same for a terminal."""
    rows = [HEADINGS, *[line_of(cell) for cell in cells]]
    widths = [max(len(row[at]) for row in rows if not row[2].startswith("void") or at < 2)
              for at in range(len(HEADINGS))]
    def aligned(row: tuple[str, ...]) -> str:
        if row[2].startswith("void"):
            return f"{row[0]:{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]}"
        cells_of_row = [f"{row[0]:{widths[0]}}"]
        cells_of_row += [f"{text:>{width}}" for text, width in zip(row[1:], widths[1:])]
        return "  ".join(cells_of_row).rstrip()
    return "\n".join(aligned(row) for row in rows)


def with_table(page: str, text: str) -> str:
    """The page with `text` between its marks; without marks they are added at its end."""
    block = f"{BEGIN}\n{text}\n{END}"
    if BEGIN not in page or END not in page:
        return page.rstrip("\n") + f"\n\n{block}\n"
    before, rest = page.split(BEGIN, 1)
    return before + block + rest.split(END, 1)[1]
