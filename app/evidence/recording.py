"""From a file in the store to a piece of evidence: its object, its row, its custody entry, its links (R-23).

What is stored and not recorded in the end is removed again.
"""

import errno
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from app.errors import UserError
from app.evidence import custody
from app.evidence.camera import Camera, camera_time, circumstances_by_camera, read_cameras
from app.evidence.circumstances import Circumstances, suggested_kind
from app.evidence.evidence import add_evidence, link_as_told
from app.evidence.leaving import is_photo
from app.evidence.marks import item_name
from app.evidence.object_store import Readable, StoredFile
from app.progress import Progress
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from models.audit import Audit
from models.evidence import CustodyAction, Evidence, StoredObject

NOTHING_ATTACHED = N_("Nothing was attached; the original is untouched.")


@dataclass(frozen=True, slots=True)
class Attached:
    """A new piece of evidence. `same_as` is the number of an earlier one with the same bytes (R-24).

    It carries the audit's number (`IA-2026-03 E-031`) when it belongs to another audit. `filed_to` is the
    item to which a photo was filed by its time, "" where it was not.
    """

    evidence_id: str
    number: str
    same_as: str | None = None
    same_as_id: str | None = None
    filed_to: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that lies in the store and is not recorded yet."""

    stored: StoredFile
    name: str
    media_type: str
    camera: Camera | None = None


class DriveError(UserError):
    """The drive of the workspace refused; the next file would fare no better."""


def store(workspace: Workspace, source: Readable, size: int, what: str, progress: Progress) -> StoredFile:
    """Put bytes into the store; `remove_unless_recorded` follows. Raises UserError and Cancelled."""
    try:
        return workspace.objects.put(source, size, what, progress)
    except OSError as error:
        raise _drive_error(error) from error


def _drive_error(error: OSError) -> DriveError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DriveError(
            N_("The drive that the workspace is on is full."),
            NOTHING_ATTACHED,
            N_("Make room on it, then attach the file again."),
        )
    if error.errno == errno.EFBIG:
        return DriveError(
            N_("The drive that the workspace is on cannot hold a file of this size."),
            NOTHING_ATTACHED,
            N_("Move the workspace to a drive that can; one formatted as FAT32 ends at 4 GB."),
        )
    return DriveError(
        N_("The file could not be stored in the workspace: {reason}."),
        NOTHING_ATTACHED,
        N_("Check the drive that the workspace is on, then attach the file again."),
        reason=error.strerror or str(error),
    )


def with_cameras(workspace: Workspace, worker: Worker | None, taken: Sequence[Taken]) -> list[Taken]:
    """With what cameras wrote into the photos among them; without a worker nobody looks."""
    photos = [file.stored for file in taken if is_photo(file.media_type)]
    cameras = read_cameras(worker, workspace.objects, photos) if worker is not None and photos else {}
    return [replace(file, camera=cameras.get(file.stored.file_name)) for file in taken]


def enter(
    workspace: Workspace,
    audit_id: str,
    taken: Sequence[Taken],
    circumstances: Circumstances,
    merge_key: str,
) -> list[Attached]:
    """Record files that lie in the store already; those without a row afterwards are taken out of it again.

    Steps with one `merge_key` are undone as one.
    """
    try:
        with workspace.write(N_("Attach evidence"), merge_key=merge_key) as uow:
            return [_record(uow, workspace, audit_id, file, circumstances) for file in taken]
    finally:
        remove_unless_recorded(workspace, [file.stored.file_name for file in taken])


def remove_unless_recorded(workspace: Workspace, file_names: Sequence[str]) -> None:
    """After a failed write, or when an earlier object has the same bytes, a new file has no use."""
    query = select(StoredObject.file_name).where(StoredObject.file_name.in_(file_names))
    with workspace.read() as unit:
        known = set(unit.session.scalars(query).all())
    for name in file_names:
        if name in known:
            workspace.objects.settle(name)
        else:
            workspace.objects.remove(name)


def _record(
    uow: UnitOfWork, workspace: Workspace, audit_id: str, taken: Taken, circumstances: Circumstances
) -> Attached:
    stored = object_with(uow, workspace, taken.stored)
    same_as, same_as_id = _first_with(uow, stored.id, audit_id) or (None, None)
    taken_at = camera_time(uow, taken.camera) if taken.camera else None
    by_camera = circumstances_by_camera(uow, audit_id, circumstances, taken_at)
    evidence = _new_evidence(uow, audit_id, taken, by_camera)
    evidence.object_id = stored.id
    evidence.camera_time = taken_at
    evidence.has_location = taken.camera.has_location if taken.camera else None
    custody.record(uow, evidence.id, CustodyAction.TAKEN, f"SHA-256 {stored.sha256}")
    uow.session.flush()
    link_as_told(uow, evidence.id, by_camera)
    item_id = by_camera.item_id if by_camera.item_id != circumstances.item_id else None
    filed_to = item_name(uow, audit_id, item_id) if item_id else ""
    return Attached(evidence.id, evidence.number, same_as, same_as_id, filed_to)


def object_with(uow: UnitOfWork, workspace: Workspace, taken: StoredFile) -> StoredObject:
    """The record of a file that was stored, or of an earlier one with the same bytes (R-24)."""
    return _same_bytes(uow, workspace, taken) or _new_object(uow, taken)


def _same_bytes(uow: UnitOfWork, workspace: Workspace, taken: StoredFile) -> StoredObject | None:
    """The object that holds these bytes already. One that is missing or cut short is no use to anybody."""
    query = select(StoredObject).where(StoredObject.sha256 == taken.sha256, StoredObject.key.is_not(None))
    for stored in uow.session.scalars(query).all():
        if workspace.objects.holds(stored.file_name, stored.size):
            return stored
    return None


def _first_with(unit: ReadUnit, object_id: str, audit_id: str) -> tuple[str, str] | None:
    """Number and id of the first evidence with this object, of this audit if there is one."""
    query = (
        select(Evidence.number, Evidence.id, Audit.id, Audit.number)
        .join(Audit, Audit.id == Evidence.audit_id)
        .where(Evidence.object_id == object_id)
        .order_by(Audit.id != audit_id, Evidence.id)
    )
    row = unit.session.execute(query.limit(1)).first()
    if row is None:
        return None
    number, evidence_id, owner_id, audit_number = row
    return (number if owner_id == audit_id else f"{audit_number} {number}"), evidence_id


def _new_object(uow: UnitOfWork, taken: StoredFile) -> StoredObject:
    stored = StoredObject(file_name=taken.file_name, sha256=taken.sha256, size=taken.size, key=taken.key)
    uow.session.add(stored)
    return stored


def _new_evidence(uow: UnitOfWork, audit_id: str, taken: Taken, circumstances: Circumstances) -> Evidence:
    kind = circumstances.kind or suggested_kind(taken.media_type)
    evidence = add_evidence(uow, audit_id, kind, circumstances.title or taken.name, circumstances)
    evidence.original_name = taken.name
    evidence.media_type = taken.media_type
    return evidence
