"""Findings that a follow-up audit looks at again, and the audits that look at a finding."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import InstrumentedAttribute

from app.follow_up.due_list import followed_by, is_followed_up
from app.numbers import in_order
from app.unit_of_work import ReadUnit
from models.audit import Audit
from models.evidence import Evidence
from models.finding import Finding, FindingCriterion, FindingState
from models.follow_up import FollowedFinding
from models.framework import Requirement
from models.grading import Severity, severity


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A nonconformity as it is chosen for a follow-up audit, or looked at in one."""

    id: str
    audit_id: str
    audit_number: str
    number: str
    title: str
    severity: Severity
    state: FindingState

    @property
    def reference(self) -> str:
        """Audit and number, such as `IA-2026-03 F-07`."""
        return f"{self.audit_number} {self.number}"


@dataclass(frozen=True, slots=True)
class FollowingAudit:
    """An audit that follows a finding up."""

    id: str
    number: str
    start_on: date | None


def open_findings(unit: ReadUnit) -> tuple[OpenFinding, ...]:
    """Nonconformities that are open after their closing meeting, the newest audit first."""
    return _findings(unit, is_followed_up())


def followed_findings(unit: ReadUnit, audit_id: str) -> tuple[OpenFinding, ...]:
    """What a follow-up audit looks at, open or not; nothing for any other audit."""
    return _findings(unit, Finding.id.in_(followed_by(audit_id)))


def _findings(unit: ReadUnit, condition: ColumnElement[bool]) -> tuple[OpenFinding, ...]:
    query = (
        select(Finding, Audit.number, Requirement.title)
        .join(Audit, Audit.id == Finding.audit_id)
        .outerjoin(
            FindingCriterion,
            (FindingCriterion.finding_id == Finding.id) & FindingCriterion.is_primary,
        )
        .outerjoin(Requirement, Requirement.id == FindingCriterion.requirement_id)
        .where(condition)
        .order_by(Audit.start_on.desc(), Audit.id, *in_order(Finding.number))
    )
    return tuple(
        OpenFinding(
            row.id,
            row.audit_id,
            audit_number,
            row.number,
            row.title.strip() or requirement or "",
            severity(row.type, row.grade),
            row.state,
        )
        for row, audit_number, requirement in unit.session.execute(query)
    )


def following_audits(unit: ReadUnit, finding_id: str) -> tuple[FollowingAudit, ...]:
    """The audits that look at a finding again, in the order in which they start."""
    query = (
        select(Audit.id, Audit.number, Audit.start_on)
        .join(FollowedFinding, FollowedFinding.audit_id == Audit.id)
        .where(FollowedFinding.finding_id == finding_id)
        .order_by(Audit.start_on, Audit.id)
    )
    return tuple(FollowingAudit(row.id, row.number, row.start_on) for row in unit.session.execute(query))


def evidence_called(audit_id: str | InstrumentedAttribute[str]) -> ColumnElement[str]:
    """What a piece of evidence is called in an audit: one of another audit with that audit's number."""
    of_another = select(Audit.number + " " + Evidence.number).where(Audit.id == Evidence.audit_id)
    return case(
        (Evidence.audit_id == audit_id, Evidence.number),
        else_=of_another.correlate(Evidence).scalar_subquery(),
    )
