"""Audits and items by the names that people use for them."""

from app.errors import UserError
from app.planning.audit_list import AuditRow, audit_rows
from app.planning.coverage import coverage
from app.unit_of_work import ReadUnit
from app.words import N_


def audit_called(unit: ReadUnit, name: str) -> AuditRow:
    """The audit with this number (`IA-2026-03`) or id. Raises UserError that lists the known ones."""
    rows = audit_rows(unit)
    for row in rows:
        if name.casefold() in (row.number.casefold(), row.id):
            return row
    known = ", ".join(row.number for row in rows)
    raise UserError(
        N_("There is no audit {name} in this workspace."),
        todo=N_("Known are: {known}.") if known else N_("It has no audits yet."),
        name=name,
        known=known,
    )


def item_called(unit: ReadUnit, audit_id: str, name: str) -> str:
    """The id of the item for a requirement (`A.8.13`) or with a code (`Q-A8.13-01`).

    Clauses and controls are told apart by the `A.` (R-55). Raises UserError that lists the requirements.
    """
    requirements = coverage(unit, audit_id)
    wanted = name.casefold()
    for requirement in requirements:
        if wanted == requirement.reference.casefold():
            return requirement.items[0].id
        for item in requirement.items:
            if wanted == item.code.casefold():
                return item.id
    known = ", ".join(requirement.reference for requirement in requirements)
    raise UserError(
        N_("There is no item {name} in the checklist of this audit."),
        N_("Nothing was attached."),
        N_("Known are: {known}.") if known else N_("It has no checklist yet."),
        name=name,
        known=known,
    )
