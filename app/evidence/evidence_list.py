"""Which evidence to list, and in what order: ids from SQL, so that a long list costs little."""

import enum
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select

from app.numbers import in_order
from app.unit_of_work import ReadUnit
from models.evidence import Evidence, EvidenceKind, EvidenceLink, EvidenceWeight, StoredObject
from models.organization import Person
from models.session import NoteLine


class EvidenceSort(enum.Enum):
    """What a list of evidence is ordered by."""

    NUMBER = "number"
    TITLE = "title"
    KIND = "kind"
    WEIGHT = "weight"
    OBTAINED_AT = "obtained_at"
    OBTAINED_FROM = "obtained_from"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class EvidenceFilter:
    """Which evidence to list; what is empty does not narrow it. `text` is looked for in number, title, file
    name, source and notes, without regard to case."""

    text: str = ""
    kinds: tuple[EvidenceKind, ...] = ()
    weights: tuple[EvidenceWeight, ...] = ()
    session_id: str | None = None
    item_id: str | None = None
    only_unlinked: bool = False


_SEARCHED = (Evidence.number, Evidence.title, Evidence.original_name, Evidence.source, Evidence.notes)
_ALL = EvidenceFilter()


def evidence_ids(
    unit: ReadUnit,
    audit_id: str,
    chosen: EvidenceFilter = EvidenceFilter(),
    sort: EvidenceSort = EvidenceSort.NUMBER,
    *,
    descending: bool = False,
) -> list[str]:
    """The ids of an audit's evidence, filtered and in order; `evidence_rows` fills in what is on screen."""
    query = select(Evidence.id).where(Evidence.audit_id == audit_id, *_conditions(chosen))
    for column in order_of(sort):
        query = query.order_by(column.desc() if descending else column.asc())
    if sort is EvidenceSort.OBTAINED_FROM:
        query = query.outerjoin(Person, Person.id == Evidence.obtained_from_id)
    if sort is EvidenceSort.SIZE:
        query = query.outerjoin(StoredObject, StoredObject.id == Evidence.object_id)
    return unit.ids(query)


def _conditions(chosen: EvidenceFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if chosen.text.strip():
        wanted = chosen.text.strip()
        conditions.append(or_(*(column.icontains(wanted, autoescape=True) for column in _SEARCHED)))
    if chosen.kinds:
        conditions.append(Evidence.kind.in_(chosen.kinds))
    if chosen.weights:
        conditions.append(Evidence.weight.in_(chosen.weights))
    if chosen.session_id:
        conditions.append(Evidence.session_id == chosen.session_id)
    if chosen.item_id:
        conditions.append(used_by_item(chosen.item_id))
    if chosen.only_unlinked:
        conditions.append(~exists().where(EvidenceLink.evidence_id == Evidence.id))
    return conditions


def used_by_item(item_id: str) -> ColumnElement[bool]:
    """Linked to the item, or to a line of notes that is filed to it."""
    lines = select(NoteLine.id).where(NoteLine.item_id == item_id)
    used = or_(EvidenceLink.item_id == item_id, EvidenceLink.note_line_id.in_(lines))
    return Evidence.id.in_(select(EvidenceLink.evidence_id).where(used))


def order_of(sort: EvidenceSort) -> tuple[ColumnElement[Any], ...]:
    """The columns to order by; pieces that are equal there follow their numbers."""
    number = in_order(Evidence.number)
    first: dict[EvidenceSort, Any] = {
        EvidenceSort.TITLE: func.sort_key(Evidence.title),
        EvidenceSort.KIND: Evidence.kind,
        EvidenceSort.WEIGHT: Evidence.weight,
        EvidenceSort.OBTAINED_AT: Evidence.obtained_at,
        EvidenceSort.OBTAINED_FROM: func.coalesce(Person.sort_name, ""),
        EvidenceSort.SIZE: func.coalesce(StoredObject.size, -1),
    }
    return (first[sort], *number) if sort in first else number
