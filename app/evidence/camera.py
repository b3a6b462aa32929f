"""What a camera wrote into photos that are attached: asked of the worker, and what it says of the taking.

The time of a photo matches it to the observation: the session that ran then, and the item that was on the
table.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.errors import UserError
from app.evidence.circumstances import Circumstances, circumstances_from_session
from app.evidence.object_store import DamagedObjectError, ObjectStore, StoredFile
from app.evidence.on_the_table import Moment, on_the_table
from app.planning.writing import is_settled
from app.sessions.times import at_site
from app.unit_of_work import ReadUnit
from app.worker.client import Worker
from app.worker.frames import FrameError, plain_value

_START = 1024 * 1024
_AT_ONCE = 32
_CLOCKS_APART = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Camera:
    """`taken` is local time where the camera wrote no offset, None where it wrote no time."""

    taken: datetime | None = None
    has_location: bool = False


def read_cameras(worker: Worker, objects: ObjectStore, photos: Sequence[StoredFile]) -> dict[str, Camera]:
    """What stands in photos just stored, by their names in the store.

    Quietly without those that cannot be read: a photo is attached whatever its camera wrote.
    """
    found: dict[str, Camera] = {}
    for at in range(0, len(photos), _AT_ONCE):
        some = photos[at : at + _AT_ONCE]
        with suppress(UserError, DamagedObjectError, FrameError, TypeError, ValueError, KeyError):
            starts = [objects.content(photo.file_name, photo.key, _START) for photo in some]
            head = {"sizes": [len(start) for start in starts]}
            answer = plain_value(worker.run("camera", head, b"".join(starts)))
            found |= {photo.file_name: _camera(one) for photo, one in zip(some, answer, strict=True)}
    return found


def _camera(plain: dict[str, object]) -> Camera:
    time = plain["time"]
    taken = datetime.fromisoformat(time) if isinstance(time, str) else None
    return Camera(taken, plain["place"] is True)


def camera_time(unit: ReadUnit, camera: Camera) -> datetime | None:
    """When the photo was taken, in the zone of the person at the screen where the camera wrote none.

    None for a time that is not yet: that camera's clock is wrong. Clocks a little apart are usual.
    """
    taken = camera.taken
    if taken is None:
        return None
    if taken.tzinfo is None:
        taken = at_site(unit, None, taken.date(), taken.time())
    return taken if taken <= unit.now() + _CLOCKS_APART else None


def circumstances_by_camera(
    unit: ReadUnit, audit_id: str, told: Circumstances, taken: datetime | None
) -> Circumstances:
    """What the time of a photo adds to what was told of it; what was told stays.

    A photo taken while a session of the audit ran was obtained then and there, and belongs to the item that
    was on the table, unless it is told where it belongs. Any other photo may be years old and handed over.
    """
    at = min(taken, unit.now()) if taken else None
    moment = on_the_table(unit, audit_id, at) if at else None
    if moment is None or (told.session_id and told.session_id != moment.session_id):
        return told
    found = circumstances_from_session(unit, moment.session_id)
    return replace(
        told,
        obtained_at=at,
        obtained_where=told.obtained_where or found.obtained_where,
        obtained_from_id=told.obtained_from_id or found.obtained_from_id,
        session_id=moment.session_id,
        item_id=told.item_id or _item(unit, audit_id, told, moment),
    )


def _item(unit: ReadUnit, audit_id: str, told: Circumstances, moment: Moment) -> str | None:
    """The item to file it to by itself: none where another place is told, or items are concluded (R-40)."""
    has_place = told.finding_id or told.note_line_id
    return None if has_place or is_settled(unit, audit_id) else moment.item_id
