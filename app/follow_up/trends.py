"""How findings developed over audits: by grade, how long they took to close, how often they came back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import select

from app.findings.counts import FindingCounts, counts
from app.programme.grade_labels import grade_labels_by_audit
from app.reporting.grade_labels import GradeLabels
from app.unit_of_work import ReadUnit
from models.audit import Audit
from models.finding import Finding, FindingState, FindingType
from models.transitions import LEFT_OUT


@dataclass(frozen=True, slots=True)
class AuditTrend:
    """An audit that has findings. Repeats and closed ones are counted among its nonconformities.

    `days_to_close` is the median from the day a finding was raised to that on which it was closed, None
    while none is closed; `own` is what its programme calls grades and types.
    """

    audit_id: str
    number: str
    start_on: date | None
    counts: FindingCounts
    nonconformities: int
    repeats: int
    closed: int
    days_to_close: int | None
    own: GradeLabels


def trends(unit: ReadUnit) -> tuple[AuditTrend, ...]:
    """Every audit with findings, the oldest first."""
    found = _nonconformities(unit)
    query = select(Audit).where(Audit.id.in_(select(Finding.audit_id)))
    audits = unit.session.scalars(query.order_by(Audit.start_on, Audit.id)).all()
    own = grade_labels_by_audit(unit, [row.id for row in audits])
    told = [_trend(row, counts(unit, row.id), found.get(row.id, ()), own[row.id]) for row in audits]
    return tuple(one for one in told if one.counts.total)


def _nonconformities(unit: ReadUnit) -> Mapping[str, Sequence[Finding]]:
    query = select(Finding).where(Finding.type == FindingType.NONCONFORMITY, Finding.state.not_in(LEFT_OUT))
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in unit.session.scalars(query):
        found[finding.audit_id].append(finding)
    return found


def _trend(audit: Audit, totals: FindingCounts, found: Sequence[Finding], own: GradeLabels) -> AuditTrend:
    closed = [one for one in found if one.state is FindingState.CLOSED]
    days = [(one.closed_at.date() - one.raised_at.date()).days for one in closed if one.closed_at]
    return AuditTrend(
        audit.id,
        audit.number,
        audit.start_on,
        totals,
        len(found),
        sum(one.repeat_of_id is not None for one in found),
        len(closed),
        round(median(days)) if days else None,
        own,
    )
