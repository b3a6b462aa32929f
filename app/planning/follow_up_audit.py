"""A follow-up audit made from open findings in one step, with an item for each of them (section 7.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.edits import existing
from app.errors import UserError
from app.findings.criteria import CORRECTIVE_ACTION
from app.findings.facts import finding_of
from app.planning import audits
from app.planning.audits import AuditType, organization_of
from app.planning.checklist import add_question
from app.planning.copying import copy_audit
from app.planning.team import assign
from app.unit_of_work import UnitOfWork
from app.words import N_, Words
from models.audit import Audit, Criterion, TeamRole
from models.checklist import ChecklistItem
from models.finding import Action, Finding, FindingCriterion, FindingType, Response
from models.follow_up import FollowedFinding
from models.framework import Requirement

PLAN = N_("Plan follow-up audit {title}")
_MINUTES = 20


@dataclass(frozen=True, slots=True)
class FollowUpPlan:
    """What is decided: which findings, what the audit is called, when it starts, who leads it."""

    finding_ids: tuple[str, ...]
    title: str
    start_on: date | None
    lead_auditor_id: str | None = None


def plan_follow_up(uow: UnitOfWork, plan: FollowUpPlan) -> str:
    """Add the audit, with scope, criteria and team of the newest one whose findings it looks at.

    Each finding gets an item on its requirement that asks whether what was agreed was carried out and works.
    Returns the audit's id. Raises UserError without findings, title or day, and for findings of several
    organisations.
    """
    findings = [finding_of(uow.session, finding_id) for finding_id in plan.finding_ids]
    start_on = _checked(uow, plan, findings)
    base = max((existing(uow, Audit, one.audit_id) for one in findings), key=_newest)
    audit_id = copy_audit(
        uow, base.id, plan.title.strip(), start_on, type=AuditType.FOLLOW_UP, with_questions=False
    )
    _describe(uow, audit_id, findings)
    if plan.lead_auditor_id:
        assign(uow, audit_id, plan.lead_auditor_id, TeamRole.LEAD_AUDITOR)
    for finding in findings:
        item_id = _add_item(uow, audit_id, finding)
        uow.session.add(FollowedFinding(audit_id=audit_id, finding_id=finding.id, item_id=item_id))
    uow.session.flush()
    return audit_id


def _newest(audit: Audit) -> tuple[date, str]:
    return audit.start_on or date.min, audit.id


def _checked(uow: UnitOfWork, plan: FollowUpPlan, findings: Sequence[Finding]) -> date:
    """The day it starts; UserError where something is missing."""
    if not findings or any(one.type is not FindingType.NONCONFORMITY for one in findings):
        raise UserError(
            N_("A follow-up audit looks at nonconformities."), todo=N_("Choose at least one open finding.")
        )
    if not plan.title.strip() or plan.start_on is None:
        raise UserError(
            N_("A follow-up audit needs a title and the day on which it starts."),
            todo=N_("Enter both; everything else can be changed in its plan."),
        )
    if len({organization_of(uow, one.audit_id) for one in findings}) > 1:
        raise UserError(
            N_("These findings belong to several organisations."),
            todo=N_("Plan a follow-up audit for each of them."),
        )
    return plan.start_on


def _describe(uow: UnitOfWork, audit_id: str, findings: Sequence[Finding]) -> None:
    audit = existing(uow, Audit, audit_id)
    text = Words(audit.report_language).text
    numbers = ", ".join(_reference(uow, one) for one in findings)
    audits.edit_audit(
        uow,
        audit_id,
        objectives=text(
            N_("Verify that the actions agreed on {findings} were carried out, and that they work."),
            findings=numbers,
        ),
        reason=text(N_("Open nonconformities: {findings}."), findings=numbers),
        lines_of_enquiry=(),
    )
    audits.edit_scope(
        uow, audit_id, text=text(N_("Corrections and corrective actions on {findings}."), findings=numbers)
    )


def _reference(uow: UnitOfWork, finding: Finding) -> str:
    return f"{existing(uow, Audit, finding.audit_id).number} {finding.number}"


def _add_item(uow: UnitOfWork, audit_id: str, finding: Finding) -> str | None:
    """None where the frameworks of the audit have no requirement to ask on."""
    requirement_id = _requirement_of(uow, audit_id, finding)
    if requirement_id is None:
        return None
    text = Words(existing(uow, Audit, audit_id).report_language).text
    question = text(
        N_(
            "{finding} “{title}”: show me that each action was carried out. How do you know that it has not "
            "come back, here or elsewhere?"
        ),
        finding=_reference(uow, finding),
        title=finding.title.strip() or finding.statement.strip(),
    )
    item = existing(uow, ChecklistItem, add_question(uow, audit_id, requirement_id, question))
    item.must_ask, item.minutes = True, _MINUTES
    item.why = finding.statement
    item.look_for, item.sampling_hint = _agreed(uow, finding)
    item.expected_evidence = (
        text(N_("Evidence of each action, obtained since the response")),
        text(N_("A fresh sample, taken since the actions were done")),
    )
    return item.id


def _requirement_of(uow: UnitOfWork, audit_id: str, finding: Finding) -> str | None:
    """The requirement that the finding is judged by, else that of corrective action itself."""
    packs = select(Criterion.pack_id).where(Criterion.audit_id == audit_id, Criterion.pack_id.is_not(None))
    cited = select(FindingCriterion.reference).where(FindingCriterion.finding_id == finding.id)
    cited = cited.order_by(FindingCriterion.is_primary.desc(), FindingCriterion.position)
    rows = uow.session.execute(
        select(Requirement.reference, Requirement.id).where(Requirement.pack_id.in_(packs))
    )
    known = {row.reference: row.id for row in rows}
    references = [*uow.session.scalars(cited), CORRECTIVE_ACTION]
    return next((known[one] for one in references if one in known), None)


def _agreed(uow: UnitOfWork, finding: Finding) -> tuple[tuple[str, ...], str]:
    """The actions of the running round, and how it was to show that they worked."""
    response = uow.session.scalars(
        select(Response).where(Response.finding_id == finding.id, Response.round == finding.response_round)
    ).first()
    if response is None:
        return (), ""
    actions = select(Action.what).where(Action.response_id == response.id, Action.cancelled_reason == "")
    what = tuple(uow.session.scalars(actions.order_by(Action.position)))
    correction = (response.correction,) if response.correction.strip() else ()
    return (*correction, *what), response.effectiveness_measure
