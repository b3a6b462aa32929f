"""Nothing that was destroyed is found again: in no page of any database, in no backup, on no other drive."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app import database
from app.errors import UserError
from app.evidence import evidence
from app.evidence.exporting import export_copy
from app.evidence.housekeeping import remove_unused_files
from app.evidence.intake import attach_bytes
from app.evidence.trash import restore_from_trash
from app.programme.people import edit_person
from app.progress import Cancelled
from app.retention.destroying import destroy_due, empty_trash
from app.search.reading import read_files
from app.settings import Settings
from app.words import N_
from app.worker.client import Worker
from app.workspace.backups.cleaning import Cleaned
from app.workspace.backups.keeping import Kept, SecondCopy, keep_backed_up
from app.workspace.backups.manifest import BY_HAND, DESTROYED, FILE_NAME, read_manifest
from app.workspace.backups.place import second_place
from app.workspace.backups.second_place import choose_second_place
from app.workspace.backups.shelf import list_backups
from app.workspace.layout import Layout
from app.workspace.opening import open_workspace
from app.workspace.verify import ProblemKind, verify
from app.workspace.workspace import Seat, Workspace
from models.audit import TeamAssignment, TeamRole
from models.evidence import Evidence, StoredObject
from models.organization import Person
from tests.app.evidence.conftest import Story
from tests.app.evidence.reading import content_of
from tests.app.retention.conftest import Attach, close_audit, places_of, set_rules
from tests.app.retention.test_trash import remove
from tests.app.workspace.test_schema import DATA
from tests.conftest import START, FixedClock

TODAY = START.date()
CANARY = b"canary"

pytestmark = pytest.mark.usefixtures("readable_databases")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed workspace of its own: its database is one that can be read."""
    return tmp_path_factory.mktemp("readable") / "template.assay"


@pytest.fixture
def folder(template: Path, tmp_path: Path, seat: Seat, readable_databases: None) -> Path:
    from app.workspace.opening import create_workspace

    if not template.exists():
        create_workspace(template, None, seat).close()
    return shutil.copytree(template, tmp_path / "audits.assay")


def key_of(workspace: Workspace, evidence_id: str) -> bytes:
    with workspace.read() as unit:
        query = select(StoredObject.key).join(Evidence, Evidence.object_id == StoredObject.id)
        key = unit.session.scalar(query.where(Evidence.id == evidence_id))
    assert key is not None
    return key


def tell(workspace: Workspace, evidence_id: str, **values: object) -> None:
    with workspace.write(N_("Edit evidence {number}"), number="E-001") as uow:
        evidence.edit_evidence(uow, evidence_id, **values)


def a_life(workspace: Workspace, attach: Attach, clock: FixedClock, out: Path) -> str:
    """A piece that is named, renamed, copied, removed, restored and backed up on the way."""
    out = out / "canary-folder"
    out.mkdir(parents=True)
    piece = attach(
        "canary-file.txt",
        title="canary-title",
        notes="canary-notes " * 400,
        source="canary-source",
        obtained_where="canary-place",
        obtained_how="canary-how",
        classification="canary-class",
    )
    with workspace.write("Make a copy of {number} with marks", number="E-000") as uow:
        uow.session.get_one(Evidence, piece).derived_marks = '[{"text": "canary-label"}]'
    for text in ("canary", "canary of Jana", "canary of Jana Čapek, leaver list", "Leaver list"):
        tell(workspace, piece, title=text, notes=f"{text} canary {'x' * 5000}")
    hourly(workspace, clock)
    export_copy(workspace, piece, out)
    shutil.rmtree(out)
    remove(workspace, piece)
    hourly(workspace, clock)
    with workspace.write("Restore evidence") as uow:
        restore_from_trash(uow, piece)
    hourly(workspace, clock)
    return piece


def hourly(workspace: Workspace, clock: FixedClock) -> None:
    clock.advance(hours=1)
    workspace.back_up(BY_HAND)


def destroyed_and_backed_up(
    workspace: Workspace, clock: FixedClock, piece: str, place: Path | None = None
) -> Kept:
    clock.advance(hours=1)
    tell(workspace, piece, destroy_on=clock.now().date())
    destroy_due(workspace, [piece], "Agreed")
    return keep_backed_up(workspace, DESTROYED, place)


def test_evidence_is_found_nowhere_afterwards(
    workspace: Workspace, story: Story, attach: Attach, clock: FixedClock, tmp_path: Path
) -> None:
    piece, kept = a_life(workspace, attach, clock, tmp_path / "out"), attach("kept.txt", b"kept")
    key, name = key_of(workspace, piece), str(stored_file(workspace, piece).name)
    hourly(workspace, clock)
    before = places_of(workspace.path, CANARY, key, name.encode())
    assert len([one for one in before if one.startswith("backups/")]) > 8
    done = destroyed_and_backed_up(workspace, clock, piece)
    assert done.is_clean
    assert done.cleaned == (Cleaned(rewritten=4),)
    assert places_of(workspace.path, CANARY, key) == []
    assert [one for one in places_of(workspace.path, name.encode()) if "objects" in one] == []
    assert content_of(workspace, kept) == b"kept"
    assert verify(workspace) == ()
    workspace.close()
    assert places_of(workspace.path, CANARY, key) == []


def test_what_the_search_had_read_in_a_file_is_found_nowhere_afterwards(
    workspace: Workspace, story: Story, attach: Attach, clock: FixedClock
) -> None:
    piece = attach("minutes.txt", b"Zanzibarcanary said that the canaryword was kept in the drawer")
    other = attach("other.txt", b"Something else was said about drawers")
    worker = Worker()
    assert read_files(workspace, worker) == 2
    worker.stop()
    words = (b"anzibarcanary", b"canaryword")
    assert places_of(workspace.path, *words)
    hourly(workspace, clock)
    assert destroyed_and_backed_up(workspace, clock, piece).cleaned == (Cleaned(rewritten=1),)
    assert places_of(workspace.path, *words) == []
    assert content_of(workspace, other).startswith(b"Something")
    assert verify(workspace) == ()


def stored_file(workspace: Workspace, evidence_id: str) -> Path:
    with workspace.read() as unit:
        query = select(StoredObject.file_name).join(Evidence, Evidence.object_id == StoredObject.id)
        name = unit.session.scalar(query.where(Evidence.id == evidence_id))
    assert name is not None
    return workspace.objects.path(name)


def test_what_was_in_the_trash_is_found_nowhere_afterwards(
    workspace: Workspace, story: Story, attach: Attach, clock: FixedClock, tmp_path: Path
) -> None:
    piece = a_life(workspace, attach, clock, tmp_path / "out")
    key = key_of(workspace, piece)
    remove(workspace, piece)
    hourly(workspace, clock)
    empty_trash(workspace, [piece], "")
    assert keep_backed_up(workspace, DESTROYED).is_clean
    assert places_of(workspace.path, CANARY, key) == []
    assert verify(workspace) == ()


def test_a_person_is_found_nowhere_afterwards_but_in_what_was_written_about_them(
    workspace: Workspace, story: Story, clock: FixedClock
) -> None:
    with workspace.write(N_("Edit person")) as uow:
        edit_person(uow, story.manager, name="canary Čapek", role="canary-role", email="jana@canary.example")
        part = TeamAssignment(audit_id=story.audit, person_id=story.manager, role=TeamRole.GUIDE)
        part.tie = "canary-tie"
        uow.session.add(part)
    hourly(workspace, clock)
    with workspace.write(N_("Take off")) as uow:
        uow.session.delete(uow.session.get_one(TeamAssignment, part.id))
    set_rules(workspace, story, None, 0)
    close_audit(workspace, story.audit)
    assert places_of(workspace.path, CANARY)
    destroy_due(workspace, [story.manager], "")
    assert keep_backed_up(workspace, DESTROYED).is_clean
    assert places_of(workspace.path, CANARY) == []
    assert verify(workspace) == ()


def test_every_cleaned_backup_restores_to_a_workspace_that_holds(
    workspace: Workspace, story: Story, attach: Attach, clock: FixedClock, seat: Seat, tmp_path: Path
) -> None:
    kept = attach("kept.txt", b"kept", title="Kept")
    piece = a_life(workspace, attach, clock, tmp_path / "out")
    marks = {row.folder.name: (row.at, row.log_entries, row.mark) for row in list_backups(workspace.path)}
    destroyed_and_backed_up(workspace, clock, piece)
    rows = list_backups(workspace.path)
    assert {row.folder.name for row in rows} > set(marks)
    for row in rows:
        assert row.is_verified
        if row.folder.name in marks:
            assert (row.at, row.log_entries, row.mark) == marks[row.folder.name]
        target = tmp_path / "restored" / row.folder.name
        assert workspace.restore_backup(row.folder, target).lost == 0
        restored = open_workspace(target, None, seat)
        assert remove_unused_files(restored) in (0, 1)
        assert verify(restored) == ()
        assert content_of(restored, kept) == b"kept"
        restored.close()
        assert places_of(target, CANARY) == []


def test_the_second_copies_are_cleaned_when_their_drive_is_there(
    workspace: Workspace,
    story: Story,
    attach: Attach,
    clock: FixedClock,
    tmp_path: Path,
) -> None:
    settings = Settings(tmp_path / "settings.json")
    drive = tmp_path / "drive"
    drive.mkdir()
    choose_second_place(settings, drive, workspace.path)
    place = second_place(settings)
    assert place is not None
    piece = a_life(workspace, attach, clock, tmp_path / "out")
    key = key_of(workspace, piece)
    keep_backed_up(workspace, BY_HAND, place)
    assert places_of(drive, CANARY)
    away = drive.rename(tmp_path / "in the drawer")
    done = destroyed_and_backed_up(workspace, clock, piece, place)
    assert done.second is SecondCopy.AWAY
    assert places_of(workspace.path, CANARY, key) == []
    assert places_of(away, CANARY, key)
    away.rename(drive)
    clock.advance(hours=1)
    done = keep_backed_up(workspace, BY_HAND, place, only_when_changed=True)
    assert (done.second, done.is_clean) == (SecondCopy.COPIED, True)
    assert done.cleaned == (Cleaned(), Cleaned(rewritten=1))
    assert places_of(drive, CANARY, key) == []


def test_a_damaged_backup_is_removed_once_a_whole_one_is_there(
    workspace: Workspace, story: Story, attach: Attach, clock: FixedClock, tmp_path: Path
) -> None:
    piece = a_life(workspace, attach, clock, tmp_path / "out")
    rows = list_backups(workspace.path)
    (rows[0].folder / FILE_NAME).write_text("{}")
    file = Layout(rows[1].folder).database
    file.write_bytes(b"canary" + file.read_bytes()[6:])
    done = destroyed_and_backed_up(workspace, clock, piece)
    assert done.cleaned == (Cleaned(rewritten=1, removed=2),)
    assert places_of(workspace.path, CANARY) == []
    assert verify(workspace) == ()


def test_a_backup_that_cannot_be_rewritten_now_stays_and_is_told(
    workspace: Workspace,
    story: Story,
    attach: Attach,
    clock: FixedClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    piece = a_life(workspace, attach, clock, tmp_path / "out")
    real = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "workspace.db.new":
            raise OSError(28, "No space left on device")
        return real(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        done = destroyed_and_backed_up(workspace, clock, piece)
    assert not done.is_clean
    assert done.cleaned == (Cleaned(left=3, reason="No space left on device"),)
    assert all(row.is_verified for row in list_backups(workspace.path))
    assert {problem.kind for problem in verify(workspace)} == {ProblemKind.BACKUP_UNCLEAN}
    assert list(workspace.path.rglob("*.new*")) == []
    clock.advance(minutes=1)
    assert keep_backed_up(workspace, BY_HAND, only_when_changed=True).cleaned == (Cleaned(rewritten=3),)
    assert places_of(workspace.path, CANARY) == []


def test_a_full_disk_keeps_the_backup_coming_and_the_pages_are_cleaned_later(
    workspace: Workspace,
    story: Story,
    attach: Attach,
    clock: FixedClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The database cannot be written anew; what was backed up then is cleaned as the earlier ones are."""
    piece = a_life(workspace, attach, clock, tmp_path / "out")
    clock.advance(hours=1)
    tell(workspace, piece, destroy_on=clock.now().date())
    destroy_due(workspace, [piece], "")

    def refuse(_engine: object) -> None:
        raise database.Error("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(database, "compact_live", refuse)
        with pytest.raises(UserError, match="may still stand in free pages of the database"):
            workspace.compact()
        done = keep_backed_up(workspace, DESTROYED)
    assert done.cleaned == (Cleaned(rewritten=4),)
    assert places_of(workspace.layout.backups, CANARY) == []
    keep_backed_up(workspace, BY_HAND, only_when_changed=True)
    assert places_of(workspace.path, CANARY) == []


def test_stopping_while_backups_are_cleaned_leaves_the_rest_for_the_next_time(
    workspace: Workspace, story: Story, attach: Attach, clock: FixedClock, tmp_path: Path
) -> None:
    piece = a_life(workspace, attach, clock, tmp_path / "out")
    clock.advance(hours=1)
    tell(workspace, piece, destroy_on=clock.now().date())
    destroy_due(workspace, [piece], "")

    def stop(done: int, total: int, what: str) -> None:
        if what == "earlier backups" and done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        keep_backed_up(workspace, DESTROYED, progress=stop)
    assert list(workspace.path.rglob("*.new*")) == []
    assert len([row for row in list_backups(workspace.path) if row.is_verified]) == 4
    assert keep_backed_up(workspace, DESTROYED, only_when_changed=True).cleaned == (Cleaned(rewritten=2),)
    assert places_of(workspace.path, CANARY) == []


def test_the_same_bytes_taken_in_again_stay_readable_in_later_backups(
    workspace: Workspace, story: Story, attach: Attach, clock: FixedClock, tmp_path: Path, seat: Seat
) -> None:
    piece, other = attach(), attach("other.txt", b"other")
    hourly(workspace, clock)
    destroyed_and_backed_up(workspace, clock, piece)
    clock.advance(hours=1)
    again = attach_bytes(workspace, story.audit, "again.txt", b"payroll").evidence_id
    hourly(workspace, clock)
    destroyed_and_backed_up(workspace, clock, other)
    for row in list_backups(workspace.path)[:2]:
        target = tmp_path / row.folder.name
        assert workspace.restore_backup(row.folder, target).lost == 0
        restored = open_workspace(target, None, seat)
        assert content_of(restored, again) == b"payroll"
        restored.close()


def test_a_backup_from_before_a_migration_is_cleaned_too(tmp_path: Path, seat: Seat) -> None:
    folder = Path(shutil.copytree(DATA / "schema-0001", tmp_path / "old.assay"))
    _make_readable(folder)
    workspace = open_workspace(folder, None, replace(seat, device_id="another laptop"))
    (before,) = list_backups(workspace.path)
    assert before.reason == "before-migration"
    with workspace.write(N_("Edit person")) as uow:
        person = uow.session.scalars(select(Person).where(Person.name.startswith("İpek"))).one()
        person.destroy_on = seat.clock.now().date()
    name = "İpek Şahin".encode()
    assert places_of(folder, name)
    destroy_due(workspace, [person.id], "")
    assert keep_backed_up(workspace, DESTROYED).cleaned == (Cleaned(rewritten=1),)
    assert places_of(folder, name, b"ipek sahin") == []
    manifest = read_manifest(before.folder)
    assert manifest is not None
    assert manifest.disposals == 1
    assert verify(workspace) == ()
    workspace.restore_backup(before.folder, tmp_path / "restored.assay")
    workspace.close()
    restored = open_workspace(tmp_path / "restored.assay", None, seat)
    with restored.read() as unit:
        assert unit.session.get_one(Person, person.id).name == "P-01"
    assert verify(restored) == ()
    restored.close()


def _make_readable(folder: Path) -> None:
    """Decrypt the database of a workspace in place."""
    from contextlib import closing

    from app.workspace.header import read_header

    layout = Layout(folder)
    key = read_header(layout.headers).unwrap(None).hex()
    plain = layout.database.with_suffix(".plain")
    driver = database.sqlcipher
    with closing(driver.Connection(str(layout.database), isolation_level=None)) as connection:
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        connection.execute("SELECT sqlcipher_export('plain')")
    plain.replace(layout.database)
