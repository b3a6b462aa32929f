"""The days that the programme of an audit gives, and the dates that follow from them (section 7.8)."""

from datetime import date

from sqlalchemy import func, select

from app.reporting.frozen import first_issued_at
from app.unit_of_work import ReadUnit
from models import due_dates
from models.activity import LogEntry
from models.audit import Audit, AuditState
from models.due_dates import GradeDays, Limits
from models.finding import Finding, Grade
from models.meeting import Meeting, MeetingKind
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
        row.days_from_issue,
    )


def closing_day(unit: ReadUnit, audit_id: str) -> date | None:
    """The day of the closing meeting: as the audit states it, else that on which it was held last."""
    stated = unit.session.get_one(Audit, audit_id).closing_on
    held = select(func.max(Meeting.held_at)).where(
        Meeting.audit_id == audit_id, Meeting.kind == MeetingKind.CLOSING
    )
    held_at = None if stated else unit.session.scalar(held)
    return held_at.date() if held_at else stated


def clock_start(unit: ReadUnit, finding: Finding) -> date | None:
    """The day from which the days of a finding count; None while it has not come (section 7.8).

    That of the closing meeting or, where the programme counts from the issue, of the first revision that
    holds the finding; a further round has a clock of its own.
    """
    if finding.response_round > 1:
        return _round_began_on(unit, finding)
    if not limits(unit, finding.audit_id).from_issue:
        return closing_day(unit, finding.audit_id)
    issued_at = first_issued_at(unit, finding.audit_id, finding.id)
    return issued_at.date() if issued_at else None


def _round_began_on(unit: ReadUnit, finding: Finding) -> date | None:
    """The day on which the log says that the present round of a finding began."""
    query = select(func.max(LogEntry.at)).where(
        LogEntry.row_id == finding.id, LogEntry.detail.contains('"response_round"', autoescape=True)
    )
    began_at = unit.session.scalar(query)
    return began_at.date() if began_at else None


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
    """The day until which the actions on a graded finding should be done, counted from where its clock
    starts, or from today before that. None without a grade, and where that day is past."""
    if finding.grade is None:
        return None
    today = unit.today()
    since = clock_start(unit, finding) or today
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
