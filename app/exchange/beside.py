"""What the workspace has beside a returned workbook, read once for all its rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.exchange.asked import Asked, asked_finding, owner_labels, read
from app.exchange.columns import Column, Kind
from app.exchange.document import ActionLine, AskedFinding
from app.exchange.rows import Value, as_text, rows_of
from app.exchange.seal import Sealed, SealedRow
from app.exchange.texts import as_in_a_cell, digest, is_cut
from app.exchange.values import People
from app.findings.labels import state_word
from app.programme.people import PersonRow, people
from app.reporting.formats import day
from app.unit_of_work import ReadUnit
from app.words import N_, Message, Words


@dataclass(frozen=True, slots=True)
class Workspace:
    """The findings of a workbook as they are now.

    `lines` has the cells of actions by the action's id, `owners` who owns them, `cancelled` why some were
    given up. `cell_words` is the language of the workbook, `words` that of the reader.
    """

    asked: Mapping[str, Asked]
    shown: Mapping[str, AskedFinding]
    lines: Mapping[str, Mapping[str, Value]]
    owners: Mapping[str, str | None]
    cancelled: Mapping[str, str]
    people: People
    names: Mapping[str, str]
    cell_words: Words
    words: Words
    today: date

    def in_a_cell(self, value: Value) -> str:
        return as_in_a_cell(as_text(value), self.cell_words)

    def kept(self, row: SealedRow, column: Column) -> str:
        """What an open cell would hold if the workbook were handed out now; of a person the id."""
        if column.kind is Kind.PERSON:
            return self.owners.get(row.id) or ""
        return self.in_a_cell(self._now(row, column))

    def _now(self, row: SealedRow, column: Column) -> Value:
        if column.of_action:
            return self.lines.get(row.id, {}).get(column.key)
        shown = self.shown.get(row.finding_id)
        return getattr(shown, column.key) if shown else None

    def locked(self, row: SealedRow, column: Column) -> str:
        """What a locked cell says of the finding now."""
        shown = self.shown.get(row.finding_id)
        is_said = not column.of_action and (row.step == 1 or column.is_repeated)
        return self.in_a_cell(getattr(shown, column.key)) if shown and is_said else ""

    def has_lost(self, row: SealedRow) -> bool:
        """Whether an action that was handed out was removed here since."""
        return row.id not in self.lines

    def readable(self, column: Column, value: str) -> str:
        """A kept value for reading: names instead of ids, dates as they are written here."""
        if column.kind is Kind.PERSON:
            return self.names.get(value, value)
        if column.kind is Kind.DATE and value:
            return day(date.fromisoformat(value), self.words)
        return value

    def refusal(self, row: SealedRow, column: Column, value: str) -> Message | None:
        """Why this value would not be taken now."""
        return self._refusal_of_all(row) or self._refusal_of_cell(row, column, value)

    def _refusal_of_all(self, row: SealedRow) -> Message | None:
        asked, number = self.asked.get(row.finding_id), {"number": row.number}
        if asked is None:
            return Message(N_("{number} is not there any more."), number)
        if not asked.waits:
            text = N_("{number} is {state}: it does not wait for a response.")
            return Message(text, {**number, "state": state_word(asked.finding.state)})
        now = asked.finding.response_round
        if now != row.round:
            text = N_("This answers round {old} of {number}, which is in round {new} now.")
            return Message(text, {**number, "old": row.round, "new": now})
        return None

    def _refusal_of_cell(self, row: SealedRow, column: Column, value: str) -> Message | None:
        """A due date in the past is refused for a new action (R-38)."""
        if column.of_action and row.id in self.cancelled:
            text = N_("The action was cancelled here: {reason}")
            return Message(text, {"reason": self.cancelled[row.id]})
        if column.kind is Kind.DATE and value and date.fromisoformat(value) < self.today:
            text = N_(
                "{date} is past: an action cannot be due then. If it is done, enter that in the response."
            )
            return Message(text, {"date": self.readable(column, value)})
        if is_cut(as_text(self._now(row, column)), self.cell_words):
            return Message(N_("The text here is longer than a cell. Change it in the response."))
        return None

    def changed_since(self, sealed: Sealed) -> Iterator[Message]:
        """Findings that read otherwise now than they did in the workbook."""
        for row in sealed.rows:
            shown = self.shown.get(row.finding_id)
            if row.step > 1 or shown is None:
                continue
            _action, values = next(rows_of(replace(shown, actions=(ActionLine(row.id),))))
            if any(
                digest(self.in_a_cell(values.get(column.key))) != code
                for column, code in sealed.locked_cells(row)
            ):
                text = N_("{number} was changed in the workspace since the workbook was handed out.")
                yield Message(text, {"number": row.number})


def beside(unit: ReadUnit, sealed: Sealed, organization_id: str, words: Words) -> Workspace:
    """The findings, actions and people that a workbook speaks of."""
    cell_words = Words(sealed.language)
    asked = read(unit, list(dict.fromkeys(row.finding_id for row in sealed.rows)))
    actions = [action for one in asked.values() for action in one.actions]
    labels = owner_labels(unit, organization_id, (action.owner_id for action in actions))
    shown = {finding_id: asked_finding(one, labels, cell_words) for finding_id, one in asked.items()}
    everybody = people(unit)
    return Workspace(
        asked=asked,
        shown=shown,
        lines={action.id: values for one in shown.values() for action, values in rows_of(one)},
        owners={action.id: action.owner_id for action in actions},
        cancelled={
            action.id: action.cancelled_reason
            for one in asked.values()
            for action in one.facts.actions
            if action.cancelled_reason
        },
        people=_people(sealed, everybody, labels),
        names={one.id: one.name for one in everybody},
        cell_words=cell_words,
        words=words,
        today=unit.today(),
    )


def _people(sealed: Sealed, everybody: tuple[PersonRow, ...], labels: Mapping[str, str]) -> People:
    here = {one.id for one in everybody if one.destroyed_on is None}
    known: dict[str, tuple[str, ...]] = {}
    for one in everybody:
        if one.id in labels:
            known[one.name.casefold()] = (*known.get(one.name.casefold(), ()), one.id)
    listed = {one.label: one.id for one in sealed.people}
    return People(listed, known, frozenset(one.id for one in sealed.people if one.id not in here))
