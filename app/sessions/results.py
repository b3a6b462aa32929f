"""Results of checklist items.

Nothing refuses a result before the report is issued (R-56); after that it stands as it was reported (R-40).
"""

import enum
from collections.abc import Iterable

from app.edits import existing
from app.findings import findings
from app.planning.writing import refuse_after_issue
from app.unit_of_work import UnitOfWork
from models.checklist import ChecklistItem, Result

__all__ = ["Aspect", "Result", "set_aspect", "set_reason", "set_result", "set_results"]


class Aspect(enum.Enum):
    """How far a requirement is met, for those who want to say it: an optional answer beside the result."""

    DESIGNED = "designed"
    IMPLEMENTED = "implemented"
    OPERATING = "operating"


def set_aspect(uow: UnitOfWork, item_id: str, aspect: Aspect, answer: bool | None) -> None:
    """Say whether what is asked for is designed, implemented or operating; None leaves it unsaid.

    It never changes the result. Raises UserError once the report is issued.
    """
    setattr(_item_to_conclude(uow, item_id), aspect.value, answer)
    uow.session.flush()


def set_result(
    uow: UnitOfWork, item_id: str, result: Result, *, reason: str | None = None, session_id: str | None = None
) -> None:
    """Set an item's result with who and when. `nonconforming` makes a candidate finding at once (section 9).

    A reason that is still missing does not stop the result; what stands before the report asks for it.
    Raises UserError once the report is issued.
    """
    item = _item_to_conclude(uow, item_id)
    before = item.result
    item.result = result
    if reason is not None:
        item.result_reason = reason
    is_open = result is Result.OPEN
    item.concluded_at = None if is_open else uow.now()
    item.concluded_by_id = None if is_open else uow.actor_id
    uow.session.flush()
    if result is Result.NONCONFORMING:
        findings.candidate_for_item(uow, item_id, session_id=session_id)
    elif before is Result.NONCONFORMING:
        findings.withdraw_untouched_candidate(uow, item_id)


def _item_to_conclude(uow: UnitOfWork, item_id: str) -> ChecklistItem:
    item = existing(uow, ChecklistItem, item_id)
    refuse_after_issue(uow, item.audit_id)
    return item


def set_reason(uow: UnitOfWork, item_id: str, reason: str) -> None:
    """Why an item was not verified or not examined; the report prints it. Refuses as `set_result` does."""
    _item_to_conclude(uow, item_id).result_reason = reason
    uow.session.flush()


def set_results(uow: UnitOfWork, item_ids: Iterable[str], result: Result, reason: str) -> None:
    """One result and one reason for many items, such as "not examined this time"."""
    for item_id in item_ids:
        set_result(uow, item_id, result, reason=reason)
