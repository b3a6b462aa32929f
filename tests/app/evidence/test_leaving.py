"""Photos that leave tell nobody where they were taken; what is stored stays what was taken in (AS-25)."""

import hashlib
import io
import re
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from app.errors import UserError
from app.evidence.exporting import export_copy
from app.evidence.intake import attach_bytes
from app.evidence.leaving import UncleanableError, leaves_without_location
from app.evidence.outside import copy_outside
from app.evidence.private_folder import PrivateFolder
from app.evidence.reads import CustodyAction, evidence_detail
from app.worker.client import NoWorkerError, Worker
from app.workspace.workspace import Workspace
from tests.app.evidence.conftest import Story
from tests.app.evidence.pictures import CANARY, GPS, encoded, letter, photo, scene
from tests.app.evidence.reading import content_of

ROOT = Path(__file__).resolve().parents[3]
FORMS = ("JPEG", "PNG", "WEBP", "TIFF", "AVIF")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder outside the workspace."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def pixels(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as image:
        return image.tobytes()


def assert_tells_no_place(content: bytes) -> None:
    """Neither the words nor the numbers that a camera wrote, by any reader."""
    assert CANARY.encode() not in content
    assert b"GPSLatitude" not in content
    with Image.open(io.BytesIO(content)) as image:
        assert not image.getexif().get_ifd(GPS)
        assert not set(image.info) & {"exif", "xmp", "comment", "Comment"} or image.format == "AVIF"


def last_entry(workspace: Workspace, evidence_id: str) -> tuple[CustodyAction, str]:
    with workspace.read() as unit:
        detail = evidence_detail(unit, evidence_id)
    assert detail is not None
    return detail.custody[-1].action, detail.custody[-1].detail


@pytest.mark.parametrize("form", FORMS)
def test_an_exported_photo_has_its_pixels_and_no_place(
    workspace: Workspace, story: Story, out: Path, form: str
) -> None:
    content = photo(form)
    with Image.open(io.BytesIO(content)) as image:
        assert image.getexif().get_ifd(GPS)
    piece = attach_bytes(workspace, story.audit, f"site.{form}", content)
    copy = export_copy(workspace, piece.evidence_id, out).read_bytes()
    assert_tells_no_place(copy)
    assert pixels(copy) == pixels(content)
    assert content_of(workspace, piece.evidence_id) == content
    action, detail = last_entry(workspace, piece.evidence_id)
    assert action is CustodyAction.EXPORTED
    assert detail.endswith(f"SHA-256 {hashlib.sha256(copy).hexdigest()}")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_a_photo_still_stands_upright_when_it_has_left(
    workspace: Workspace, story: Story, out: Path, form: str
) -> None:
    piece = attach_bytes(workspace, story.audit, f"site.{form}", photo(form, orientation=6))
    copy = export_copy(workspace, piece.evidence_id, out).read_bytes()
    with Image.open(io.BytesIO(copy)) as image:
        assert image.getexif()[0x0112] == 6


def test_a_photo_opened_in_another_program_has_no_place(
    workspace: Workspace, story: Story, out: Path
) -> None:
    piece = attach_bytes(workspace, story.audit, "site.jpg", photo())
    path = copy_outside(workspace, piece.evidence_id, PrivateFolder(out / "opened"))
    assert_tells_no_place(path.read_bytes())


def test_what_phones_append_behind_a_photo_stays_here(workspace: Workspace, story: Story, out: Path) -> None:
    moving = photo() + b"\0\0\0\x18ftypmp42" + CANARY.encode() + photo()
    piece = attach_bytes(workspace, story.audit, "moving.jpg", moving)
    copy = export_copy(workspace, piece.evidence_id, out).read_bytes()
    assert_tells_no_place(copy)
    assert copy.count(b"\xff\xd8\xff") == 1


def test_a_thumbnail_inside_a_photo_stays_here(workspace: Workspace, story: Story, out: Path) -> None:
    small, large = encoded(scene((32, 24)), "JPEG"), encoded(scene(), "JPEG")
    exif = b"\xff\xe1" + (len(small) + 8).to_bytes(2, "big") + b"Exif\0\0" + small
    piece = attach_bytes(workspace, story.audit, "a.jpg", large[:2] + exif + large[2:])
    assert export_copy(workspace, piece.evidence_id, out).read_bytes().count(b"\xff\xd8") == 1


def test_a_progressive_photo_loses_no_pixel(workspace: Workspace, story: Story, out: Path) -> None:
    content = encoded(scene((640, 480)), "JPEG", progressive=True, quality=95)
    piece = attach_bytes(workspace, story.audit, "a.jpg", content)
    assert pixels(export_copy(workspace, piece.evidence_id, out).read_bytes()) == pixels(content)


@pytest.mark.parametrize(
    ("name", "content"), [("list.csv", b"name;place\n"), ("letter.pdf", letter("A name"))], ids=["csv", "pdf"]
)
def test_what_is_no_photo_leaves_as_it_came(
    workspace: Workspace, story: Story, out: Path, name: str, content: bytes
) -> None:
    piece = attach_bytes(workspace, story.audit, name, content)
    path = export_copy(workspace, piece.evidence_id, out)
    assert path.read_bytes() == content
    assert last_entry(workspace, piece.evidence_id) == (CustodyAction.EXPORTED, str(path))


def test_a_photo_leaves_as_taken_in_only_when_that_is_asked_for(
    workspace: Workspace, story: Story, out: Path
) -> None:
    piece = attach_bytes(workspace, story.audit, "site.jpg", photo())
    path = export_copy(workspace, piece.evidence_id, out, is_as_taken_in=True)
    assert path.read_bytes() == photo()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_damaged_photo_leaves_without_its_place_or_not_at_all(
    workspace: Workspace, story: Story, out: Path, form: str, cut: float
) -> None:
    content = photo(form)
    damaged = content[: int(len(content) * cut)]
    piece = attach_bytes(workspace, story.audit, f"a.{form.lower()}", damaged)
    with suppress(UserError):
        export_copy(workspace, piece.evidence_id, out)
    for path in out.iterdir():
        assert CANARY.encode() not in path.read_bytes()
        assert b"GPSLatitude" not in path.read_bytes()


def test_a_file_that_only_begins_like_a_photo_does_not_leave_as_one(
    workspace: Workspace, story: Story, out: Path
) -> None:
    piece = attach_bytes(workspace, story.audit, "a.jpg", b"\xff\xd8\xff\xe1" + CANARY.encode() * 100)
    with pytest.raises(UserError, match="cannot be taken out for certain"):
        export_copy(workspace, piece.evidence_id, out)
    assert export_copy(workspace, piece.evidence_id, out, is_as_taken_in=True).is_file()


def test_a_helper_that_cannot_be_started_is_told_and_not_taken_for_a_photo_that_cannot_be_cleaned(
    workspace: Workspace, story: Story, out: Path
) -> None:
    piece = attach_bytes(workspace, story.audit, "site.jpg", photo())
    with pytest.raises(NoWorkerError, match="cannot be started"):
        export_copy(workspace, piece.evidence_id, out, worker=Worker([str(out / "no such program")]))
    assert list(out.iterdir()) == []


def test_work_ended_with_the_program_is_not_taken_for_a_photo_that_cannot_be_cleaned(
    workspace: Workspace, story: Story, out: Path
) -> None:
    piece = attach_bytes(workspace, story.audit, "site.jpg", photo())
    worker = Worker()
    with pytest.raises(NoWorkerError, match="was ended"):
        export_copy(workspace, piece.evidence_id, out, worker=worker, progress=lambda *_done: worker.stop())
    assert list(out.iterdir()) == []


def test_a_photo_that_takes_the_helper_down_is_one_that_cannot_be_cleaned(
    workspace: Workspace, story: Story, out: Path
) -> None:
    piece = attach_bytes(workspace, story.audit, "site.jpg", photo())
    with pytest.raises(UncleanableError, match="stopped unexpectedly"):
        export_copy(workspace, piece.evidence_id, out, worker=Worker([sys.executable, "-c", "exit(1)"]))


def test_every_kind_of_photo_that_is_known_here_is_cleaned() -> None:
    assert all(leaves_without_location(f"image/{form.lower()}", 1) for form in (*FORMS, "HEIC"))
    assert not leaves_without_location("image/svg+xml", 1)


# What reads the bytes of evidence and gives them to nobody outside: previews, the search, checks, copies.
_STAY_HERE = {"asking", "reading", "checking", "copies", "content"}
_LET_OUT = {"leaving", "exporting", "packing"}


def test_whatever_lets_bytes_of_evidence_out_takes_the_place_out_first() -> None:
    readers = {
        path.stem
        for folder in ("app", "ui")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"\b(checked_chunks|start_of_content)\(", path.read_text(encoding="utf-8"))
    }
    assert readers == _STAY_HERE | _LET_OUT
