"""Finds the sheet of answers and its columns again, wherever they were moved and however they are called."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.errors import UserError
from app.exchange.columns import ROW_KEY, column_letter, key_in
from app.exchange.returned import Returned, Row, Sheet
from app.exchange.seal import Sealed, is_sealed
from app.exchange.texts import plain, short
from app.words import N_, Message

_HEAD_WITHIN = 40
_LEAST_KEYS = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand: the number of each column by its key, and the last row of the head.

    `notices` says what was moved, renamed, added or is missing.
    """

    sheet: Sheet
    columns: Mapping[str, int]
    head: int
    notices: tuple[Message, ...]

    @property
    def row_ids(self) -> int | None:
        """The column of the hidden ids, None where it is gone."""
        return self.columns.get(ROW_KEY)


@dataclass(frozen=True, slots=True)
class _Head:
    """A row that tells the columns of a sheet."""

    sheet: Sheet
    row: int
    columns: dict[str, int]


def hidden_lines(book: Returned) -> list[str]:
    """The sealed lines. Raises UserError for a workbook that has none."""
    for sheet in book.sheets:
        lines = sheet.lines()
        if is_sealed(lines):
            return lines
    raise UserError(
        N_("This is no workbook for responses: the hidden sheet with its seal is missing."),
        N_("Nothing was taken in."),
        N_("Choose the returned file; if it is the one, ask for it as it was first returned."),
    )


def layout(book: Returned, sealed: Sealed) -> Layout:
    """The sheet with the answers. Raises UserError without one."""
    titles = sealed.titles_by_key
    candidates = [sheet for sheet in book.sheets if not is_sealed(sheet.lines())]
    for find in (_by_keys, _by_titles):
        heads = [_Head(sheet, *found) for sheet in candidates for found in find(sheet, titles)]
        if heads:
            return _completed(max(heads, key=_most_columns), heads, sealed)
    raise UserError(
        N_("The sheet with the responses is missing, or its columns cannot be told any more."),
        N_("Nothing was taken in."),
        N_("Ask for the workbook as it was first returned."),
    )


def _most_columns(head: _Head) -> int:
    return len(head.columns)


def _by_keys(sheet: Sheet, _titles: Mapping[str, str]) -> Iterator[tuple[int, dict[str, int]]]:
    """Rows of the head that hold the hidden keys."""
    for number, row in _first_rows(sheet):
        columns: dict[str, int] = {}
        for at, cell in row.items():
            key = key_in(str(cell))
            if key:
                columns.setdefault(key, at)
        if len(columns) >= _LEAST_KEYS:
            yield number, columns


def _by_titles(sheet: Sheet, titles: Mapping[str, str]) -> Iterator[tuple[int, dict[str, int]]]:
    """Rows of the head that hold the titles, where the hidden row is gone."""
    for number, row in _first_rows(sheet):
        columns = _titled(row, titles)
        if len(columns) >= _LEAST_KEYS:
            yield number, columns


def _first_rows(sheet: Sheet) -> Iterator[tuple[int, Row]]:
    return ((number, row) for number, row in sheet.rows.items() if number <= _HEAD_WITHIN)


def _titled(row: Row, titles: Mapping[str, str]) -> dict[str, int]:
    keys = {plain(title).casefold(): key for key, title in titles.items()}
    columns: dict[str, int] = {}
    for at, cell in row.items():
        key = keys.get(plain(str(cell)).casefold())
        if key:
            columns.setdefault(key, at)
    return columns


def _completed(head: _Head, others: Sequence[_Head], sealed: Sealed) -> Layout:
    """With the columns whose key is gone, and whose title or whose ids still stand."""
    sheet, columns, titles = head.sheet, dict(head.columns), sealed.titles_by_key
    title_row = _title_row(sheet, head.row, titles)
    taken = set(columns.values())
    for key, at in _titled(sheet.rows.get(title_row, {}), titles).items():
        if at not in taken:
            columns.setdefault(key, at)
    of_ids = _column_of_ids(sheet, {row.id for row in sealed.rows})
    if of_ids is not None:
        columns.setdefault(ROW_KEY, of_ids)
    alike = dict.fromkeys(one.sheet.name for one in others if one.sheet is not sheet)
    told = [
        Message(
            N_("Only the sheet “{sheet}” was read, not “{other}”."),
            {"sheet": short(sheet.name), "other": short(name)},
        )
        for name in alike
    ]
    return Layout(sheet, columns, title_row, (*told, *_notices(sheet, title_row, columns, titles)))


def _column_of_ids(sheet: Sheet, ids: Collection[str]) -> int | None:
    return next((at for row in sheet.rows.values() for at, cell in row.items() if cell in ids), None)


def _title_row(sheet: Sheet, head: int, titles: Mapping[str, str]) -> int:
    """The row with most of the titles from the hidden keys on, the one below them where all were renamed."""
    counts = {number: len(_titled(row, titles)) for number, row in _first_rows(sheet) if number >= head}
    best = max(counts, key=lambda number: counts[number], default=head)
    return best if counts.get(best) else head + 1


def _notices(
    sheet: Sheet, title_row: int, columns: Mapping[str, int], titles: Mapping[str, str]
) -> Iterator[Message]:
    shown = sheet.rows.get(title_row, {})
    places = [columns[key] for key in titles if key in columns]
    if places != sorted(places):
        yield Message(N_("Columns were moved. Each was found by its hidden key."))
    for key, title in titles.items():
        if key not in columns:
            yield Message(
                N_("The column “{title}” is missing: nothing of it can be taken in."), {"title": title}
            )
        elif plain(str(shown.get(columns[key], ""))) != plain(title):
            text = N_("The column “{title}” is called “{now}” now. It was found by its hidden key.")
            yield Message(text, {"title": title, "now": short(str(shown.get(columns[key], "–")))})
    if ROW_KEY not in columns:
        yield Message(
            N_("The hidden ids of the rows are gone. Rows were found by finding and action number.")
        )
    added = sorted({at for row in sheet.rows.values() for at in row} - set(columns.values()))
    if added:
        names = ", ".join(str(shown.get(at, column_letter(at))) for at in added)
        yield Message(N_("Columns that were added are left aside: {names}."), {"names": short(names)})
