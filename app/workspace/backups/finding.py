"""Backups in a folder that somebody chose: one backup, a workspace, or a drive with backups of several."""

import os
import re
from pathlib import Path

from app.workspace.backups.shelf import BackupRow, backup_at, backups_in
from app.workspace.layout import Layout

_WITH_ID = re.compile(r"^(.+)-[0-9a-f]{8}$")


def find_backups(folder: Path) -> tuple[BackupRow, ...]:
    """The backups in a folder or up to two levels below it, the newest first. Raises OSError."""
    one = backup_at(folder)
    if one is not None:
        return (one,)
    found = [*backups_in(folder), *backups_in(Layout(folder).backups)]
    for below in _folders(folder):
        found += [*backups_in(below), *backups_in(Layout(below).backups)]
        for deeper in _folders(below):
            found += backups_in(deeper)
    unique = {row.folder: row for row in found}
    return tuple(sorted(unique.values(), key=lambda row: row.at, reverse=True))


def _folders(folder: Path) -> list[Path]:
    """The folders below that may be looked into."""
    try:
        found = [path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()]
    except OSError:
        return []
    return [path for path in found if os.access(path, os.R_OK | os.X_OK)]


def workspace_name(backup: Path) -> str:
    """The name that the workspace of a backup had, as far as the folders around it tell."""
    shelf = backup.parent
    if shelf.name == Layout(shelf.parent).backups.name:
        return shelf.parent.stem
    named = _WITH_ID.match(shelf.name)
    return named[1] if named else shelf.name
