"""The proposal of a checklist: read, steered by requirement, and put into the audit's checklist."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from app.edits import existing
from app.library.bank import bank_of
from app.library.pack_data import QuestionData
from app.planning import checklist
from app.planning.proposal_facts import facts_of, frame_of
from app.planning.proposal_words import Change, ProposedItem, kept
from app.planning.proposing import covers_everything, propose
from app.planning.removing import remove_items
from app.planning.writing import refuse_after_issue
from app.sessions.results import set_result
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import Words, listed
from models.audit import Audit, Criterion
from models.checklist import AskedDepth, ChecklistItem, DepthChoice, Result

__all__ = ["AskedDepth", "Change", "Proposal", "ProposedItem"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed. `minutes_planned` is what the sessions have room for, None while none has a time."""

    items: tuple[ProposedItem, ...]
    minutes_planned: int | None

    @property
    def asked(self) -> tuple[ProposedItem, ...]:
        """The items of the audit once it is taken over: those that stay, and those that are added."""
        return tuple(item for item in self.items if item.change is not Change.LEAVE_OUT)

    @property
    def minutes(self) -> int:
        """What the items that are asked would take."""
        return sum(item.minutes for item in self.asked)

    @property
    def added(self) -> tuple[ProposedItem, ...]:
        return tuple(item for item in self.items if item.change is Change.ADD)

    @property
    def left_out(self) -> tuple[ProposedItem, ...]:
        return tuple(item for item in self.items if item.change is Change.LEAVE_OUT)


@dataclass(frozen=True, slots=True)
class Applied:
    """How many items came, and how many were left out or taken off."""

    added: int
    left_out: int


def proposal(unit: ReadUnit, audit_id: str) -> Proposal:
    """What the checklist of an audit should ask, with a reason for each item."""
    frame = frame_of(unit, audit_id)
    return Proposal(propose(facts_of(unit, audit_id), frame), frame.minutes)


def choose_depth(
    uow: UnitOfWork, audit_id: str, requirement_ids: Iterable[str], depth: AskedDepth | None
) -> None:
    """Decide how deep these requirements are asked; None leaves it to the proposal again."""
    for choice in _choices(uow, audit_id, requirement_ids):
        choice.depth = depth
    uow.session.flush()


def emphasise(uow: UnitOfWork, audit_id: str, requirement_ids: Iterable[str], *, wanted: bool) -> None:
    """Say that these requirements carry a risk to look at closely, or that they do not."""
    for choice in _choices(uow, audit_id, requirement_ids):
        choice.is_emphasised = wanted
    uow.session.flush()


def _choices(uow: UnitOfWork, audit_id: str, requirement_ids: Iterable[str]) -> list[DepthChoice]:
    refuse_after_issue(uow, audit_id)
    rows = uow.session.scalars(select(DepthChoice).where(DepthChoice.audit_id == audit_id)).all()
    known = {row.requirement_id: row for row in rows}
    found = []
    for requirement_id in dict.fromkeys(requirement_ids):
        if requirement_id not in known:
            known[requirement_id] = DepthChoice(audit_id=audit_id, requirement_id=requirement_id)
            uow.session.add(known[requirement_id])
        found.append(known[requirement_id])
    return found


def apply_proposal(uow: UnitOfWork, audit_id: str) -> Applied:
    """Put what is proposed into the checklist, and keep the reason of each item.

    What is left out of an audit of the whole scope stays as not examined this time, so that the report says
    so and the next audit sees it (section 9); a second question, or one in a partial audit, is taken off.
    Raises UserError once the report is issued.
    """
    refuse_after_issue(uow, audit_id)
    applying = _Applying(uow, audit_id)
    items = proposal(uow, audit_id).items
    for item in items:
        if item.change is Change.KEEP:
            applying.keep(item)
    added = [applying.add(item) for item in items if item.change is Change.ADD]
    asked = {item.requirement_id for item in items if item.change is not Change.LEAVE_OUT}
    left_out = [
        applying.leave_out(item, is_last=item.opens and item.requirement_id not in asked)
        for item in items
        if item.change is Change.LEAVE_OUT
    ]
    uow.session.flush()
    return Applied(len(added), sum(left_out))


class _Applying:
    """Changes the checklist of one audit item by item."""

    def __init__(self, uow: UnitOfWork, audit_id: str) -> None:
        audit = existing(uow, Audit, audit_id)
        self._uow = uow
        self._audit_id = audit_id
        self._is_whole = covers_everything(audit.type)
        self._words = Words(audit.report_language)
        self._bank: dict[str, QuestionData] | None = None

    def keep(self, item: ProposedItem) -> None:
        self._say_why(item.item_id, item)

    def add(self, item: ProposedItem) -> str:
        """A question comes in, or one that was left out is taken up again."""
        if not item.item_id:
            question = self._question(item.code)
            return checklist.add_from_bank(
                self._uow, self._audit_id, item.requirement_id, item.code, question, kept(item.reasons)
            )
        set_result(self._uow, item.item_id, Result.OPEN, reason="")
        self._say_why(item.item_id, item)
        return item.item_id

    def leave_out(self, item: ProposedItem, *, is_last: bool) -> bool:
        """Leave one out; False where nothing had to change. `is_last` stands for its requirement."""
        if not (self._is_whole and is_last):
            return bool(item.item_id) and self._take_off(item.item_id)
        item_id = item.item_id or self.add(item)
        if existing(self._uow, ChecklistItem, item_id).result is Result.NOT_EXAMINED:
            return False
        reason = self._words.message(listed(item.reasons))
        set_result(self._uow, item_id, Result.NOT_EXAMINED, reason=reason)
        self._say_why(item_id, item)
        return True

    def _say_why(self, item_id: str, item: ProposedItem) -> None:
        existing(self._uow, ChecklistItem, item_id).reasons = kept(item.reasons)

    def _question(self, code: str) -> QuestionData | None:
        """A question of the packs that the audit is judged by; None for the verification of an exclusion."""
        if self._bank is None:
            packs = select(Criterion.pack_id).where(Criterion.audit_id == self._audit_id)
            known = [pack_id for pack_id in self._uow.session.scalars(packs) if pack_id]
            self._bank = {one.code: one for pack_id in known for one in bank_of(self._uow, pack_id)}
        return self._bank.get(code)

    def _take_off(self, item_id: str) -> bool:
        existing(self._uow, ChecklistItem, item_id).result = Result.OPEN
        self._uow.session.flush()
        remove_items(self._uow, self._audit_id, [item_id])
        return True
