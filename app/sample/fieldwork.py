"""The sessions of an audit in the story: planned, held, noted, and what each item was found to be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from app.sample.playing import Event
from app.sample.script import Entry, NoteEntry, notes
from app.sample.stage import AuditStage
from app.sessions import notes as note_lines
from app.sessions import sessions
from app.sessions.results import Result, set_result
from app.sessions.sessions import AuditMode, LineKind, ParticipantRole, SessionKind
from app.words import N_

_PLANNED_AT = "-24 11:00"
_LINE_KINDS = {"observed": LineKind.OBSERVED, "owed": LineKind.OWED, "own": LineKind.OWN}
_FIELDS = (
    "process",
    "room",
    "document_title",
    "document_version",
    "document_owner",
    "document_approval",
    "sections_read",
    "review_result",
    "test_agreement",
    "test_window",
    "test_account",
)
_PARTS = (("with", ParticipantRole.INTERVIEWEE), ("guides", ParticipantRole.GUIDE))
_A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Run:
    start: datetime
    end: datetime


def session_events(cast: AuditStage, script: Entry) -> Iterator[Event]:
    """All sessions of an audit; those with `runs` were held, one that is `paused` waits to go on."""
    for session in script["session"]:
        cast.session_days[session["key"]] = int(session["start"].split()[0])
        yield Event(cast.calendar.at(_PLANNED_AT), partial(_plan, cast, session))
        if "runs" in session:
            yield from _held(cast, session)
    for result in script.get("results", ()):
        for reference in result.get("items", [result.get("item")]):
            verdict = partial(_conclude, cast, "", reference, result)
            yield Event(cast.calendar.at(result["at"]), partial(verdict, result["by"]))


def _plan(cast: AuditStage, session: Entry) -> None:
    day = cast.day_of(session["key"])
    stage, by = cast.stage, session["by"]
    people = [(stage.people[key], role) for part, role in _PARTS for key in session.get(part, ())]
    with stage.write(N_("Plan session"), by) as uow:
        cast.sessions[session["key"]] = session_id = sessions.plan_session(
            uow,
            cast.id,
            SessionKind(session.get("kind", SessionKind.INTERVIEW.value)),
            title=session["title"],
            planned_start=cast.calendar.at(session["start"]),
            planned_end=cast.calendar.at(session["end"], day),
            item_ids=[cast.items[reference] for reference in session["items"]],
            site_id=stage.sites[session["site"]],
            mode=AuditMode.ON_SITE,
            **{name: session[name] for name in _FIELDS if name in session},
        )
        auditor = (stage.people[by], ParticipantRole.AUDITOR)
        sessions.set_participants(uow, session_id, [*people, auditor])


def _held(cast: AuditStage, session: Entry) -> Iterator[Event]:
    runs = [_run(cast, session, text) for text in session["runs"]]
    for run in runs:
        yield Event(run.start, partial(_start, cast, session))
    yield from _noted(cast, session, runs)
    for run in runs[:-1]:
        yield Event(run.end, partial(_pause, cast, session))
    last = _pause if session.get("paused") else _end
    yield Event(runs[-1].end, partial(last, cast, session))


def _run(cast: AuditStage, session: Entry, text: str) -> _Run:
    day = cast.day_of(session["key"])
    start, end = text.split()
    return _Run(cast.calendar.at(start, day), cast.calendar.at(end, day))


def _start(cast: AuditStage, session: Entry) -> None:
    with cast.stage.write(N_("Start session"), session["by"]) as uow:
        sessions.start(uow, cast.sessions[session["key"]])


def _pause(cast: AuditStage, session: Entry) -> None:
    with cast.stage.write(N_("Pause session"), session["by"]) as uow:
        session_id = cast.sessions[session["key"]]
        sessions.pause(uow, session_id)
        sessions.edit_session(uow, session_id, interruptions=session.get("interruptions", ""))


def _end(cast: AuditStage, session: Entry) -> None:
    with cast.stage.write(N_("End session"), session["by"]) as uow:
        session_id = cast.sessions[session["key"]]
        sessions.end(uow, session_id)
        sessions.edit_session(uow, session_id, interruptions=session.get("interruptions", ""))


def _noted(cast: AuditStage, session: Entry, runs: list[_Run]) -> Iterator[Event]:
    lines = notes(session["notes"], runs[0].start, runs[-1].end)
    day = cast.day_of(session["key"])
    last: dict[str, datetime] = {}
    for line in lines:
        at = cast.calendar.at(line.at, day)
        last[line.item] = at
        action = _result_of_line if line.is_result else _add_line
        yield Event(at, partial(action, cast, session, line))
    if session.get("conforming"):
        settled = {line.item for line in lines if line.is_result}
        for reference in session["items"]:
            if reference not in settled:
                verdict = {"result": Result.CONFORMING.value}
                conclude = partial(_conclude, cast, session["key"], reference, verdict)
                yield Event(last[reference] + _A_MINUTE, partial(conclude, session["by"]))


def _add_line(cast: AuditStage, session: Entry, line: NoteEntry) -> None:
    kind = _LINE_KINDS.get(line.who, LineKind.SAID)
    marked = line.item.startswith("#")
    with cast.stage.write(N_("Add note"), session["by"]) as uow:
        cast.lines[session["key"], line.at] = line_id = note_lines.add_line(
            uow,
            cast.sessions[session["key"]],
            f"{line.item} {line.text}" if marked else line.text,
            item_id=None if marked or not line.item else cast.items[line.item],
            kind=kind,
            speaker_id=cast.stage.people[line.who] if kind is LineKind.SAID else None,
        )
        note_lines.end_line(uow, line_id)


def _result_of_line(cast: AuditStage, session: Entry, line: NoteEntry) -> None:
    verdict = {"result": line.result, "reason": line.text}
    _conclude(cast, session["key"], line.item, verdict, session["by"])


def _conclude(cast: AuditStage, session: str, reference: str, verdict: Entry, by: str) -> None:
    with cast.stage.write(N_("Set result of {reference}"), by, reference=reference) as uow:
        set_result(
            uow,
            cast.items[reference],
            Result(verdict["result"]),
            reason=verdict.get("reason"),
            session_id=cast.sessions[session] if session else None,
        )
