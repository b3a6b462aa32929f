"""The backups in the workspace's own folder: each against what it said of itself when it was made."""

from collections.abc import Iterator
from pathlib import Path

from app import database
from app.evidence.object_store import DamagedObjectError, ObjectStore, UnreadableObjectError
from app.progress import Progress
from app.retention.disposals import disposal_count
from app.words import N_, Message
from app.workspace.backups.cleaning import is_unclean
from app.workspace.backups.database_copy import NamedObject
from app.workspace.backups.manifest import read_manifest
from app.workspace.backups.shelf import list_backups
from app.workspace.backups.stored_files import digest_of
from app.workspace.header import damaged_copies
from app.workspace.layout import Layout
from app.workspace.problems import Problem, ProblemKind
from app.workspace.workspace import Workspace


def damaged_backups(workspace: Workspace, progress: Progress) -> Iterator[Problem]:
    """What a backup says of itself, its database, its key files, and each stored file that only it has.

    A stored file that it shares with the workspace or with another backup is read once.
    """
    seen = _identities(workspace.objects)
    with workspace.read() as unit:
        disposals = disposal_count(unit)
    for row in list_backups(workspace.path):
        progress(0, 0, N_("Checking the backups"))
        try:
            said = list(_backup_problems(workspace, row.folder, seen, progress))
        except (OSError, UnreadableObjectError, database.Error):
            # Where the folder is gone, a newer backup stands for it since.
            said = [_UNREADABLE] if row.folder.is_dir() else []
        for what in said:
            yield Problem(ProblemKind.BACKUP_DAMAGED, Message(what, {"backup": row.folder.name}))
        if not said and is_unclean(row.folder, disposals):
            yield Problem(ProblemKind.BACKUP_UNCLEAN, Message(_UNCLEAN, {"backup": row.folder.name}))


_MANIFEST = N_("The backup {backup} is damaged: what it says of itself was changed or cannot be read.")
_DATABASE = N_("The backup {backup} is damaged: its database is not what was checked when it was made.")
_KEY_FILES = N_("The backup {backup} has a damaged key file.")
_UNCLEAN = N_("The backup {backup} may still hold what was destroyed; the next backup cleans it.")
_UNREADABLE = N_("The backup {backup} cannot be read.")
_FILES = N_("The backup {backup} is damaged: a stored file in it is not what was taken in.")


def _backup_problems(
    workspace: Workspace, folder: Path, seen: set[tuple[int, int]], progress: Progress
) -> Iterator[str]:
    backup = Layout(folder)
    if damaged_copies(backup.headers):
        yield _KEY_FILES
    manifest = read_manifest(folder)
    if manifest is None:
        yield _MANIFEST
        return
    if digest_of(backup.database) != manifest.database_sha256:
        yield _DATABASE
        return
    bad = [
        one
        for one in workspace.objects_of_backup(folder)
        if not _is_sound(ObjectStore(backup.objects), one, seen, progress)
    ]
    if len(bad) > manifest.missing:
        yield _FILES


def _is_sound(store: ObjectStore, named: NamedObject, seen: set[tuple[int, int]], progress: Progress) -> bool:
    identity = _identity(store.path(named.file_name))
    if identity is None or identity in seen:
        return identity is not None
    seen.add(identity)
    try:
        return store.digest(named.file_name, named.key, progress) == named.sha256
    except DamagedObjectError:
        return False


def _identities(store: ObjectStore) -> set[tuple[int, int]]:
    found = (_identity(store.path(name)) for name in store.names())
    return {identity for identity in found if identity is not None}


def _identity(path: Path) -> tuple[int, int] | None:
    """The same for two names of one file; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
