"""What protects an open workspace: its passphrase and its recovery key, and how they are exchanged.

The database key stays what it is, so nothing is rewritten but the two key files. A backup keeps the key files
of its time: it opens with the passphrase and the recovery key that the workspace had then. Another key has
only a copy of the workspace that is sealed anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import UserError
from app.progress import Progress, no_progress
from app.words import N_
from app.workspace.backups.key_files import close_backups
from app.workspace.backups.manifest import BY_HAND
from app.workspace.backups.restoring import Restored
from app.workspace.header import (
    KeyHeader,
    Secret,
    are_all,
    new_header,
    open_header,
    write_header,
)
from app.workspace.recovery_key import RecoveryKey
from app.workspace.workspace import Workspace


def change_passphrase(workspace: Workspace, secret: Secret, passphrase: str) -> None:
    """From now on the workspace opens with `passphrase`; the recovery key stays what it is.

    `secret` is the passphrase so far or the recovery key. Raises UserError when it is not, when the new one
    is empty, and when the disk refuses; the passphrase is then what it was.
    """
    key = workspace.header.unwrap(secret)
    _refuse_empty(passphrase)
    _exchange(workspace, N_("Change the passphrase"), workspace.header.with_passphrase(key, passphrase))


def set_passphrase(workspace: Workspace, passphrase: str, recovery_key: RecoveryKey | None = None) -> int:
    """Protect a workspace that had no passphrase. Raises UserError as `change_passphrase` does.

    The backups in its folder had the key lying in them too: they get the new key files. Returns how many
    could not be given them, and can still be read by everybody.
    """
    if workspace.is_encrypted:
        raise RuntimeError("there is a passphrase already")
    _refuse_empty(passphrase)
    key = workspace.header.unwrap(None)
    header = workspace.header.with_passphrase(key, passphrase).with_recovery_key(key, recovery_key)
    _exchange(workspace, N_("Set a passphrase"), header)
    return close_backups(workspace.path, key, header)


def copy_under_new_keys(
    workspace: Workspace,
    target: Path,
    secret: Secret,
    passphrase: str,
    progress: Progress = no_progress,
) -> Restored:
    """Make a copy of the workspace at `target` that opens with `passphrase` and has keys of its own.

    Whoever had a key of this workspace cannot read the copy. It is made from a fresh backup; this workspace
    and its backups stay as they are, and are to be removed by whoever made sure of the copy. `secret` opens
    this workspace. Raises UserError as `change_passphrase` and `restore` do, and Cancelled.
    """
    workspace.header.unwrap(secret)
    _refuse_empty(passphrase)
    backup = workspace.back_up(BY_HAND, progress)
    return workspace.restore_backup(backup, target, progress, new_header(passphrase))


def remove_passphrase(workspace: Workspace, passphrase: Secret) -> None:
    """From now on whoever can read the folder can read the workspace. Raises as `change_passphrase` does."""
    key = workspace.header.unwrap(passphrase)
    _exchange(workspace, N_("Remove the passphrase"), open_header(key))


def set_recovery_key(workspace: Workspace, passphrase: str, recovery_key: RecoveryKey) -> None:
    """Let this recovery key open the workspace, and no other. Raises as `change_passphrase` does."""
    if not workspace.is_encrypted:
        raise RuntimeError("there is no passphrase to be forgotten")
    key = workspace.header.unwrap(passphrase)
    _exchange(workspace, N_("Make a new recovery key"), workspace.header.with_recovery_key(key, recovery_key))


def remove_recovery_key(workspace: Workspace) -> None:
    """No recovery key opens the workspace any more. Raises UserError when the disk refuses."""
    header = workspace.header.with_recovery_key(b"", None)
    _exchange(workspace, N_("Remove the recovery key"), header)


def _refuse_empty(passphrase: str) -> None:
    if not passphrase.strip():
        raise UserError(
            N_("A passphrase cannot be empty."), N_("Nothing was changed."), N_("Enter a few words.")
        )


def _exchange(workspace: Workspace, label: str, header: KeyHeader) -> None:
    """Write the key files and the log entry, or neither."""
    before, paths = workspace.header, workspace.layout.headers
    try:
        with workspace.write(label, undoable=False) as uow:
            uow.note()
            with _in_words():
                write_header(paths, header)
    except BaseException:
        _put_back(paths, before)
        raise
    workspace.header = header


def _put_back(paths: tuple[Path, ...], header: KeyHeader) -> None:
    try:
        if not are_all(paths, header):
            write_header(paths, header)
    except OSError as error:
        raise UserError(
            N_("The drive stopped in the middle of the change: {reason}."),
            N_("The workspace is whole. It opens with what opened it before, or with the new passphrase."),
            N_("Check the drive, then make the change again."),
            reason=error.strerror,
        ) from error


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError(
            N_("The key files could not be written: {reason}."),
            N_("What opened the workspace before still opens it."),
            N_("Make room on the disk or check the drive, then try again."),
            reason=error.strerror,
        ) from error
