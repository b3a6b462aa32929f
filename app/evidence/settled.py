"""What an issued report rests on among evidence and samples: it stays as it was reported (R-5, R-40).

What is recorded after the issue belongs to the follow-up and stays open; while the report is amended, what it
rests on may change with it.
"""

from datetime import datetime

from sqlalchemy import func, select

from app.errors import UserError
from app.planning.writing import is_settled
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.activity import LogEntry
from models.report import ReportRevision
from models.sample import Sample


def last_issue(unit: ReadUnit, audit_id: str) -> datetime | None:
    """When the report of an audit was issued last; None before the first time."""
    query = select(func.max(ReportRevision.issued_at)).where(ReportRevision.audit_id == audit_id)
    return unit.session.scalar(query)


def was_reported(unit: ReadUnit, audit_id: str, row_id: str) -> bool:
    """Whether the log says that a row was recorded before the report was issued last."""
    issued = last_issue(unit, audit_id)
    if issued is None:
        return False
    recorded = unit.session.scalar(select(func.min(LogEntry.at)).where(LogEntry.row_id == row_id))
    return recorded is not None and recorded <= issued


def is_fixed(unit: ReadUnit, audit_id: str, row_id: str) -> bool:
    """Whether a piece of evidence is only read: an issued report prints it, and is not being amended."""
    return was_reported(unit, audit_id, row_id) and is_settled(unit, audit_id)


def is_sample_fixed(unit: ReadUnit, sample: Sample) -> bool:
    """Whether a sample is only read: an issued report counts it, and is not being amended."""
    issued = last_issue(unit, sample.audit_id)
    return issued is not None and sample.selected_at <= issued and is_settled(unit, sample.audit_id)


def refuse_fixed_sample(uow: UnitOfWork, sample: Sample) -> None:
    """Raise UserError for a sample that an issued report counts."""
    if is_sample_fixed(uow, sample):
        raise reported(sample.number)


def reported(number: str) -> UserError:
    """What is said when something that was reported is about to change."""
    return UserError(
        N_("The report that rests on {number} was issued: it stays as it was reported."),
        N_("Nothing was changed."),
        N_("Amend the report in a new revision with its reason."),
        number=number,
    )
