"""What is said of a returned workbook as a whole, before its cells."""

from collections.abc import Iterator

from app.exchange.beside import Workspace
from app.exchange.finding_columns import Layout
from app.exchange.finding_rows import Found
from app.exchange.handing_out import last_issued
from app.exchange.returned import Returned
from app.exchange.seal import Sealed
from app.unit_of_work import ReadUnit
from app.words import N_, Message

_HIDDEN_BY_US = 1


def notices(
    unit: ReadUnit, sealed: Sealed, returned: Returned, where: Layout, found: Found, here: Workspace
) -> tuple[Message, ...]:
    """An old revision first, then what became of the file, then what was changed here."""
    return (
        *_revision(last_issued(unit, sealed.audit_id), sealed.revision),
        *_macros(returned),
        *where.notices,
        *_rows(returned, found),
        *here.changed_since(sealed),
    )


def _revision(now: int, then: int) -> Iterator[Message]:
    if now > then:
        text = (
            N_("The workbook is of revision {old} of the report; revision {new} was issued since.")
            if then
            else N_("The workbook is from before the report; revision {new} was issued since.")
        )
        yield Message(text, {"old": then, "new": now})


def _macros(returned: Returned) -> Iterator[Message]:
    if returned.has_macros:
        yield Message(N_("The file holds macros. They were neither run nor read."))


def _rows(returned: Returned, found: Found) -> Iterator[Message]:
    if found.is_torn:
        text = N_("Rows were sorted without their hidden ids. They were found by finding, action and title.")
        yield Message(text)
    elif found.is_sorted:
        yield Message(N_("Rows are in another order. Each was found by its hidden id."))
    if returned.hidden_rows > _HIDDEN_BY_US:
        yield Message(N_("Rows are hidden by a filter. They were read all the same."))
