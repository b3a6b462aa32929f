"""How an audit of the story is prepared, opened, concluded and closed."""

from collections.abc import Iterator
from functools import partial

from app.library.packs import install_pack
from app.planning import audits, checklist, meetings, states, team
from app.planning.audits import AuditMode, AuditType, CriterionKind, TeamRole, Verdict
from app.planning.context import ContextKind, add_context_note, add_deviation
from app.planning.coverage import coverage
from app.planning.meetings import MeetingKind
from app.reporting.reports import issue_report
from app.sample.playing import Event
from app.sample.script import Entry
from app.sample.stage import AuditStage
from app.words import N_

_EDIT = N_("Edit audit plan")
_STEP = N_("Go to the next step")
_TEXTS = (
    "reason",
    "objectives",
    "resources",
    "logistics",
    "confidentiality",
    "contingency",
)
_TEAM_AT = "-44 15:00"


def plan_events(cast: AuditStage, script: Entry) -> Iterator[Event]:
    """Everything in an audit's plan: made, staffed, scheduled, sent, accepted, changed on the way."""
    audit = script["audit"]
    at = cast.calendar.at
    yield Event(at(audit["created"]), partial(_create, cast, audit))
    yield Event(at(audit["created"]), partial(_write_plan, cast, script))
    yield Event(at(_TEAM_AT), partial(_assign_team, cast, script["team"]))
    for member in script["team"]:
        if "declared" in member:
            yield Event(at(member["declared"]), partial(_declare, cast, member))
    for field in ("plan_sent", "plan_accepted"):
        yield Event(at(audit[field]), partial(_note_today, cast, f"{field}_on"))
    for step in ("initiated", "prepared"):
        yield Event(at(audit[step]), partial(_advance, cast))
    yield from _meeting_events(cast, script["meetings"])
    for deviation in script.get("deviations", ()):
        yield Event(at(deviation["at"]), partial(_deviate, cast, deviation))
    for note in script.get("context", ()):
        yield Event(at(note["at"]), partial(_note_context, cast, note))


def _create(cast: AuditStage, audit: Entry) -> None:
    stage = cast.stage
    with stage.write(N_("Plan an audit"), cast.lead) as uow:
        cast.id = audits.create_audit(
            uow,
            stage.programme_id,
            audit["title"],
            type=AuditType(audit["type"]),
            start_on=cast.date(1),
            end_on=cast.date(audit["days"]),
            lead_auditor_id=stage.people[cast.lead],
        )
        audits.pin_soa(uow, cast.id, stage.soa[audit["soa"]])
        pack_id = install_pack(uow, stage.pack)
        audits.add_framework(uow, cast.id, pack_id)
        checklist.build_checklist(uow, cast.id, stage.pack, pack_id, audit.get("references"))
        for requirement in coverage(uow, cast.id):
            cast.items[requirement.reference] = requirement.items[0].id
    with stage.write(N_("Mark what must be asked"), cast.lead) as uow:
        for reference in audit["must_ask"]:
            checklist.edit_item(uow, cast.items[reference], must_ask=True)


def _write_plan(cast: AuditStage, script: Entry) -> None:
    audit, stage = script["audit"], cast.stage
    with stage.write(_EDIT, cast.lead) as uow:
        audits.edit_audit(
            uow,
            cast.id,
            mode=AuditMode(audit["mode"]),
            sampling_approach=audit["sampling"],
            lines_of_enquiry=tuple(audit["lines_of_enquiry"]),
            report_recipients=tuple(audit["recipients"]),
            **{name: audit[name] for name in _TEXTS},
        )
    with stage.write(N_("Edit scope"), cast.lead) as uow:
        start, end = (cast.calendar.date(day) for day in audit["period"])
        audits.edit_scope(
            uow,
            cast.id,
            text=audit["scope"],
            units=audit["units"],
            processes=audit["processes"],
            period_start=start,
            period_end=end,
        )
        audits.set_scope_sites(uow, cast.id, tuple(stage.sites[key] for key in audit["sites"]))
    for criterion in script["criteria"]:
        _add_criterion(cast, criterion)


def _add_criterion(cast: AuditStage, criterion: Entry) -> None:
    kind = CriterionKind(criterion["kind"])
    if kind is CriterionKind.FRAMEWORK:
        return
    with cast.stage.write(N_("Add criterion"), cast.lead) as uow:
        audits.add_criterion(uow, cast.id, kind, criterion["title"], version=criterion.get("version", ""))


def _assign_team(cast: AuditStage, members: list[Entry]) -> None:
    for member in members:
        with cast.stage.write(N_("Change the team"), cast.lead) as uow:
            team.assign(uow, cast.id, cast.stage.people[member["person"]], TeamRole(member["role"]))


def _declare(cast: AuditStage, member: Entry) -> None:
    who = cast.stage.people[member["person"]]
    with cast.stage.write(N_("Declare independence"), member["person"]) as uow:
        assignment_id = team.assign(uow, cast.id, who, TeamRole(member["role"]))
        team.declare_independence(
            uow,
            assignment_id,
            member["statement"],
            tie=member.get("tie", ""),
            safeguard=member.get("safeguard", ""),
        )


def _note_today(cast: AuditStage, field: str) -> None:
    with cast.stage.write(_EDIT, cast.lead) as uow:
        audits.edit_audit(uow, cast.id, **{field: uow.today()})


def _advance(cast: AuditStage) -> None:
    with cast.stage.write(_STEP, cast.lead) as uow:
        states.advance(uow, cast.id)


def _meeting_events(cast: AuditStage, script: list[Entry]) -> Iterator[Event]:
    for meeting in script:
        planned: dict[str, str] = {}
        yield Event(cast.calendar.at("-24 10:00"), partial(_plan_meeting, cast, meeting, planned))
        if "held" in meeting:
            held = cast.calendar.at(meeting["held"])
            yield Event(held, partial(_hold_meeting, cast, meeting, planned))
            if meeting["kind"] == MeetingKind.OPENING.value:
                yield Event(held, partial(_advance, cast))


def _plan_meeting(cast: AuditStage, meeting: Entry, planned: dict[str, str]) -> None:
    start = cast.calendar.at(meeting["start"])
    end = cast.calendar.at(f"{meeting['start'].split()[0]} {meeting['end']}")
    with cast.stage.write(N_("Plan meeting"), cast.lead) as uow:
        planned["id"] = meetings.add_meeting(
            uow,
            cast.id,
            MeetingKind(meeting["kind"]),
            planned_start=start,
            planned_end=end,
            place=meeting["place"],
        )


def _hold_meeting(cast: AuditStage, meeting: Entry, planned: dict[str, str]) -> None:
    present = tuple(cast.stage.people[key] for key in meeting["present"])
    with cast.stage.write(N_("Hold meeting"), cast.lead) as uow:
        meetings.hold_meeting(uow, planned["id"], present, meeting["minutes"])


def _deviate(cast: AuditStage, deviation: Entry) -> None:
    with cast.stage.write(N_("Record a change of plan"), cast.lead) as uow:
        add_deviation(uow, cast.id, deviation["what"], deviation["reason"])


def _note_context(cast: AuditStage, note: Entry) -> None:
    with cast.stage.write(N_("Add context note"), cast.lead) as uow:
        add_context_note(uow, cast.id, ContextKind(note["kind"]), note["text"])


def summary_event(cast: AuditStage, audit: Entry, at: str) -> Event:
    """The draft of the summary and of the weaknesses is written."""
    return Event(cast.calendar.at(at), partial(_summarise, cast, audit))


def _summarise(cast: AuditStage, audit: Entry) -> None:
    with cast.stage.write(N_("Edit summary"), cast.lead) as uow:
        weaknesses = tuple(audit.get("weaknesses", ()))
        audits.edit_audit(uow, cast.id, summary=audit["summary"], weaknesses=weaknesses)


def conclusion_events(cast: AuditStage, audit: Entry) -> Iterator[Event]:
    """The audit is concluded, its report issued, and its follow-up ended."""
    at, close = cast.calendar.at, audit["close"]
    yield Event(at(close["fieldwork"]), partial(_advance, cast))
    yield Event(at(audit["conclusion"]["at"]), partial(_conclude, cast, audit["conclusion"]))
    yield Event(at(close["report"]), partial(_issue, cast))
    yield Event(at(close["completed"]), partial(_advance, cast))
    if "closed" in close:
        yield Event(at(close["closed"]), partial(_advance, cast))


def _conclude(cast: AuditStage, conclusion: Entry) -> None:
    verdicts = {"conformity", "effectiveness", "scope_appropriate", "objectives_met"}
    values = {
        name: Verdict(value) if name in verdicts else value
        for name, value in conclusion.items()
        if name != "at"
    }
    with cast.stage.write(N_("Edit conclusion"), cast.lead) as uow:
        audits.edit_audit(uow, cast.id, **values)


def _issue(cast: AuditStage) -> None:
    cast.stage.act_as(cast.lead)
    issue_report(cast.stage.workspace, cast.id)
