"""The disk is full, fails or is gone, wherever something is written: it is told, and nothing is half."""

import errno
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from app.errors import UserError
from app.evidence.intake import attach_bytes, attach_file
from app.reporting.exports import export_findings, export_report
from app.reporting.reports import issue_report, revisions
from app.retention.erasing import erased_here
from app.retention.thorough import Outcome, destroy_due, destroy_thoroughly
from app.sessions import notes
from app.settings import Settings
from app.words import N_
from app.worker.client import Worker
from app.workspace import protection
from app.workspace.backups.keeping import keep_backed_up
from app.workspace.backups.shelf import list_backups
from app.workspace.opening import create_workspace, open_workspace
from app.workspace.verify import verify
from app.workspace.workspace import Workspace
from models.evidence import Evidence
from models.session import NoteLine
from tests.conftest import FixedClock
from tests.soak.checking import leftovers, orphans, remains
from tests.soak.drives import ERRORS, FailingCalls, full, small_drive
from tests.soak.extent import some
from tests.soak.ground import FOLDER, Ground, ground_of, seat
from tests.soak.points import PASSPHRASE

LONG = "We test restores every quarter. " * 20_000
CONTENT = bytes(range(256)) * 2_000


@dataclass(slots=True)
class Desk:
    """A workspace on a drive of its own, and what lies on it."""

    place: Path
    workspace: Workspace
    ground: Ground
    worker: Worker

    def edit(self, words: str = LONG) -> None:
        with self.workspace.write(N_("Edit notes")) as uow:
            notes.edit_line(uow, self.ground.lines[0], words)

    def line(self) -> str:
        with self.workspace.read() as unit:
            return unit.session.get_one(NoteLine, self.ground.lines[0]).text

    def attach(self) -> None:
        attach_bytes(self.workspace, self.ground.audit_id, "evidence.bin", CONTENT)

    def attach_file(self) -> None:
        attach_file(self.workspace, self.ground.audit_id, self.place / "files" / "handed over")

    def issue(self) -> None:
        issue_report(self.workspace, self.ground.report_id, reason="Again")

    def issued(self) -> int:
        with self.workspace.read() as unit:
            return len(revisions(unit, self.ground.report_id))

    def pieces(self) -> int:
        with self.workspace.read() as unit:
            return unit.session.scalar(select(func.count(Evidence.id))) or 0

    def report(self) -> None:
        export_report(self.workspace, self.ground.report_id, self.place / "report.pdf", self.worker)

    def findings(self) -> None:
        export_findings(self.workspace, self.ground.report_id, self.place / "findings.xlsx", self.worker)

    def back_up(self) -> None:
        self.workspace.back_up("by-hand")

    def protect(self) -> None:
        protection.set_passphrase(self.workspace, PASSPHRASE)

    def ready_to_destroy(self) -> str:
        """A piece that is due, and stands in a backup."""
        content = f"due {self.workspace.last_saved_at} {self.pieces()}".encode()
        piece = attach_bytes(self.workspace, self.ground.audit_id, "due.txt", content).evidence_id
        with self.workspace.write(N_("Edit evidence {number}"), number="") as uow:
            uow.session.get_one(Evidence, piece).destroy_on = uow.today()
        self.back_up()
        clock = self.workspace.seat.clock
        assert isinstance(clock, FixedClock)
        clock.advance(hours=1)
        return piece

    def destroy(self, piece: str) -> Outcome:
        return destroy_thoroughly(self.workspace, destroy_due, [piece], "Agreed")

    def is_destroyed(self, piece: str) -> bool:
        with self.workspace.read() as unit:
            return unit.session.get_one(Evidence, piece).destroyed_at is not None

    def left_of_the_destroyed(self) -> list[str]:
        """What is left once the next backup was made."""
        keep_backed_up(self.workspace, "hourly", only_when_changed=True)
        with self.workspace.read() as unit:
            return remains(self.workspace, erased_here(unit))

    def is_clean(self) -> bool:
        half = [path for path in leftovers(self.workspace.layout) if path != "holder.json"]
        half += [path.name for path in self.place.iterdir() if path.suffix == ".new"]
        return (
            not half
            and self._exported_are_whole()
            and not orphans(self.workspace)
            and verify(self.workspace) == ()
        )

    def _exported_are_whole(self) -> bool:
        starts = {"report.pdf": b"%PDF", "findings.xlsx": b"PK"}
        return all(
            (self.place / name).read_bytes().startswith(start)
            for name, start in starts.items()
            if (self.place / name).exists()
        )


def sit_down(place: Path) -> Desk:
    (place / "files" / "handed over").write_bytes(CONTENT)
    return Desk(place, open_workspace(place / FOLDER, None, seat()), ground_of(place), Worker())


pytestmark = pytest.mark.usefixtures("cheap_passphrases")


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Path]:
    with small_drive(tmp_path / "drive") as made:
        yield made


@pytest.fixture
def desk(ground: Path, drive: Path) -> Iterator[Desk]:
    desk = sit_down(Path(shutil.copytree(ground, drive / "ground")))
    yield desk
    desk.workspace.close()


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        act()
    return str(caught.value)


def test_a_note_that_finds_no_room_is_kept_on_the_screen_and_saved_later(desk: Desk, drive: Path) -> None:
    with full(drive):
        assert refused(desk.edit) == (
            "The disk is full: the last change could not be saved. It is still on the screen. Make room on "
            "the disk, then try again."
        )
        assert desk.line() == "0 line 0"
    desk.edit()
    assert desk.line() == LONG
    assert desk.is_clean()


@pytest.mark.parametrize("left", [0, 8_192, len(CONTENT) + 20_000])
def test_evidence_that_finds_no_room_leaves_nothing(desk: Desk, drive: Path, left: int) -> None:
    """Not for the file itself, or for the file and not for its record."""
    before = desk.workspace.objects.names()
    with full(drive, left):
        said = refused(desk.attach)
        assert "is full" in said
        assert "Make room on" in said
        assert desk.workspace.objects.names() == before
    desk.attach()
    assert len(desk.workspace.objects.names()) == len(before) + 1
    assert desk.is_clean()


def test_a_report_that_finds_no_room_is_not_issued(desk: Desk, drive: Path) -> None:
    with full(drive):
        assert "The disk is full" in refused(desk.issue)
        assert desk.issued() == 0
    desk.issue()
    assert desk.issued() == 1
    assert desk.is_clean()


def test_what_is_exported_is_there_whole_or_as_it_was(desk: Desk, drive: Path) -> None:
    (desk.place / "report.pdf").write_bytes(b"%PDF an earlier one")
    with full(drive):
        for act in (desk.report, desk.findings):
            assert "could not be written: No space left on device" in refused(act)
        assert (desk.place / "report.pdf").read_bytes() == b"%PDF an earlier one"
        assert not (desk.place / "findings.xlsx").exists()
    desk.report()
    desk.findings()
    assert len((desk.place / "report.pdf").read_bytes()) > 10_000
    assert [path for path in desk.place.iterdir() if path.suffix == ".new"] == []


@pytest.mark.parametrize("left", [0, 300_000])
def test_a_backup_that_finds_no_room_leaves_nothing(desk: Desk, drive: Path, left: int) -> None:
    with full(drive, left):
        assert "The backup could not be made" in refused(desk.back_up)
        assert list(desk.workspace.layout.backups.iterdir()) == []
    desk.back_up()
    assert list_backups(desk.workspace.path)[0].is_verified
    assert desk.is_clean()


@pytest.mark.parametrize("left", [0, 100_000, 700_000, 1_500_000])
def test_what_finds_no_room_to_be_destroyed_is_destroyed_to_its_end_later(
    desk: Desk, drive: Path, left: int
) -> None:
    """Nothing is destroyed, or the piece is and the backups wait."""
    piece = desk.ready_to_destroy()
    with full(drive, left):
        said = told(lambda: desk.destroy(piece))
        assert bool(said) is not desk.is_destroyed(piece)
        assert not said or "Make room on the disk" in said
    if said:
        desk.destroy(piece)
    assert desk.left_of_the_destroyed() == []
    assert desk.is_clean()


def test_key_files_that_find_no_room_stay_as_they_were(desk: Desk, drive: Path) -> None:
    before = [path.read_bytes() for path in desk.workspace.layout.headers]
    with full(drive):
        assert "Make room on the disk" in refused(desk.protect)
        assert [path.read_bytes() for path in desk.workspace.layout.headers] == before
    desk.protect()
    assert desk.workspace.is_encrypted
    assert desk.is_clean()


def test_settings_that_find_no_room_are_the_earlier_ones_and_the_program_goes_on(drive: Path) -> None:
    settings = Settings(drive / "settings.json")
    settings.set("language", "de")
    with full(drive):
        settings.set("last", "x" * 10_000)
        assert settings.get("last") == "x" * 10_000
        assert Settings(settings.path).get("language") == "de"
    settings.set("language", "en")
    assert Settings(settings.path).get("last") == "x" * 10_000


def test_a_workspace_that_finds_no_room_is_not_made(drive: Path) -> None:
    with full(drive, 100_000):
        assert "cannot be made" in refused(lambda: create_workspace(drive / "new.assay", None, seat()))
        assert not (drive / "new.assay").exists()
    create_workspace(drive / "new.assay", None, seat()).close()


def test_a_full_drive_costs_nothing_when_closing_and_is_told_when_opening(desk: Desk, drive: Path) -> None:
    desk.edit("What was said")
    with full(drive):
        desk.workspace.close()
    with full(drive):
        assert "No space left on device" in refused(lambda: sit_down(desk.place))
    desk.workspace = sit_down(desk.place).workspace
    assert desk.line() == "What was said"
    assert desk.workspace.warnings == ()
    assert desk.is_clean()


@pytest.fixture
def here(ground: Path, tmp_path: Path) -> Iterator[Desk]:
    """The same on the disk of this machine."""
    desk = sit_down(Path(shutil.copytree(ground, tmp_path / "ground")))
    yield desk
    desk.workspace.close()


@pytest.mark.parametrize("code", ERRORS, ids=errno.errorcode.get)
@pytest.mark.parametrize("what", ["attach", "attach_file", "report", "findings", "back_up", "protect"])
def test_whichever_call_fails_it_is_told_and_nothing_is_half(here: Desk, what: str, code: int) -> None:
    act: Callable[[], None] = getattr(here, what)
    if what == "report":
        here.issue()
    before = state(here)
    calls = calls_of(here, what)
    assert calls > 1
    for at in some(range(1, calls + 1), 2, seed=f"{what} {code}"):
        fault = FailingCalls(at, code)
        with fault.failing():
            said = told(act)
        # A folder that is there already may well not be made again.
        assert said or fault.failed in ("", "mkdir"), f"call {at}, {fault.failed}"
        assert not said or state(here) == before, f"call {at}: {said}"
        assert here.is_clean(), f"call {at}: {said}"
        before = state(here)
    act()
    assert here.is_clean()


@pytest.mark.parametrize("code", ERRORS, ids=errno.errorcode.get)
def test_whichever_call_fails_while_destroying_it_comes_to_its_end_later(here: Desk, code: int) -> None:
    counted = FailingCalls(0, 0)
    piece = here.ready_to_destroy()
    with counted.failing():
        here.destroy(piece)
    assert counted.calls > 10
    for at in some(range(1, counted.calls + 1), 3, seed=f"destroy {code}"):
        piece = here.ready_to_destroy()
        with FailingCalls(at, code).failing():
            said = told(lambda due=piece: here.destroy(due))  # type: ignore[misc]
        assert here.is_destroyed(piece) is not bool(said), f"call {at}: {said}"
        if said:
            here.destroy(piece)
        assert here.left_of_the_destroyed() == [], f"call {at}: {said}"
        assert here.is_clean(), f"call {at}: {said}"


def told(act: Callable[[], object]) -> str:
    """What was refused; empty when it came to its end."""
    try:
        act()
    except UserError as error:
        return str(error)
    return ""


def calls_of(desk: Desk, what: str) -> int:
    """How many calls it takes, on a copy."""
    copy = sit_down(Path(shutil.copytree(desk.place, desk.place.with_name("counted"))))
    fault = FailingCalls(0, 0)
    with fault.failing():
        getattr(copy, what)()
    copy.workspace.close()
    return fault.calls


def state(desk: Desk) -> tuple[object, ...]:
    """What must be as it was when something failed."""
    layout = desk.workspace.layout
    return (
        desk.pieces(),
        [path.read_bytes() for path in layout.headers],
        sorted(path.name for path in layout.backups.iterdir()),
        desk.issued(),
    )


def test_a_write_protected_database_is_told(here: Desk) -> None:
    with here.workspace._engine.connect() as connection:
        connection.execute(text("PRAGMA query_only = ON"))
        here.workspace._writing = connection.engine.execution_options(begin="BEGIN")
        connection.commit()
    said = refused(here.edit)
    assert said.startswith("The last change could not be saved: attempt to write a readonly database.")
    here.workspace._engine.dispose()
    here.edit()
    assert here.line() == LONG


@pytest.mark.parametrize("what", ["edit", "attach", "attach_file", "issue", "back_up", "protect"])
def test_while_the_folder_is_gone_nothing_is_taken_and_nothing_made_in_its_place(
    here: Desk, what: str
) -> None:
    act: Callable[[], None] = getattr(here, what)
    root = here.workspace.path
    away = root.with_name("elsewhere")
    root.rename(away)
    assert refused(act)
    assert not root.exists()
    away.rename(root)
    act()
    assert here.is_clean()
