"""The findings in the order in which they are read out at the closing meeting (section 3.3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.findings.counts import FindingCounts, counts
from app.numbers import in_order
from app.programme.grade_labels import grade_labels
from app.programme.people import PersonRow, people
from app.reporting.grade_labels import GradeLabels
from app.unit_of_work import ReadUnit
from models.audit import Audit
from models.finding import Finding, FindingState
from models.grading import Severity, severity
from models.meeting import Attendance, Meeting, MeetingKind
from models.transitions import LEFT_OUT

# What is good comes first, then the graver before the lesser.
_ORDER = (
    Severity.STRENGTH,
    Severity.MAJOR,
    Severity.MINOR,
    Severity.UNGRADED,
    Severity.OFI,
    Severity.OBSERVATION,
)


@dataclass(frozen=True, slots=True)
class ReadOut:
    """What is read out: ids of findings in order. `drafts`: numbers of those that are not ready for it.

    `own` is what the programme calls grades and types. `speakers`: who may speak for the auditee, those at
    the closing meeting first.
    """

    audit_number: str
    audit_title: str
    counts: FindingCounts
    own: GradeLabels
    finding_ids: tuple[str, ...]
    drafts: tuple[str, ...]
    speakers: tuple[PersonRow, ...]


def read_out(unit: ReadUnit, audit_id: str) -> ReadOut:
    """The findings of an audit that stand and have left the draft, in the order of the closing meeting."""
    audit = unit.session.get_one(Audit, audit_id)
    query = select(Finding).where(Finding.audit_id == audit_id, Finding.state.not_in(LEFT_OUT))
    rows = unit.session.scalars(query.order_by(*in_order(Finding.number))).all()
    ready = [row for row in rows if row.state is not FindingState.DRAFT]
    return ReadOut(
        audit.number,
        audit.title,
        counts(unit, audit_id),
        grade_labels(unit, audit_id),
        tuple(row.id for row in sorted(ready, key=_place)),
        tuple(row.number for row in rows if row.state is FindingState.DRAFT),
        _speakers(unit, audit_id),
    )


def _place(finding: Finding) -> int:
    return _ORDER.index(severity(finding.type, finding.grade))


def _speakers(unit: ReadUnit, audit_id: str) -> tuple[PersonRow, ...]:
    present: Sequence[str] = unit.session.scalars(
        select(Attendance.person_id)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Meeting.audit_id == audit_id, Meeting.kind == MeetingKind.CLOSING)
    ).all()
    return tuple(sorted(people(unit), key=lambda person: person.id not in present))
