"""Making and opening a workspace."""

import errno
import os
from pathlib import Path

from sqlalchemy import Engine

from app import database
from app.errors import DamagedWorkspaceError, UserError
from app.search import indexing
from app.words import N_
from app.workspace import refusals, schema
from app.workspace.arrival import Arrival, look_at_log, put_in_order
from app.workspace.backups.making import back_up
from app.workspace.backups.manifest import BEFORE_MIGRATION, FILE_NAME
from app.workspace.files import sync_folder
from app.workspace.header import KeyHeader, Secret, new_header, unlock, write_header
from app.workspace.layout import Layout
from app.workspace.lock import WorkspaceLock
from app.workspace.recovery_key import RecoveryKey
from app.workspace.workspace import Seat, Workspace


def create_workspace(
    root: Path, passphrase: str | None, seat: Seat, recovery_key: RecoveryKey | None = None
) -> Workspace:
    """Make a new workspace at `root` and open it. Raises UserError when something is there already.

    What fails on the way leaves nothing behind.
    """
    layout = Layout(root)
    with refusals.making(root):
        _refuse_taken(root)
        is_new = not root.exists()
        root.mkdir(parents=True, exist_ok=True)
        try:
            _fill(layout, passphrase, recovery_key)
        except BaseException:
            layout.clear()
            if is_new:
                root.rmdir()
            raise
    return open_workspace(root, passphrase, seat)


def _refuse_taken(root: Path) -> None:
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise UserError(
            N_("There is something at {path} already."),
            N_("It was not touched."),
            N_("Choose another name for the new workspace."),
            path=root,
        )


def _fill(layout: Layout, passphrase: str | None, recovery_key: RecoveryKey | None) -> None:
    header, key = new_header(passphrase, recovery_key)
    write_header(layout.headers, header)
    layout.objects.mkdir()
    layout.backups.mkdir()
    schema.upgrade(layout.database, key)
    sync_folder(layout.root)
    sync_folder(layout.root.resolve().parent)


def open_workspace(
    root: Path,
    secret: Secret | None,
    seat: Seat,
    releases: schema.Releases = schema.RELEASES,
    *,
    accept_older: bool = False,
) -> Workspace:
    """Open the workspace at `root`; an older schema is backed up, migrated and checked first.

    `secret` is its passphrase or its recovery key, None where it has neither. Raises UserError when it is
    none, is damaged, newer than this program, open elsewhere, not writable, or when the passphrase is missing
    or wrong; OlderWorkspaceError when its database is not the one that was open last, unless that is
    accepted.
    """
    layout = Layout(root)
    with refusals.opening(root):
        refuse_backup(root)
        unlocked = _unlocked(layout, secret)
        lock = WorkspaceLock(layout)
        lock.acquire(seat.program, seat.clock.now())
        engine = database.open_engine(layout.database, unlocked[1])
        try:
            arrival = _look(layout, engine, unlocked[1], seat, releases, accept_older=accept_older)
            _bring_up_to_date(layout, engine, unlocked[1], seat, releases)
            with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
                indexing.bring_up_to_date(connection)
            with engine.connect() as connection:
                put_in_order(arrival, connection, layout, lock.left_behind)
            workspace = Workspace(layout, engine, unlocked, lock, seat, arrival)
            workspace.keep_key_files(secret)
        except BaseException:
            engine.dispose()
            lock.release()
            raise
        return workspace


def refuse_backup(root: Path) -> None:
    """Raise UserError for the folder of a backup: opening it as a workspace would change it."""
    if (root / FILE_NAME).is_file():
        raise UserError(
            N_("The folder {path} is a backup of a workspace."),
            N_("It was not touched."),
            N_("Choose “Restore from a backup…” on the start page to make a workspace from it."),
            path=root,
        )


def _unlocked(layout: Layout, secret: Secret | None) -> tuple[KeyHeader, bytes]:
    if not layout.root.is_dir():
        raise UserError(
            N_("There is no workspace at {path}."),
            todo=N_("Check the name, or connect the drive that it is on."),
            path=layout.root,
        )
    unlocked = unlock(layout.headers, secret)
    if not layout.database.is_file() or layout.database.stat().st_size < database.SMALLEST:
        raise DamagedWorkspaceError(
            N_("The database of this workspace is missing or empty."),
            N_("The rest of the folder was not touched."),
            N_("Restore it from a backup."),
        )
    if not os.access(layout.database, os.W_OK):
        # SQLite would open it for reading and refuse the first note.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return unlocked


def _look(
    layout: Layout,
    engine: Engine,
    key: bytes,
    seat: Seat,
    releases: schema.Releases,
    *,
    accept_older: bool,
) -> Arrival:
    with engine.connect() as connection:
        releases.refuse_unknown(schema.current_revision(connection))
        now = seat.clock.now()
        return look_at_log(connection, layout, key, seat.device_id, now, accept_older=accept_older)


def _bring_up_to_date(
    layout: Layout, engine: Engine, key: bytes, seat: Seat, releases: schema.Releases
) -> None:
    with engine.connect() as connection:
        revision = schema.current_revision(connection)
    if revision != releases.revisions[-1]:
        back_up(layout, key, seat.clock.now(), BEFORE_MIGRATION)
        with refusals.migrating():
            schema.upgrade(layout.database, key, releases)
