# SPDX-License-Identifier: AGPL-3.0-or-later
"""From measured cells to the table people read, and into the page that keeps it."""
import dataclasses

BEGIN = "<!-- bench: begin -->"
END = "<!-- bench: end -->"
SECONDS_MIN = 10  # a shorter run says nothing
HEADINGS = ("operation", "connections", "per second", "of raw", "p50 ms", "p95 ms", "p99 ms",
            "max ms", "desk / generator / others CPU")


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
            milliseconds(cell.p95_us), milliseconds(cell.p99_us), milliseconds(cell.max_us), cpu)


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
