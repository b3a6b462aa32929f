"""Photos that are damaged or made to do harm lose their place or do not leave; nothing else happens."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.evidence.location.camera import camera_facts
from app.evidence.location.removing import without_location
from tests.app.evidence.pictures import CANARY, GPS, photo
from tests.app.evidence.recordings import recording
from tests.fuzz.effort import attempt, damaged, fuzzed

PHOTOS = {f"image/{form.lower()}": photo(form) for form in ("JPEG", "PNG", "WEBP", "TIFF", "AVIF")}
# The others are cleaned where their parts lie: what a damaged part no longer points to is nobody's place.
REBUILT = ("image/jpeg", "image/png", "image/webp")


def has_place(content: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(content)) as image:
            return bool(image.getexif().get_ifd(GPS))
    except Exception:
        return False


@pytest.mark.parametrize("kind", PHOTOS)
@fuzzed
@given(data=st.data())
def test_a_damaged_photo_leaves_without_its_place(kind: str, data: st.DataObject) -> None:
    bare, refused = attempt(without_location, data.draw(damaged(PHOTOS[kind])), kind, "E-001")
    assert (bare is None) != (refused is None)
    if bare is not None:
        assert not has_place(bare)
        assert kind not in REBUILT or CANARY.encode() not in bare


@fuzzed
@given(data=st.data())
def test_a_damaged_recording_is_cleaned_where_it_lies_or_does_not_leave(data: st.DataObject) -> None:
    content = data.draw(damaged(recording(with_sensors=False)))
    bare, refused = attempt(without_location, content, "video/mp4", "E-001")
    assert (bare is None) != (refused is None)
    if bare is not None:
        assert len(bare) == len(content)


@pytest.mark.parametrize("kind", PHOTOS)
@fuzzed
@given(content=st.binary(max_size=300))
def test_what_is_no_photo_at_all_is_refused(kind: str, content: bytes) -> None:
    start = PHOTOS[kind][:12]
    bare, refused = attempt(without_location, start + content, kind, "E-001")
    assert refused is not None or (bare is not None and not has_place(bare))


@pytest.mark.parametrize("kind", PHOTOS)
@fuzzed
@given(data=st.data())
def test_a_damaged_photo_tells_a_time_or_none(kind: str, data: st.DataObject) -> None:
    contents = [data.draw(damaged(PHOTOS[kind])), PHOTOS["image/jpeg"]]
    head = {"sizes": [len(content) for content in contents]}
    damaged_one, whole = json.loads(camera_facts(head, b"".join(contents)))
    assert set(damaged_one) == {"time", "place"}
    assert whole == {"time": "2026-07-06T09:12:30", "place": True}
