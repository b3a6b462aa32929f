"""A morning of an audit: last year's result, three sessions of today, and an interview that is running."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.evidence.circumstances import Circumstances
from app.evidence.evidence import seen_not_taken
from app.evidence.requests import request_evidence
from app.evidence.samples import UnitResult, record_sample, set_unit_result
from app.findings.findings import edit
from app.library.packs import install_pack, load_pack
from app.library.soa import ImplementationStatus, SoaLine, add_soa_version
from app.planning import audits, checklist
from app.programme.organizations import add_organization, organizations
from app.programme.people import add_person
from app.sessions import notes, results, sessions
from app.sessions.reads import all_items
from app.sessions.results import Result
from app.sessions.sessions import Consent, LineKind, SessionKind
from app.unit_of_work import UnitOfWork
from app.words import N_
from app.workspace.workspace import Workspace
from models.checklist import ChecklistItem
from models.finding import Finding, FindingState, Grade
from models.sample import SampleUnit

LONDON = ZoneInfo("Europe/London")
BEGAN = datetime(2026, 11, 24, 9, 45, tzinfo=LONDON)
NOW = datetime(2026, 11, 24, 10, 13, 14, tzinfo=LONDON)
ON_AGENDA = ("A.8.1", "A.8.2", "A.8.8", "A.8.13", "A.8.15", "A.8.16", "A.8.24")
_SAID = (
    "Nightly jobs to NAS, weekly copy to Leeds. Failure alerts go to the on-call phone.",
    "Restore test “every quarter” (ISP-09 §4.2). Can show one, 14 Feb 2026. “We restore files for users "
    "every week, so we never felt the need.”",
)


@dataclass(frozen=True, slots=True)
class Story:
    """Ids of what there is; `items` by reference such as `A.8.13`."""

    audit_id: str
    session_id: str
    later_id: str
    okafor_id: str
    items: dict[str, str]


def _time(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=LONDON)


def begin(workspace: Workspace) -> Story:
    """An audit of all 123 requirements on its second day, an interview on backups running since 9:45."""
    with workspace.write(N_("Begin")) as uow:
        lead_id = add_person(uow, "Lena Ferreira", role="Lead auditor")
    workspace.act_as(lead_id)
    with workspace.write(N_("Begin")) as uow:
        return _fill(uow, lead_id)


def _fill(uow: UnitOfWork, lead_id: str) -> Story:
    organization_id = add_organization(uow, "Northwind Clinics")
    programme_id = organizations(uow)[0].programme_id
    okafor = add_person(uow, "M. Okafor", role="IT operations lead", organization_id=organization_id)
    moreau = add_person(uow, "A. Moreau", role="people team", organization_id=organization_id)
    pack = load_pack()
    pack_id = install_pack(uow, pack)
    last = audits.create_audit(
        uow,
        programme_id,
        "Internal audit 2025",
        start_on=date(2025, 10, 6),
        end_on=date(2025, 10, 8),
        lead_auditor_id=lead_id,
    )
    checklist.build_checklist(uow, last, pack, pack_id, ["A.8.13", "A.8.1"])
    _last_year(uow, last)
    lines = [
        SoaLine("A.8.13", status=ImplementationStatus.IMPLEMENTED, owner="M. Okafor"),
        SoaLine("A.8.30", applicable=False, justification="No outsourced development"),
    ]
    soa_id = add_soa_version(uow, organization_id, pack_id, "v4.1", lines)
    audit_id = audits.create_audit(
        uow,
        programme_id,
        "Internal audit",
        start_on=date(2026, 11, 23),
        end_on=date(2026, 11, 25),
        lead_auditor_id=lead_id,
    )
    audits.add_framework(uow, audit_id, pack_id)
    audits.pin_soa(uow, audit_id, soa_id)
    checklist.build_checklist(uow, audit_id, pack, pack_id)
    items = {item.reference: item.id for item in all_items(uow, audit_id)}
    for reference in ("A.8.13", "A.8.15"):
        checklist.edit_item(uow, items[reference], must_ask=True)
    session_id = _interview(uow, audit_id, okafor, [items[reference] for reference in ON_AGENDA])
    later_id = sessions.plan_session(
        uow,
        audit_id,
        interviewee_ids=[moreau],
        planned_start=_time(11, 15),
        planned_end=_time(12),
        item_ids=[items[reference] for reference in ("A.6.1", "A.6.3")],
    )
    sessions.plan_session(
        uow,
        audit_id,
        SessionKind.OBSERVATION,
        title="Site walk, data room",
        planned_start=_time(14),
        planned_end=_time(15),
        item_ids=[items["A.7.8"]],
    )
    return Story(audit_id, session_id, later_id, okafor, items)


def _last_year(uow: UnitOfWork, audit_id: str) -> None:
    item_id = {item.reference: item.id for item in all_items(uow, audit_id)}["A.8.13"]
    results.set_result(uow, item_id, Result.NONCONFORMING)
    uow.session.get_one(ChecklistItem, item_id).concluded_at = datetime(2025, 10, 7, 11, tzinfo=LONDON)
    finding = uow.session.query(Finding).filter(Finding.item_id == item_id).one()
    finding.grade, finding.state = Grade.MINOR, FindingState.CLOSED
    finding.closed_at = datetime(2026, 3, 12, 15, tzinfo=LONDON)


def _interview(uow: UnitOfWork, audit_id: str, okafor: str, item_ids: Sequence[str]) -> str:
    session_id = sessions.plan_session(
        uow,
        audit_id,
        title="Backups",
        interviewee_ids=[okafor],
        planned_start=BEGAN,
        planned_end=_time(11),
        item_ids=item_ids,
        room="room 2.14",
        consent=Consent.REFUSED,
    )
    sessions.start(uow, session_id)
    for item_id in item_ids[:2]:
        results.set_result(uow, item_id, Result.CONFORMING)
    results.set_result(uow, item_ids[2], Result.NONCONFORMING, session_id=session_id)
    return session_id


def fill_item(workspace: Workspace, story: Story) -> None:
    """Put lines, evidence, samples, a request and a candidate on A.8.13."""
    item_id, session_id = story.items["A.8.13"], story.session_id
    with workspace.write(N_("Fill the item")) as uow:
        lines = [
            notes.add_line(uow, session_id, text, item_id=item_id, speaker_id=story.okafor_id)
            for text in _SAID
        ]
        seen = notes.add_line(
            uow,
            session_id,
            "Sampled 5 job logs of week 41: 5 of 5 completed.",
            item_id=item_id,
            kind=LineKind.OBSERVED,
        )
        owed = "Configuration export of the immutable bucket"
        owes = notes.add_line(uow, session_id, owed, item_id=item_id, kind=LineKind.OWED)
        about = Circumstances(session_id=session_id, item_id=item_id, note_line_id=lines[1])
        seen_not_taken(uow, story.audit_id, "restore-test.pdf", about)
        about = Circumstances(session_id=session_id, item_id=item_id, note_line_id=seen)
        seen_not_taken(uow, story.audit_id, "noc-board.png", about)
        request_evidence(
            uow,
            story.audit_id,
            owed,
            session_id=session_id,
            item_id=item_id,
            note_line_id=owes,
            due_on=uow.today(),
        )
        record_sample(
            uow, story.audit_id, "Backup jobs, week 41", [f"job {n}" for n in range(5)], item_id=item_id
        )
        due = record_sample(
            uow,
            story.audit_id,
            "Restore tests due, Nov 25 – Oct 26",
            ["Q1", "Q2", "Q3", "Q4"],
            item_id=item_id,
        )
        for unit in uow.session.query(SampleUnit).filter(
            SampleUnit.sample_id == due, SampleUnit.identifier != "Q1"
        ):
            set_unit_result(uow, unit.id, UnitResult.EXCEPTION)
        results.set_result(uow, item_id, Result.NONCONFORMING, session_id=session_id)
        found = uow.session.query(Finding).filter(Finding.item_id == item_id).one()
        edit(uow, found.id, title="Restore tests not carried out at the planned interval")
