"""What the session page says of time: what is left of the session, and of the audit."""

from datetime import timedelta

from app.sessions.pace import Pace
from app.sessions.reads import AgendaItem, SessionView
from app.sessions.results import Result
from app.sessions.sessions import LineKind
from ui.durations import hours_text
from ui.sessions.note_line import Speaker
from ui.words import _, ngettext


def time_hint(view: SessionView, left: timedelta | None) -> str:
    """`2 must-ask items left, 46 min: about 23 min each`; after the last of them so of all that are left.

    "" where every item has a result.
    """
    open_items = [item for item in view.items if item.result is Result.OPEN]
    must = sum(item.must_ask for item in open_items)
    waiting = must or len(open_items)
    if not waiting:
        return ""
    text = ngettext("{n} item left", "{n} items left", waiting)
    if must:
        text = ngettext("{n} must-ask item left", "{n} must-ask items left", waiting)
    if left is None or view.ended_at is not None:
        return text
    minutes = round(left.total_seconds() / 60)
    if waiting == 1 or not minutes:
        return _("{text}, {minutes} min").format(text=text, minutes=minutes)
    each = round(minutes / waiting)
    return _("{text}, {minutes} min: about {each} min each").format(text=text, minutes=minutes, each=each)


def pace_text(pace: Pace) -> str:
    """`41 of 68 items · 27 left ≈ 3 h, 4 h 15 planned`."""
    left = pace.items - pace.items_examined
    done = _("{done} of {items} items").format(done=pace.items_examined, items=pace.items)
    if not left:
        return done
    needed = _("{left} left ≈ {time}").format(left=left, time=hours_text(pace.minutes_left))
    planned = _("{time} planned").format(time=hours_text(pace.minutes_planned))
    return f"{done} · {needed}, {planned}"


def place_of_item(items: tuple[AgendaItem, ...], item_id: str | None) -> str:
    """`Item 4 of 7`; "" for an item that is not in the list."""
    ids = [item.id for item in items]
    if item_id not in ids:
        return ""
    return _("Item {n} of {count}").format(n=ids.index(item_id) + 1, count=len(ids))


def speakers(view: SessionView) -> list[Speaker]:
    """The people of the session, then what the auditor sees, is owed, and thinks."""
    said = [Speaker(LineKind.SAID, person.id, person.name) for person in view.interviewees]
    return [
        *said,
        Speaker(LineKind.OBSERVED, None, _("observed")),
        Speaker(LineKind.OWED, None, _("owes me")),
        Speaker(LineKind.OWN, None, _("own note")),
    ]
