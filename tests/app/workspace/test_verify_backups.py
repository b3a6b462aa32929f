"""A backup that was damaged where it lies is named before it is needed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.evidence.intake import attach_bytes
from app.workspace.verify import ProblemKind, verify
from app.workspace.workspace import Workspace
from tests.app.reporting.audited import Audited, begin

Spoil = Callable[[Path], None]


@pytest.fixture
def audited(workspace: Workspace, tmp_path: Path) -> Audited:
    return begin(workspace, tmp_path)


@pytest.fixture
def backup(audited: Audited) -> Path:
    """A backup that shares all but one of its stored files with the workspace."""
    folder = audited.workspace.back_up("by-hand")
    shared = stored_file(folder)
    content = shared.read_bytes()
    shared.unlink()
    shared.write_bytes(content)
    return folder


def stored_file(folder: Path) -> Path:
    return min(folder.glob("objects/*/*"))


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def said(workspace: Workspace) -> list[str]:
    problems = verify(workspace)
    assert {problem.kind for problem in problems} <= {ProblemKind.BACKUP_DAMAGED}
    return [str(problem.message) for problem in problems]


def test_sound_backups_are_left_as_they_are(audited: Audited, backup: Path) -> None:
    before = {path: path.read_bytes() for path in backup.rglob("*") if path.is_file()}
    assert said(audited.workspace) == []
    assert {path: path.read_bytes() for path in backup.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("workspace.db", "is damaged: its database is not what was checked when it was made."),
        ("backup.json", "is damaged: what it says of itself was changed or cannot be read."),
        ("key-1.json", "has a damaged key file."),
        ("key-2.json", "has a damaged key file."),
    ],
)
def test_a_flipped_byte_in_a_backup_is_named(audited: Audited, backup: Path, name: str, what: str) -> None:
    flip(backup / name)
    assert said(audited.workspace) == [f"The backup {backup.name} {what}"]


@pytest.mark.parametrize("spoil", [flip, Path.unlink])
def test_a_stored_file_that_only_the_backup_has_is_read(audited: Audited, backup: Path, spoil: Spoil) -> None:
    spoil(stored_file(backup))
    assert said(audited.workspace) == [
        f"The backup {backup.name} is damaged: a stored file in it is not what was taken in."
    ]


def test_what_the_workspace_gave_up_since_is_still_checked_in_its_backup(audited: Audited) -> None:
    attach_bytes(audited.workspace, audited.audit_id, "secret.txt", b"given up later")
    folder = audited.workspace.back_up("by-hand")
    audited.workspace.undo()
    assert said(audited.workspace) == []
    for path in folder.glob("objects/*/*"):
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content[:-1])
    assert said(audited.workspace) != []
