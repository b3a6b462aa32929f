"""Earlier findings become findings of closed audits, so that repeats are found and open ones followed up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import select

from app.errors import UserError
from app.findings.earlier.reading import EarlierRow
from app.numbers import FINDING, reserve
from app.planning.audits import create_audit
from app.programme.organizations import organizations
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.audit import Audit, AuditState
from models.finding import Action, Finding, FindingCriterion, FindingState, FindingType, Response
from models.framework import Requirement, RequirementKind

TAKE_OVER = N_("Take over earlier findings")
# What flags an audit and its findings as history; guards of new work do not apply to them.
TAKEN_OVER = N_("Taken over from an earlier list")

_REFERENCE = re.compile(r"(?:\bA[. ]?)?\b\d{1,2}(?:\.\d{1,2})+")
_OWN_NUMBER = re.compile(r"F-(\d{1,6})")
_NOON = time(12)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """How many findings came in, in how many audits, and how many were there already."""

    findings: int
    audits: int
    known: int


def take_over(uow: UnitOfWork, organization_id: str, rows: Sequence[EarlierRow], source: str) -> TakenOver:
    """Add the rows as findings of closed audits of an organisation; rows without one belong to `source`.

    Each keeps its own number. Dates in the past are what they are (R-38). A row that was taken over before is
    left as it is. Raises UserError without a row, or for an organisation that is gone.
    """
    if not rows:
        raise UserError(N_("There is no finding to take over."), N_("Nothing was changed."))
    groups: dict[str, list[EarlierRow]] = {}
    for row in rows:
        groups.setdefault(row.audit or source, []).append(row)
    added = known = 0
    for title, found in groups.items():
        audit = _audit(uow, organization_id, title, found)
        new = _unknown(uow, audit.id, found)
        for row in new:
            _add(uow, audit.id, row)
        reserve(uow, audit.id, FINDING, max(map(_own_number, found)))
        added, known = added + len(new), known + len(found) - len(new)
    return TakenOver(added, len(groups), known)


def _audit(uow: UnitOfWork, organization_id: str, title: str, rows: Sequence[EarlierRow]) -> Audit:
    """The audit that was made for this title before, or a new one."""
    programme_id = next((one.programme_id for one in organizations(uow) if one.id == organization_id), "")
    if not programme_id:
        raise UserError(N_("This organisation is not there any more."), N_("Nothing was changed."))
    query = select(Audit).where(
        Audit.programme_id == programme_id, Audit.title == title, Audit.state_reason == TAKEN_OVER
    )
    audit = uow.session.scalars(query).first()
    if audit is None:
        days = [row.raised_on for row in rows]
        audit_id = create_audit(uow, programme_id, title, start_on=min(days), end_on=max(days))
        audit = uow.session.get_one(Audit, audit_id)
        audit.state, audit.state_reason, audit.closing_on = AuditState.CLOSED, TAKEN_OVER, max(days)
        uow.session.flush()
    return audit


def _unknown(uow: UnitOfWork, audit_id: str, rows: Sequence[EarlierRow]) -> list[EarlierRow]:
    known = set(uow.session.scalars(select(Finding.number).where(Finding.audit_id == audit_id)))
    return [row for row in rows if row.number not in known]


def _own_number(row: EarlierRow) -> int:
    found = _OWN_NUMBER.fullmatch(row.number)
    return int(found[1]) if found else 0


def _add(uow: UnitOfWork, audit_id: str, row: EarlierRow) -> None:
    finding = Finding(
        audit_id=audit_id,
        number=row.number,
        type=row.type,
        state=_state(row),
        state_reason=TAKEN_OVER,
        title=row.title,
        grade=row.grade,
        requirement_text=row.reference,
        statement=row.statement,
        evidence_text=row.evidence,
        raised_at=_at(row.raised_on),
        response_due_on=row.due_on if row.type is FindingType.NONCONFORMITY else None,
        closed_at=_at(row.closed_on) if row.closed_on else None,
    )
    uow.session.add(finding)
    if row.reference:
        uow.session.add(_criterion(uow, finding.id, row.reference))
    if row.cause or row.action:
        _answer(uow, finding.id, row)
    uow.session.flush()


def _state(row: EarlierRow) -> FindingState:
    if row.type is FindingType.STRENGTH:
        return FindingState.NOTED
    if row.closed_on is None:
        return FindingState.ISSUED
    is_nonconformity = row.type is FindingType.NONCONFORMITY
    return FindingState.CLOSED if is_nonconformity else FindingState.DONE


def _at(day: date) -> datetime:
    """Noon of a day of which nobody noted the time."""
    return datetime.combine(day, _NOON, UTC)


def requirement_named(unit: ReadUnit, reference: str) -> Requirement | None:
    """The clause or control that a list names, such as "Annex A 5.18"; None where it names none."""
    found = _REFERENCE.search(reference)
    if found is None:
        return None
    query = select(Requirement).where(
        Requirement.reference == re.sub(r"^A[. ]?", "A.", found[0]),
        Requirement.kind.in_((RequirementKind.CLAUSE, RequirementKind.CONTROL)),
    )
    return unit.session.scalars(query.order_by(Requirement.id.desc())).first()


def _criterion(uow: UnitOfWork, finding_id: str, reference: str) -> FindingCriterion:
    """The requirement that the list names, or what it says as a requirement of the organisation."""
    requirement = requirement_named(uow, reference)
    return FindingCriterion(
        finding_id=finding_id,
        kind=requirement.kind if requirement else RequirementKind.ORGANIZATIONAL,
        reference=requirement.reference if requirement else reference,
        requirement_id=requirement.id if requirement else None,
        is_primary=True,
        position=1,
    )


def _answer(uow: UnitOfWork, finding_id: str, row: EarlierRow) -> None:
    response = Response(finding_id=finding_id, cause=row.cause)
    uow.session.add(response)
    if row.action:
        done_on = row.closed_on
        uow.session.add(
            Action(response_id=response.id, position=1, what=row.action, due_on=row.due_on, done_on=done_on)
        )
