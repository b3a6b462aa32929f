"""Backups: encrypted like the original, whole, alone, and never half there."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from app.errors import DamagedWorkspaceError, UserError
from app.evidence.intake import attach_bytes
from app.progress import Cancelled
from app.resource_files import resource_path
from app.workspace.backups import stored_files as storing
from app.workspace.backups.manifest import BY_HAND, HOURLY, read_manifest
from app.workspace.backups.shelf import list_backups
from app.workspace.workspace import Workspace
from models.evidence import Evidence, StoredObject
from tests.app.workspace.backups.conftest import add_person, everything, spoil, stored_files
from tests.conftest import FixedClock

PARTS = ["backup.json", "key-1.json", "key-2.json", "objects", "workspace.db"]


def test_a_backup_has_all_that_a_workspace_consists_of_and_nothing_in_plain_text(backup: Path) -> None:
    assert backup.name == "2026-07-06T083000Z-by-hand"
    assert sorted(path.name for path in backup.iterdir()) == PARTS
    for content in everything(backup).values():
        assert b"IA-2026" not in content
        assert b"photo" not in content
        assert not content.startswith(b"SQLite format 3")


def test_the_list_of_backups_says_when_why_and_how_large(workspace: Workspace, backup: Path) -> None:
    (row,) = list_backups(workspace.path)
    assert (row.folder, row.reason, row.is_verified, row.missing) == (backup, "by-hand", True, 0)
    assert row.at == workspace.seat.clock.now()
    lengths = [path.stat().st_size for path in (backup / "workspace.db", *stored_files(backup).values())]
    assert row.size == sum(lengths)
    assert len(lengths) == 3


def test_evidence_takes_no_room_a_second_time(workspace: Workspace, backup: Path, clock: FixedClock) -> None:
    clock.advance(hours=1)
    again = workspace.back_up(HOURLY)
    for name, path in stored_files(workspace.path).items():
        for other in (backup, again):
            assert path.samefile(stored_files(other)[name])
        assert path.stat().st_nlink == 3


def test_where_files_cannot_be_linked_they_are_copied(
    workspace: Workspace, audit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", _refuse)
    backup = workspace.back_up(BY_HAND)
    for name, path in stored_files(workspace.path).items():
        copy = stored_files(backup)[name]
        assert not path.samefile(copy)
        assert path.read_bytes() == copy.read_bytes()
    assert list_backups(workspace.path)[0].is_verified


def _refuse(_self: Path, _target: Path) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def test_two_backups_in_one_second_do_not_meet(workspace: Workspace) -> None:
    names = {workspace.back_up("before-migration").name for _ in range(3)}
    assert names == {f"2026-07-06T083000Z-before-migration{end}" for end in ("", "-2", "-3")}


def test_a_backup_holds_what_was_saved_when_it_began(workspace: Workspace, backup: Path) -> None:
    entries = [row.log_entries for row in list_backups(workspace.path)]
    told: list[str] = []

    def save_once(_done: int, _total: int, what: str) -> None:
        if not told:
            add_person(workspace, "Ann")
        told.append(what)

    workspace.back_up(HOURLY, save_once)
    assert set(told) == {"the database", "evidence"}
    assert max(row.log_entries for row in list_backups(workspace.path)) == entries[0]
    with workspace.read() as unit:
        assert unit.session.execute(text("SELECT count(*) FROM person")).scalar_one() == 1


def test_a_backup_that_is_cancelled_leaves_nothing_wherever_it_was(workspace: Workspace, audit: str) -> None:
    told: list[str] = []
    workspace.back_up("before-migration", lambda _done, _total, what: told.append(what))
    before = everything(workspace.layout.backups)
    for last in range(len(told)):
        steps = iter(range(len(told)))

        def stop(_done: int, _total: int, _what: str, steps: object = steps, last: int = last) -> None:
            if next(steps) == last:  # type: ignore[call-overload]
                raise Cancelled

        with pytest.raises(Cancelled):
            workspace.back_up(HOURLY, stop)
        assert everything(workspace.layout.backups) == before


def test_a_backup_of_a_damaged_database_is_refused_and_leaves_nothing(workspace: Workspace) -> None:
    add_person(workspace, "Ann")
    with workspace._engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    workspace._engine.dispose()
    spoil(workspace.layout.database, -4096 * 5)
    with pytest.raises(DamagedWorkspaceError, match=r"(?s)The backup could not be made.*damaged.*as it was"):
        workspace.back_up(BY_HAND)
    assert list(workspace.layout.backups.iterdir()) == []


def test_a_full_disk_is_told_and_leaves_nothing(
    workspace: Workspace, audit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", _refuse)

    def fill_up(*_args: object) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(storing, "copy_file", fill_up)
    with pytest.raises(UserError, match=r"could not be made: No space left on device.*Make room"):
        workspace.back_up(BY_HAND)
    assert list(workspace.layout.backups.iterdir()) == []


def test_a_file_that_the_workspace_lost_comes_from_an_earlier_backup(
    workspace: Workspace, backup: Path
) -> None:
    lost = next(iter(stored_files(workspace.path).values()))
    lost.unlink()
    again = workspace.back_up(HOURLY)
    assert lost.name in stored_files(again)
    assert all(row.is_verified for row in list_backups(workspace.path))


def test_a_file_that_is_lost_everywhere_is_counted_and_stops_no_backup(
    workspace: Workspace, audit: str
) -> None:
    next(iter(stored_files(workspace.path).values())).unlink()
    workspace.back_up(BY_HAND)
    (row,) = list_backups(workspace.path)
    assert (row.missing, row.is_verified) == (1, False)


def test_evidence_that_was_destroyed_is_not_in_a_backup(workspace: Workspace, audit: str) -> None:
    taken = attach_bytes(workspace, audit, "private.txt", b"secret")
    with workspace.write("Destroy") as uow:
        evidence = uow.session.get_one(Evidence, taken.evidence_id)
        assert evidence.object_id is not None
        uow.session.get_one(StoredObject, evidence.object_id).key = None
    backup = workspace.back_up(BY_HAND)
    assert len(stored_files(backup)) == 2
    assert list_backups(workspace.path)[0].is_verified


@pytest.mark.parametrize("harm", ["shorter", "without manifest", "without keys"])
def test_a_backup_that_was_harmed_is_listed_as_not_verified(
    workspace: Workspace, backup: Path, harm: str
) -> None:
    if harm == "shorter":
        os.truncate(backup / "workspace.db", 8192)
    elif harm == "without manifest":
        spoil(backup / "backup.json", 100)
        assert read_manifest(backup) is None
    else:
        (backup / "key-1.json").unlink()
        (backup / "key-2.json").unlink()
    (row,) = list_backups(workspace.path)
    assert (row.folder, row.reason, row.is_verified) == (backup, "by-hand", False)
    assert row.at == workspace.seat.clock.now()


def test_what_is_no_backup_is_not_listed(workspace: Workspace, backup: Path) -> None:
    (workspace.layout.backups / "letters").mkdir()
    (workspace.layout.backups / "letter.txt").write_text("Dear auditor")
    shutil.copytree(backup, backup.with_name(f"{backup.name}.new"))
    assert [row.folder for row in list_backups(workspace.path)] == [backup]
    workspace.back_up(HOURLY)
    assert sorted(path.name for path in workspace.layout.backups.iterdir()) == [
        "2026-07-06T083000Z-hourly",
        "letter.txt",
        "letters",
    ]


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from app.errors import UserError
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat

workspace = open_workspace(Path(sys.argv[1]), None, Seat("Assay", "device-1"))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for limit in (0, 4096, 100_000, 300_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        workspace.back_up("by-hand")
    except UserError as error:
        print(error)
    print(list(workspace.layout.backups.iterdir()))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(workspace.back_up("by-hand").name)
workspace.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the size of files cannot be limited there")
def test_a_drive_that_refuses_in_the_middle_is_told_and_the_next_backup_works(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(folder)],
        cwd=resource_path().parent,
        text=True,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 9
    for told, left in zip(lines[0:8:2], lines[1:8:2], strict=True):
        assert "The backup could not be made" in told
        assert "The workspace is as it was" in told
        assert left == "[]"
    assert lines[-1].endswith("-by-hand")
