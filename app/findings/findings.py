"""Findings as the auditor raises and writes them. Before issue nothing refuses a note (R-56)."""

from dataclasses import dataclass

from sqlalchemy import select

from app import numbers
from app.edits import set_fields
from app.errors import UserError
from app.findings import criteria, lifecycle
from app.findings.facts import facts_of
from app.findings.grading import effective_answers, regrade
from app.findings.writing import finding_to_write
from app.unit_of_work import UnitOfWork
from app.words import N_
from models.checklist import ChecklistItem
from models.evidence import EvidenceLink
from models.finding import (
    AuditeePosition,
    Finding,
    FindingCriterion,
    FindingSample,
    FindingState,
    FindingType,
    GradingAnswer,
)
from models.grading import Answer, Question

TEXT_FIELDS = frozenset(
    {
        "title",
        "requirement_text",
        "evidence_text",
        "statement",
        "extent",
        "risk",
        "recommendation",
        "expected_benefit",
        "corrected_during_audit",
    }
)
FIELDS = TEXT_FIELDS | {"owner_id"}
RESULT_CHANGED = N_("The result of the item was changed before anything was written.")


@dataclass(frozen=True, slots=True)
class Raised:
    """A finding that is there now. `is_new` is false when the item had one already."""

    id: str
    number: str
    is_new: bool = True


def raise_finding(
    uow: UnitOfWork,
    audit_id: str,
    *,
    type: FindingType,  # noqa: A002 - the word of the trade
    title: str = "",
    item_id: str | None = None,
    session_id: str | None = None,
    from_text: str = "",
) -> Raised:
    """Raise a finding as a draft with the next number of its audit (R-1). Label: `labels.RAISE`.

    On an item it is judged by the item's requirement. `from_text`, the words selected in the notes, begins
    its evidence.
    """
    finding = Finding(
        audit_id=audit_id,
        number=numbers.next_number(uow, audit_id, numbers.FINDING),
        type=type,
        title=title.strip(),
        item_id=item_id,
        session_id=session_id,
        raised_at=uow.now(),
        raised_by_id=uow.actor_id,
        evidence_text=from_text.strip(),
    )
    uow.session.add(finding)
    uow.session.flush()
    if item_id:
        item = uow.session.get_one(ChecklistItem, item_id)
        criteria.add_requirement(uow, finding.id, item.requirement_id)
    return Raised(finding.id, finding.number)


def candidate_for_item(uow: UnitOfWork, item_id: str, session_id: str | None = None) -> Raised:
    """The nonconformity of an item that was found nonconforming, raised if there is none yet (section 9).

    It has no title of its own at first: reads show the title of the requirement.
    """
    finding = _nonconformity_of(uow, item_id)
    if finding is not None:
        return Raised(finding.id, finding.number, is_new=False)
    audit_id = uow.session.get_one(ChecklistItem, item_id).audit_id
    kind = FindingType.NONCONFORMITY
    return raise_finding(uow, audit_id, type=kind, item_id=item_id, session_id=session_id)


def withdraw_untouched_candidate(uow: UnitOfWork, item_id: str) -> str | None:
    """Withdraw an item's candidate while nobody has written on it; its number stays listed (R-1).

    For a result that was pressed by mistake. Returns the number, or None when there is nothing to withdraw.
    """
    finding = _nonconformity_of(uow, item_id)
    if finding is None or not _is_untouched(uow, finding):
        return None
    lifecycle.withdraw(uow, finding.id, RESULT_CHANGED)
    return finding.number


def edit(uow: UnitOfWork, finding_id: str, **fields: str | None) -> None:
    """Change texts (`TEXT_FIELDS`) or the owner (`owner_id`) of a finding. Raises UserError after issue."""
    finding = finding_to_write(uow, finding_id)
    set_fields(uow, Finding, finding.id, FIELDS, fields)


def change_type(uow: UnitOfWork, finding_id: str, to: FindingType) -> None:
    """Change what a draft is.

    Raises UserError when evidence shows that the requirement was not fulfilled (Q1), or when it has left the
    draft: a confirmed nonconformity never becomes an opportunity for improvement (AS-10).
    """
    finding = finding_to_write(uow, finding_id)
    if to is finding.type:
        return
    if finding.state is not FindingState.DRAFT:
        raise _type_is_settled(finding)
    if finding.type is FindingType.NONCONFORMITY and _is_proven(uow, finding):
        raise _is_a_nonconformity(finding)
    finding.type, finding.grade_reason = to, ""
    regrade(uow, finding)


def record_position(
    uow: UnitOfWork,
    finding_id: str,
    position: AuditeePosition,
    text: str = "",
    by_id: str | None = None,
) -> None:
    """Record what the auditee says, in their words and by whom (section 7.4). Raises UserError after issue.

    A disputed finding goes its way; the disagreement is printed in the report.
    """
    finding = finding_to_write(uow, finding_id)
    finding.position, finding.position_text = position, text.strip()
    asked = position is not AuditeePosition.NOT_ASKED
    finding.position_at = uow.now() if asked else None
    finding.position_by_id = by_id if asked else None


def _nonconformity_of(uow: UnitOfWork, item_id: str) -> Finding | None:
    query = select(Finding).where(
        Finding.item_id == item_id,
        Finding.type == FindingType.NONCONFORMITY,
        Finding.state != FindingState.WITHDRAWN,
    )
    return uow.session.scalars(query.order_by(Finding.raised_at, Finding.id)).first()


def _is_untouched(uow: UnitOfWork, finding: Finding) -> bool:
    written = any(getattr(finding, name) for name in FIELDS)
    chosen = finding.grade or finding.grade_reason or finding.repeat_of_id
    is_draft = finding.state is FindingState.DRAFT and finding.position is AuditeePosition.NOT_ASKED
    return is_draft and not written and not chosen and not _has_company(uow, finding.id)


def _has_company(uow: UnitOfWork, finding_id: str) -> bool:
    """Whether answers, evidence, samples, a second criterion or another finding lean on it."""
    criteria_of_it = select(FindingCriterion.id).where(FindingCriterion.finding_id == finding_id)
    leaning = (
        select(GradingAnswer.id).where(GradingAnswer.finding_id == finding_id),
        select(EvidenceLink.id).where(EvidenceLink.finding_id == finding_id),
        select(FindingSample.id).where(FindingSample.finding_id == finding_id),
        select(Finding.id).where(Finding.merged_into_id == finding_id),
        select(Finding.id).where(Finding.repeat_of_id == finding_id),
    )
    if len(uow.session.scalars(criteria_of_it).all()) > 1:
        return True
    return any(uow.session.scalars(query).first() is not None for query in leaning)


def _is_proven(uow: UnitOfWork, finding: Finding) -> bool:
    answers = effective_answers(uow.session, facts_of(uow.session, finding))
    without_requirement = answers.get(Question.Q0) is Answer.NO
    return answers.get(Question.Q1) is Answer.YES and not without_requirement


def _type_is_settled(finding: Finding) -> UserError:
    if finding.type is FindingType.NONCONFORMITY:
        what = N_(
            "{number} is a nonconformity and past the draft: it does not become another type of finding."
        )
    else:
        what = N_("{number} is past the draft: it does not become another type of finding.")
    return UserError(
        what,
        N_("Nothing was changed."),
        N_("Withdraw it with a reason and raise a separate finding."),
        number=finding.number,
    )


def _is_a_nonconformity(finding: Finding) -> UserError:
    return UserError(
        N_("Evidence shows that the requirement was not fulfilled: {number} is a nonconformity."),
        N_("Nothing was changed."),
        N_("Correct the answer to that question if it is wrong, or withdraw the finding with a reason."),
        number=finding.number,
    )
