"""What is said of a hit: what it is, what it is called, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.reporting import labels
from app.search.searching import ContextKind, FoundHit, Kind, Marked, MeetingKind, SessionKind
from app.words import N_
from ui.planning.plan_words import CONTEXT_KINDS, SESSION_KINDS, date_text
from ui.terms import term
from ui.words import _

if TYPE_CHECKING:
    from datetime import datetime

_KINDS = {
    Kind.NOTE: (N_("Note"), "sessions"),
    Kind.QUESTION: (N_("Question"), "plan"),
    Kind.FINDING: (N_("Finding"), "findings"),
    Kind.EVIDENCE: (N_("Evidence"), "evidence"),
    Kind.FILE: (N_("Evidence"), "file"),
    Kind.REQUEST: (N_("Owed"), "calendar"),
    Kind.SAMPLE: (N_("Sample"), "check"),
    Kind.SESSION: (N_("Session"), "sessions"),
    Kind.MEETING: (N_("Meeting"), "calendar"),
    Kind.CONTEXT: (N_("Context"), "info"),
    Kind.PERSON: (N_("Person"), "user"),
}
_WITHIN = {"page": N_("page {at}"), "line": N_("line {at}"), "sheet": N_("sheet {at}")}
_TIMED = frozenset({Kind.NOTE, Kind.SESSION})


def kind_text(hit: FoundHit) -> str:
    """What it is: the kind of session, meeting or context note where it is one."""
    match hit.sort:
        case SessionKind():
            return term(SESSION_KINDS, hit.sort)
        case MeetingKind():
            return term(labels.MEETINGS, hit.sort)
        case ContextKind():
            return term(CONTEXT_KINDS, hit.sort)
    return _(_KINDS[hit.kind][0])


def kind_icon(hit: FoundHit) -> str:
    return _KINDS[hit.kind][1]


def hit_title(hit: FoundHit) -> Marked:
    """What it is called; a line of notes by the item that it is filed to."""
    if hit.title.text:
        return hit.title
    return Marked(_("To file") if hit.kind is Kind.NOTE else kind_text(hit))


def place_text(hit: FoundHit, *, with_audit: bool) -> str:
    """`IA-2026-03 · page 3`, `M. Okafor · Backups · 24 Nov 2026, 10:36`."""
    parts = [hit.audit if with_audit else "", _within_text(hit.within), *hit.beside, _when(hit)]
    return " · ".join(part for part in parts if part)


def _within_text(within: str) -> str:
    unit, _colon, at = within.partition(":")
    return _(_WITHIN[unit]).format(at=at) if unit in _WITHIN else ""


def _when(hit: FoundHit) -> str:
    at: datetime | None = hit.at
    if at is None:
        return ""
    day = date_text(at.date())
    return _("{day}, {time}").format(day=day, time=f"{at:%H:%M}") if hit.kind in _TIMED else day
