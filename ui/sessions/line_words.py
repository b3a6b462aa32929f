"""The small marks behind a line of notes: numbers of evidence, and what was promised until when."""

from collections.abc import Iterable
from datetime import date, timedelta

from app.sessions.line_reads import LineRequest, NoteRow
from ui.words import _


def line_marks(rows: Iterable[NoteRow], today: date) -> dict[str, tuple[str, ...]]:
    """The marks by line: `E-031`, `request R-12, today`."""
    return {row.id: (*row.evidence, *(_request(one, today) for one in row.requests)) for row in rows}


def _request(request: LineRequest, today: date) -> str:
    if not request.is_open:
        return _("{number} received").format(number=request.number)
    if request.due_on is None:
        return _("request {number}").format(number=request.number)
    return _("request {number}, {due}").format(number=request.number, due=_due(request.due_on, today))


def _due(due_on: date, today: date) -> str:
    if due_on == today:
        return _("today")
    return _("tomorrow") if due_on - today == timedelta(days=1) else f"{due_on:%d %b}"
