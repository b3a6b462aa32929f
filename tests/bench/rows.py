"""Rows of the table: what was measured, beside what, and whether the budget holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_HEADS = ("what", "measured", "baseline", "figure", "budget", "verdict")


@dataclass(frozen=True, slots=True)
class Budget:
    """A limit in `unit`, which the figure must reach or must not pass."""

    limit: float
    unit: str
    is_least: bool = False

    def holds(self, figure: float) -> bool:
        return figure >= self.limit if self.is_least else figure <= self.limit

    def __str__(self) -> str:
        return f"{'at least' if self.is_least else 'at most'} {self.limit:g} {self.unit}"


@dataclass(frozen=True, slots=True)
class Row:
    """`figure` is what the budget is about, in its unit; a ratio wherever there is a `baseline`."""

    what: str
    measured: str
    baseline: str
    figure: float
    budget: Budget

    @property
    def holds(self) -> bool:
        return self.budget.holds(self.figure)

    def cells(self) -> tuple[str, ...]:
        figure = f"{self.figure:.3g} {self.budget.unit}"
        verdict = "holds" if self.holds else "BROKEN"
        return (self.what, self.measured, self.baseline, figure, str(self.budget), verdict)


@dataclass(frozen=True, slots=True)
class Ground:
    """Where to work, on the disk that is measured, and how many bytes a large file has."""

    place: Path
    size: int


def table(rows: Sequence[Row]) -> str:
    lines = [_HEADS, *(row.cells() for row in rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    padded = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
    ]
    return "\n".join(line.rstrip() for line in padded)


def seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.3g} ms"
