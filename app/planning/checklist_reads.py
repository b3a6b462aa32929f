"""The checklist as the plan page lists it: ids by filter, rows for those that are seen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select

from app.planning.proposal_words import reason_messages
from app.unit_of_work import ReadUnit
from app.words import Message
from models.audit import Criterion
from models.checklist import ChecklistItem, Result
from models.framework import Requirement
from models.session import SessionItem


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """An item of the audit's own checklist; `sessions` is how many agendas it is on."""

    id: str
    code: str
    requirement_id: str
    reference: str
    title: str
    theme: str
    question: str
    minutes: int
    must_ask: bool
    interviewee_role: str
    verifies_exclusion: bool
    result: Result
    sessions: int
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class ChecklistTotals:
    """How much there is to ask, and how much of it no agenda holds yet. Minutes are planned ones."""

    items: int
    minutes: int
    items_unplanned: int
    must_ask: int


@dataclass(frozen=True, slots=True)
class RequirementChoice:
    """A requirement that a question can be put to."""

    id: str
    reference: str
    title: str
    theme: str


def item_ids(
    unit: ReadUnit,
    audit_id: str,
    *,
    theme: str = "",
    text: str = "",
    unplanned: bool = False,
    is_open: bool = False,
) -> tuple[str, ...]:
    """Ids of the items of a theme that hold `text`, in the order of the framework; "" is no limit.

    `unplanned` leaves only those that are on no session's agenda, `is_open` only those without a result.
    """
    query = (
        select(ChecklistItem.id)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .where(ChecklistItem.audit_id == audit_id, *_limits(theme, text, unplanned))
        .order_by(Requirement.position, Requirement.id, ChecklistItem.position)
    )
    if is_open:
        query = query.where(ChecklistItem.result == Result.OPEN)
    return tuple(unit.session.scalars(query))


def _limits(theme: str, text: str, unplanned: bool) -> list[ColumnElement[bool]]:
    limits: list[ColumnElement[bool]] = []
    if theme:
        limits.append(Requirement.theme == theme)
    for word in text.split():
        fields = (Requirement.reference, Requirement.title, ChecklistItem.question)
        limits.append(or_(*(field.icontains(word, autoescape=True) for field in fields)))
    if unplanned:
        limits.append(~_on_agenda().exists())
    return limits


def _on_agenda() -> Select[str]:
    return select(SessionItem.id).where(SessionItem.item_id == ChecklistItem.id)


def item_rows(unit: ReadUnit, ids: Sequence[str]) -> tuple[ChecklistRow, ...]:
    """Rows of these items, in no order."""
    agendas = (
        select(func.count(SessionItem.id)).where(SessionItem.item_id == ChecklistItem.id).scalar_subquery()
    )
    query = (
        select(ChecklistItem, Requirement, agendas)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .where(ChecklistItem.id.in_(ids))
    )
    return tuple(_row(item, requirement, count) for item, requirement, count in unit.session.execute(query))


def item_references(unit: ReadUnit, ids: Collection[str]) -> dict[str, str]:
    """The references of what these items ask about, by item: `A.8.13`."""
    query = (
        select(ChecklistItem.id, Requirement.reference)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .where(ChecklistItem.id.in_(ids))
    )
    return dict(unit.session.execute(query).all())


def _row(item: ChecklistItem, requirement: Requirement, sessions: int) -> ChecklistRow:
    return ChecklistRow(
        item.id,
        item.code,
        requirement.id,
        requirement.reference,
        requirement.title,
        requirement.theme,
        item.question,
        item.minutes,
        item.must_ask,
        item.interviewee_role,
        item.verifies_exclusion,
        item.result,
        sessions,
        reason_messages(item.reasons),
    )


def totals(unit: ReadUnit, audit_id: str) -> ChecklistTotals:
    """How much there is to ask in an audit."""
    items = ChecklistItem.audit_id == audit_id
    count, minutes, must_ask = unit.session.execute(
        select(
            func.count(ChecklistItem.id),
            func.coalesce(func.sum(ChecklistItem.minutes), 0),
            func.count(ChecklistItem.id).filter(ChecklistItem.must_ask),
        ).where(items)
    ).one()
    unplanned = select(func.count(ChecklistItem.id)).where(items, ~_on_agenda().exists())
    return ChecklistTotals(count, int(minutes), unit.session.scalar(unplanned) or 0, must_ask)


def requirements(unit: ReadUnit, audit_id: str) -> tuple[RequirementChoice, ...]:
    """The requirements of the frameworks that the audit is judged by."""
    query = (
        select(Requirement.id, Requirement.reference, Requirement.title, Requirement.theme)
        .join(Criterion, Criterion.pack_id == Requirement.pack_id)
        .where(Criterion.audit_id == audit_id)
        .order_by(Criterion.position, Requirement.position)
    )
    return tuple(RequirementChoice(*row) for row in unit.session.execute(query))
