"""Attaching: a file is read once, hashed, encrypted and made durable, and only then recorded (R-23).

Everything here is a plain callable for a thread of its own; the units of work inside are short.
"""

import errno
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.errors import UserError
from app.evidence import custody
from app.evidence.circumstances import Circumstances, suggested_kind
from app.evidence.evidence import add_evidence, link_as_told
from app.evidence.media import HEAD, media_type
from app.evidence.names import display_name, storable_text
from app.evidence.object_store import Readable, StoredFile
from app.evidence.source_file import FolderFiles, FolderGivenError, empty, files_in, open_source
from app.planning.writing import is_settled
from app.progress import Progress, no_progress
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from app.workspace.workspace import Workspace
from models.audit import Audit
from models.base import new_id
from models.evidence import CustodyAction, Evidence, StoredObject

__all__ = [
    "Attached",
    "Circumstances",
    "FolderFiles",
    "FolderGivenError",
    "Outcome",
    "attach_bytes",
    "attach_file",
    "attach_files",
    "files_in",
]

_NOT_TOLD = Circumstances()
# A unit of work stays below 20 ms, so that typing meanwhile is not held up.
_RECORDED_AT_ONCE = 4
_NOTHING_ATTACHED = N_("Nothing was attached; the original is untouched.")


@dataclass(frozen=True, slots=True)
class Attached:
    """A new piece of evidence. `same_as` is the number of an earlier one with the same bytes (R-24).

    It carries the audit's number (`IA-2026-03 E-031`) when it belongs to another audit.
    """

    evidence_id: str
    number: str
    same_as: str | None = None
    same_as_id: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of several files: attached, or why not."""

    path: Path
    attached: Attached | None = None
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class _Taken:
    """A file that lies in the store and is not recorded yet."""

    stored: StoredFile
    name: str
    media_type: str


def attach_file(
    workspace: Workspace,
    audit_id: str,
    path: Path,
    circumstances: Circumstances = _NOT_TOLD,
    *,
    progress: Progress = no_progress,
) -> Attached:
    """Take a file in as evidence of the audit.

    Raises UserError for what cannot be attached (FolderGivenError for a folder) and Cancelled; either way
    nothing is left behind.
    """
    _refuse_unwanted(workspace, audit_id, circumstances)
    taken = _take_file(workspace, path, progress)
    return _enter(workspace, audit_id, [taken], circumstances, merge_key="")[0]


def attach_bytes(
    workspace: Workspace,
    audit_id: str,
    name: str,
    content: bytes,
    circumstances: Circumstances = _NOT_TOLD,
    *,
    progress: Progress = no_progress,
) -> Attached:
    """Take in what was pasted, under a file name such as `Screenshot 2026-11-24 09.31.png`."""
    _refuse_unwanted(workspace, audit_id, circumstances)
    if not content:
        raise empty(name)
    stored = store(workspace, io.BytesIO(content), len(content), display_name(name), progress)
    taken = _Taken(stored, name, media_type(content[:HEAD], name))
    return _enter(workspace, audit_id, [taken], circumstances, merge_key="")[0]


def attach_files(
    workspace: Workspace,
    audit_id: str,
    paths: Sequence[Path],
    circumstances: Circumstances = _NOT_TOLD,
    *,
    progress: Progress = no_progress,
) -> tuple[Outcome, ...]:
    """Take several files in; one that cannot be attached does not stop the others. Undone as one step.

    All are stored before the first is recorded: cancelling, or a workspace drive that fails while they are
    stored, leaves nothing behind. Raises Cancelled, and UserError for what concerns all of them.
    """
    _refuse_unwanted(workspace, audit_id, circumstances)
    taken: dict[int, _Taken] = {}
    refused: dict[int, UserError] = {}
    tell = _Overall(paths, progress)
    try:
        for position, path in enumerate(paths):
            try:
                taken[position] = _take_file(workspace, path, tell)
            except _DriveError:
                raise
            except UserError as error:
                refused[position] = error
            tell.next()
    except BaseException:
        for file in taken.values():
            workspace.objects.remove(file.stored.file_name)
        raise
    return _enter_all(workspace, audit_id, paths, taken, refused, circumstances)


class _Overall:
    """Progress in bytes over several files, each of which tells its own."""

    def __init__(self, paths: Sequence[Path], progress: Progress) -> None:
        self._sizes = [_size(path) for path in paths]
        self._total = sum(self._sizes)
        self._position = 0
        self._before = 0
        self._progress = progress

    def __call__(self, done: int, total: int, what: str) -> None:  # noqa: ARG002 - of one file
        self._progress(self._before + done, self._total, what)

    def next(self) -> None:
        self._before += self._sizes[self._position]
        self._position += 1


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _enter_all(
    workspace: Workspace,
    audit_id: str,
    paths: Sequence[Path],
    taken: dict[int, _Taken],
    refused: dict[int, UserError],
    circumstances: Circumstances,
) -> tuple[Outcome, ...]:
    merge_key = f"attach:{new_id()}"
    outcomes = {position: Outcome(paths[position], error=error) for position, error in refused.items()}
    waiting = sorted(taken)
    for start in range(0, len(waiting), _RECORDED_AT_ONCE):
        some = waiting[start : start + _RECORDED_AT_ONCE]
        try:
            attached = _enter(workspace, audit_id, [taken[n] for n in some], circumstances, merge_key)
            outcomes |= {n: Outcome(paths[n], attached=a) for n, a in zip(some, attached, strict=True)}
        except UserError as error:
            outcomes |= {n: Outcome(paths[n], error=error) for n in some}
    return tuple(outcomes[position] for position in range(len(paths)))


def _refuse_unwanted(workspace: Workspace, audit_id: str, circumstances: Circumstances) -> None:
    """Before anything is read: an audit that is not there, and what an issued report was concluded on."""
    with workspace.read() as unit:
        audit = unit.session.get(Audit, audit_id)
        if audit is None:
            raise UserError(N_("The audit is not in this workspace."), _NOTHING_ATTACHED)
        rests_on = circumstances.item_id or circumstances.note_line_id
        if rests_on and is_settled(unit, audit_id):
            raise UserError(
                N_("The report of {number} was issued: its items were concluded without this file."),
                _NOTHING_ATTACHED,
                N_("Attach it to the audit or to a finding, or amend the report in a new revision."),
                number=audit.number,
            )


def _take_file(workspace: Workspace, path: Path, progress: Progress) -> _Taken:
    with open_source(path) as source:
        stored = store(workspace, source, source.size, display_name(path.name), progress)
        try:
            source.check()
        except BaseException:
            workspace.objects.remove(stored.file_name)
            raise
    return _Taken(stored, storable_text(path.name), media_type(source.head, path.name))


class _DriveError(UserError):
    """The drive of the workspace refused; the next file would fare no better."""


def store(workspace: Workspace, source: Readable, size: int, what: str, progress: Progress) -> StoredFile:
    """Put bytes into the store; `remove_unless_recorded` follows. Raises UserError and Cancelled."""
    try:
        return workspace.objects.put(source, size, what, progress)
    except OSError as error:
        raise _drive_error(error) from error


def _drive_error(error: OSError) -> _DriveError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _DriveError(
            N_("The drive that the workspace is on is full."),
            _NOTHING_ATTACHED,
            N_("Make room on it, then attach the file again."),
        )
    if error.errno == errno.EFBIG:
        return _DriveError(
            N_("The drive that the workspace is on cannot hold a file of this size."),
            _NOTHING_ATTACHED,
            N_("Move the workspace to a drive that can; one formatted as FAT32 ends at 4 GB."),
        )
    return _DriveError(
        N_("The file could not be stored in the workspace: {reason}."),
        _NOTHING_ATTACHED,
        N_("Check the drive that the workspace is on, then attach the file again."),
        reason=error.strerror or str(error),
    )


def _enter(
    workspace: Workspace,
    audit_id: str,
    taken: Sequence[_Taken],
    circumstances: Circumstances,
    merge_key: str,
) -> list[Attached]:
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
    uow: UnitOfWork, workspace: Workspace, audit_id: str, taken: _Taken, circumstances: Circumstances
) -> Attached:
    stored = object_with(uow, workspace, taken.stored)
    same = _first_with(uow, stored.id, audit_id)
    evidence = _new_evidence(uow, audit_id, taken, circumstances)
    evidence.object_id = stored.id
    custody.record(uow, evidence.id, CustodyAction.TAKEN, f"SHA-256 {stored.sha256}")
    uow.session.flush()
    link_as_told(uow, evidence.id, circumstances)
    return Attached(evidence.id, evidence.number, *(same or (None, None)))


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


def _new_evidence(uow: UnitOfWork, audit_id: str, taken: _Taken, circumstances: Circumstances) -> Evidence:
    kind = circumstances.kind or suggested_kind(taken.media_type)
    evidence = add_evidence(uow, audit_id, kind, circumstances.title or taken.name, circumstances)
    evidence.original_name = taken.name
    evidence.media_type = taken.media_type
    return evidence
