"""The small marks behind a line of notes: numbers of evidence, and what was promised until when."""

from collections.abc import Iterable
from datetime import date, timedelta

from app.sessions.line_reads import LineRequest, NoteRow
from ui.words import _

_LONGEST_TITLE = 32


def line_marks(rows: Iterable[NoteRow], today: date, session_id: str) -> dict[str, tuple[str, ...]]:
    """The marks by line: `E-031`, `request R-12, today`.

    A line of another session than `session_id` begins with which: `Site walk`, `Site walk, 23 Nov`.
    """
    return {
        row.id: (
            *(() if row.session_id == session_id else (_session(row, today),)),
            *row.evidence,
            *(_request(one, today) for one in row.requests),
        )
        for row in rows
    }


def _session(row: NoteRow, today: date) -> str:
    title = row.session_title or _("another session")
    if len(title) > _LONGEST_TITLE:
        title = f"{title[:_LONGEST_TITLE].rstrip()}…"
    return title if row.at.date() == today else f"{title}, {row.at:%d %b}"


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
