"""What items of the checklist carry already: an item with work on it is neither removed nor turned."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType

from sqlalchemy import ColumnElement, select

from app.unit_of_work import ReadUnit
from app.words import N_, Message
from models.checklist import ChecklistItem, Result
from models.evidence import EvidenceLink, EvidenceRequest
from models.finding import Finding
from models.follow_up import FollowedFinding
from models.sample import Sample
from models.session import NoteLine

_RESULT = N_("a result")
_USES: MappingProxyType[str, ColumnElement[str | None]] = MappingProxyType(
    {
        N_("notes"): NoteLine.item_id.expression,
        N_("evidence"): EvidenceLink.item_id.expression,
        N_("something owed"): EvidenceRequest.item_id.expression,
        N_("a sample"): Sample.item_id.expression,
        N_("a finding"): Finding.item_id.expression,
        N_("a finding that is followed up"): FollowedFinding.item_id.expression,
    }
)


def work_on(unit: ReadUnit, item_ids: Sequence[str]) -> dict[str, tuple[Message, ...]]:
    """What each of these items carries; items that carry nothing are left out."""
    found: dict[str, tuple[Message, ...]] = dict.fromkeys(_concluded(unit, item_ids), (Message(_RESULT),))
    for item_id, what in uses_of(unit, item_ids).items():
        found[item_id] = (*found.get(item_id, ()), *what)
    return found


def _concluded(unit: ReadUnit, item_ids: Sequence[str]) -> Iterable[str]:
    concluded = select(ChecklistItem.id).where(
        ChecklistItem.id.in_(item_ids), ChecklistItem.result != Result.OPEN
    )
    return unit.session.scalars(concluded)


def uses_of(unit: ReadUnit, item_ids: Sequence[str]) -> dict[str, tuple[Message, ...]]:
    """What hangs on each of these items beside its result; items on which nothing hangs are left out."""
    found: dict[str, tuple[Message, ...]] = {}
    for name, column in _USES.items():
        for used in unit.session.scalars(select(column).where(column.in_(item_ids)).distinct()):
            found[str(used)] = (*found.get(str(used), ()), Message(name))
    return found
