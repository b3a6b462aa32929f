"""The sample's files: real ones, small, and moved to the year of the story."""

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from app.resource_files import resource_path
from app.sample.evidence_files import WRITTEN_IN, column, moved, put_file

AT = datetime(2031, 3, 4, 15, 24, tzinfo=ZoneInfo("Europe/London"))
FILES = sorted(resource_path("sample", "files").iterdir())
NAMES = [path.name for path in FILES]


def test_all_files_together_are_small() -> None:
    assert sum(path.stat().st_size for path in FILES) < 2_000_000


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_moved_to_another_year_is_still_whole(tmp_path: Path, name: str) -> None:
    path = put_file(tmp_path, name, 2031, AT, None)
    assert path.name == name
    match path.suffix:
        case ".pdf":
            text = " ".join(page.extract_text() for page in PdfReader(path).pages)
            assert re.search("203[0-2]", text)
            assert "2026" not in text
        case ".xlsx":
            assert load_workbook(path).active is not None
        case ".docx":
            assert zipfile.ZipFile(path).testzip() is None
        case ".png" | ".jpg":
            with Image.open(path) as picture:
                picture.load()
        case _:
            assert "2026" not in path.read_text("utf-8")


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith(".jpg")])
def test_a_file_in_the_year_it_was_written_in_keeps_its_bytes(tmp_path: Path, name: str) -> None:
    path = put_file(tmp_path, name, WRITTEN_IN, AT, None)
    assert path.read_bytes() == resource_path("sample", "files", name).read_bytes()


def test_a_photo_says_when_it_was_taken(tmp_path: Path) -> None:
    path = put_file(tmp_path, "data-room-door.jpg", WRITTEN_IN, AT, None)
    with Image.open(path) as photo:
        exif = photo.getexif()
    assert exif[0x0132] == "2031:03:04 15:24:00"
    assert exif.get_ifd(0x8769)[0x9003] == "2031:03:04 15:24:00"


def test_a_picture_of_a_screen_shows_when_it_was_taken(tmp_path: Path) -> None:
    stamp = {"x": 272, "y": 674, "size": 12, "colour": "#6b7480", "form": "%Y-%m-%d %H:%M"}
    path = put_file(tmp_path, "badge-system.png", WRITTEN_IN, AT, stamp)
    with Image.open(path) as shown, Image.open(resource_path("sample", "files", "badge-system.png")) as plain:
        assert shown.size == plain.size
        assert shown.convert("RGB").tobytes() != plain.convert("RGB").tobytes()


def test_years_move_but_longer_numbers_stay() -> None:
    content = b"2026-02-14, 2025, 12026, 0000002026 00000 n, EC-26-0118"
    assert moved(content, 2028) == b"2028-02-14, 2027, 12026, 0000002026 00000 n, EC-26-0118"


def test_there_are_eighty_seven_leavers_and_each_has_a_number_of_its_own() -> None:
    leavers = column("leavers Jan-Sep.csv", "person_no", WRITTEN_IN)
    assert (len(leavers), len(set(leavers))) == (87, 87)


def test_the_backup_jobs_that_were_sampled_are_in_the_export() -> None:
    jobs = column("backup jobs week 41.csv", "job_no", WRITTEN_IN)
    assert len(jobs) == 49
    assert {"20412", "20421", "20430", "20437", "20449"} <= set(jobs)


def test_no_file_carries_the_name_of_a_person_or_of_a_computer() -> None:
    for path in FILES:
        if path.suffix == ".pdf":
            metadata = PdfReader(io.BytesIO(path.read_bytes())).metadata
            assert metadata is not None
            assert not metadata.author or metadata.author == "(anonymous)"
        if path.suffix == ".xlsx":
            assert load_workbook(path).properties.creator == "openpyxl"
