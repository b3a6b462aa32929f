"""The words for what a returned workbook says otherwise, the same in window and command line."""

from app.exchange.differences import CellDifference, Difference
from app.words import N_, Message

KINDS = {
    Difference.NEW: N_("new"),
    Difference.BOTH: N_("changed on both sides"),
    Difference.INVALID: N_("invalid"),
    Difference.LOCKED: N_("locked cell"),
    Difference.UNKNOWN: N_("unknown row"),
    Difference.MISSING: N_("missing row"),
}


def field_of(cell: CellDifference) -> Message:
    """`Correction`, or `Due date, action 2`; a row as a whole has no name."""
    if not cell.title:
        return Message("")
    if cell.step:
        return Message(N_("{field}, action {n}"), {"field": Message(cell.title), "n": cell.step})
    return Message(cell.title)
