"""Evidence hashed again on demand, and records of the same bytes (R-23, R-24)."""

from dataclasses import dataclass

from sqlalchemy import select

from app.evidence import custody
from app.evidence.content import checked_chunks, stored_content
from app.progress import Progress, no_progress
from app.unit_of_work import ReadUnit
from app.words import N_
from app.workspace.workspace import Workspace
from models.evidence import CustodyAction, Evidence


@dataclass(frozen=True, slots=True)
class Twin:
    """Another record of the same bytes in the same audit."""

    id: str
    number: str


def verify_evidence(workspace: Workspace, evidence_id: str, *, progress: Progress = no_progress) -> str:
    """Hash the stored bytes again and note it in the chain of custody; returns the SHA-256.

    Raises UserError when they are not those that were taken in, and Cancelled; nothing is noted then.
    """
    stored = stored_content(workspace, evidence_id)
    for _chunk in checked_chunks(workspace, stored, progress):
        pass
    with workspace.write(N_("Verify {number}"), undoable=False, number=stored.number) as uow:
        custody.record(uow, evidence_id, CustodyAction.VERIFIED, f"SHA-256 {stored.sha256}")
    return stored.sha256


def first_with_same_bytes(unit: ReadUnit, evidence_id: str) -> Twin | None:
    """The first record of these bytes in the audit, where `evidence_id` is a later one (R-24)."""
    evidence = unit.session.get(Evidence, evidence_id)
    if evidence is None or evidence.object_id is None:
        return None
    query = (
        select(Evidence.id, Evidence.number)
        .where(Evidence.object_id == evidence.object_id, Evidence.audit_id == evidence.audit_id)
        .order_by(Evidence.id)
    )
    first = unit.session.execute(query.limit(1)).one()
    return None if first.id == evidence_id else Twin(first.id, first.number)
