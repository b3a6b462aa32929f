"""Destruction of what is due or in the trash: final, on record, and as far as this laptop reaches (R-5).

The order: a unit of work for a few subjects at a time destroys them in the database, then their files go. The
next backup writes the database anew, without the pages that held the text, and cleans the earlier backups
(see `app.workspace.backups.keeping`). A power cut in between leaves marks by which that is taken up again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app import database
from app.errors import UserError
from app.progress import Progress, no_progress
from app.retention.due import DueRow, due_rows
from app.retention.holds import Hold, hold_on, holds_in_force
from app.retention.subjects import Gone, destroy_evidence, destroy_person, destroy_trashed, files_of
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from app.workspace.workspace import Workspace
from models.retention import SubjectKind, TrashedEvidence

__all__ = ["Destroyed", "destroy_due", "empty_trash"]

_AT_ONCE = 10
_NOTHING = N_("Nothing was destroyed.")

Act = Callable[[UnitOfWork, Sequence[str], str], list[Gone]]


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What was destroyed, by its numbers, and how many files the drive did not let go yet."""

    numbers: tuple[str, ...]
    files_left: int = 0


def destroy_due(
    workspace: Workspace, subject_ids: Sequence[str], reason: str, progress: Progress = no_progress
) -> Destroyed:
    """Destroy evidence and personal data that is due.

    Raises UserError when one of them is on hold, not due or gone, or when the disk refuses; and Cancelled.
    Nothing is destroyed then, or what was by then stays destroyed. It is never undone.
    """
    with workspace.read() as unit:
        _due(unit, subject_ids)
    return _in_portions(workspace, N_("Destroy what is due"), _destroy_due, subject_ids, reason, progress)


def empty_trash(
    workspace: Workspace, evidence_ids: Sequence[str], reason: str, progress: Progress = no_progress
) -> Destroyed:
    """Destroy pieces that lie in the trash. Raises as `destroy_due` does."""
    with workspace.read() as unit:
        _refuse_held_in_trash(unit, evidence_ids)
    return _in_portions(workspace, N_("Empty the trash"), _destroy_trashed, evidence_ids, reason, progress)


def _in_portions(
    workspace: Workspace,
    label: str,
    act: Act,
    subject_ids: Sequence[str],
    reason: str,
    progress: Progress,
) -> Destroyed:
    gone: list[Gone] = []
    left = 0
    for start in range(0, len(subject_ids), _AT_ONCE):
        progress(start, len(subject_ids), "")
        some = subject_ids[start : start + _AT_ONCE]
        doubted = _doubt_files(workspace, some)
        with workspace.write(label, final=True) as uow:
            portion = act(uow, some, reason)
            database.owe_compaction(uow.session.connection())
        gone += portion
        left += _remove_files(workspace, doubted, portion)
    return Destroyed(tuple(one.number for one in gone), left)


def _doubt_files(workspace: Workspace, subject_ids: Sequence[str]) -> tuple[str, ...]:
    """Mark the files that may go, so that the next opening removes what a power cut keeps from it here."""
    with workspace.read() as unit:
        files = files_of(unit, subject_ids)
    try:
        for name in files:
            workspace.objects.doubt(name)
    except OSError as error:
        raise UserError(
            N_("The drive refuses to note what is to be destroyed: {reason}."),
            _NOTHING,
            N_("Make room on the disk or check the drive, then try again."),
            reason=error.strerror or error,
        ) from error
    return files


def _remove_files(workspace: Workspace, doubted: Iterable[str], portion: Sequence[Gone]) -> int:
    """Remove the files of what was destroyed; returns how many are left for the next opening."""
    gone = {name for one in portion for name in one.files}
    left = 0
    for name in doubted:
        if name not in gone:
            workspace.objects.settle(name)
            continue
        try:
            workspace.objects.remove(name)
        except OSError:
            left += 1
    return left


def _destroy_due(uow: UnitOfWork, subject_ids: Sequence[str], reason: str) -> list[Gone]:
    ways = {SubjectKind.EVIDENCE: destroy_evidence, SubjectKind.PERSON: destroy_person}
    return [ways[row.kind](uow, row, reason) for row in _due(uow, subject_ids)]


def _destroy_trashed(uow: UnitOfWork, evidence_ids: Sequence[str], reason: str) -> list[Gone]:
    _refuse_held_in_trash(uow, evidence_ids)
    return [destroy_trashed(uow, evidence_id, reason) for evidence_id in evidence_ids]


def _due(unit: ReadUnit, subject_ids: Sequence[str]) -> list[DueRow]:
    """The rows of these, in that order. Raises UserError when one of them may not be destroyed now."""
    rows = {row.id: row for row in due_rows(unit, only_ids=subject_ids)}
    for subject_id in subject_ids:
        row = rows.get(subject_id)
        if row is None:
            raise UserError(
                N_("Something that was to be destroyed is gone, or has no destroy date any more."),
                _NOTHING,
                N_("Look at the list again."),
            )
        if row.hold is not None:
            raise _on_hold(row.number or row.name, row.hold)
        if not row.is_due:
            raise UserError(
                N_("{name} is to be kept until {day}."),
                _NOTHING,
                N_("If it is to go earlier, change its date first."),
                name=row.number or row.name,
                day=row.destroy_on,
            )
    return [rows[subject_id] for subject_id in subject_ids]


def _refuse_held_in_trash(unit: ReadUnit, evidence_ids: Sequence[str]) -> None:
    holds = holds_in_force(unit)
    query = select(TrashedEvidence).where(TrashedEvidence.id.in_(evidence_ids))
    for trashed in unit.session.scalars(query).all():
        hold = hold_on(holds, trashed.id, (trashed.audit_id,))
        if hold is not None:
            raise _on_hold(trashed.number, hold)


def _on_hold(name: str, hold: Hold) -> UserError:
    return UserError(
        N_("{name} is on hold: {reason}"),
        _NOTHING,
        N_("Lift the hold first, if it no longer stands."),
        name=name,
        reason=hold.reason,
    )
