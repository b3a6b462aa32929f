"""Photos find their place by their time: the session that ran then, and the item that was on the table."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.evidence.circumstances import circumstances_from_session
from app.evidence.intake import Circumstances, attach_bytes, attach_files
from app.evidence.links import targets_of
from app.evidence.reads import EvidenceDetail, evidence_detail
from app.unit_of_work import UnitOfWork
from app.words import N_
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from models.session import NoteLine, SessionInterval
from tests.app.evidence.conftest import Story
from tests.app.evidence.pictures import photo
from tests.conftest import FixedClock

ZONE = ZoneInfo("Europe/London")
NINE = datetime(2026, 7, 6, 9, 0, tzinfo=ZONE)
NOT_TOLD = Circumstances()


def exif_time(at: datetime) -> str:
    return f"{at:%Y:%m:%d %H:%M:%S}"


@dataclass
class Morning:
    """Backups from 9:02, access from 9:15, a pause from 9:20 to 9:25, over at 9:40."""

    workspace: Workspace
    story: Story
    worker: Worker

    def attach(self, content: bytes, told: Circumstances = NOT_TOLD, name: str = "p.jpg") -> EvidenceDetail:
        made = attach_bytes(self.workspace, self.story.audit, name, content, told, worker=self.worker)
        with self.workspace.read() as unit:
            found = evidence_detail(unit, made.evidence_id)
        assert found is not None
        return found

    def taken(self, minutes: float, told: Circumstances = NOT_TOLD) -> EvidenceDetail:
        """Attach a photo taken so many minutes after nine."""
        return self.attach(photo(taken=exif_time(NINE + timedelta(minutes=minutes))), told)

    def in_session(self) -> Circumstances:
        with self.workspace.read() as unit:
            return circumstances_from_session(unit, self.story.session, self.story.access)


def _hold(uow: UnitOfWork, story: Story) -> None:
    def at(minutes: int) -> datetime:
        return NINE + timedelta(minutes=minutes)

    uow.session.get_one(NoteLine, story.line).at = at(2)
    uow.session.add_all(
        [
            NoteLine(session_id=story.session, item_id=None, position=1, at=at(14), text="Coffee."),
            NoteLine(session_id=story.session, item_id=story.access, position=2, at=at(15), text="Doors."),
            SessionInterval(session_id=story.session, started_at=at(0), ended_at=at(20)),
            SessionInterval(session_id=story.session, started_at=at(25), ended_at=at(40)),
        ]
    )


@pytest.fixture
def morning(workspace: Workspace, story: Story, clock: FixedClock) -> Morning:
    with workspace.write(N_("Hold a session")) as uow:
        _hold(uow, story)
    clock.set(NINE + timedelta(hours=8))
    return Morning(workspace, story, Worker())


@pytest.mark.parametrize(
    ("minutes", "item"),
    [(1, "A.8.13"), (2, "A.8.13"), (14.5, "A.8.13"), (15, "A.5.15"), (19, "A.5.15"), (39, "A.5.15")],
)
def test_a_photo_is_filed_to_the_item_that_was_on_the_table(
    morning: Morning, minutes: float, item: str
) -> None:
    found = morning.taken(minutes)
    assert [link.label for link in found.row.links] == [item]
    assert found.row.session_id == morning.story.session
    assert found.row.obtained_at == found.camera_time == NINE + timedelta(minutes=minutes)
    assert found.row.obtained_where == "Leeds, Server room"
    assert found.row.obtained_from == "Čapek, Jana"
    assert found.has_location


@pytest.mark.parametrize("minutes", [-30, 22, 41, -600_000])
def test_a_photo_from_another_time_is_not_guessed_at(morning: Morning, minutes: float) -> None:
    found = morning.taken(minutes)
    assert found.camera_time == NINE + timedelta(minutes=minutes)
    assert found.row.obtained_at == NINE + timedelta(hours=8)
    assert (found.row.links, found.row.session_id, found.row.obtained_where) == ((), None, "")


def test_a_clock_that_is_ahead_of_ours_is_not_believed(morning: Morning) -> None:
    found = morning.taken(24 * 60)
    assert found.camera_time is None
    assert found.row.links == ()


def test_a_camera_a_little_ahead_of_ours_is_believed(morning: Morning, clock: FixedClock) -> None:
    clock.set(NINE + timedelta(minutes=30))
    found = morning.taken(32)
    assert found.camera_time == NINE + timedelta(minutes=32)
    assert found.row.obtained_at == clock.now()
    assert [link.label for link in found.row.links] == ["A.5.15"]


def test_what_was_told_of_a_photo_stays(morning: Morning) -> None:
    in_session = morning.taken(5, morning.in_session())
    assert [link.label for link in in_session.row.links] == ["A.5.15"]
    assert in_session.row.obtained_at == NINE + timedelta(minutes=5)
    for_finding = morning.taken(6, Circumstances(finding_id=morning.story.finding, obtained_where="Yard"))
    assert [link.label for link in for_finding.row.links] == ["F-01"]
    assert for_finding.row.obtained_where == "Yard"


def test_the_offset_that_a_camera_wrote_counts(morning: Morning) -> None:
    found = morning.attach(photo(taken="2026:07:06 17:15:30", offset="+09:00"))
    assert found.camera_time == NINE + timedelta(minutes=15, seconds=30)
    assert [link.label for link in found.row.links] == ["A.5.15"]


@pytest.mark.parametrize("form", ["PNG", "WEBP", "TIFF", "AVIF"])
def test_every_kind_of_photo_tells_its_time(morning: Morning, form: str) -> None:
    found = morning.attach(photo(form, taken="2026:07:06 09:12:30"), name=f"p.{form}")
    assert found.camera_time == NINE + timedelta(minutes=12, seconds=30)
    assert found.has_location


@pytest.mark.parametrize(
    "content",
    [b"\xff\xd8\xff\xe1\0\x10Exif\0\0MM\0*" + bytes(50), photo()[:300], photo(taken="0000:00:00 00:00:00")],
    ids=["no entries", "cut short", "clock never set"],
)
def test_a_photo_that_tells_nothing_is_attached_all_the_same(morning: Morning, content: bytes) -> None:
    found = morning.attach(content)
    assert found.camera_time is None
    assert found.row.obtained_at == NINE + timedelta(hours=8)


def test_a_worker_that_fails_keeps_no_photo_out(morning: Morning) -> None:
    morning.worker = Worker(["false"])
    assert morning.taken(5).camera_time is None


def test_a_folder_of_photos_is_filed_in_one_go(morning: Morning, tmp_path: Path) -> None:
    paths = []
    for minutes in (3, 17, 90):
        paths.append(tmp_path / f"{minutes}.jpg")
        paths[-1].write_bytes(photo(taken=exif_time(NINE + timedelta(minutes=minutes))))
    done = attach_files(morning.workspace, morning.story.audit, paths, worker=morning.worker)
    assert [one.attached.filed_to for one in done if one.attached] == ["A.8.13", "A.5.15", ""]
    morning.workspace.undo()
    with morning.workspace.read() as unit:
        assert [targets_of(unit, one.attached.evidence_id) for one in done if one.attached] == [(), (), ()]
