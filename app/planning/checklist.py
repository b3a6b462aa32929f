"""The checklist of an audit: its own copy of the questions in its scope (R-48).

Once the report is issued the questions stand as they were asked (R-5).
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from app.edits import existing, set_fields
from app.library.pack_data import opening_questions
from app.library.packs import PackData, QuestionData, requirement_ids
from app.library.soa import soa_lines
from app.planning.writing import refuse_after_issue
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.audit import Audit
from models.checklist import ChecklistItem
from models.framework import Requirement

EXCLUSION_QUESTION = N_(
    "The Statement of Applicability leaves this control out. What would have to be true for it to become "
    "necessary, and how do you know that this is not so today?"
)
_EXCLUSION_LOOK_FOR = (
    N_("The reason is a fact about scope and risk, not convenience"),
    N_("Nothing seen in this audit contradicts it"),
    N_("Outsourcing is not given as the reason"),
)
_EXCLUSION_EVIDENCE = (
    N_("The entry and its approval in the pinned version"),
    N_("Inventory, contract or network extract that confirms the exclusion"),
)
_ITEM_FIELDS = frozenset({"question", "must_ask", "minutes", "interviewee_role"})
_COPIED = (
    "requirement_id",
    "code",
    "position",
    "verifies_exclusion",
    "question",
    "why",
    "look_for",
    "expected_evidence",
    "sampling_hint",
    "interviewee_role",
    "methods",
    "red_flags",
    "follow_up_probes",
    "cross_references",
    "minutes",
    "must_ask",
)


def build_checklist(
    uow: UnitOfWork, audit_id: str, pack: PackData, pack_id: str, references: Iterable[str] | None = None
) -> int:
    """Copy the opening question of each requirement into the audit; returns how many items it now has.

    `references` limits it to some requirements. A control that the pinned SoA excludes gets one item that
    verifies the exclusion instead (R-54); a clause is never excluded (R-26). Items that exist are kept.
    """
    audit = existing(uow, Audit, audit_id)
    ids = requirement_ids(uow, pack_id)
    wanted = set(ids) if references is None else set(references)
    excluded = excluded_controls(uow, audit.soa_version_id)
    present = set(uow.session.scalars(select(ChecklistItem.code).where(ChecklistItem.audit_id == audit_id)))
    position = len(present)
    for code, reference, question in _questions(opening_questions(pack), excluded):
        if reference in wanted and code not in present:
            uow.session.add(_item(audit_id, ids[reference], code, position, question))
            position += 1
    uow.session.flush()
    return position


def excluded_controls(unit: ReadUnit, soa_version_id: str | None) -> set[str]:
    """References of the controls that a version of the SoA leaves out; none without a version."""
    if soa_version_id is None:
        return set()
    return {line.reference for line in soa_lines(unit, soa_version_id).values() if not line.applicable}


def _questions(pack: PackData, excluded: set[str]) -> Iterable[tuple[str, str, QuestionData | None]]:
    by_reference: dict[str, list[QuestionData]] = {}
    for question in pack.questions:
        by_reference.setdefault(question.primary, []).append(question)
    for requirement in pack.requirements:
        reference = requirement.reference
        if reference in excluded:
            yield verification_code(reference), reference, None
            continue
        for question in by_reference.get(reference, []):
            yield question.code, reference, question


def _item(
    audit_id: str, requirement_id: str, code: str, position: int, question: QuestionData | None
) -> ChecklistItem:
    place = {"audit_id": audit_id, "requirement_id": requirement_id, "code": code, "position": position}
    return ChecklistItem(**place, **_asked(question))


def _asked(question: QuestionData | None) -> dict[str, Any]:
    """The fields of an item that asks a question of the bank; None verifies an exclusion."""
    if question is None:
        return {
            "verifies_exclusion": True,
            "question": EXCLUSION_QUESTION,
            "look_for": _EXCLUSION_LOOK_FOR,
            "expected_evidence": _EXCLUSION_EVIDENCE,
            "methods": ("document_review", "interview"),
            "minutes": 5,
        }
    return {
        "verifies_exclusion": False,
        "question": question.question,
        "why": question.why,
        "look_for": question.look_for,
        "expected_evidence": question.evidence,
        "sampling_hint": question.sampling,
        "interviewee_role": question.interviewee,
        "methods": question.methods,
        "red_flags": question.red_flags,
        "follow_up_probes": question.follow_up,
        "cross_references": question.cross,
        "minutes": question.minutes,
    }


def verification_code(reference: str) -> str:
    """The code of the item that verifies the exclusion of a control."""
    return f"X-{reference}"


def ask_instead(item: ChecklistItem, reference: str, question: QuestionData | None) -> None:
    """Let an item ask another question on its requirement, None to verify its exclusion.

    Its place on agendas stays. For an item without work on it.
    """
    fresh = _item(
        item.audit_id,
        item.requirement_id,
        question.code if question else verification_code(reference),
        item.position,
        question,
    )
    for name in _COPIED:
        setattr(item, name, getattr(fresh, name))
    item.reasons = ()


def add_from_bank(
    uow: UnitOfWork,
    audit_id: str,
    requirement_id: str,
    code: str,
    question: QuestionData | None,
    reasons: tuple[str, ...] = (),
) -> str:
    """Copy one question of the bank into the audit, None to verify an exclusion; returns the item's id.

    `reasons` as in `ChecklistItem.reasons`.
    """
    refuse_after_issue(uow, audit_id)
    count = uow.session.scalar(select(func.count(ChecklistItem.id)).where(ChecklistItem.audit_id == audit_id))
    item = _item(audit_id, requirement_id, code, count or 0, question)
    item.reasons = reasons
    uow.session.add(item)
    uow.session.flush()
    return item.id


def copy_items(uow: UnitOfWork, source_id: str, target_id: str) -> None:
    """Copy the questions of one audit to another, without results.

    Left out is what no longer fits the version of the SoA that the target is judged by: questions on a
    control that it excludes, and verifications of an exclusion that it does not make (R-54).
    """
    excluded = excluded_controls(uow, existing(uow, Audit, target_id).soa_version_id)
    query = select(ChecklistItem, Requirement.reference).join(
        Requirement, Requirement.id == ChecklistItem.requirement_id
    )
    query = query.where(ChecklistItem.audit_id == source_id).order_by(ChecklistItem.position)
    for item, reference in uow.session.execute(query).all():
        if item.verifies_exclusion == (reference in excluded):
            values = {name: getattr(item, name) for name in _COPIED}
            uow.session.add(ChecklistItem(audit_id=target_id, **values))
    uow.session.flush()


def references(unit: ReadUnit, audit_id: str) -> set[str]:
    """The requirements that the checklist of an audit asks about."""
    query = select(Requirement.reference).join(ChecklistItem, ChecklistItem.requirement_id == Requirement.id)
    return set(unit.session.scalars(query.where(ChecklistItem.audit_id == audit_id)))


def add_question(uow: UnitOfWork, audit_id: str, requirement_id: str, question: str) -> str:
    """Add a question thought of in the room to the audit's own checklist; returns the item's id."""
    refuse_after_issue(uow, audit_id)
    count = uow.session.scalar(select(func.count(ChecklistItem.id)).where(ChecklistItem.audit_id == audit_id))
    reference = uow.session.get_one(Requirement, requirement_id).reference
    taken = uow.session.scalar(
        select(func.count(ChecklistItem.id)).where(
            ChecklistItem.audit_id == audit_id, ChecklistItem.requirement_id == requirement_id
        )
    )
    item = ChecklistItem(
        audit_id=audit_id,
        requirement_id=requirement_id,
        code=f"O-{reference}-{(taken or 0) + 1:02d}",
        position=count or 0,
        question=question,
    )
    uow.session.add(item)
    uow.session.flush()
    return item.id


def edit_item(uow: UnitOfWork, item_id: str, **values: object) -> None:
    """Change this audit's copy of a question; the bank stays as it is (R-48)."""
    refuse_after_issue(uow, existing(uow, ChecklistItem, item_id).audit_id)
    set_fields(uow, ChecklistItem, item_id, _ITEM_FIELDS, values)


def turn_must_ask(uow: UnitOfWork, item_id: str) -> None:
    """Say that an item must be asked, or that it need not be."""
    item = existing(uow, ChecklistItem, item_id)
    item.must_ask = not item.must_ask
    uow.session.flush()
