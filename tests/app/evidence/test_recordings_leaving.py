"""Recordings that leave have picture and sound, and tell nobody where they were made (AS-25)."""

from pathlib import Path
from struct import pack

import pytest

from app.errors import UserError
from app.evidence.exporting import export_copy
from app.evidence.intake import attach_bytes
from app.evidence.leaving import leaves_without_location
from app.evidence.location.removing import without_location
from app.evidence.preview.asking import MOST_BYTES
from app.workspace.workspace import Workspace
from tests.app.evidence.conftest import Story
from tests.app.evidence.reading import content_of
from tests.app.evidence.recordings import PICTURES, PLACE, SOUNDS, box, recording, track

KINDS = [("walk.mp4", b"isom"), ("walk.mov", b"qt  "), ("memo.m4a", b"M4A ")]


@pytest.mark.parametrize(("name", "brand"), KINDS)
def test_an_exported_recording_has_its_picture_and_sound_and_no_place(
    workspace: Workspace, story: Story, tmp_path: Path, name: str, brand: bytes
) -> None:
    content = recording(brand)
    piece = attach_bytes(workspace, story.audit, name, content)
    (tmp_path / "out").mkdir()
    copy = export_copy(workspace, piece.evidence_id, tmp_path / "out").read_bytes()
    for told in (PLACE, b"+48.2082", b"location.ISO6709", b"\xa9xyz", b"loci", b"GPS5"):
        assert told in content
        assert told not in copy
    assert len(copy) == len(content)
    at = content.index(PICTURES)
    assert copy[at : at + len(PICTURES + SOUNDS)] == PICTURES + SOUNDS
    assert copy.count(b"trak") == 2
    assert content_of(workspace, piece.evidence_id) == content


def test_what_a_player_needs_stays_where_it_was() -> None:
    content = recording(with_sensors=False)
    copy = without_location(content, "video/mp4", "E-001")
    for kind in (b"ftyp", b"mdat", b"moov", b"mvhd", b"trak", b"tkhd", b"hdlr", b"stsz", b"stco", b"stsc"):
        assert copy.index(kind) == content.index(kind)
    assert without_location(copy, "video/mp4", "E-001") == copy


def test_of_a_recording_that_was_cut_short_nothing_is_left_that_tells() -> None:
    content = recording()
    for end in range(40, len(content), 37):
        try:
            copy = without_location(content[:end], "video/mp4", "E-001")
        except UserError:
            continue
        behind = content.index(SOUNDS) + len(SOUNDS)
        assert PLACE not in copy[:behind] + copy[behind + 40 :]


@pytest.mark.parametrize(
    "tracks",
    [
        track(b"meta", 0, (2**32 - 1,) * 3),
        box(b"trak", box(b"tkhd")),
        track(b"meta", 0, (1,)).replace(pack(">III", 0, 0, 1), pack(">III", 0, 0, 2**31)),
        track(b"meta", 0, (1,)).replace(pack(">III", 0, 0, 1), pack(">III", 0, 2**31, 1)),
        box(b"trak", pack(">I4s", 2**31, b"mdia")),
    ],
    ids=["larger than the file", "of no kind", "endless", "of giants", "reaching outside"],
)
def test_tracks_that_are_made_to_do_harm_are_refused(tracks: bytes) -> None:
    content = box(b"ftyp", b"isom") + box(b"moov", tracks)
    with pytest.raises(UserError, match="cannot be taken out for certain"):
        without_location(content, "video/mp4", "E-001")


def test_boxes_within_boxes_without_end_are_overwritten() -> None:
    nested = box(b"udta", PLACE)
    for _depth in range(500):
        nested = box(b"moov", nested)
    assert PLACE not in without_location(box(b"ftyp", b"isom") + nested, "video/mp4", "E-001")


def test_sensor_data_in_fragments_does_not_leave() -> None:
    content = (
        box(b"ftyp", b"isom") + box(b"moov", track(b"meta", 0, ())) + box(b"moof", box(b"mfhd", bytes(8)))
    )
    with pytest.raises(UserError, match="cannot be taken out for certain"):
        without_location(content, "video/mp4", "E-001")


def test_other_recordings_and_very_large_ones_leave_as_they_came_in() -> None:
    assert leaves_without_location("video/quicktime", MOST_BYTES)
    assert not leaves_without_location("video/quicktime", MOST_BYTES + 1)
    assert not leaves_without_location("video/webm", 1)
