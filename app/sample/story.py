"""Making the sample: the whole story played into a workspace, with today as the second day of its audit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from app.library.packs import load_pack
from app.progress import Progress, no_progress
from app.sample.audit_plan import conclusion_events, plan_events, summary_event
from app.sample.collecting import evidence_events
from app.sample.fieldwork import session_events
from app.sample.finding_story import finding_events
from app.sample.follow_up_story import follow_up_events
from app.sample.opening import add_background, add_scope, add_soa, set_the_stage
from app.sample.other_audits import other_audit_events, plan_the_next
from app.sample.playing import Event, play
from app.sample.script import Entry, load
from app.sample.stage import AuditStage, Stage
from app.sample.story_time import Calendar, StoryClock, story_year, words
from app.words import N_
from app.workspace.making import gone_on_error
from app.workspace.opening import create_workspace
from app.workspace.workspace import Seat, Workspace

PROGRESS = N_("Making the sample")

_OPENING = "1 09:00"
_PARTS = ("audit", "sessions", "evidence", "findings")


def create_sample(
    root: Path, passphrase: str | None, seat: Seat, progress: Progress = no_progress
) -> Workspace:
    """Make a sample workspace at `root` and open it; takes some seconds.

    Raises UserError as `create_workspace` does, and Cancelled; nothing is left behind then.
    """
    is_new = not root.exists()
    workspace = create_workspace(root, passphrase, seat)
    with gone_on_error(workspace, is_new):
        build_sample(workspace, progress)
    return workspace


def build_sample(workspace: Workspace, progress: Progress = no_progress) -> None:
    """Play the story into an empty workspace; the present date is that of the second day of its audit.

    Everything goes through the services that the window uses, at the time at which it happens in the story.
    Nothing of it is undone afterwards.
    """
    seat = workspace.seat
    first_day = seat.clock.now().date() - timedelta(days=1)
    clock = StoryClock(seat.clock.now())
    workspace.seat = replace(seat, clock=clock)
    try:
        with TemporaryDirectory() as folder:
            stage = Stage(workspace, clock, load_pack(), story_year(first_day), Path(folder))
            play(list(_story(stage, first_day)), clock, progress, PROGRESS)
            stage.act_as("ferreira")
    finally:
        workspace.seat = seat
        workspace.undo_list.forget()


def _story(stage: Stage, first_day: date) -> Iterator[Event]:
    last = Calendar(stage.year, _second_tuesday(stage.year - 1))
    this = Calendar(stage.year, first_day)
    last_audit = f"IA-{stage.year - 1}-02"
    yield from _beginning(stage, Calendar(stage.year, date(stage.year - 1, 1, 10)))
    small = load("other_audits.toml", words=words(this, last_audit))
    yield from other_audit_events(stage, small, this)
    yield from _last_year(stage, last)
    yield from _this_year(stage, this, last_audit)


def _second_tuesday(year: int) -> date:
    """The first Tuesday from 13 October on: last year's audit began on it."""
    day = date(year, 10, 13)
    return day + timedelta(days=(1 - day.weekday()) % 7)


def _beginning(stage: Stage, calendar: Calendar) -> Iterator[Event]:
    script = load("organization.toml", words=words(calendar))
    yield Event(calendar.at(_OPENING), partial(set_the_stage, stage, script, calendar))
    for key in ("last", "this"):
        approved = Calendar(stage.year, calendar.date(script["soa"][key]["approved"]))
        yield Event(approved.at(_OPENING), partial(add_soa, stage, key, script, calendar))
    for version in script["isms"]["scope"]:
        decided = Calendar(stage.year, calendar.date(version["decided"]))
        yield Event(decided.at(_OPENING), partial(add_scope, stage, version, calendar))
    assessed = Calendar(stage.year, calendar.date(script["isms"]["background"]["risk_assessed"]))
    yield Event(assessed.at(_OPENING), partial(add_background, stage, script, calendar))


def _script(folder: str, calendar: Calendar, last_audit: str) -> Entry:
    places = words(calendar, last_audit)
    parts = [load(folder, f"{part}.toml", words=places) for part in _PARTS]
    return {name: entry for part in parts for name, entry in part.items()}


def _audit(cast: AuditStage, script: Entry) -> Iterator[Event]:
    leads = {session["key"]: session["by"] for session in script["session"]}
    yield from plan_events(cast, script)
    yield from session_events(cast, script)
    yield from evidence_events(cast, script, leads)
    yield from finding_events(cast, script)


def _last_year(stage: Stage, calendar: Calendar) -> Iterator[Event]:
    script = _script("last_year", calendar, "")
    cast = AuditStage(stage, "last_year", calendar, script["audit"]["lead"])
    yield from _audit(cast, script)
    yield summary_event(cast, script["audit"], "8 11:00")
    yield from conclusion_events(cast, script["audit"])
    yield from follow_up_events(cast, script)


def _this_year(stage: Stage, calendar: Calendar, last_audit: str) -> Iterator[Event]:
    script = _script("this_year", calendar, last_audit)
    cast = AuditStage(stage, "this_year", calendar, script["audit"]["lead"])
    yield from _audit(cast, script)
    yield summary_event(cast, script["audit"], "1 18:10")
    title = f"Internal audit {calendar.year + 1}, ISO 27001:2022"
    yield Event(calendar.at("1 18:30"), partial(_plan_the_next, cast, title))


def _plan_the_next(cast: AuditStage, title: str) -> None:
    plan_the_next(cast.stage, cast.id, cast.calendar, title)
