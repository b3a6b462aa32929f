"""Evidence as pages and report see it: lists by id, rows by chunk, one piece in full, counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased

from app.evidence.circumstances import is_weak, suggested_weight
from app.evidence.custody import Custody, CustodyAction, custody
from app.evidence.evidence_list import (
    EvidenceFilter,
    EvidenceSort,
    evidence_ids,
    order_of,
    used_by_item,
)
from app.evidence.links import Link, links_of
from app.evidence.names import display_name
from app.evidence.sample_reads import samples_of_item
from app.evidence.settled import is_fixed
from app.retention.disposals import DisposalRow, disposal_of
from app.retention.due import DueRow, due_rows
from app.unit_of_work import ReadUnit
from models.audit import Audit
from models.evidence import DerivedHow, Evidence, EvidenceKind, EvidenceLink, EvidenceWeight, StoredObject
from models.organization import Person

__all__ = [
    "Custody",
    "CustodyAction",
    "DerivedHow",
    "EvidenceCounts",
    "EvidenceDetail",
    "EvidenceFilter",
    "EvidenceKind",
    "EvidenceRow",
    "EvidenceSort",
    "EvidenceWeight",
    "Link",
    "custody",
    "evidence_counts",
    "evidence_detail",
    "evidence_ids",
    "evidence_of_audit",
    "evidence_of_finding",
    "evidence_of_item",
    "evidence_of_line",
    "evidence_rows",
    "samples_of_item",
    "suggested_weight",
]

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A line of the table. `name` is the file's, made safe to show; `size` in bytes, None without a file.

    `is_weak`: a screenshot that does not say where it comes from (R-22). Once it is destroyed, only number,
    hash and disposal record remain (R-5).
    """

    id: str
    audit_id: str
    number: str
    title: str
    kind: EvidenceKind
    weight: EvidenceWeight
    name: str
    media_type: str
    size: int | None
    sha256: str
    obtained_at: datetime
    obtained_by: str
    obtained_from_id: str | None
    obtained_from: str
    obtained_how: str
    obtained_where: str
    source: str
    session_id: str | None
    period_start: date | None
    period_end: date | None
    classification: str
    has_personal_data: bool
    is_weak: bool
    destroyed_at: datetime | None
    links: tuple[Link, ...]

    @property
    def is_destroyed(self) -> bool:
        return self.destroyed_at is not None

    @property
    def has_file(self) -> bool:
        """Whether there are bytes to show; what was seen and not taken has none."""
        return self.size is not None and not self.is_destroyed


@dataclass(frozen=True, slots=True)
class EvidenceDetail:
    """One piece in full: its row, what only the detail shows, custody oldest first, numbers of its twins.

    `derived_from` is the number of what it was made from, "" for what was taken in; `copies` are the numbers
    of what was made from it. `camera_time` and `has_location` are what a camera wrote, None where nobody
    looked.
    `due` says when it is to be destroyed, None where neither a date nor a rule says so. `is_fixed`: an issued
    report prints it, so that it is only read.
    """

    row: EvidenceRow
    original_name: str
    notes: str
    derived_from: str
    derived_how: DerivedHow | None
    copies: tuple[str, ...]
    camera_time: datetime | None
    has_location: bool | None
    destroy_on: date | None
    due: DueRow | None
    disposal: DisposalRow | None
    custody: tuple[Custody, ...]
    same_bytes: tuple[str, ...]
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class EvidenceCounts:
    """How much evidence an audit has. `files` have bytes, `size` is their sum."""

    total: int
    files: int
    size: int
    by_kind: dict[EvidenceKind, int]
    unlinked: int
    personal_data: int


def evidence_rows(unit: ReadUnit, ids: Sequence[str]) -> list[EvidenceRow]:
    """The rows of `ids` in that order; those removed in the meantime are left out."""
    found: dict[str, EvidenceRow] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = tuple(ids[start : start + _CHUNK])
        links = links_of(unit, chunk)
        for row in unit.session.execute(_row_query().where(Evidence.id.in_(chunk))).all():
            found[row[0].id] = _row(*row, links[row[0].id])
    return [found[evidence_id] for evidence_id in ids if evidence_id in found]


@cache
def _row_query() -> Select[Evidence, StoredObject, str, str]:
    giver, taker = aliased(Person), aliased(Person)
    return (
        select(Evidence, StoredObject, giver.name, taker.name)
        .outerjoin(StoredObject, StoredObject.id == Evidence.object_id)
        .outerjoin(giver, giver.id == Evidence.obtained_from_id)
        .outerjoin(taker, taker.id == Evidence.obtained_by_id)
    )


def _row(
    evidence: Evidence,
    stored: StoredObject | None,
    obtained_from: str | None,
    obtained_by: str | None,
    links: tuple[Link, ...],
) -> EvidenceRow:
    return EvidenceRow(
        id=evidence.id,
        audit_id=evidence.audit_id,
        number=evidence.number,
        title=evidence.title,
        kind=evidence.kind,
        weight=evidence.weight,
        name=display_name(evidence.original_name),
        media_type=evidence.media_type,
        size=stored.size if stored else None,
        sha256=stored.sha256 if stored else "",
        obtained_at=evidence.obtained_at,
        obtained_by=obtained_by or "",
        obtained_from_id=evidence.obtained_from_id,
        obtained_from=obtained_from or "",
        obtained_how=evidence.obtained_how,
        obtained_where=evidence.obtained_where,
        source=evidence.source,
        session_id=evidence.session_id,
        period_start=evidence.period_start,
        period_end=evidence.period_end,
        classification=evidence.classification,
        has_personal_data=evidence.has_personal_data,
        is_weak=is_weak(evidence.kind, evidence.source, evidence.obtained_how),
        destroyed_at=evidence.destroyed_at,
        links=links,
    )


def evidence_detail(unit: ReadUnit, evidence_id: str) -> EvidenceDetail | None:
    """One piece in full, None when it was removed."""
    rows = evidence_rows(unit, [evidence_id])
    evidence = unit.session.get(Evidence, evidence_id)
    if not rows or evidence is None:
        return None
    origin = unit.session.get(Evidence, evidence.derived_from_id) if evidence.derived_from_id else None
    return EvidenceDetail(
        row=rows[0],
        original_name=evidence.original_name,
        notes=evidence.notes,
        derived_from=origin.number if origin else "",
        derived_how=evidence.derived_how,
        copies=_copies(unit, evidence_id),
        camera_time=evidence.camera_time,
        has_location=evidence.has_location,
        destroy_on=evidence.destroy_on,
        due=next(iter(due_rows(unit, only_ids=(evidence.id,))), None),
        disposal=disposal_of(unit, evidence.id),
        custody=custody(unit, evidence_id),
        same_bytes=_same_bytes(unit, evidence),
        is_fixed=is_fixed(unit, evidence.audit_id, evidence.id),
    )


def _copies(unit: ReadUnit, evidence_id: str) -> tuple[str, ...]:
    query = select(Evidence.number).where(Evidence.derived_from_id == evidence_id)
    return tuple(unit.session.scalars(query.order_by(*order_of(EvidenceSort.NUMBER))).all())


def _same_bytes(unit: ReadUnit, evidence: Evidence) -> tuple[str, ...]:
    """The numbers of other evidence with the same object, with the audit's number where it is another one."""
    if evidence.object_id is None:
        return ()
    query = (
        select(Evidence.number, Audit.id, Audit.number)
        .join(Audit, Audit.id == Evidence.audit_id)
        .where(Evidence.object_id == evidence.object_id, Evidence.id != evidence.id)
        .order_by(Evidence.id)
    )
    return tuple(
        number if audit_id == evidence.audit_id else f"{audit_number} {number}"
        for number, audit_id, audit_number in unit.session.execute(query).all()
    )


def evidence_of_audit(unit: ReadUnit, audit_id: str) -> list[EvidenceRow]:
    """All evidence of an audit in the order of its numbers, for the report's index."""
    return evidence_rows(unit, evidence_ids(unit, audit_id))


def evidence_of_item(unit: ReadUnit, item_id: str) -> list[EvidenceRow]:
    """Evidence linked to the item, or to a line of notes that is filed to it."""
    return _used(unit, used_by_item(item_id))


def newest_of_item(unit: ReadUnit, item_id: str, most: int) -> tuple[list[EvidenceRow], int]:
    """The last `most` of `evidence_of_item`, and how many there are besides."""
    ids = _used_ids(unit, used_by_item(item_id))
    return evidence_rows(unit, ids[-most:]), len(ids[:-most])


def newest_of_session(unit: ReadUnit, session_id: str, most: int) -> tuple[list[EvidenceRow], int]:
    """The last `most` pieces that were taken in during the session, and how many there are besides."""
    ids = _used_ids(unit, Evidence.session_id == session_id)
    return evidence_rows(unit, ids[-most:]), len(ids[:-most])


def evidence_of_finding(unit: ReadUnit, finding_id: str) -> list[EvidenceRow]:
    """Evidence linked to the finding."""
    return _used(unit, _linked(EvidenceLink.finding_id == finding_id))


def evidence_of_line(unit: ReadUnit, note_line_id: str) -> list[EvidenceRow]:
    """Evidence that came with the line of notes."""
    return _used(unit, _linked(EvidenceLink.note_line_id == note_line_id))


def _linked(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return Evidence.id.in_(select(EvidenceLink.evidence_id).where(condition))


def _used(unit: ReadUnit, condition: ColumnElement[bool]) -> list[EvidenceRow]:
    return evidence_rows(unit, _used_ids(unit, condition))


def _used_ids(unit: ReadUnit, condition: ColumnElement[bool]) -> Sequence[str]:
    query = select(Evidence.id).where(condition).order_by(*order_of(EvidenceSort.NUMBER))
    return unit.session.scalars(query).all()


def evidence_counts(unit: ReadUnit, audit_id: str) -> EvidenceCounts:
    """How much evidence an audit has, and of what."""
    of_audit = Evidence.audit_id == audit_id
    files, size = unit.session.execute(
        select(func.count(), func.coalesce(func.sum(StoredObject.size), 0))
        .select_from(Evidence)
        .join(StoredObject, StoredObject.id == Evidence.object_id)
        .where(of_audit, StoredObject.key.is_not(None))
    ).one()
    kinds = select(Evidence.kind, func.count(Evidence.id)).where(of_audit).group_by(Evidence.kind)
    by_kind = {row[0]: row[1] for row in unit.session.execute(kinds)}
    unlinked = ~exists().where(EvidenceLink.evidence_id == Evidence.id)
    return EvidenceCounts(
        total=sum(by_kind.values()),
        files=files,
        size=size,
        by_kind=by_kind,
        unlinked=_count(unit, of_audit, unlinked),
        personal_data=_count(
            unit, of_audit, Evidence.has_personal_data.is_(True), Evidence.destroyed_at.is_(None)
        ),
    )


def _count(unit: ReadUnit, *conditions: ColumnElement[bool]) -> int:
    return unit.session.scalar(select(func.count(Evidence.id)).where(*conditions)) or 0
