"""A backup becomes a workspace again, on this laptop or another, and nothing is written over."""

import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from app import database
from app.errors import UserError
from app.evidence.object_store import ObjectStore
from app.progress import Cancelled
from app.workspace.backups.database_copy import objects_in
from app.workspace.backups.manifest import BY_HAND
from app.workspace.backups.restoring import restore
from app.workspace.backups.stored_files import STORED_FILES
from app.workspace.header import new_header, read_header
from app.workspace.layout import Layout
from app.workspace.opening import create_workspace, open_workspace
from app.workspace.verify import ProblemKind, verify
from app.workspace.workspace import Seat, Workspace
from models.evidence import Evidence
from tests.app.evidence.reading import content_of
from tests.app.workspace.backups.conftest import add_person, everything, people_in, spoil, stored_files
from tests.conftest import FixedClock


def test_a_restored_workspace_has_what_was_saved_and_nothing_is_amiss(
    workspace: Workspace, audit: str, seat: Seat, tmp_path: Path
) -> None:
    add_person(workspace, "Ann")
    backup = workspace.back_up(BY_HAND)
    add_person(workspace, "Bob")
    before = everything(backup)
    done = restore(backup, tmp_path / "again" / "restored.assay", None)
    assert (done.root, done.lost) == (tmp_path / "again" / "restored.assay", 0)
    assert everything(backup) == before
    assert people_in(done.root, seat) == ["Ann"]
    restored = open_workspace(done.root, None, seat)
    assert verify(restored) == ()
    restored.back_up(BY_HAND)
    restored.close()


def test_a_backup_restores_alone_on_another_laptop(
    workspace: Workspace, backup: Path, tmp_path: Path, clock: FixedClock
) -> None:
    carried = shutil.copytree(backup, tmp_path / "stick" / backup.name)
    workspace.close()
    shutil.rmtree(workspace.path)
    done = restore(carried, tmp_path / "restored.assay", None)
    shutil.rmtree(carried)
    there = open_workspace(done.root, None, Seat("Assay test", "device-2", "New laptop", clock))
    assert verify(there) == ()
    assert len(stored_files(done.root)) == 2
    there.close()


def test_a_protected_backup_asks_for_the_passphrase_of_its_day(seat: Seat, tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "a.assay", "correct horse", seat)
    add_person(workspace, "Ann")
    backup = workspace.back_up(BY_HAND)
    for wrong in (None, "wrong horse"):
        with pytest.raises(UserError, match="passphrase"):
            restore(backup, tmp_path / "b.assay", wrong)
        assert not (tmp_path / "b.assay").exists()
    restore(backup, tmp_path / "b.assay", "correct horse")
    open_workspace(tmp_path / "b.assay", "correct horse", seat).close()
    assert workspace.restore_backup(backup, tmp_path / "c.assay").lost == 0
    open_workspace(tmp_path / "c.assay", "correct horse", seat).close()
    workspace.close()


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_is_there_already_is_not_touched(backup: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "taken.assay"
    if kind == "file":
        target.write_text("kept")
    else:
        target.mkdir()
        (target / "letter.txt").write_text("kept")
    with pytest.raises(UserError, match=r"There is something at .*taken.assay already. It was not touched."):
        restore(backup, target, None)
    assert "kept" in ((target / "letter.txt") if kind == "folder" else target).read_text()
    assert not (tmp_path / "taken.assay.restoring").exists()


def test_an_empty_folder_is_room_for_a_workspace(backup: Path, tmp_path: Path, seat: Seat) -> None:
    (tmp_path / "empty").mkdir()
    restore(backup, tmp_path / "empty", None)
    open_workspace(tmp_path / "empty", None, seat).close()


def test_a_folder_that_is_no_backup_is_told(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not a backup of a workspace"):
        restore(workspace.path, tmp_path / "b.assay", None)
    with pytest.raises(UserError, match="not a backup of a workspace"):
        restore(tmp_path / "nowhere", tmp_path / "b.assay", None)
    assert not (tmp_path / "b.assay").exists()


@pytest.mark.parametrize("at", [100, 40_000, -100])
def test_a_damaged_database_in_a_backup_is_told_and_nothing_is_left(
    backup: Path, tmp_path: Path, at: int
) -> None:
    spoil(backup / "workspace.db", at)
    before = set(tmp_path.iterdir())
    with pytest.raises(UserError, match=r"This backup is damaged.*Choose another backup"):
        restore(backup, tmp_path / "b.assay", None)
    assert set(tmp_path.iterdir()) == before


def test_a_database_that_was_cut_short_is_told(backup: Path, tmp_path: Path) -> None:
    length = (backup / "workspace.db").stat().st_size
    os.truncate(backup / "workspace.db", length - 4096)
    with pytest.raises(UserError, match="This backup is damaged"):
        restore(backup, tmp_path / "b.assay", None)


def test_a_damaged_manifest_does_not_cost_the_backup(backup: Path, tmp_path: Path, seat: Seat) -> None:
    spoil(backup / "backup.json", 50)
    assert restore(backup, tmp_path / "b.assay", None).lost == 0


@pytest.mark.parametrize("harm", ["gone", "cut", "changed"])
def test_evidence_that_the_backup_has_not_whole_is_counted(
    workspace: Workspace, backup: Path, tmp_path: Path, seat: Seat, harm: str
) -> None:
    path = next(iter(stored_files(backup).values()))
    content = path.read_bytes()
    # A new file, so that the one of the workspace, which is the same by a link, stays whole.
    path.unlink()
    if harm == "cut":
        path.write_bytes(content[:-1])
    elif harm == "changed":
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert restore(backup, tmp_path / "b.assay", None).lost == 1
    restored = open_workspace(tmp_path / "b.assay", None, seat)
    kinds = {problem.kind for problem in verify(restored)}
    restored.close()
    expected = ProblemKind.OBJECT_CHANGED if harm == "changed" else ProblemKind.OBJECT_MISSING
    assert kinds == {expected}
    assert {problem.kind for problem in verify(workspace)} == {ProblemKind.BACKUP_DAMAGED}


def test_a_restore_that_is_cancelled_leaves_nothing_wherever_it_was(backup: Path, tmp_path: Path) -> None:
    steps: list[str] = []
    restore(backup, tmp_path / "whole.assay", None, lambda _done, _total, what: steps.append(what))
    before = set(tmp_path.iterdir())
    for last in range(len(steps)):
        seen: list[str] = []

        def stop(_done: int, _total: int, what: str, seen: list[str] = seen, last: int = last) -> None:
            seen.append(what)
            if len(seen) > last:
                raise Cancelled

        with pytest.raises(Cancelled):
            restore(backup, tmp_path / "b.assay", None, stop)
        assert set(tmp_path.iterdir()) == before


def test_what_a_killed_restore_left_is_taken_away_by_the_next(
    backup: Path, tmp_path: Path, seat: Seat
) -> None:
    left = shutil.copytree(backup, tmp_path / "b.assay.restoring")
    (left / "backup.json").unlink()
    restore(backup, tmp_path / "b.assay", None)
    assert not left.exists()


def test_a_backup_is_not_opened_where_it_lies(backup: Path, seat: Seat) -> None:
    before = everything(backup)
    with pytest.raises(UserError, match=r"is a backup of a workspace.*Restore from a backup"):
        open_workspace(backup, None, seat)
    assert everything(backup) == before


def test_the_restored_workspace_has_both_key_files(backup: Path, tmp_path: Path) -> None:
    (backup / "key-1.json").write_text("garbage")
    restore(backup, tmp_path / "b.assay", None)
    layout = Layout(tmp_path / "b.assay")
    assert layout.headers[0].read_bytes() == layout.headers[1].read_bytes()
    assert read_header(layout.headers).unwrap(None)


def test_sealed_anew_nothing_of_the_backup_opens_it(
    workspace: Workspace, audit: str, seat: Seat, tmp_path: Path, cheap_passphrases: None
) -> None:
    """Whoever had the key while the workspace had no passphrase reads neither its database nor its files."""
    add_person(workspace, "Ann")
    backup = workspace.back_up(BY_HAND)
    before, old_key = everything(backup), read_header(Layout(backup).headers).unwrap(None)
    header, new_key = new_header("correct horse")
    done = restore(backup, tmp_path / "fresh.assay", None, fresh=(header, new_key))
    assert (done.lost, everything(backup)) == (0, before)
    fresh = Layout(done.root)
    assert read_header(fresh.headers) == header
    with pytest.raises(database.Error, match="not a database"):
        objects_in(fresh.database, old_key)
    old_keys = {one.file_name: one.key for one in workspace.objects_of_backup(backup)}
    store = ObjectStore(fresh.objects)
    assert store.names() == old_keys.keys()
    assert store.pending() == set()
    assert not any(store.opens_with(name, key) for name, key in old_keys.items())
    for wrong in (None, "wrong horse"):
        with pytest.raises(UserError, match="passphrase"):
            open_workspace(done.root, wrong, seat)
    opened = open_workspace(done.root, "correct horse", seat)
    assert verify(opened) == ()
    assert {content_of(opened, one) for one in evidence_ids(opened)} == {
        b"job;result\n" * 200_000,
        b"photo" * 1000,
    }
    opened.back_up(BY_HAND)
    opened.close()


def evidence_ids(workspace: Workspace) -> list[str]:
    with workspace.read() as unit:
        return list(unit.session.scalars(select(Evidence.id)))


def test_a_damaged_file_is_counted_and_stopping_leaves_nothing_when_sealed_anew(
    backup: Path, tmp_path: Path
) -> None:
    name = sorted(stored_files(backup))[0]
    spoil(stored_files(backup)[name], -1)
    done = restore(backup, tmp_path / "fresh.assay", None, fresh=new_header(None))
    assert done.lost == 1
    assert ObjectStore(Layout(done.root).objects).names() == stored_files(backup).keys() - {name}

    def stop(_done: int, _total: int, what: str) -> None:
        if what == STORED_FILES:
            raise Cancelled

    with pytest.raises(Cancelled):
        restore(backup, tmp_path / "stopped.assay", None, stop, fresh=new_header(None))
    assert sorted(path.name for path in tmp_path.glob("*.assay*")) == ["audits.assay", "fresh.assay"]
