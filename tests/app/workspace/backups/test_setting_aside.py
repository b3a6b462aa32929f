"""A damaged workspace is kept whole, and its newest good backup takes its place."""

from pathlib import Path

import pytest

from app.errors import DamagedWorkspaceError, UserError
from app.progress import Cancelled
from app.settings import Settings
from app.workspace.backups.finding import find_backups, workspace_name
from app.workspace.backups.keeping import keep_backed_up
from app.workspace.backups.manifest import HOURLY
from app.workspace.backups.place import second_place
from app.workspace.backups.second_place import choose_second_place
from app.workspace.backups.setting_aside import Replaced, newest_good, replace_damaged
from app.workspace.layout import Layout
from app.workspace.lock import WorkspaceLock
from app.workspace.opening import open_workspace
from app.workspace.verify import verify
from app.workspace.workspace import Seat, Workspace
from tests.app.workspace.backups.conftest import add_person, everything, people_in, spoil, stored_files
from tests.conftest import START, FixedClock

ASIDE = "audits damaged 2026-07-06 09.30.assay"


@pytest.fixture
def damaged(workspace: Workspace, audit: str, clock: FixedClock) -> Path:
    """A workspace with Ann in the first backup and Bob in the second, whose database is damaged."""
    for name in ("Ann", "Bob"):
        add_person(workspace, name)
        workspace.back_up(HOURLY)
        clock.advance(hours=1)
    clock.set(START)
    workspace.close()
    spoil(workspace.layout.database, 50)
    return workspace.path


def replace(root: Path, backup: Path) -> Replaced:
    return replace_damaged(root, backup, None, "Assay test", START)


def test_the_newest_good_backup_takes_the_place_of_a_damaged_workspace(damaged: Path, seat: Seat) -> None:
    with pytest.raises(DamagedWorkspaceError):
        open_workspace(damaged, None, seat)
    before = everything(damaged)
    good = newest_good(damaged)
    assert good is not None
    done = replace(damaged, good.folder)
    assert (done.root, done.aside, done.lost) == (damaged, damaged.with_name(ASIDE), 0)
    after = everything(done.aside)
    after.pop("lock", None), before.pop("lock", None)
    assert after == before
    assert people_in(damaged, seat) == ["Ann", "Bob"]
    workspace = open_workspace(damaged, None, seat)
    assert verify(workspace) == ()
    workspace.close()


def test_a_backup_that_is_damaged_too_is_passed_over(damaged: Path, seat: Seat) -> None:
    newest = newest_good(damaged)
    assert newest is not None
    spoil(newest.folder / "workspace.db", 50)
    good = newest_good(damaged)
    assert good is not None
    replace(damaged, good.folder)
    assert people_in(damaged, seat) == ["Ann"]


def test_the_newest_is_the_one_that_holds_most_even_if_the_clock_was_wrong(
    workspace: Workspace, clock: FixedClock
) -> None:
    clock.advance(days=900)
    workspace.back_up(HOURLY)
    clock.set(START)
    add_person(workspace, "Ann")
    newest = workspace.back_up(HOURLY)
    good = newest_good(workspace.path)
    assert good is not None
    assert good.folder == newest


def test_without_a_good_backup_none_is_offered(folder: Path) -> None:
    assert newest_good(folder) is None


def test_nothing_is_moved_when_the_backup_cannot_be_restored(damaged: Path) -> None:
    good = newest_good(damaged)
    assert good is not None
    spoil(good.folder / "workspace.db", 50)
    siblings = set(damaged.parent.iterdir())
    with pytest.raises(UserError, match="This backup is damaged"):
        replace(damaged, good.folder)
    assert set(damaged.parent.iterdir()) == siblings


def test_nothing_is_moved_when_it_is_cancelled(damaged: Path) -> None:
    def stop(_done: int, _total: int, what: str) -> None:
        if what == "evidence":
            raise Cancelled

    good = newest_good(damaged)
    assert good is not None
    siblings = set(damaged.parent.iterdir())
    with pytest.raises(Cancelled):
        replace_damaged(damaged, good.folder, None, "Assay test", START, stop)
    assert set(damaged.parent.iterdir()) == siblings


def test_a_workspace_that_is_open_elsewhere_is_not_moved(damaged: Path) -> None:
    good = newest_good(damaged)
    assert good is not None
    lock = WorkspaceLock(Layout(damaged))
    lock.acquire("Assay on the other desk", START)
    with pytest.raises(UserError, match="open in Assay on the other desk"):
        replace(damaged, good.folder)
    lock.release()
    assert not damaged.with_name(ASIDE).exists()


def test_a_folder_that_cannot_be_moved_leaves_both(
    damaged: Path, seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = newest_good(damaged)
    assert good is not None
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path == damaged or target == damaged:
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(UserError, match=r"could not be set aside.*restored as .*Open that workspace"):
        replace(damaged, good.folder)
    assert damaged.is_dir()
    assert people_in(damaged.with_name("audits restored 2026-07-06 09.30.assay"), seat) == ["Ann", "Bob"]


def test_two_that_are_set_aside_in_one_minute_do_not_meet(damaged: Path) -> None:
    for _time in range(2):
        good = find_backups(damaged.parent)[0]
        replace(damaged, good.folder)
    names = {path.name for path in damaged.parent.iterdir() if "damaged" in path.name}
    assert names == {ASIDE, "audits damaged 2026-07-06 09.30 (2).assay"}


def test_a_copy_on_another_drive_is_offered_when_the_folder_has_none(
    workspace: Workspace, audit: str, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "settings.json")
    (tmp_path / "drive").mkdir()
    choose_second_place(settings, tmp_path / "drive", workspace.path)
    place = second_place(settings)
    kept = keep_backed_up(workspace, HOURLY, place)
    workspace.close()
    spoil(kept.backup.folder / "workspace.db", 50)
    good = newest_good(workspace.path, None, place)
    assert good is not None
    assert good.folder.is_relative_to(tmp_path / "drive")
    assert len(stored_files(good.folder)) == 2
    for header in workspace.layout.headers:
        header.write_text("garbage")
    assert newest_good(workspace.path, None, place) is None


@pytest.mark.parametrize("levels", [0, 1, 2, 3])
def test_backups_are_found_from_the_folder_that_somebody_chooses(
    workspace: Workspace, backup: Path, levels: int
) -> None:
    chosen = [backup, *backup.parents][levels]
    assert [row.folder for row in find_backups(chosen)] == [backup]
    assert workspace_name(backup) == "audits"


def test_backups_are_found_on_the_other_drive_with_their_names(workspace: Workspace, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    (tmp_path / "drive").mkdir()
    choose_second_place(settings, tmp_path / "drive", workspace.path)
    keep_backed_up(workspace, HOURLY, second_place(settings))
    for chosen in (tmp_path / "drive", tmp_path / "drive" / "Assay backups"):
        (found,) = find_backups(chosen)
        assert workspace_name(found.folder) == "audits"


def test_a_folder_without_backups_has_none(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear auditor")
    assert find_backups(tmp_path) == ()
    assert find_backups(tmp_path / "letter.txt") == ()
