"""Finds the rows of a returned workbook again: sorted, filtered, copied, added, or without their ids."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.exchange.finding_columns import Layout
from app.exchange.returned import Row
from app.exchange.seal import Sealed, SealedRow
from app.exchange.texts import digest
from app.exchange.values import as_text


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that were recognised by their ids, each with its number in the sheet; and the others.

    `is_sorted` when they stand in another order than they were handed out in, `is_torn` when ids stood beside
    the words of another finding, so that the words decided.
    """

    rows: Mapping[str, tuple[int, Row]]
    unknown: tuple[tuple[int, Row], ...]
    missing: tuple[SealedRow, ...]
    is_sorted: bool
    is_torn: bool


def find_rows(layout: Layout, sealed: Sealed) -> Found:
    """Match the rows below the head with those that were sealed, each with one at most."""
    return _Matching(layout, sealed).found()


class _Matching:
    """First the rows whose id and words agree, then those that only one of the two tells."""

    def __init__(self, layout: Layout, book: Sealed) -> None:
        self._layout = layout
        self._book = book
        self._by_id = {row.id: row for row in book.rows}
        self._by_words = {(row.number, str(row.step)): row for row in book.rows}
        self._rows: dict[str, tuple[int, Row]] = {}
        self._is_torn = False

    def found(self) -> Found:
        left = []
        for number, row in self._below_the_head():
            by_id = self._by_id.get(self._id_in(row))
            if by_id is None or by_id.id in self._rows or not self._agrees(row, by_id):
                left.append((number, row))
            else:
                self._rows[by_id.id] = number, row
        unknown = tuple((number, row) for number, row in left if not self._take(number, row))
        order = [self._rows[row.id][0] for row in self._book.rows if row.id in self._rows]
        return Found(
            self._rows,
            unknown,
            tuple(row for row in self._book.rows if row.id not in self._rows),
            is_sorted=order != sorted(order),
            is_torn=self._is_torn,
        )

    def _below_the_head(self) -> Iterator[tuple[int, Row]]:
        return (
            (number, row) for number, row in self._layout.sheet.rows.items() if number > self._layout.head
        )

    def _take(self, number: int, row: Row) -> bool:
        """Take a row by its words, or else by its id; False where neither names a row that is still free."""
        by_words, by_id = self._by_words.get(self._words_in(row)), self._by_id.get(self._id_in(row))
        if by_words and by_words.id not in self._rows and self._has_title_of(row, by_words):
            self._is_torn = self._is_torn or by_id is not None
            chosen = by_words
        elif by_id and by_id.id not in self._rows and self._has_title_of(row, by_id):
            chosen = by_id
        else:
            return False
        self._rows[chosen.id] = number, row
        return True

    def _id_in(self, row: Row) -> str:
        at = self._layout.row_ids
        return as_text(row.get(at)).lower() if at else ""

    def _words_in(self, row: Row) -> tuple[str, str]:
        return self._text(row, "number"), self._text(row, "step")

    def _agrees(self, row: Row, sealed: SealedRow) -> bool:
        """Whether the words beside an id are those that were beside it, where the columns are still there."""
        for key, text in (("number", sealed.number), ("step", str(sealed.step))):
            if key in self._layout.columns and self._text(row, key) != text:
                return False
        return True

    def _has_title_of(self, row: Row, sealed: SealedRow) -> bool:
        if "title" not in self._layout.columns:
            return True
        codes = {column.key: code for column, code in self._book.locked_cells(sealed)}
        return digest(self._text(row, "title")) == codes["title"]

    def _text(self, row: Row, key: str) -> str:
        at = self._layout.columns.get(key)
        return as_text(row.get(at)) if at else ""
