"""Exchanging passphrase and recovery key of an open workspace: old or new, never neither."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.activity_log import label_message
from app.errors import UserError
from app.workspace import passphrase as passphrases
from app.workspace import protection
from app.workspace.backups.restoring import restore
from app.workspace.header import read_header, write_header
from app.workspace.layout import Layout
from app.workspace.opening import create_workspace, open_workspace
from app.workspace.passphrase import Costs
from app.workspace.protection import (
    change_passphrase,
    copy_under_new_keys,
    remove_passphrase,
    remove_recovery_key,
    set_passphrase,
    set_recovery_key,
)
from app.workspace.recovery_key import new_recovery_key
from app.workspace.workspace import Seat, Workspace
from models.activity import LogEntry
from models.organization import Person
from tests.conftest import FixedClock

OLD, NEW = "a quiet river 1997", "two green doors"

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


@pytest.fixture
def closed(tmp_path: Path, seat: Seat) -> Path:
    """A workspace with a passphrase and a person in it."""
    workspace = create_workspace(tmp_path / "x.assay", OLD, seat)
    with workspace.write("Add person") as uow:
        uow.session.add(Person(id="p", name="Ann"))
    workspace.close()
    return workspace.path


@pytest.fixture
def protected(closed: Path, seat: Seat) -> Iterator[Workspace]:
    workspace = open_workspace(closed, OLD, seat)
    yield workspace
    workspace.close()


def labels(workspace: Workspace) -> list[str]:
    with workspace.read() as unit:
        rows = unit.session.scalars(select(LogEntry.label).order_by(LogEntry.sequence))
        return [label_message(row).msgid for row in rows]


def opens(folder: Path, secret: object, seat: Seat) -> bool:
    try:
        workspace = open_workspace(folder, secret, seat)  # type: ignore[arg-type]
    except UserError:
        return False
    with workspace.read() as unit:
        people = list(unit.session.scalars(select(Person.name)))
    workspace.close()
    return people == ["Ann"]


def test_a_changed_passphrase_opens_the_workspace_and_the_old_one_does_not(
    protected: Workspace, seat: Seat
) -> None:
    database = protected.layout.database.stat().st_ino
    salt = protected.header.derivation.salt if protected.header.derivation else b""
    change_passphrase(protected, OLD, NEW)
    assert labels(protected)[-1] == "Change the passphrase"
    assert protected.undo_list.next_undo is None
    protected.close()
    assert not opens(protected.path, OLD, seat)
    assert opens(protected.path, NEW, seat)
    header = read_header(protected.layout.headers)
    assert header.derivation is not None
    assert header.derivation.salt != salt
    assert protected.layout.database.stat().st_ino == database
    first, second = protected.layout.headers
    assert first.read_bytes() == second.read_bytes()


def test_a_change_needs_the_passphrase_so_far_and_a_new_one(protected: Workspace) -> None:
    before = protected.layout.headers[0].read_bytes()
    with pytest.raises(UserError, match="not the passphrase"):
        change_passphrase(protected, NEW, NEW)
    for empty in ("", "  \t"):
        with pytest.raises(UserError, match="cannot be empty"):
            change_passphrase(protected, OLD, empty)
    with pytest.raises(UserError, match="not the passphrase"):
        remove_passphrase(protected, NEW)
    with pytest.raises(UserError, match="not the passphrase"):
        set_recovery_key(protected, NEW, new_recovery_key())
    assert protected.layout.headers[0].read_bytes() == before


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_key(protected: Workspace, seat: Seat) -> None:
    recovery_key = new_recovery_key()
    set_recovery_key(protected, OLD, recovery_key)
    assert labels(protected)[-1] == "Make a new recovery key"
    protected.close()
    again = open_workspace(protected.path, recovery_key, seat)
    change_passphrase(again, recovery_key, NEW)
    again.close()
    assert opens(again.path, NEW, seat)
    assert opens(again.path, recovery_key, seat)
    assert not opens(again.path, OLD, seat)


def test_a_new_recovery_key_takes_the_place_of_the_old_one_and_can_be_removed(
    protected: Workspace, seat: Seat
) -> None:
    first, second = new_recovery_key(), new_recovery_key()
    set_recovery_key(protected, OLD, first)
    set_recovery_key(protected, OLD, second)
    assert protected.header.has_recovery_key
    protected.close()
    assert (opens(protected.path, first, seat), opens(protected.path, second, seat)) == (False, True)
    again = open_workspace(protected.path, OLD, seat)
    remove_recovery_key(again)
    assert labels(again)[-1] == "Remove the recovery key"
    again.close()
    assert (opens(again.path, second, seat), opens(again.path, OLD, seat)) == (False, True)


def test_a_workspace_made_with_a_recovery_key_opens_with_it(tmp_path: Path, seat: Seat) -> None:
    recovery_key = new_recovery_key()
    create_workspace(tmp_path / "y.assay", OLD, seat, recovery_key).close()
    open_workspace(tmp_path / "y.assay", recovery_key, seat).close()
    assert read_header(Layout(tmp_path / "y.assay").headers).has_recovery_key


def test_from_a_passphrase_to_none_and_back(protected: Workspace, seat: Seat) -> None:
    set_recovery_key(protected, OLD, new_recovery_key())
    remove_passphrase(protected, OLD)
    assert not protected.is_encrypted
    assert labels(protected)[-1] == "Remove the passphrase"
    protected.close()
    again = open_workspace(protected.path, None, seat)
    assert not again.header.has_recovery_key
    assert set_passphrase(again, NEW) == 0
    assert again.is_encrypted
    assert labels(again)[-1] == "Set a passphrase"
    again.close()
    assert (opens(again.path, None, seat), opens(again.path, NEW, seat)) == (False, True)


def test_backups_keep_the_passphrase_of_their_time(
    protected: Workspace, clock: FixedClock, tmp_path: Path
) -> None:
    early = protected.back_up("early")
    clock.advance(hours=2)
    change_passphrase(protected, OLD, NEW)
    late = protected.back_up("late")
    with pytest.raises(UserError, match="not the passphrase"):
        restore(early, tmp_path / "a.assay", NEW)
    assert restore(early, tmp_path / "a.assay", OLD).lost == 0
    assert restore(late, tmp_path / "b.assay", NEW).lost == 0


def test_backups_made_without_a_passphrase_get_the_first_one(
    protected: Workspace, clock: FixedClock, tmp_path: Path
) -> None:
    before = protected.back_up("before")
    clock.advance(hours=2)
    remove_passphrase(protected, OLD)
    open_one = protected.back_up("open")
    stuck = shutil.copytree(open_one, protected.layout.backups / "2026-07-06T000000Z-stuck")
    (stuck / "key-1.json.new").mkdir()
    assert set_passphrase(protected, NEW) == 1
    with pytest.raises(UserError, match="protected by a passphrase"):
        restore(open_one, tmp_path / "a.assay", None)
    assert restore(open_one, tmp_path / "a.assay", NEW).lost == 0
    assert restore(before, tmp_path / "b.assay", OLD).lost == 0


@pytest.mark.parametrize("place", ["key-1.json.new", "key-2.json.new"])
def test_a_disk_that_refuses_the_key_files_leaves_passphrase_and_log_as_they_were(
    protected: Workspace, seat: Seat, place: str
) -> None:
    before = labels(protected)
    (protected.path / place).mkdir()
    with pytest.raises(UserError, match=r"could not be written.*opened the workspace before still opens it"):
        change_passphrase(protected, OLD, NEW)
    assert labels(protected) == before
    protected.close()
    (protected.path / place).rmdir()
    assert (opens(protected.path, OLD, seat), opens(protected.path, NEW, seat)) == (True, False)


def test_a_log_that_cannot_be_written_takes_the_key_files_back(
    protected: Workspace, seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_unit: object) -> None:
        raise OperationalError("COMMIT", None, OSError("disk I/O error"))

    with monkeypatch.context() as patch:
        patch.setattr("app.workspace.workspace._commit", fail)
        with pytest.raises(OperationalError):
            change_passphrase(protected, OLD, NEW)
    assert protected.header.unwrap(OLD)
    protected.close()
    assert (opens(protected.path, OLD, seat), opens(protected.path, NEW, seat)) == (True, False)


def test_a_drive_that_fails_in_the_middle_is_told_as_such(
    protected: Workspace, seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter([True, False])

    def once(paths: tuple[Path, ...], header: object) -> None:
        if not next(calls):
            raise OSError(5, "Input/output error")
        write_header(paths[:1], header)  # type: ignore[arg-type]
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(protection, "write_header", once)
    with pytest.raises(UserError, match=r"stopped in the middle.*Input/output error.*whole"):
        change_passphrase(protected, OLD, NEW)
    protected.close()
    assert opens(protected.path, OLD, seat)
    shutil.copyfile(protected.layout.headers[0], protected.path / "kept")
    assert not opens(protected.path, NEW, seat)


def test_unlocking_makes_a_guess_as_dear_as_it_is_by_now(
    closed: Path, seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrases, "PRESENT_COSTS", Costs(2, 16384))
    assert not opens(closed, NEW, seat)
    derivation = read_header(Layout(closed).headers).derivation
    assert derivation is not None
    assert derivation.costs == Costs(1, 8192)
    assert opens(closed, OLD, seat)
    raised = read_header(Layout(closed).headers).derivation
    assert raised is not None
    assert raised.costs == Costs(2, 16384)
    assert raised.salt != derivation.salt
    assert opens(closed, OLD, seat)


def test_opening_mends_a_damaged_key_file_and_says_so(closed: Path, seat: Seat) -> None:
    first, second = Layout(closed).headers
    first.write_text("garbage")
    workspace = open_workspace(closed, OLD, seat)
    assert any("key-1.json was damaged" in str(message) for message in workspace.recovered)
    workspace.close()
    assert first.read_bytes() == second.read_bytes()


def test_a_copy_under_new_keys_is_another_workspace_with_the_same_content(
    protected: Workspace, seat: Seat, tmp_path: Path
) -> None:
    target = tmp_path / "copy.assay"
    for secret, passphrase, said in ((NEW, NEW, "not the passphrase"), (OLD, " ", "cannot be empty")):
        with pytest.raises(UserError, match=said):
            copy_under_new_keys(protected, target, secret, passphrase)
    assert copy_under_new_keys(protected, target, OLD, NEW).lost == 0
    assert protected.header.unwrap(OLD) != read_header(Layout(target).headers).unwrap(NEW)
    assert (opens(target, OLD, seat), opens(target, NEW, seat)) == (False, True)
    with pytest.raises(UserError, match="There is something at"):
        copy_under_new_keys(protected, target, OLD, NEW)
