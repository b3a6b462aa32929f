"""What the user reads when the disk or the database refuses.

Only what a user can mend is put into words here; any other error of the database is a bug and goes through.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from app import database
from app.errors import DamagedWorkspaceError, UserError
from app.words import N_

_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_RESTORE = N_("Close the workspace and choose “Restore from a backup…” on the start page.")


@contextmanager
def opening(root: Path) -> Iterator[None]:
    """UserError for what goes wrong while the workspace at `root` is opened."""

    def refusal(code: int, reason: object) -> UserError | None:
        if code in database.DAMAGED:
            return _damaged_or_foreign() if code == database.UNREADABLE else _cut_or_changed()
        return _not_writable(root) if code in database.PROTECTED else _unreadable(code, reason)

    try:
        with _in_words(refusal):
            yield
    except OSError as error:
        if error.errno in _NOT_ALLOWED:
            raise _not_writable(root) from error
        raise UserError(
            N_("The workspace at {path} cannot be opened: {reason}."),
            N_("Nothing was changed."),
            N_("Check the name and the drive, then try again."),
            path=root,
            reason=error.strerror,
        ) from error


@contextmanager
def making(root: Path) -> Iterator[None]:
    """UserError for what goes wrong while a workspace is made at `root`."""

    def refusal(code: int, reason: object) -> UserError | None:
        return _not_made(root, reason) if code in database.BY_THE_DISK else None

    try:
        with _in_words(refusal):
            yield
    except OSError as error:
        raise _not_made(root, error.strerror) from error


@contextmanager
def reading() -> Iterator[None]:
    """UserError for a damaged database or a drive that cannot be read."""
    with _in_words(_unreadable):
        yield


@contextmanager
def writing() -> Iterator[None]:
    """UserError for a disk that does not take the change."""
    with _in_words(_unsaved):
        yield


@contextmanager
def vanishing(root: Path) -> Iterator[None]:
    """UserError for a workspace that was pulled out, moved or replaced while it is open."""
    try:
        yield
    except OSError as error:
        raise UserError(
            N_("The workspace is no longer at {path}: the last change could not be saved."),
            N_("It is still on the screen."),
            N_(
                "Connect the drive or put the folder back, then try again. If that does not help, copy your "
                "text and open the workspace anew."
            ),
            path=root,
        ) from error


@contextmanager
def migrating() -> Iterator[None]:
    """UserError for a step of a migration that SQLite refused."""
    try:
        yield
    except DBAPIError as error:
        raise UserError(
            N_("The workspace could not be brought up to date: {reason}."),
            N_("It is as it was before, and a backup was made."),
            N_("Make room on the disk or go on with the earlier version of Assay, and report this."),
            reason=error.orig,
        ) from error


@contextmanager
def backing_up() -> Iterator[None]:
    """UserError for a backup that cannot be written, or whose workspace turns out to be damaged."""
    try:
        yield
    except OSError as error:
        raise _not_backed_up(error.strerror) from error
    except database.Error as error:
        if database.code_of(error) in database.BY_THE_DISK:
            raise _not_backed_up(error) from error
        raise DamagedWorkspaceError(
            N_("The backup could not be made: the database of this workspace is damaged ({reason})."),
            N_("The workspace is as it was, and so are its earlier backups."),
            _RESTORE,
            reason=error,
        ) from error


def _not_backed_up(reason: object) -> UserError:
    return UserError(
        N_("The backup could not be made: {reason}."),
        N_("The workspace is as it was."),
        N_("Make room on the disk or check the drive, then try again."),
        reason=reason,
    )


@contextmanager
def compacting() -> Iterator[None]:
    """UserError when a database cannot be written anew after something was destroyed in it."""
    try:
        with database.told_plainly():
            yield
    except database.Error as error:
        raise UserError(
            N_("What was destroyed may still stand in free pages of the database: {reason}."),
            N_("Nothing can be read of it in Assay any more."),
            N_("Make room on the disk; the next backup tries again."),
            reason=error,
        ) from error


@contextmanager
def copying_backup(place: Path) -> Iterator[None]:
    """UserError for a backup that cannot be copied to `place`."""
    try:
        yield
    except OSError as error:
        raise UserError(
            N_("The backup could not be copied to {path}: {reason}."),
            N_("The one in the workspace's own folder is whole."),
            N_("Make room on that drive or check it; the next backup is copied again."),
            path=place,
            reason=error.strerror,
        ) from error


@contextmanager
def restoring(target: Path) -> Iterator[None]:
    """UserError for a backup that is damaged, or a workspace that cannot be written at `target`."""
    try:
        yield
    except OSError as error:
        raise _not_restored(target, error.strerror) from error
    except database.Error as error:
        if database.code_of(error) in database.BY_THE_DISK:
            raise _not_restored(target, error) from error
        raise UserError(
            N_("This backup is damaged and cannot be restored ({reason})."),
            N_("Nothing was changed."),
            N_("Choose another backup."),
            reason=error,
        ) from error


@contextmanager
def looking_for_backups(folder: Path) -> Iterator[None]:
    """UserError for a folder that cannot be read."""
    try:
        yield
    except OSError as error:
        raise UserError(
            N_("The folder {path} cannot be read: {reason}."),
            todo=N_("Check the name and the drive, then try again."),
            path=folder,
            reason=error.strerror,
        ) from error


def _not_restored(target: Path, reason: object) -> UserError:
    return UserError(
        N_("The backup could not be restored to {path}: {reason}."),
        N_("The backup is as it was, and nothing half restored was left."),
        N_("Make room on the disk or choose another folder, then try again."),
        path=target,
        reason=reason,
    )


class StillInUseError(UserError):
    """Something that other rows refer to was to be removed."""


def still_in_use() -> StillInUseError:
    """What is said when a row is removed that another one refers to."""
    return StillInUseError(
        N_("This is still used elsewhere, so it cannot be removed."),
        N_("Nothing was changed."),
        N_("Remove it where it is used first."),
    )


@contextmanager
def _in_words(refusal: Callable[[int, object], UserError | None]) -> Iterator[None]:
    """`refusal` gets SQLite's result code and words, and answers None for a bug."""
    try:
        yield
    except DBAPIError as error:
        told = refusal(database.error_code(error), error.orig)
        if told is None:
            raise
        raise told from error


def _unreadable(code: int, reason: object) -> UserError | None:
    if code in database.DAMAGED:
        return DamagedWorkspaceError(
            N_("The database of this workspace is damaged."), N_("Nothing was changed."), _RESTORE
        )
    if code in database.BY_THE_DISK:
        return UserError(
            N_("The workspace cannot be read: {reason}."),
            N_("Nothing was changed."),
            N_("Check the drive, then try again."),
            reason=reason,
        )
    return None


def _unsaved(code: int, reason: object) -> UserError | None:
    if code in database.DAMAGED:
        return UserError(
            N_("The database of this workspace is damaged: the last change could not be saved."),
            N_("It is still on the screen."),
            N_("Copy it elsewhere, close the workspace and restore it from a backup on the start page."),
        )
    if code == database.FULL:
        return UserError(
            N_("The disk is full: the last change could not be saved."),
            N_("It is still on the screen."),
            N_("Make room on the disk, then try again."),
        )
    if code in database.BY_THE_DISK:
        return UserError(
            N_("The last change could not be saved: {reason}."),
            N_("It is still on the screen."),
            N_("Check the drive, then try again."),
            reason=reason,
        )
    return None


def _damaged_or_foreign() -> UserError:
    return DamagedWorkspaceError(
        N_("The database of this workspace is damaged, or its key files belong to another workspace."),
        N_("Nothing was changed."),
        N_("Restore it from a backup."),
    )


def _cut_or_changed() -> UserError:
    return DamagedWorkspaceError(
        N_("The database of this workspace is damaged: a part of it is missing or was changed."),
        N_("Nothing was changed."),
        N_("Restore it from a backup."),
    )


def _not_made(root: Path, reason: object) -> UserError:
    return UserError(
        N_("The folder {path} cannot be made: {reason}."),
        todo=N_("Choose a folder in which you may write."),
        path=root,
        reason=reason,
    )


def _not_writable(root: Path) -> UserError:
    return UserError(
        N_("Assay may not write in {path}."),
        N_("Nothing was changed."),
        N_("Take the write protection off the folder or drive, or copy the workspace to another one."),
        path=root,
    )
