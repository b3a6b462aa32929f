"""Compares a returned workbook with what was handed out and with the workspace; nothing is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.errors import UserError
from app.exchange.beside import Workspace, beside
from app.exchange.columns import Column, Kind, column_letter
from app.exchange.differences import CellDifference, Comparison, Difference
from app.exchange.finding_columns import Layout, layout
from app.exchange.finding_rows import Found, find_rows
from app.exchange.notices import notices
from app.exchange.returned import Cell, Returned, Row
from app.exchange.rows import takes_text
from app.exchange.seal import Sealed, SealedRow
from app.exchange.texts import digest
from app.exchange.values import Meaning, as_text, meaning
from app.planning.audit_list import audit_row
from app.unit_of_work import ReadUnit
from app.words import N_, Message, Words


def compare(unit: ReadUnit, sealed: Sealed, returned: Returned, words: Words) -> Comparison:
    """Every cell that differs, with dates as `words` write them.

    Raises UserError when the audit is gone, or when the sheet with the answers cannot be told.
    """
    audit = audit_row(unit, sealed.audit_id)
    if audit is None:
        raise _audit_is_gone(sealed.audit_number)
    where = layout(returned, sealed)
    found = find_rows(where, sealed)
    here = beside(unit, sealed, audit.organization_id, words)
    return Comparison(
        audit_id=audit.id,
        audit_number=audit.number,
        owner=here.names.get(sealed.owner_id, ""),
        made_at=sealed.made_at,
        revision=sealed.revision,
        notices=notices(unit, sealed, returned, where, found, here),
        differences=tuple(_differences(here, where, found, sealed)),
        sealed=sealed,
        returned=returned,
    )


def _differences(here: Workspace, where: Layout, found: Found, sealed: Sealed) -> Iterator[CellDifference]:
    for row in sealed.rows:
        if row.id in found.rows:
            yield from _RowBeside(here, where, sealed, row, *found.rows[row.id]).differences()
    for row in found.missing:
        if row.step == 1 or any(row.before):
            yield _missing(row)
    for number, cells in found.unknown:
        yield _unknown(where, number, cells)


@dataclass(frozen=True, slots=True)
class _RowBeside:
    """One row of the workbook beside what the workspace has for it."""

    here: Workspace
    where: Layout
    book: Sealed
    sealed: SealedRow
    number: int
    cells: Row

    def differences(self) -> Iterator[CellDifference]:
        for column, code in self.book.locked_cells(self.sealed):
            if column.key in self.where.columns:
                yield from self._locked(column, code)
        read = [
            (column, before, meaning(column, self._cell(column), self.here.people))
            for column, before in self._before()
            if column.key in self.where.columns
        ]
        is_revived = self._is_revived(read)
        for column, before, found in read:
            yield from self._open(column, before, found, is_revived=is_revived and column.of_action)

    def _cell(self, column: Column) -> Cell | None:
        return self.cells.get(self.where.columns[column.key])

    def _before(self) -> Iterator[tuple[Column, str]]:
        """What the open cells held, as it is kept: the id of a person instead of the name in the list."""
        for column, text in self.book.open_cells(self.sealed):
            is_person = column.kind is Kind.PERSON
            yield column, self.here.people.listed.get(text, text) if is_person else text

    def _is_revived(self, read: list[tuple[Column, str, Meaning]]) -> bool:
        """Whether an action was removed here and changed there: it comes back whole or not at all."""
        of_action = [(before, found.value) for column, before, found in read if column.of_action]
        was_there = any(before for before, _value in of_action)
        is_changed = any(before != value for before, value in of_action)
        return was_there and is_changed and self.here.has_lost(self.sealed)

    def _locked(self, column: Column, code: str) -> Iterator[CellDifference]:
        text = as_text(self._cell(column))
        if digest(text) != code:
            reason = Message(N_("This cell is locked. What was changed in it is left aside."))
            yield self._left_aside(
                Difference.LOCKED, column, self.here.locked(self.sealed, column), text, reason
            )

    def _open(
        self, column: Column, before: str, found: Meaning, *, is_revived: bool
    ) -> Iterator[CellDifference]:
        if not takes_text(column, self.sealed.step):
            if found.value:
                reason = Message(
                    N_("This belongs in the first row of {number}."), {"number": self.sealed.number}
                )
                yield self._left_aside(Difference.LOCKED, column, "", as_text(self._cell(column)), reason)
            return
        if found.value == before and not is_revived:
            return
        kept = self.here.kept(self.sealed, column)
        if found.value != kept:
            yield self._changed(column, before, kept, found)

    def _changed(self, column: Column, before: str, kept: str, found: Meaning) -> CellDifference:
        now = self.here.readable(column, kept)
        if found.problem:
            text = as_text(self._cell(column))
            return self._left_aside(Difference.INVALID, column, now, text, found.problem)
        theirs = self.here.readable(column, found.value)
        refusal = self.here.refusal(self.sealed, column, found.value)
        if refusal:
            return self._left_aside(Difference.INVALID, column, now, theirs, refusal)
        return self._made(
            Difference.NEW if kept == before else Difference.BOTH,
            column,
            now,
            theirs,
            before=self.here.readable(column, before),
            kept=kept,
            value=found.value,
        )

    def _left_aside(
        self, kind: Difference, column: Column, ours: str, theirs: str, reason: Message
    ) -> CellDifference:
        return self._made(kind, column, ours, theirs, reason=reason)

    def _made(
        self,
        kind: Difference,
        column: Column,
        ours: str,
        theirs: str,
        *,
        before: str = "",
        kept: str = "",
        value: str = "",
        reason: Message | None = None,
    ) -> CellDifference:
        row = self.sealed
        return CellDifference(
            kind=kind,
            row_id=row.id,
            finding_id=row.finding_id,
            number=row.number,
            step=row.step if column.of_action else 0,
            key=column.key,
            title=column.title,
            place=_place(self.where, self.number, self.where.columns[column.key]),
            before=before,
            ours=ours,
            theirs=theirs,
            kept=kept,
            value=value,
            reason=reason,
        )


def _missing(row: SealedRow) -> CellDifference:
    return CellDifference(
        Difference.MISSING,
        row.id,
        row.finding_id,
        row.number,
        row.step,
        reason=Message(N_("This row was removed. What the workspace has for it stays.")),
    )


def _unknown(where: Layout, number: int, cells: Row) -> CellDifference:
    """A row that was added or copied. Its words are shown, so that nothing of them is overlooked."""
    ids = where.row_ids
    texts = [as_text(cell) for at, cell in sorted(cells.items()) if at != ids]
    return CellDifference(
        Difference.UNKNOWN,
        number=as_text(cells.get(where.columns.get("number", 0))),
        place=_place(where, number, min(cells)),
        theirs=" · ".join(texts),
        reason=Message(
            N_("This row was added or copied, or its id was changed. Enter by hand what is new in it.")
        ),
    )


def _place(where: Layout, row: int, column: int) -> str:
    return f"{where.sheet.name}!{column_letter(column)}{row}"


def _audit_is_gone(number: str) -> UserError:
    return UserError(
        N_("The audit {audit} of this workbook is not in the workspace any more."),
        N_("Nothing was taken in."),
        audit=number,
    )
