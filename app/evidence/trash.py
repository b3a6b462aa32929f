"""The trash: evidence that was removed lies here with its links and its custody until it is restored.

What goes for good goes by `app.retention.destroying`.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.edits import existing
from app.errors import UserError
from app.evidence import custody
from app.evidence.kept_rows import from_plain, to_plain
from app.evidence.names import display_name
from app.numbers import in_order
from app.programme import people
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.audit import Audit
from models.base import Row, instant_from_text, instant_text
from models.checklist import ChecklistItem
from models.evidence import CustodyAction, CustodyEntry, Evidence, EvidenceLink, EvidenceRequest, StoredObject
from models.finding import Finding
from models.retention import TrashedEvidence
from models.sample import Sample, SampleEvidence
from models.session import AuditSession, NoteLine

__all__ = ["Restored", "TrashRow", "restore_from_trash", "to_trash", "trash_count", "trash_rows"]

_PARTS: tuple[type[Row], ...] = (EvidenceLink, SampleEvidence, CustodyEntry)


@dataclass(frozen=True, slots=True)
class TrashRow:
    """A piece in the trash. `size` is that of its file, None without one."""

    id: str
    audit_id: str
    audit: str
    number: str
    title: str
    name: str
    size: int | None
    removed_at: datetime
    removed_by: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back; `lost_links` counts places that used it and are gone since."""

    number: str
    lost_links: int


def to_trash(uow: UnitOfWork, evidence: Evidence, requests: Sequence[EvidenceRequest]) -> None:
    """Take a piece with its links and its custody into the trash; it answers `requests` no more."""
    parts = {table.__tablename__: _of(uow, table, evidence.id) for table in _PARTS}
    content = {
        "evidence": to_plain(evidence),
        "requests": [[row.id, instant_text(row.received_at)] for row in requests if row.received_at],
        **{name: [to_plain(row) for row in rows] for name, rows in parts.items()},
    }
    for request in requests:
        request.evidence_id, request.received_at = None, None
    for row in (*(row for rows in parts.values() for row in rows), evidence):
        uow.session.delete(row)
    uow.session.flush()
    uow.session.add(
        TrashedEvidence(
            id=evidence.id,
            audit_id=evidence.audit_id,
            number=evidence.number,
            object_id=evidence.object_id,
            removed_at=uow.now(),
            removed_by_id=uow.actor_id,
            content=json.dumps(content, ensure_ascii=False),
        )
    )
    uow.session.flush()


def _of(uow: UnitOfWork, table: type[Row], evidence_id: str) -> Sequence[Row]:
    column = table.__table__.columns["evidence_id"]
    return uow.session.scalars(select(table).where(column == evidence_id).order_by(table.id)).all()


def trash_rows(unit: ReadUnit) -> tuple[TrashRow, ...]:
    """Everything in the trash of all audits, what was removed last on top."""
    query = (
        select(TrashedEvidence, Audit.number, StoredObject.size)
        .join(Audit, Audit.id == TrashedEvidence.audit_id)
        .outerjoin(StoredObject, StoredObject.id == TrashedEvidence.object_id)
        .where(TrashedEvidence.content != "")
        .order_by(TrashedEvidence.removed_at.desc(), *in_order(TrashedEvidence.number))
    )
    found = unit.session.execute(query).all()
    known = people.names(unit) if found else {}
    return tuple(_row(row, audit, size, known.get(row.removed_by_id or "", "")) for row, audit, size in found)


def _row(row: TrashedEvidence, audit: str, size: int | None, by: str) -> TrashRow:
    piece = json.loads(row.content)["evidence"]
    return TrashRow(
        row.id,
        row.audit_id,
        audit,
        row.number,
        display_name(piece["title"]),
        display_name(piece["original_name"]),
        size,
        row.removed_at,
        by,
    )


def trash_count(unit: ReadUnit) -> int:
    """How many pieces are in the trash."""
    query = select(func.count(TrashedEvidence.id)).where(TrashedEvidence.content != "")
    return unit.session.scalar(query) or 0


def restore_from_trash(uow: UnitOfWork, evidence_id: str) -> Restored:
    """Bring a piece back with its number, its custody, and its links to what is still there.

    Raises UserError when it is not in the trash, and when it was made from a piece that is not there.
    """
    trashed = existing(uow, TrashedEvidence, evidence_id)
    content = json.loads(trashed.content or "{}")
    evidence = from_plain(Evidence, content["evidence"])
    _refuse_without_original(uow, evidence)
    if evidence.session_id and uow.session.get(AuditSession, evidence.session_id) is None:
        evidence.session_id = None
    uow.session.add(evidence)
    lost = _restore_links(uow, content)
    uow.session.add_all(from_plain(CustodyEntry, one) for one in content[CustodyEntry.__tablename__])
    _answer_again(uow, evidence_id, content["requests"])
    _note(uow, trashed)
    uow.session.delete(trashed)
    uow.session.flush()
    return Restored(evidence.number, lost)


def _refuse_without_original(uow: UnitOfWork, evidence: Evidence) -> None:
    original_id = evidence.derived_from_id
    if original_id is None or uow.session.get(Evidence, original_id) is not None:
        return
    trashed = uow.session.get(TrashedEvidence, original_id)
    raise UserError(
        N_("{number} was made from {original}, which is in the trash too.")
        if trashed
        else N_("{number} was made from a piece that is not there any more."),
        N_("Nothing was changed."),
        N_("Restore {original} first.") if trashed else "",
        number=evidence.number,
        original=trashed.number if trashed else "",
    )


def _restore_links(uow: UnitOfWork, content: dict[str, Any]) -> int:
    """Use the piece again where it was used; returns how many of those places are gone."""
    links = [from_plain(EvidenceLink, one) for one in content[EvidenceLink.__tablename__]]
    samples = [from_plain(SampleEvidence, one) for one in content[SampleEvidence.__tablename__]]
    there = [link for link in links if _is_there(uow, link)]
    backed = [row for row in samples if uow.session.get(Sample, row.sample_id) is not None]
    uow.session.add_all([*there, *backed])
    return len(links) - len(there) + len(samples) - len(backed)


def _is_there(uow: UnitOfWork, link: EvidenceLink) -> bool:
    targets: Iterable[tuple[type[Row], str | None]] = (
        (ChecklistItem, link.item_id),
        (Finding, link.finding_id),
        (NoteLine, link.note_line_id),
    )
    return all(uow.session.get(table, row_id) is not None for table, row_id in targets if row_id)


def _answer_again(uow: UnitOfWork, evidence_id: str, requests: list[list[str]]) -> None:
    """Requests that it answered are answered again, unless something else has answered them since."""
    for request_id, received_at in requests:
        request = uow.session.get(EvidenceRequest, request_id)
        if request is not None and request.received_at is None:
            request.evidence_id = evidence_id
            request.received_at = instant_from_text(received_at)


def _note(uow: UnitOfWork, trashed: TrashedEvidence) -> None:
    """The chain of custody tells of the removal too (R-23)."""
    uow.session.add(
        CustodyEntry(
            evidence_id=trashed.id,
            at=trashed.removed_at,
            by_id=trashed.removed_by_id,
            action=CustodyAction.REMOVED,
        )
    )
    custody.record(uow, trashed.id, CustodyAction.RESTORED)
