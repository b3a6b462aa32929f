"""A workspace is backed up when something changed, and copied to another drive when that is there."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from app.errors import UserError
from app.settings import Settings
from app.workspace.backups import second_place
from app.workspace.backups.keeping import SecondCopy, keep_backed_up
from app.workspace.backups.manifest import BY_HAND, HOURLY, OPENED
from app.workspace.backups.place import forget_second_place, is_on_same_drive
from app.workspace.backups.place import second_place as place_of
from app.workspace.backups.restoring import restore
from app.workspace.backups.second_place import choose_second_place
from app.workspace.backups.shelf import backups_in, list_backups
from app.workspace.header import new_header, write_header
from app.workspace.opening import open_workspace
from app.workspace.verify import verify
from app.workspace.workspace import Seat, Workspace
from tests.app.workspace.backups.conftest import add_person, everything, stored_files
from tests.conftest import FixedClock


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def place(settings: Settings, tmp_path: Path, workspace: Workspace) -> Path:
    """A folder for second copies, on a drive that is there."""
    (tmp_path / "drive").mkdir()
    choose_second_place(settings, tmp_path / "drive", workspace.path)
    chosen = place_of(settings)
    assert chosen is not None
    return chosen


def shelf(place: Path) -> Path:
    (only,) = place.iterdir()
    return only


def test_nothing_is_backed_up_again_while_nothing_changed(
    workspace: Workspace, audit: str, seat: Seat, clock: FixedClock
) -> None:
    first = keep_backed_up(workspace, OPENED, only_when_changed=True)
    clock.advance(hours=1)
    second = keep_backed_up(workspace, HOURLY, only_when_changed=True)
    assert (first.is_new, second.is_new, second.backup) == (True, False, first.backup)
    assert workspace.last_backed_up_at == first.at
    workspace.close()
    clock.advance(hours=1)
    again = open_workspace(workspace.path, None, seat)
    assert not keep_backed_up(again, OPENED, only_when_changed=True).is_new
    add_person(again, "Ann")
    kept = keep_backed_up(again, HOURLY, only_when_changed=True)
    assert (kept.is_new, kept.at, kept.second) == (True, clock.now(), SecondCopy.NOT_WANTED)
    again.close()


def test_a_new_passphrase_is_a_change(workspace: Workspace) -> None:
    keep_backed_up(workspace, OPENED, only_when_changed=True)
    header, _key = new_header(None)
    write_header(workspace.layout.headers, header)
    assert keep_backed_up(workspace, HOURLY, only_when_changed=True).is_new


def test_a_backup_that_lost_its_database_does_not_count(workspace: Workspace) -> None:
    first = keep_backed_up(workspace, OPENED)
    os.truncate(first.backup.folder / "workspace.db", 4096)
    assert keep_backed_up(workspace, HOURLY, only_when_changed=True).is_new


def test_one_that_is_asked_for_is_made_in_any_case(workspace: Workspace, clock: FixedClock) -> None:
    keep_backed_up(workspace, OPENED)
    clock.advance(hours=2)
    assert keep_backed_up(workspace, BY_HAND).is_new
    assert [row.reason for row in list_backups(workspace.path)] == ["by-hand", "opened"]


def test_a_copy_on_another_drive_restores_alone(
    workspace: Workspace, audit: str, place: Path, tmp_path: Path, seat: Seat
) -> None:
    kept = keep_backed_up(workspace, HOURLY, place)
    assert kept.second is SecondCopy.COPIED
    (copy,) = backups_in(shelf(place))
    assert (copy.is_verified, copy.size) == (True, kept.backup.size)
    assert everything(copy.folder) == everything(kept.backup.folder)
    for name, path in stored_files(copy.folder).items():
        assert not path.samefile(stored_files(kept.backup.folder)[name])
    workspace.close()
    shutil.rmtree(workspace.path)
    restored = open_workspace(restore(copy.folder, tmp_path / "b.assay", None).root, None, seat)
    assert verify(restored) == ()
    restored.close()


def test_copies_share_their_evidence_with_one_another(
    workspace: Workspace, audit: str, place: Path, clock: FixedClock
) -> None:
    keep_backed_up(workspace, HOURLY, place)
    clock.advance(hours=1)
    keep_backed_up(workspace, HOURLY, place)
    newer, older = backups_in(shelf(place))
    for name, path in stored_files(newer.folder).items():
        assert path.samefile(stored_files(older.folder)[name])


def test_a_drive_that_cannot_link_keeps_two_copies(
    workspace: Workspace, audit: str, place: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    for _hour in range(4):
        add_person(workspace, "Ann")
        keep_backed_up(workspace, HOURLY, place)
        clock.advance(hours=1)
    assert [row.is_verified for row in backups_in(shelf(place))] == [True, True]


def test_a_drive_that_is_away_is_no_error_and_nothing_is_written_in_its_stead(
    workspace: Workspace, audit: str, place: Path, clock: FixedClock
) -> None:
    away = place.parent.with_name("away")
    place.parent.rename(away)
    place.parent.mkdir()
    kept = keep_backed_up(workspace, HOURLY, place)
    assert (kept.is_new, kept.second) == (True, SecondCopy.AWAY)
    assert list(place.parent.iterdir()) == []
    place.parent.rmdir()
    away.rename(place.parent)
    clock.advance(hours=1)
    kept = keep_backed_up(workspace, HOURLY, place, only_when_changed=True)
    assert (kept.is_new, kept.second) == (False, SecondCopy.COPIED)
    assert [row.folder.name for row in backups_in(shelf(place))] == [kept.backup.folder.name]


def test_a_full_drive_is_told_and_the_backup_in_the_workspace_stays(
    workspace: Workspace, audit: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_up(*_args: object) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(second_place, "copy_file", fill_up)
    with pytest.raises(UserError, match=r"could not be copied to .*No space left.*is whole"):
        keep_backed_up(workspace, HOURLY, place)
    assert list(shelf(place).iterdir()) == []
    assert list_backups(workspace.path)[0].is_verified
    assert workspace.last_backed_up_at == workspace.seat.clock.now()


def test_a_backup_that_changed_on_the_disk_is_not_copied(workspace: Workspace, place: Path) -> None:
    kept = keep_backed_up(workspace, OPENED)
    database = kept.backup.folder / "workspace.db"
    whole = database.read_bytes()
    database.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(UserError, match="could not be copied"):
        keep_backed_up(workspace, HOURLY, place, only_when_changed=True)
    assert list(shelf(place).iterdir()) == []


def test_the_second_place_is_chosen_and_given_up(
    settings: Settings, place: Path, workspace: Workspace, tmp_path: Path
) -> None:
    assert place == tmp_path / "drive" / "Assay backups"
    choose_second_place(settings, place, workspace.path)
    assert place_of(settings) == place
    assert is_on_same_drive(place, workspace.path)
    with pytest.raises(UserError, match="in the workspace itself"):
        choose_second_place(settings, workspace.layout.backups, workspace.path)
    with pytest.raises(UserError, match="could not be copied"):
        choose_second_place(settings, tmp_path / "nowhere", workspace.path)
    assert place_of(settings) == place
    forget_second_place(settings)
    assert place_of(settings) is None
