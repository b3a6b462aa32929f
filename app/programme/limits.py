"""The days that the programme of an audit gives, and the dates that follow from them (section 7.8)."""

from datetime import date

from sqlalchemy import select

from app.unit_of_work import ReadUnit
from models import due_dates
from models.audit import Audit, AuditState
from models.due_dates import GradeDays, Limits
from models.finding import Finding, Grade
from models.programme import Programme


def limits(unit: ReadUnit, audit_id: str) -> Limits:
    """The limits of the programme that an audit belongs to."""
    query = select(Programme).join(Audit, Audit.programme_id == Programme.id).where(Audit.id == audit_id)
    return limits_of(unit.session.scalars(query).one())


def limits_of(row: Programme) -> Limits:
    """The limits that stand in a programme."""
    return Limits(
        GradeDays(row.correction_days_major, row.correction_days_minor),
        GradeDays(row.response_days_major, row.response_days_minor),
        GradeDays(row.action_days_major, row.action_days_minor),
        row.effectiveness_days_major,
        row.effectiveness_days_minor,
        row.soon_days,
    )


def next_audit_on(unit: ReadUnit, audit_id: str, after: date) -> date | None:
    """The day on which the next audit of the same programme starts; None while none is planned."""
    programme = select(Audit.programme_id).where(Audit.id == audit_id).scalar_subquery()
    query = select(Audit.start_on).where(
        Audit.programme_id == programme,
        Audit.id != audit_id,
        Audit.start_on > after,
        Audit.state != AuditState.CANCELLED,
    )
    return unit.session.scalars(query.order_by(Audit.start_on).limit(1)).first()


def proposed_action_date(unit: ReadUnit, finding: Finding) -> date | None:
    """The day until which the actions on a graded finding should be done, counted from the closing meeting.

    A further round counts from today. None without a grade, and where that day is past.
    """
    if finding.grade is None:
        return None
    today = unit.today()
    closing_on = unit.session.get_one(Audit, finding.audit_id).closing_on
    since = closing_on if closing_on and finding.response_round == 1 else today
    due_on = due_dates.action_due_on(
        since,
        finding.grade,
        limits(unit, finding.audit_id),
        next_audit_on(unit, finding.audit_id, max(since, today)),
    )
    return due_on if due_on >= today else None


def proposed_effectiveness_date(unit: ReadUnit, finding: Finding) -> date:
    """The day from which the effectiveness of what is verified today should be judged."""
    today = unit.today()
    return due_dates.effectiveness_due_on(
        today,
        finding.grade or Grade.MAJOR,
        limits(unit, finding.audit_id),
        next_audit_on(unit, finding.audit_id, today),
    )
