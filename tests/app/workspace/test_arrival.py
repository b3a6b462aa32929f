"""What an opened workspace says of itself: what was put in order, and what does not look right."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app import database
from app.activity_log import label_message
from app.errors import OlderWorkspaceError, UserError
from app.words import N_
from app.workspace.header import read_header
from app.workspace.layout import Layout
from app.workspace.opening import open_workspace
from app.workspace.verify import verify
from app.workspace.workspace import Seat, Workspace
from models.activity import LogEntry
from models.organization import Person
from tests.conftest import FixedClock

Change = Callable[[Path], object]


def worked_in(folder: Path, seat: Seat, *names: str, accept_older: bool = False) -> Workspace:
    """The workspace, closed again, in which people were added."""
    workspace = open_workspace(folder, None, seat, accept_older=accept_older)
    for name in names:
        with workspace.write(N_("Add person")) as uow:
            uow.session.add(Person(name=name))
    workspace.close()
    return workspace


def labels(workspace: Workspace) -> list[str]:
    with workspace.read() as unit:
        query = select(LogEntry.label).order_by(LogEntry.device_id, LogEntry.sequence)
        return [str(label_message(label)) for label in unit.session.scalars(query)]


def said(folder: Path, seat: Seat) -> tuple[list[str], list[str]]:
    """What is told as put in order and as warning, and that it is told once."""
    workspace = open_workspace(folder, None, seat)
    told = [str(one) for one in workspace.recovered], [str(one) for one in workspace.warnings]
    assert all(warning in labels(workspace) for warning in told[1] if "altered" not in warning)
    assert verify(workspace) == () or "altered" in "".join(told[1])
    workspace.close()
    return told


def test_a_workspace_that_was_closed_says_nothing(folder: Path, seat: Seat) -> None:
    worked_in(folder, seat, "Ann")
    assert said(folder, seat) == ([], [])


def test_a_program_that_died_is_told_once(folder: Path, seat: Seat) -> None:
    """AS-27."""
    workspace = open_workspace(folder, None, seat)
    left = workspace.layout.holder.read_bytes()
    workspace.close()
    workspace.layout.holder.write_bytes(left)
    assert said(folder, seat) == (
        [
            "Assay ended without closing this workspace (open since 6 Jul 2026, 09:30). "
            "All that was saved is here."
        ],
        [],
    )
    assert said(folder, seat) == ([], [])


@pytest.fixture
def older(folder: Path, seat: Seat, clock: FixedClock) -> Path:
    """A workspace whose database was put back to an earlier state."""
    worked_in(folder, seat, "Ann")
    database_file = Layout(folder).database
    shutil.copy(database_file, folder.parent / "kept.db")
    clock.advance(days=1)
    worked_in(folder, seat, "Bob", "Cay")
    shutil.copy(folder.parent / "kept.db", database_file)
    return folder


def test_an_older_database_is_refused_and_left_as_it_is(older: Path, seat: Seat) -> None:
    before = {path: path.read_bytes() for path in older.iterdir() if path.is_file()}
    for _again in range(2):
        with pytest.raises(OlderWorkspaceError) as caught:
            open_workspace(older, None, seat)
    assert str(caught.value) == (
        "The database of this workspace is older than the last time it was open here: its log had "
        "reached entry 4 on 7 Jul 2026, 09:30, and now it ends at entry 2. Nothing was changed. If you put "
        "an earlier copy there yourself, open it as it is. Otherwise restore the newest backup."
    )
    assert {path: path.read_bytes() for path in older.iterdir() if path.is_file()} == before


def test_an_older_database_that_is_accepted_is_warned_of_and_logged(older: Path, seat: Seat) -> None:
    worked = worked_in(older, seat, "Dee", accept_older=True)
    (warning,) = worked.warnings
    assert "is older than the last time" in str(warning)
    assert said(older, seat) == ([], [])
    workspace = open_workspace(older, None, seat)
    assert str(warning) in labels(workspace)
    workspace.close()


def test_nothing_is_removed_from_beside_an_older_database(older: Path, seat: Seat) -> None:
    newer = Layout(older).objects / "ab" / f"ab{'0' * 30}"
    newer.parent.mkdir()
    newer.write_bytes(b"sealed")
    newer.with_suffix(".pending").touch()
    worked_in(older, seat, accept_older=True)
    assert newer.exists()


def test_a_database_with_another_history_is_refused(folder: Path, seat: Seat, tmp_path: Path) -> None:
    twin = shutil.copytree(folder, tmp_path / "twin.assay")
    worked_in(folder, seat, "Ann")
    worked_in(twin, seat, "Bob", "Cay")
    shutil.copy(Layout(twin).database, Layout(folder).database)
    with pytest.raises(OlderWorkspaceError, match=r"not the one that was open here .*: entry 2 of its log"):
        open_workspace(folder, None, seat)
    assert "another one" in str(worked_in(folder, seat, accept_older=True).warnings[0])


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def later(path: Path) -> None:
    body = json.loads(path.read_bytes())
    path.write_text(json.dumps({**body, "entries": {}}))


@pytest.mark.parametrize("change", [flipped, later, Path.touch])
def test_a_changed_record_of_the_last_time_is_told(folder: Path, seat: Seat, change: Change) -> None:
    worked_in(folder, seat, "Ann")
    change(Layout(folder).log_head)
    expected = [] if change is Path.touch else ["was changed or is damaged"]
    found, warnings = said(folder, seat)
    assert found == []
    assert len(warnings) == len(expected)
    assert all(part in warning for part, warning in zip(expected, warnings, strict=True))
    assert said(folder, seat) == ([], [])


def test_a_missing_record_of_the_last_time_is_told(folder: Path, seat: Seat) -> None:
    Layout(folder).log_head.unlink()
    (warning,) = said(folder, seat)[1]
    assert warning.startswith("Nothing tells where the log stood when this workspace was open last")
    assert said(folder, seat) == ([], [])


def test_a_clock_that_went_back_is_told_and_logged_and_the_work_goes_on(
    folder: Path, seat: Seat, clock: FixedClock
) -> None:
    worked_in(folder, seat, "Ann")
    clock.advance(hours=-2)
    assert said(folder, seat) == (
        [],
        [
            "The clock of this laptop went back: it is 6 Jul 2026, 07:30, and the last known time was "
            "6 Jul 2026, 09:30."
        ],
    )
    assert said(folder, seat) == ([], [])


def test_a_clock_that_sets_itself_right_is_no_matter(folder: Path, seat: Seat, clock: FixedClock) -> None:
    worked_in(folder, seat, "Ann")
    clock.advance(seconds=-20)
    assert said(folder, seat) == ([], [])


def test_after_a_crash_the_log_itself_tells_the_last_known_time(
    folder: Path, seat: Seat, clock: FixedClock
) -> None:
    head = Layout(folder).log_head
    kept = head.read_bytes()
    clock.advance(hours=3)
    worked_in(folder, seat, "Ann")
    head.write_bytes(kept)
    clock.advance(hours=-1)
    assert "the last known time was 6 Jul 2026, 12:30" in said(folder, seat)[1][0]


def test_an_altered_last_entry_is_told(folder: Path, seat: Seat) -> None:
    worked_in(folder, seat, "Ann")
    layout = Layout(folder)
    connection = database.connect(layout.database, read_header(layout.headers).unwrap(None))
    connection.execute("UPDATE log_entry SET label = '[\"Other\",{}]' WHERE sequence = 2")
    connection.close()
    assert said(folder, seat)[1] == [
        "The last entry of the log, 2, was altered. Verify the workspace to see more."
    ]


def test_a_restored_backup_says_what_it_is(
    folder: Path, seat: Seat, clock: FixedClock, tmp_path: Path
) -> None:
    workspace = open_workspace(folder, None, seat)
    backup = workspace.back_up("by-hand")
    clock.advance(days=2)
    restored = workspace.restore_backup(backup, tmp_path / "restored.assay").root
    workspace.close()
    told = ["This workspace was restored from the backup of 6 Jul 2026, 09:30."]
    assert said(restored, seat) == (told, [])
    assert said(restored, seat) == ([], [])
    again = open_workspace(restored, None, seat)
    assert told[0] in labels(again)
    again.close()


@pytest.mark.parametrize("name", ["{}", "{}.new"])
def test_a_file_that_was_not_attached_to_its_end_goes(folder: Path, seat: Seat, name: str) -> None:
    stray = "ab" + "0" * 30
    place = Layout(folder).objects / "ab"
    place.mkdir()
    (place / name.format(stray)).write_bytes(b"sealed")
    (place / f"{stray}.pending").touch()
    assert said(folder, seat)[0] == [
        "What had not been attached to its end was removed, the originals are untouched. Files: 1."
    ]
    assert list(place.iterdir()) == []


def test_a_mark_without_a_file_goes_without_a_word(folder: Path, seat: Seat) -> None:
    place = Layout(folder).objects / "ab"
    place.mkdir()
    (place / f"ab{'0' * 30}.pending").touch()
    assert said(folder, seat) == ([], [])
    assert list(place.iterdir()) == []


def test_a_backup_that_was_not_finished_goes(folder: Path, seat: Seat) -> None:
    half = Layout(folder).backups / "2026-07-06T083000Z-hourly.new"
    half.mkdir()
    (half / "workspace.db").write_bytes(b"half")
    assert said(folder, seat)[0] == ["Backups that were not finished were removed: 1."]
    assert not half.exists()


def test_a_workspace_that_is_pulled_away_takes_no_change_until_it_is_back(
    workspace: Workspace, clock: FixedClock
) -> None:
    def add(name: str) -> None:
        with workspace.write(N_("Add person")) as uow:
            uow.session.add(Person(name=name))

    add("Ann")
    root, away = workspace.path, workspace.path.with_name("elsewhere")
    root.rename(away)
    with pytest.raises(UserError, match=r"no longer at .*still on the screen.*Connect the drive"):
        add("Bob")
    away.rename(root)
    add("Cay")
    with workspace.read() as unit:
        assert set(unit.session.scalars(select(Person.name))) == {"Ann", "Cay"}


def test_a_database_that_was_replaced_while_it_was_open_takes_no_change(workspace: Workspace) -> None:
    with workspace.read() as unit:
        unit.session.execute(text("SELECT 1"))
    other = workspace.layout.database.with_name("other.db")
    shutil.copy(workspace.layout.database, other)
    other.replace(workspace.layout.database)
    with pytest.raises(UserError, match="no longer at"), workspace.write(N_("Add person")) as uow:
        uow.session.add(Person(name="Ann"))


def test_the_last_known_time_is_that_of_closing(folder: Path, seat: Seat, clock: FixedClock) -> None:
    workspace = open_workspace(folder, None, seat)
    clock.advance(hours=5)
    workspace.close()
    head = json.loads(Layout(folder).log_head.read_bytes())
    assert head["at"] == clock.now().isoformat()
