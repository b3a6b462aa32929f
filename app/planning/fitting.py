"""The checklist follows the pinned Statement of Applicability (R-54).

A control that a newer version leaves out is no longer asked about: its exclusion is verified. One that it
takes in again is asked about again. What carries work stays as it is beside that (R-52).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.findings.facts import excluded_criteria
from app.library.bank import bank_of
from app.library.pack_data import Depth, QuestionData
from app.numbers import in_order
from app.planning.checklist import ask_instead, verification_code
from app.planning.item_work import work_on
from app.unit_of_work import ReadUnit, UnitOfWork
from models.checklist import ChecklistItem
from models.finding import Finding, FindingCriterion, FindingState
from models.framework import Requirement
from models.session import SessionItem
from models.transitions import LEFT_OUT

_OWN = "O-"


@dataclass(frozen=True, slots=True)
class Fitted:
    """What followed from another version, by reference of the control.

    `kept`: controls with items that stay because of the work on them. `findings`: numbers of those past the
    draft whose primary criterion is left out now (R-53).
    """

    now_excluded: tuple[str, ...] = ()
    now_asked: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


def fit_to_soa(uow: UnitOfWork, audit_id: str, before: set[str], after: set[str]) -> Fitted:
    """Turn the items of the controls that are excluded now and were not `before`, and the other way round."""
    fitting = _Fitting(uow, audit_id)
    excluded = [reference for reference in fitting.references if reference in after - before]
    asked = [reference for reference in fitting.references if reference in before - after]
    turned = [reference for reference in excluded if fitting.verify(reference)]
    asked_again = [reference for reference in asked if fitting.ask(reference)]
    uow.session.flush()
    return Fitted(tuple(turned), tuple(asked_again), tuple(fitting.kept), excluded_findings(uow, audit_id))


def excluded_findings(unit: ReadUnit, audit_id: str) -> tuple[str, ...]:
    """Numbers of findings past the draft whose primary criterion the pinned version leaves out (R-53)."""
    excluded = (
        excluded_criteria().where(FindingCriterion.is_primary).with_only_columns(Finding.id).order_by(None)
    )
    query = select(Finding.number).where(
        Finding.audit_id == audit_id,
        Finding.id.in_(excluded),
        Finding.state.not_in((FindingState.DRAFT, *LEFT_OUT)),
    )
    return tuple(unit.session.scalars(query.order_by(*in_order(Finding.number))))


class _Fitting:
    """Turns the items of one audit, control by control; `kept` are those where work stands in the way."""

    def __init__(self, uow: UnitOfWork, audit_id: str) -> None:
        self._uow = uow
        self._items = _items_by_reference(uow, audit_id)
        self._work = work_on(uow, [item.id for items in self._items.values() for item in items])
        self._bank: dict[str, Sequence[QuestionData]] = {}
        self.kept: list[str] = []

    @property
    def references(self) -> list[str]:
        return list(self._items)

    def verify(self, reference: str) -> bool:
        """Verify the exclusion instead of asking; False where nothing had to change."""
        items = self._items[reference]
        return self._turn(reference, items, [item for item in items if not item.verifies_exclusion], None)

    def ask(self, reference: str) -> bool:
        """Ask about the control instead of verifying its exclusion; False where nothing had to change."""
        items = self._items[reference]
        question = self._opening(reference, items[0].requirement_id)
        checks = [item for item in items if item.verifies_exclusion]
        if question is None or not checks:
            return False
        return self._turn(reference, items, checks, question)

    def _turn(
        self,
        reference: str,
        items: Sequence[ChecklistItem],
        outdated: Sequence[ChecklistItem],
        question: QuestionData | None,
    ) -> bool:
        """Let one item without work become the one that is wanted, or add it; the other bare ones go."""
        bare = [item for item in outdated if not self._carries(item)]
        if len(bare) < len(outdated):
            self.kept.append(reference)
        code = question.code if question else verification_code(reference)
        is_there = any(item.code == code for item in items)
        if not is_there and bare:
            ask_instead(bare.pop(0), reference, question)
        elif not is_there:
            self._uow.session.add(_beside(items[-1], reference, question))
        for item in bare:
            self._remove(item)
        return bool(outdated) or not is_there

    def _carries(self, item: ChecklistItem) -> bool:
        return item.id in self._work or item.code.startswith(_OWN)

    def _opening(self, reference: str, requirement_id: str) -> QuestionData | None:
        """The question that an audit begins with; None where the bank has none on the control."""
        requirement = self._uow.session.get_one(Requirement, requirement_id)
        if requirement.pack_id not in self._bank:
            self._bank[requirement.pack_id] = bank_of(self._uow, requirement.pack_id)
        found = [one for one in self._bank[requirement.pack_id] if one.primary == reference]
        return next((one for one in found if one.depth is Depth.CORE), found[0] if found else None)

    def _remove(self, item: ChecklistItem) -> None:
        places = select(SessionItem).where(SessionItem.item_id == item.id)
        for place in self._uow.session.scalars(places).all():
            self._uow.session.delete(place)
        self._uow.session.delete(item)


def _beside(item: ChecklistItem, reference: str, question: QuestionData | None) -> ChecklistItem:
    made = ChecklistItem(
        audit_id=item.audit_id,
        requirement_id=item.requirement_id,
        code="",
        position=item.position,
        question="",
    )
    ask_instead(made, reference, question)
    return made


def _items_by_reference(uow: UnitOfWork, audit_id: str) -> dict[str, list[ChecklistItem]]:
    query = (
        select(Requirement.reference, ChecklistItem)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .where(ChecklistItem.audit_id == audit_id)
        .order_by(Requirement.position, ChecklistItem.position)
    )
    found: dict[str, list[ChecklistItem]] = {}
    for reference, item in uow.session.execute(query):
        found.setdefault(reference, []).append(item)
    return found
