"""What a filled-in cell means for the workspace: a text, a date, a person; or why it means nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.exchange.columns import Column, Kind
from app.exchange.dates import from_serial, readings
from app.exchange.returned import BadCell, Cell
from app.exchange.texts import plain, short
from app.words import N_, Message


@dataclass(frozen=True, slots=True)
class Meaning:
    """`value` is what the workspace keeps: a text, a date as 2026-11-24, the id of a person; "" for nothing.

    `problem` says why it cannot be kept; `value` is then what stands in the cell, or who is gone.
    """

    value: str
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class People:
    """Who is meant by a name: those who stood in the list that was handed out, then all who can be chosen.

    `listed` has ids by name as in the list, `known` ids by name in small letters, `gone` those ids that
    nobody has any more.
    """

    listed: Mapping[str, str]
    known: Mapping[str, tuple[str, ...]]
    gone: frozenset[str] = frozenset()

    def meant(self, name: str) -> Meaning:
        """The id of the person whom a cell names, or the name as it stands and why it means nobody."""
        person_id = self.listed.get(name)
        if person_id and person_id in self.gone:
            return Meaning(
                name, Message(N_("{name} is no longer among the people here."), {"name": short(name)})
            )
        if person_id:
            return Meaning(person_id)
        found = self.known.get(name.casefold(), ())
        if len(found) == 1:
            return Meaning(found[0])
        why = (
            N_("Several people are called {name}: choose the owner in the response.")
            if found
            else N_("Nobody here is called {name}. Add the person in the settings, then take it in again.")
        )
        return Meaning(name, Message(why, {"name": short(name)}))


def meaning(column: Column, cell: Cell | None, people: People) -> Meaning:
    """What a cell says; None is an empty one."""
    if isinstance(cell, BadCell):
        return Meaning(cell.error, _why_bad(cell))
    text = as_text(cell)
    if not text:
        return Meaning("")
    if column.kind is Kind.DATE:
        return _date(cell, text)
    return people.meant(text) if column.kind is Kind.PERSON else Meaning(text)


def as_text(cell: Cell | None) -> str:
    """A cell as text; whole numbers without their fraction, dates as 2026-11-24."""
    if cell is None:
        return ""
    if isinstance(cell, BadCell):
        return cell.error
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return plain(cell.isoformat() if isinstance(cell, date) else str(cell))


def _date(cell: Cell | None, text: str) -> Meaning:
    if isinstance(cell, date):
        return Meaning(cell.isoformat())
    found = _days(cell, text)
    if len(found) == 1:
        return Meaning(found[0].isoformat())
    return Meaning(text, _why_no_date(text, found))


def _days(cell: Cell | None, text: str) -> tuple[date, ...]:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        day = from_serial(cell)
        return (day,) if day else ()
    return readings(text)


def _why_no_date(text: str, found: tuple[date, ...]) -> Message:
    text = short(text)
    if not found:
        return Message(N_("“{text}” is no date."), {"text": text})
    return Message(
        N_("“{text}” can be read as {one} or as {other}."),
        {"text": text, "one": found[0].isoformat(), "other": found[-1].isoformat()},
    )


def _why_bad(cell: BadCell) -> Message:
    if cell.error == "=":
        return Message(N_("A formula stands in the cell whose result is not in the file."))
    return Message(N_("The formula in the cell has no result: {error}."), {"error": cell.error})
