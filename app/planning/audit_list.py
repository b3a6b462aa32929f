"""Audits in a list, with how far each is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select, true

from app.numbers import in_order
from app.programme import people
from app.unit_of_work import ReadUnit
from models.audit import Audit, AuditState, AuditType, TeamAssignment, TeamRole
from models.base import sort_key
from models.checklist import ChecklistItem, Result
from models.organization import Organization
from models.programme import Programme


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An audit in a list, with how far it is; `state_reason` says why it was suspended or cancelled."""

    id: str
    number: str
    title: str
    type: AuditType
    state: AuditState
    start_on: date | None
    end_on: date | None
    organization_id: str
    organization_name: str
    lead_auditor: str
    items: int
    items_examined: int
    lead_auditor_id: str | None = None
    soa_version_id: str | None = None
    state_reason: str = ""


def audit_rows(unit: ReadUnit) -> tuple[AuditRow, ...]:
    """All audits, the newest first."""
    return _rows(unit, true())


def audit_row(unit: ReadUnit, audit_id: str) -> AuditRow | None:
    """One audit; None when it is gone."""
    return next(iter(_rows(unit, Audit.id == audit_id)), None)


def matching(rows: Iterable[AuditRow], text: str) -> tuple[AuditRow, ...]:
    """The rows that have every word of `text` in number, title or organisation, whatever the accents."""
    words = sort_key(text).split()
    return tuple(row for row in rows if all(word in _searched(row) for word in words))


def _searched(row: AuditRow) -> str:
    return sort_key(f"{row.number} {row.title} {row.organization_name}")


def _rows(unit: ReadUnit, condition: ColumnElement[bool]) -> tuple[AuditRow, ...]:
    query = (
        select(Audit, Organization.id, Organization.name)
        .join(Programme, Programme.id == Audit.programme_id)
        .join(Organization, Organization.id == Programme.organization_id)
        .where(condition)
        .order_by(Audit.start_on.desc().nulls_first(), *_newest_number_first())
    )
    leads, names, items = _leads(unit), people.names(unit), _item_counts(unit, condition)
    return tuple(
        AuditRow(
            audit.id,
            audit.number,
            audit.title,
            audit.type,
            audit.state,
            audit.start_on,
            audit.end_on,
            organization_id,
            organization_name,
            names.get(leads.get(audit.id, ""), ""),
            *items.get(audit.id, (0, 0)),
            leads.get(audit.id),
            audit.soa_version_id,
            audit.state_reason,
        )
        for audit, organization_id, organization_name in unit.session.execute(query)
    )


def _newest_number_first() -> list[ColumnElement[Any]]:
    return [column.desc() for column in in_order(Audit.number)]


def _leads(unit: ReadUnit) -> dict[str, str]:
    query = select(TeamAssignment.audit_id, TeamAssignment.person_id)
    query = query.where(TeamAssignment.role == TeamRole.LEAD_AUDITOR)
    return {row.audit_id: row.person_id for row in unit.session.execute(query)}


def _item_counts(unit: ReadUnit, condition: ColumnElement[bool]) -> dict[str, tuple[int, int]]:
    examined = func.count().filter(ChecklistItem.result != Result.OPEN)
    query = select(ChecklistItem.audit_id, func.count(), examined)
    query = query.join(Audit, Audit.id == ChecklistItem.audit_id).where(condition)
    rows = unit.session.execute(query.group_by(ChecklistItem.audit_id))
    return {audit_id: (count, done) for audit_id, count, done in rows}
