"""The day on which an audit was closed or cancelled: from then on the years of retention count."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.unit_of_work import ReadUnit
from models.activity import LogEntry
from models.audit import Audit, AuditState
from models.programme import Programme

_OVER = (AuditState.CLOSED, AuditState.CANCELLED)
_STATES = frozenset(state.value for state in _OVER)


@dataclass(frozen=True, slots=True)
class Closed:
    """An audit that is over: since when, and the years that its programme keeps things; None for no rule."""

    on: date
    evidence_years: int | None
    personal_years: int | None

    @property
    def evidence_due(self) -> date | None:
        """When its evidence falls due by the rule."""
        return years_after(self.on, self.evidence_years)

    @property
    def personal_due(self) -> date | None:
        """When personal data falls due by the rule."""
        return years_after(self.on, self.personal_years)


def years_after(day: date, years: int | None) -> date | None:
    """The same day so many years later; 29 February becomes 1 March. None without a rule."""
    if years is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def closed_audits(unit: ReadUnit) -> Mapping[str, Closed]:
    """The audits that are over, by id. One of which the log does not tell when counts from its last day."""
    query = (
        select(Audit, Programme.evidence_years, Programme.personal_years)
        .join(Programme, Programme.id == Audit.programme_id)
        .where(Audit.state.in_(_OVER))
    )
    rows = unit.session.execute(query).all()
    logged = _logged(unit, [audit.id for audit, _evidence, _personal in rows])
    found: dict[str, Closed] = {}
    for audit, evidence_years, personal_years in rows:
        on = logged.get(audit.id) or audit.closing_on or audit.end_on
        if on is not None:
            found[audit.id] = Closed(on, evidence_years, personal_years)
    return found


def _logged(unit: ReadUnit, audit_ids: list[str]) -> dict[str, date]:
    """When the log says that each came to its state."""
    query = (
        select(LogEntry.row_id, LogEntry.at, LogEntry.detail)
        .where(
            LogEntry.row_id.in_(audit_ids),
            LogEntry.kind == Audit.__tablename__,
            LogEntry.detail.contains('"state":'),
        )
        .order_by(LogEntry.at, LogEntry.sequence)
    )
    found: dict[str, date] = {}
    for audit_id, at, detail in unit.session.execute(query).all():
        state = json.loads(detail or "{}").get("state", {})
        if state.get("is") in _STATES:
            found[audit_id] = at.date()
    return found
