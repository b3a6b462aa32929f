"""The rows of the agenda: a line per day, and the day's entries below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from app.planning.meetings import MeetingKind
from app.planning.overview import AgendaEntry
from ui.durations import hours_text
from ui.planning.agenda.meeting_form import meeting_word
from ui.planning.agenda.slot import FIRST_HOUR, USUAL_MINUTES, later
from ui.planning.plan_data import PlanData
from ui.planning.plan_words import SESSION_KINDS, times_text
from ui.terms import term
from ui.widgets.lazy_table import Cell, Column, RowCells
from ui.words import _, ngettext

_MEETING_MINUTES = 30
_LAST_HOUR = time(17)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the plan; None for what has no time yet."""

    date: date | None
    entries: tuple[AgendaEntry, ...]


def days_of(agenda: Sequence[AgendaEntry]) -> dict[str, Day]:
    """The days of an agenda by the id of their line."""
    found: dict[date | None, list[AgendaEntry]] = {}
    for entry in agenda:
        found.setdefault(entry.start.date() if entry.start else None, []).append(entry)
    return {f"day:{day or ''}": Day(day, tuple(entries)) for day, entries in found.items()}


def columns() -> list[Column]:
    return [
        Column("when", _("When"), 1.3, sortable=False, least=96),
        Column("what", _("What"), 3, sortable=False, least=72),
        Column("who", _("Who"), 1.8, kind="muted", sortable=False, least=40),
        Column("items", _("Items"), 0.75, "right", "number", sortable=False, least=44),
        Column("state", _("State"), 1.2, kind="badge", sortable=False, least=72),
    ]


def day_cells(row_id: str, day: Day) -> RowCells:
    name = f"{day.date:%a} {day.date.day} {day.date:%b}" if day.date else _("No time yet")
    return RowCells(row_id, {"when": Cell(name, bold=True), "what": Cell(_day_text(day), tone="muted")})


def _day_text(day: Day) -> str:
    planned = [entry.end - entry.start for entry in day.entries if entry.start and entry.end]
    minutes = round(sum(planned, timedelta()).total_seconds() / 60)
    count = ngettext("{n} entry", "{n} entries", len(day.entries))
    return f"{count} · {hours_text(minutes)}" if minutes else count


def entry_cells(entry: AgendaEntry) -> RowCells:
    return RowCells(
        entry.id,
        {
            "when": Cell(times_text(entry.start, entry.end) if entry.start else ""),
            "what": Cell(_name(entry), bold=True),
            "who": Cell(entry.title if entry.meeting_kind else ", ".join(entry.who)),
            "items": Cell(str(entry.items) if entry.items else ""),
            "state": Cell(*_state(entry)),
        },
    )


def _name(entry: AgendaEntry) -> str:
    if entry.meeting_kind is not None:
        return meeting_word(entry.meeting_kind)
    if entry.title:
        return entry.title
    return term(SESSION_KINDS, entry.session_kind) if entry.session_kind else ""


def _state(entry: AgendaEntry) -> tuple[str, str]:
    if entry.is_held:
        return _("held"), "neutral"
    if entry.is_running:
        return _("running"), "accent"
    return (_("paused"), "accent") if entry.is_paused else (_("planned"), "outline")


def next_slot(
    plan: PlanData, selected: str, today: date, meeting: MeetingKind | None = None
) -> tuple[date, time, time]:
    """Where something new goes: after the last entry of the selected day, or of the audit's days."""
    days = days_of(plan.agenda)
    chosen = next(
        (day for key, day in days.items() if key == selected or selected in {e.id for e in day.entries}), None
    )
    day = chosen.date if chosen else None
    day = day or _usual_day(plan, today, meeting)
    ends = [entry.end for entry in plan.agenda if entry.end and entry.start and entry.start.date() == day]
    start = max(ends).time() if ends and max(ends).date() == day else FIRST_HOUR
    start = start if start < _LAST_HOUR or meeting else FIRST_HOUR
    return day, start, later(start, _MEETING_MINUTES if meeting else USUAL_MINUTES)


def _usual_day(plan: PlanData, today: date, meeting: MeetingKind | None) -> date:
    audit = plan.audit
    if meeting is MeetingKind.CLOSING:
        return audit.closing_on or audit.end_on or audit.start_on or today
    return audit.start_on or today
