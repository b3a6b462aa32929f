"""A workspace and its backups over time: made when something changed, copied to the second place."""

import enum
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from app.errors import UserError
from app.progress import Progress, no_progress
from app.retention.erasing import erased_here
from app.workspace.backups.cleaning import Cleaned
from app.workspace.backups.making import mark_of
from app.workspace.backups.place import is_there
from app.workspace.backups.second_place import copy_backup
from app.workspace.backups.shelf import BackupRow, backup_at, list_backups, newest_first
from app.workspace.workspace import Workspace


class SecondCopy(enum.Enum):
    """What became of the copy on another drive."""

    NOT_WANTED = "not_wanted"
    COPIED = "copied"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Kept:
    """How a workspace is backed up now: its newest backup, whether it is new, and where a copy of it is.

    `cleaned` tells what became of earlier backups that held what was destroyed since, here and in the second
    place; `disposals` counts the records of destruction.
    """

    backup: BackupRow
    is_new: bool
    second: SecondCopy
    copy: Path | None
    disposals: int = 0
    cleaned: tuple[Cleaned, ...] = ()

    @property
    def at(self) -> datetime:
        return self.backup.at

    @property
    def unclean(self) -> int:
        """How many backups within reach may still hold what was destroyed."""
        return sum(cleaned.left for cleaned in self.cleaned)

    @property
    def is_clean(self) -> bool:
        """Whether nothing that was destroyed can still be in a backup within reach."""
        return not self.unclean


def keep_backed_up(
    workspace: Workspace,
    reason: str,
    place: Path | None = None,
    progress: Progress = no_progress,
    *,
    only_when_changed: bool = False,
) -> Kept:
    """Back up a workspace, and copy the backup to `place` when its drive is there.

    With `only_when_changed` a verified backup of the same state is as good as a new one. What was destroyed
    leaves the free pages of the database first, and the earlier backups last, when a whole one is there.
    Raises UserError, or Cancelled, with nothing half done left behind.
    """
    with suppress(UserError):
        # The backup does not wait for it: it is marked as one that is to be cleaned.
        workspace.compact()
    known = _backup_of_this_state(workspace) if only_when_changed else None
    backup = known or backup_at(workspace.back_up(reason, progress))
    assert backup is not None
    workspace.last_backed_up_at = backup.at
    second, copy = _second_copy(workspace, backup, place, progress)
    with workspace.read() as unit:
        erased = erased_here(unit)
    shelves = [backup.folder.parent, *([copy.parent] if copy else [])] if erased else []
    cleaned = tuple(workspace.clean_backups(shelf, erased, progress) for shelf in shelves)
    return Kept(backup, known is None, second, copy, len(erased), cleaned)


def _backup_of_this_state(workspace: Workspace) -> BackupRow | None:
    with workspace.read() as unit:

        def ask(query: str) -> Iterable[Any]:
            return unit.session.execute(text(query)).all()

        mark = mark_of(workspace.layout, ask)
    rows = newest_first(list_backups(workspace.path))
    return next((row for row in rows if row.is_verified and row.mark == mark), None)


def _second_copy(
    workspace: Workspace, backup: BackupRow, place: Path | None, progress: Progress
) -> tuple[SecondCopy, Path | None]:
    if place is None:
        return SecondCopy.NOT_WANTED, None
    if not is_there(place):
        return SecondCopy.AWAY, None
    now = workspace.seat.clock.now()
    return SecondCopy.COPIED, copy_backup(backup.folder, workspace.path.stem, place, now, progress)
