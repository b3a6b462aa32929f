"""A workbook that came back, as the worker read it: sheets, rows and cells, nothing understood yet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.exchange.container import damaged


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell whose formula has no result, or an error such as `#REF!` (`=` where it was never reckoned)."""

    error: str


Cell = str | int | float | bool | date | BadCell
Row = Mapping[int, Cell]
"""The filled cells of a row by the number of their column, from 1."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; rows without anything in them are left out."""

    name: str
    rows: Mapping[int, Row]

    def lines(self) -> list[str]:
        """The texts of the first column, one below the other."""
        return [str(row[1]) for row in self.rows.values() if 1 in row]


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back. `hidden_rows` counts rows that are not seen, in all sheets."""

    sheets: tuple[Sheet, ...]
    has_macros: bool
    hidden_rows: int


def returned_from(answer: bytes) -> Returned:
    """What the worker answered. Raises UserError when it is something else."""
    try:
        plain = json.loads(answer)
        return Returned(
            tuple(_sheet(sheet) for sheet in plain["sheets"]),
            bool(plain["macros"]),
            int(plain["hidden_rows"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged() from error


def _sheet(plain: Mapping[str, Any]) -> Sheet:
    rows = {
        int(number): {int(column): _cell(value) for column, value in cells.items()}
        for number, cells in plain["rows"].items()
    }
    return Sheet(str(plain["name"]), rows)


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        return date.fromisoformat(value["date"]) if "date" in value else BadCell(str(value["error"]))
    if isinstance(value, str | int | float | bool):
        return value
    raise TypeError(type(value).__name__)
