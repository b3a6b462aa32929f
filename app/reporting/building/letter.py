"""Draws a status letter up from what is waited for over all audits."""

from collections.abc import Sequence

from sqlalchemy import select

from app.errors import UserError
from app.follow_up.due_list import DueFilter, DueKind, Show, SortBy, due_ids
from app.follow_up.due_rows import DueRow, due_rows, waited_for
from app.programme.people import person
from app.reporting.letter_document import LetterDocument, LetterEntry
from app.unit_of_work import ReadUnit
from app.words import N_
from models.audit import Audit
from models.finding import FindingState
from models.organization import Organization
from models.programme import Programme

# What the auditor has to do stands in no letter to the auditee.
_OF_THE_AUDITEE = frozenset({DueKind.RESPONSE, DueKind.ACTION, DueKind.IMPLEMENTATION, DueKind.IMPROVEMENT})
_OVER = frozenset({FindingState.CLOSED, FindingState.WITHDRAWN, FindingState.MERGED})


def build_letter(unit: ReadUnit, owner_id: str, sender_id: str | None) -> LetterDocument:
    """The letter to an owner, in the language of the newest report that it is about.

    Raises UserError where nothing is waited for from this person.
    """
    owner, sender = person(unit, owner_id), person(unit, sender_id)
    waiting = [row for row in _rows(unit, owner_id, Show.OPEN) if row.kind in _OF_THE_AUDITEE]
    done = [row for row in _rows(unit, owner_id, Show.FINISHED) if row.state not in _OVER]
    if owner is None or not (waiting or done):
        raise UserError(
            N_("Nothing is waited for from this person."), todo=N_("Choose somebody who owns an action.")
        )
    audit = _newest_audit(unit, [*waiting, *done])
    organization = unit.session.scalars(
        select(Organization)
        .join(Programme, Programme.organization_id == Organization.id)
        .where(Programme.id == audit.programme_id)
    ).one()
    return LetterDocument(
        organisation=organization.name,
        address=organization.address,
        owner=owner.name,
        owner_role=", ".join(part for part in (owner.role, owner.department) if part),
        sender=sender.name if sender else "",
        sender_role=sender.role if sender else "",
        on=unit.today(),
        waiting=tuple(_entry(row) for row in waiting),
        done=tuple(_entry(row) for row in done),
        classification=audit.classification,
        language=audit.report_language,
    )


def letter_owners(unit: ReadUnit) -> tuple[tuple[str, str], ...]:
    """Id and name of everybody who is waited for, in the order of their names."""
    rows = due_rows(unit, due_ids(unit, DueFilter(), SortBy.OWNER))
    found = {row.owner_id: row.owner for row in rows if row.owner_id and row.kind in _OF_THE_AUDITEE}
    return tuple((owner_id, name) for owner_id, name in found.items() if owner_id)


def _rows(unit: ReadUnit, owner_id: str, show: Show) -> Sequence[DueRow]:
    return due_rows(unit, due_ids(unit, DueFilter(show, owner_id=owner_id)))


def _newest_audit(unit: ReadUnit, rows: Sequence[DueRow]) -> Audit:
    query = select(Audit).where(Audit.id.in_({row.audit_id for row in rows}))
    return unit.session.scalars(query.order_by(Audit.start_on.desc(), Audit.id.desc()).limit(1)).one()


def _entry(row: DueRow) -> LetterEntry:
    return LetterEntry(
        what=row.what,
        waited_for=waited_for(row),
        finding=row.reference,
        title=row.title,
        severity=row.severity.value,
        state=row.state.value,
        due=row.due_on,
        days=row.days,
        done=row.done_on,
        severity_label=row.own.name(row.severity.value),
    )
