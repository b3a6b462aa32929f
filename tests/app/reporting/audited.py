"""A small audit with all that a report needs: evidence on disk, findings of several kinds, a repeat."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from app.evidence.circumstances import Circumstances
from app.evidence.intake import attach_file
from app.findings import findings, grading, lifecycle, links, repeats
from app.findings.terms import Answer, AuditeePosition, FindingState, FindingType, Question
from app.library.packs import install_pack, load_pack
from app.library.soa import SoaLine, add_soa_version
from app.planning import audits, checklist, meetings
from app.planning.audits import Verdict
from app.planning.meetings import MeetingKind
from app.programme.organizations import add_organization, organizations
from app.programme.people import add_person
from app.sessions import notes, sessions
from app.sessions.reads import all_items
from app.sessions.results import Result, set_result
from app.unit_of_work import UnitOfWork
from app.words import N_
from app.workspace.workspace import Workspace

_Answer = TypeVar("_Answer")
REFERENCES = ("5.1", "9.2.1", "A.8.13", "A.8.15", "A.8.30")
START = date(2026, 7, 6)


@dataclass(slots=True)
class Audited:
    """Ids of what there is, and short ways to work on it."""

    workspace: Workspace
    folder: Path
    audit_id: str = ""
    lead_id: str = ""
    items: dict[str, str] = field(default_factory=dict)
    findings: dict[str, str] = field(default_factory=dict)
    evidence: list[str] = field(default_factory=list)

    def do(self, act: Callable[..., _Answer], *args: object, **named: object) -> _Answer:
        with self.workspace.write(N_("Work on the audit")) as uow:
            return act(uow, *args, **named)

    def see(self, read: Callable[..., _Answer], *args: object, **named: object) -> _Answer:
        with self.workspace.read() as unit:
            return read(unit, *args, **named)

    def attach(self, name: str, content: str, reference: str) -> str:
        """Attach a real file to an item; the id of the evidence."""
        file = self.folder / name
        file.write_text(content, encoding="utf-8")
        about = Circumstances(item_id=self.items[reference])
        attached = attach_file(self.workspace, self.audit_id, file, about)
        self.evidence.append(attached.evidence_id)
        return attached.evidence_id

    def conclude(self) -> None:
        """Write and decide what the report asks of the lead auditor, and close the meeting."""
        self.do(
            audits.edit_audit,
            self.audit_id,
            summary="The ISMS works, but restores are not tested.",
            conformity=Verdict.YES,
            effectiveness=Verdict.EXCEPT,
            report_recipients=("J. Moss, director",),
        )
        meeting_id = self.do(meetings.add_meeting, self.audit_id, MeetingKind.CLOSING)
        self.do(meetings.hold_meeting, meeting_id, (self.lead_id,))

    def confirm(self, finding_id: str) -> None:
        """Take a nonconformity with all that it needs to confirmed."""
        self.do(findings.record_position, finding_id, AuditeePosition.AGREED)
        self.do(lifecycle.move, finding_id, FindingState.IN_REVIEW)
        self.do(lifecycle.move, finding_id, FindingState.CONFIRMED)


def begin(workspace: Workspace, folder: Path) -> Audited:
    """Last year's audit with a minor, and this year's with its repeat and a report that is ready to issue."""
    lead_id = _first(workspace)
    last = _audit(workspace, folder, lead_id, START - timedelta(days=365), "Internal audit 2025")
    earlier = confirmed_minor(last, "A.8.13", "Restores were not tested")
    now = _audit(workspace, folder, lead_id, START, "Internal audit 2026")
    _fieldwork(now)
    now.findings["repeat"] = confirmed_minor(now, "A.8.13", "Restores are still not tested")
    now.do(repeats.set_repeat_of, now.findings["repeat"], earlier)
    now.findings["withdrawn"] = _raise(now, FindingType.NONCONFORMITY, "A.8.15", "Logs are missing")
    now.do(lifecycle.withdraw, now.findings["withdrawn"], "The logs were found.")
    now.findings["ofi"] = _raise(now, FindingType.OFI, "5.1", "Name a deputy")
    now.do(findings.edit, now.findings["ofi"], statement="A deputy would bridge absences.")
    now.do(lifecycle.move, now.findings["ofi"], FindingState.CONFIRMED)
    now.conclude()
    return now


def _first(workspace: Workspace) -> str:
    with workspace.write(N_("Begin")) as uow:
        add_organization(uow, "Alder Hill Clinics", representative="J. Moss")
        lead_id = add_person(uow, "Lena Ferreira", role="Lead auditor")
    workspace.act_as(lead_id)
    return lead_id


def _audit(workspace: Workspace, folder: Path, lead_id: str, start: date, title: str) -> Audited:
    made = Audited(workspace, folder, lead_id=lead_id)
    with workspace.write(N_("Plan audit")) as uow:
        made.audit_id = _plan(uow, lead_id, start, title)
        made.items = {item.reference: item.id for item in all_items(uow, made.audit_id)}
    return made


def _plan(uow: UnitOfWork, lead_id: str, start: date, title: str) -> str:
    organization = organizations(uow)[0]
    pack = load_pack()
    pack_id = install_pack(uow, pack)
    lines = [SoaLine("A.8.30", applicable=False, justification="Nothing is developed outside")]
    soa_id = add_soa_version(uow, organization.id, pack_id, f"v{start.year}", lines)
    audit_id = audits.create_audit(
        uow,
        organization.programme_id,
        title,
        start_on=start,
        end_on=start + timedelta(days=2),
        lead_auditor_id=lead_id,
    )
    audits.add_framework(uow, audit_id, pack_id)
    audits.pin_soa(uow, audit_id, soa_id)
    checklist.build_checklist(uow, audit_id, pack, pack_id, REFERENCES)
    return audit_id


def _fieldwork(story: Audited) -> None:
    person_id = story.do(add_person, "M. Okafor", role="IT operations lead")
    session_id = story.do(
        sessions.plan_session,
        story.audit_id,
        interviewee_ids=[person_id],
        item_ids=list(story.items.values()),
    )
    story.do(sessions.start, session_id)
    story.do(
        notes.add_line,
        session_id,
        "Restores <b>are not</b> tested & nobody asks",
        item_id=story.items["A.8.13"],
    )
    story.do(sessions.end, session_id)
    for reference in ("5.1", "9.2.1", "A.8.15"):
        story.do(set_result, story.items[reference], Result.CONFORMING)
        story.attach(f"{reference}.txt", f"Record for {reference}", reference)
    story.do(set_result, story.items["A.8.30"], Result.NOT_EXAMINED, reason="Looked at next year")


def _raise(story: Audited, kind: FindingType, reference: str, title: str) -> str:
    raised = story.do(
        findings.raise_finding, story.audit_id, type=kind, title=title, item_id=story.items[reference]
    )
    return raised.id


def confirmed_minor(story: Audited, reference: str, title: str) -> str:
    """A confirmed minor with evidence, statement and answers."""
    story.do(set_result, story.items[reference], Result.NONCONFORMING)
    finding_id = story.do(findings.candidate_for_item, story.items[reference]).id
    story.do(findings.edit, finding_id, title=title, statement="No restore was tested in the period.")
    evidence_id = story.attach(f"{title}.txt", "Restore plan without entries", reference)
    story.do(links.link_evidence, finding_id, evidence_id)
    answers = (Answer.YES, Answer.NO, Answer.NO, Answer.NO, Answer.NO)
    for question, answer in zip(list(Question)[1:], answers, strict=False):
        story.do(grading.answer_question, finding_id, question, answer, "")
    story.confirm(finding_id)
    return finding_id
