"""Attaching: a file is read once, hashed, encrypted and made durable, and only then recorded (R-23).

Everything here is a plain callable for a thread of its own; the units of work inside are short.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.evidence.circumstances import Circumstances
from app.evidence.media import HEAD, media_type
from app.evidence.names import display_name, storable_text
from app.evidence.recording import NOTHING_ATTACHED, Attached, DriveError, Taken, enter, store, with_cameras
from app.evidence.source_file import FolderFiles, FolderGivenError, empty, files_in, open_source
from app.planning.writing import is_settled
from app.progress import Progress, no_progress
from app.words import N_
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from models.audit import Audit
from models.base import new_id

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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of several files: attached, or why not."""

    path: Path
    attached: Attached | None = None
    error: UserError | None = None


def attach_file(
    workspace: Workspace,
    audit_id: str,
    path: Path,
    circumstances: Circumstances = _NOT_TOLD,
    *,
    worker: Worker | None = None,
    progress: Progress = no_progress,
) -> Attached:
    """Take a file in as evidence of the audit; with a `worker`, the time of a photo says where it belongs.

    Raises UserError for what cannot be attached (FolderGivenError for a folder) and Cancelled; either way
    nothing is left behind.
    """
    _refuse_unwanted(workspace, audit_id, circumstances)
    taken = with_cameras(workspace, worker, [_take_file(workspace, path, progress)])
    return enter(workspace, audit_id, taken, circumstances, merge_key="")[0]


def attach_bytes(
    workspace: Workspace,
    audit_id: str,
    name: str,
    content: bytes,
    circumstances: Circumstances = _NOT_TOLD,
    *,
    worker: Worker | None = None,
    progress: Progress = no_progress,
) -> Attached:
    """Take in what was pasted, under a file name such as `Screenshot 2026-11-24 09.31.png`."""
    _refuse_unwanted(workspace, audit_id, circumstances)
    if not content:
        raise empty(name)
    stored = store(workspace, io.BytesIO(content), len(content), display_name(name), progress)
    taken = with_cameras(workspace, worker, [Taken(stored, name, media_type(content[:HEAD], name))])
    return enter(workspace, audit_id, taken, circumstances, merge_key="")[0]


def attach_files(
    workspace: Workspace,
    audit_id: str,
    paths: Sequence[Path],
    circumstances: Circumstances = _NOT_TOLD,
    *,
    worker: Worker | None = None,
    progress: Progress = no_progress,
) -> tuple[Outcome, ...]:
    """Take several files in; one that cannot be attached does not stop the others. Undone as one step.

    With a `worker`, the times of photos say where they belong (see `app.evidence.camera`).
    All are stored before the first is recorded: cancelling, or a workspace drive that fails while they are
    stored, leaves nothing behind. Raises Cancelled, and UserError for what concerns all of them.
    """
    _refuse_unwanted(workspace, audit_id, circumstances)
    taken: dict[int, Taken] = {}
    refused: dict[int, UserError] = {}
    tell = _Overall(paths, progress)
    try:
        for position, path in enumerate(paths):
            try:
                taken[position] = _take_file(workspace, path, tell)
            except DriveError:
                raise
            except UserError as error:
                refused[position] = error
            tell.next()
    except BaseException:
        for file in taken.values():
            workspace.objects.remove(file.stored.file_name)
        raise
    seen = with_cameras(workspace, worker, list(taken.values()))
    taken = dict(zip(taken, seen, strict=True))
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
    taken: dict[int, Taken],
    refused: dict[int, UserError],
    circumstances: Circumstances,
) -> tuple[Outcome, ...]:
    merge_key = f"attach:{new_id()}"
    outcomes = {position: Outcome(paths[position], error=error) for position, error in refused.items()}
    waiting = sorted(taken)
    for start in range(0, len(waiting), _RECORDED_AT_ONCE):
        some = waiting[start : start + _RECORDED_AT_ONCE]
        try:
            attached = enter(workspace, audit_id, [taken[n] for n in some], circumstances, merge_key)
            outcomes |= {n: Outcome(paths[n], attached=a) for n, a in zip(some, attached, strict=True)}
        except UserError as error:
            outcomes |= {n: Outcome(paths[n], error=error) for n in some}
    return tuple(outcomes[position] for position in range(len(paths)))


def _refuse_unwanted(workspace: Workspace, audit_id: str, circumstances: Circumstances) -> None:
    """Before anything is read: an audit that is not there, and what an issued report was concluded on."""
    with workspace.read() as unit:
        audit = unit.session.get(Audit, audit_id)
        if audit is None:
            raise UserError(N_("The audit is not in this workspace."), NOTHING_ATTACHED)
        rests_on = circumstances.item_id or circumstances.note_line_id
        if rests_on and is_settled(unit, audit_id):
            raise UserError(
                N_("The report of {number} was issued: its items were concluded without this file."),
                NOTHING_ATTACHED,
                N_("Attach it to the audit or to a finding, or amend the report in a new revision."),
                number=audit.number,
            )


def _take_file(workspace: Workspace, path: Path, progress: Progress) -> Taken:
    with open_source(path) as source:
        stored = store(workspace, source, source.size, display_name(path.name), progress)
        try:
            source.check()
        except BaseException:
            workspace.objects.remove(stored.file_name)
            raise
    return Taken(stored, storable_text(path.name), media_type(source.head, path.name))
