"""The smaller audits around the two of the story: held, cancelled, or planned as a copy."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from app.planning import audits, states
from app.planning.audits import AuditState
from app.planning.copying import copy_audit
from app.sample.audit_plan import conclusion_events, plan_events, summary_event
from app.sample.collecting import evidence_events
from app.sample.fieldwork import session_events
from app.sample.finding_story import finding_events
from app.sample.follow_up_story import follow_up_events
from app.sample.playing import Event
from app.sample.script import Entry
from app.sample.stage import AuditStage, Stage
from app.sample.story_time import Calendar
from app.words import N_

_A_YEAR = timedelta(weeks=52)


def other_audit_events(stage: Stage, script: Entry, calendar: Calendar) -> Iterator[Event]:
    """The audits of the file `other_audits.toml`."""
    for audit in script["audit"]:
        days = Calendar(calendar.year, _first_day(calendar, audit["start"]))
        cast = AuditStage(stage, audit["key"], days, audit["lead"])
        if "cancelled" in audit:
            yield Event(days.at("-30 10:00"), partial(_announce, cast, audit))
            yield Event(days.at("-8 15:00"), partial(_cancel, cast, audit))
        else:
            yield from _small_audit(cast, _in_full(audit))


def _first_day(calendar: Calendar, start: str | int) -> date:
    """`start` is a date in months, or a day before this year's audit."""
    return calendar.day(start) if isinstance(start, int) else calendar.date(start)


def _announce(cast: AuditStage, audit: Entry) -> None:
    """An audit that goes no further than its objectives."""
    with cast.stage.write(N_("Plan an audit"), cast.lead) as uow:
        cast.id = audits.create_audit(
            uow,
            cast.stage.programme_id,
            audit["title"],
            start_on=cast.date(1),
            end_on=cast.date(1),
            lead_auditor_id=cast.stage.people[cast.lead],
        )
        audits.edit_audit(
            uow,
            cast.id,
            type=audits.AuditType(audit["type"]),
            mode=audits.AuditMode(audit["mode"]),
            reason=audit["reason"],
            objectives=audit["objectives"],
        )
        audits.edit_scope(uow, cast.id, text=audit["scope"])


def _cancel(cast: AuditStage, audit: Entry) -> None:
    with cast.stage.write(N_("Cancel audit"), cast.lead) as uow:
        states.stop(uow, cast.id, AuditState.CANCELLED, audit["cancelled"])


def _small_audit(cast: AuditStage, script: Entry) -> Iterator[Event]:
    yield from plan_events(cast, script)
    yield from session_events(cast, script)
    yield from evidence_events(cast, script, {session["key"]: session["by"] for session in script["session"]})
    yield from finding_events(cast, script)
    yield summary_event(cast, script["audit"], "2 10:00")
    yield from conclusion_events(cast, script["audit"])
    yield from follow_up_events(cast, script)


def _in_full(audit: Entry) -> Entry:
    """A short entry of the file as the script of an audit of one day."""
    return {
        "audit": {
            **audit,
            "days": 1,
            "created": "-46 10:00",
            "initiated": "-20 10:00",
            "prepared": "-6 10:00",
            "plan_sent": "-15 10:00",
            "plan_accepted": "-8 10:00",
            "must_ask": audit["references"][:1],
            "units": audit["scope"],
            "processes": "",
            "resources": "One auditor-day.",
            "logistics": "",
            "confidentiality": "No recording.",
            "contingency": "",
            "sampling": "Judgement-based samples by risk. No confidence level is stated.",
            "lines_of_enquiry": [],
            "recipients": ["R. Haddad, managing director", "S. Lindqvist, ISMS manager"],
            "sites": [audit["site"]],
            "conclusion": _conclusion(audit),
            "close": _close(audit),
        },
        "criteria": [],
        "team": _team(audit),
        "meetings": _meetings(audit),
        "session": [_session(audit)],
        "evidence": audit.get("evidence", ()),
        "finding": audit.get("finding", ()),
    }


def _close(audit: Entry) -> Entry:
    close = {"fieldwork": "1 17:00", "report": "3 11:00", "completed": "10 10:00"}
    return close if audit.get("stays_open") else {**close, "closed": "10 10:05"}


def _conclusion(audit: Entry) -> Entry:
    return {
        "at": "2 10:30",
        "conformity": audit.get("conformity", "yes"),
        "conformity_conclusion": audit["conclusion"],
        "effectiveness": "yes",
        "effectiveness_conclusion": audit["effectiveness"],
        "scope_appropriate": "yes",
        "objectives_met": "yes",
        "objectives_view": "All items were seen.",
    }


def _team(audit: Entry) -> list[Entry]:
    statement = "Holds no ISMS role, no interest in the result."
    lead = {"person": audit["lead"], "role": "lead_auditor", "declared": "-30 10:00", "statement": statement}
    return [lead, *({"person": "haddad", "role": role} for role in ("audit_client", "report_approver"))]


def _meetings(audit: Entry) -> list[Entry]:
    present = [audit["lead"], audit["with"], "lindqvist"]
    opening = {"kind": "opening", "start": "1 09:00", "end": "09:15", "held": "1 09:01"}
    closing = {"kind": "closing", "start": "1 16:00", "end": "16:20", "held": "1 16:02"}
    place = {"place": "at the site", "present": present}
    return [
        {**opening, **place, "minutes": "Objectives, scope and plan confirmed."},
        {**closing, **place, "minutes": audit.get("closing", "No findings. Thanks.")},
    ]


def _session(audit: Entry) -> Entry:
    return {
        "key": "session",
        "kind": audit["kind"],
        "title": audit["session"],
        "process": audit["scope"],
        "by": audit["lead"],
        "with": [audit["with"]],
        "start": "1 09:30",
        "end": "11:30",
        "runs": ["09:32 11:20"],
        "site": audit["site"],
        "conforming": True,
        "items": audit["references"],
        "notes": audit["notes"],
    }


def plan_the_next(stage: Stage, audit_id: str, start: Calendar, title: str) -> None:
    """Next year's audit, planned as a copy of this one."""
    with stage.write(N_("Plan an audit"), "ferreira") as uow:
        copy_audit(uow, audit_id, title, start.day(1) + _A_YEAR)
