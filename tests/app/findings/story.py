"""An audit with a few requirements, in which tests raise findings."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from app.findings import findings, grading, lifecycle, links
from app.findings.detail import CriterionView, finding_detail
from app.findings.findings import Raised
from app.findings.terms import Answer, AuditeePosition, FindingState, FindingType, Question
from app.follow_up import responses
from app.follow_up.responses import PlannedAction
from app.numbers import EVIDENCE, SAMPLE, next_number
from app.planning import audits
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from app.workspace.workspace import Workspace
from models.audit import Audit, AuditScope
from models.checklist import ChecklistItem, Result
from models.evidence import Evidence
from models.finding import Finding
from models.framework import Pack, Requirement, RequirementKind
from models.organization import Organization, Person
from models.programme import Programme
from models.sample import Sample, SampleEvidence
from models.soa import SoaEntry, SoaVersion

_Answer = TypeVar("_Answer")
REQUIREMENTS = (
    ("6.1.3", RequirementKind.CLAUSE, "Risk treatment"),
    ("8.2", RequirementKind.CLAUSE, "Risk assessment"),
    ("A.5.18", RequirementKind.CONTROL, "Access rights"),
    ("A.8.13", RequirementKind.CONTROL, "Information backup"),
    ("A.8.30", RequirementKind.CONTROL, "Outsourced development"),
)
NO, YES = Answer.NO, Answer.YES
MINOR = (YES, NO, NO, NO, NO)
MAJOR = (YES, YES, NO, NO, NO)
ANSWER = {
    "correction": "The missed tests were held.",
    "extent": "No other system is concerned.",
    "cause": "No one owns the test calendar.",
    "effectiveness_measure": "Four tests held over four quarters.",
}


@dataclass(slots=True)
class Story:
    """The audit of the year, and short ways to do in it what an auditor does."""

    workspace: Workspace
    organization_id: str
    audit_id: str
    items: dict[str, str]
    requirements: dict[str, str] = field(default_factory=dict)
    programme_id: str = ""
    pack_id: str = ""

    def do(self, act: Callable[..., _Answer], *args: object, **named: object) -> _Answer:
        """One service call in a unit of work of its own."""
        with self.workspace.write(N_("Work on the findings")) as uow:
            return act(uow, *args, **named)

    def see(self, read: Callable[..., _Answer], *args: object, **named: object) -> _Answer:
        with self.workspace.read() as unit:
            return read(unit, *args, **named)

    def finding(self, finding_id: str) -> Finding:
        return self.see(lambda unit: unit.session.get_one(Finding, finding_id))

    def state(self, finding_id: str) -> FindingState:
        return self.finding(finding_id).state

    def person(self, name: str) -> str:
        return self.do(_add_person, name, self.organization_id)

    def act_as(self, name: str) -> str:
        person_id = self.person(name)
        self.workspace.act_as(person_id)
        return person_id

    def evidence(self, title: str = "Restore test record") -> str:
        return self.do(_add_evidence, self.audit_id, title)

    def sample(self, *, with_evidence: bool) -> str:
        sample_id = self.do(_add_sample, self.audit_id)
        if with_evidence:
            self.do(_back_sample, sample_id, self.evidence("List of leavers"))
        return sample_id

    def raised(
        self, kind: FindingType = FindingType.NONCONFORMITY, on: str | None = "A.8.13", title: str = ""
    ) -> Raised:
        item_id = self.items[on] if on else None
        return self.do(findings.raise_finding, self.audit_id, type=kind, title=title, item_id=item_id)

    def answer(self, finding_id: str, *answers: Answer) -> None:
        """Answer from Q1 on."""
        for question, answer in zip(list(Question)[1:], answers, strict=False):
            self.do(grading.answer_question, finding_id, question, answer, "")

    def written(self, *answers: Answer, on: str = "A.8.13", title: str = "Restore tests missed") -> str:
        """A nonconformity that may go to review, minor unless answered otherwise."""
        finding_id = self.raised(on=on, title=title).id
        self.do(links.link_evidence, finding_id, self.evidence())
        statement = "Restore tests are not carried out at the planned interval."
        self.do(findings.edit, finding_id, statement=statement)
        self.answer(finding_id, *(answers or MINOR))
        return finding_id

    def confirmed(self, *answers: Answer, on: str = "A.8.13") -> str:
        finding_id = self.written(*answers, on=on)
        self.do(lifecycle.move, finding_id, FindingState.IN_REVIEW)
        self.do(findings.record_position, finding_id, AuditeePosition.AGREED)
        self.do(lifecycle.move, finding_id, FindingState.CONFIRMED)
        return finding_id

    def issued(self, *answers: Answer, on: str = "A.8.13") -> str:
        finding_id = self.confirmed(*answers, on=on)
        self.issue()
        return finding_id

    def issue(self) -> tuple[str, ...]:
        return self.do(lifecycle.issue_findings, self.audit_id, date(2026, 7, 8))

    def submit(self, finding_id: str, *actions: PlannedAction) -> None:
        """Answer a finding in words that are enough, with these actions."""
        self.do(responses.edit_response, finding_id, **ANSWER)
        for action in actions:
            self.do(responses.add_action, finding_id, action)
        self.do(lifecycle.move, finding_id, FindingState.RESPONSE_SUBMITTED)

    def another_audit(self, start_on: date, number: str) -> "Story":
        """An audit of the same organisation with the same checklist."""
        audit_id = self.do(_add_audit, self.programme_id, number, start_on)
        items = self.do(_add_items, audit_id, self.requirements)
        return Story(
            self.workspace, self.organization_id, audit_id, items, self.requirements, self.programme_id
        )

    def exclude(self, reference: str) -> None:
        """Pin a Statement of Applicability that leaves a control out."""
        self.do(_pin_soa, self, reference)

    def set_result(self, reference: str, result: Result) -> None:
        self.do(_set_result, self.items[reference], result)

    def missing(self, finding_id: str, to_state: FindingState | None = None) -> list[str]:
        return [str(one) for one in self.see(lifecycle.what_is_missing, finding_id, to_state)]

    def criteria(self, finding_id: str) -> tuple[CriterionView, ...]:
        return self.see(finding_detail, finding_id).criteria


def begin(workspace: Workspace) -> Story:
    with workspace.write(N_("Begin")) as uow:
        organization = Organization(name="Alder Hill Clinics")
        pack = Pack(key="test", version="2022", title="Requirements")
        programme = Programme(organization_id=organization.id, title="Programme 2026")
        uow.session.add_all([organization, pack, programme])
        requirements = {}
        for position, (reference, kind, title) in enumerate(REQUIREMENTS):
            row = Requirement(pack_id=pack.id, reference=reference, kind=kind, title=title, position=position)
            uow.session.add(row)
            requirements[reference] = row.id
        audit_id = _add_audit(uow, programme.id, "IA-2026-03", date(2026, 7, 6))
        items = _add_items(uow, audit_id, requirements)
    return Story(workspace, organization.id, audit_id, items, requirements, programme.id, pack.id)


def begin_planned(workspace: Workspace) -> Story:
    """The same audit with its scope, judged by the framework."""
    story = begin(workspace)
    story.do(give_scope, story.audit_id)
    story.do(audits.add_framework, story.audit_id, story.pack_id)
    return story


def give_scope(uow: UnitOfWork, audit_id: str) -> None:
    uow.session.add(AuditScope(audit_id=audit_id, version=1, text="All sites", decided_at=uow.now()))


def _add_audit(uow: UnitOfWork, programme_id: str, number: str, start_on: date) -> str:
    audit = Audit(programme_id=programme_id, number=number, title="Internal audit", start_on=start_on)
    uow.session.add(audit)
    return audit.id


def _add_items(uow: UnitOfWork, audit_id: str, requirements: dict[str, str]) -> dict[str, str]:
    items = {}
    for position, (reference, requirement_id) in enumerate(requirements.items()):
        row = ChecklistItem(
            audit_id=audit_id,
            requirement_id=requirement_id,
            code=reference,
            position=position,
            question="Show me.",
        )
        uow.session.add(row)
        items[reference] = row.id
    return items


def _add_person(uow: UnitOfWork, name: str, organization_id: str) -> str:
    person = Person(name=name, organization_id=organization_id)
    uow.session.add(person)
    return person.id


def _add_evidence(uow: UnitOfWork, audit_id: str, title: str) -> str:
    number = next_number(uow, audit_id, EVIDENCE)
    evidence = Evidence(audit_id=audit_id, number=number, title=title, obtained_at=uow.now())
    uow.session.add(evidence)
    return evidence.id


def _add_sample(uow: UnitOfWork, audit_id: str) -> str:
    number = next_number(uow, audit_id, SAMPLE)
    sample = Sample(audit_id=audit_id, number=number, population="Leavers", selected_at=uow.now())
    uow.session.add(sample)
    return sample.id


def _back_sample(uow: UnitOfWork, sample_id: str, evidence_id: str) -> None:
    uow.session.add(SampleEvidence(sample_id=sample_id, evidence_id=evidence_id))


def _pin_soa(uow: UnitOfWork, story: Story, reference: str) -> None:
    version = SoaVersion(organization_id=story.organization_id, pack_id=story.pack_id, number="4.1")
    excluded = story.requirements[reference]
    uow.session.add(version)
    uow.session.add(SoaEntry(soa_version_id=version.id, requirement_id=excluded, applicable=False))
    uow.session.get_one(Audit, story.audit_id).soa_version_id = version.id


def _set_result(uow: UnitOfWork, item_id: str, result: Result) -> None:
    uow.session.get_one(ChecklistItem, item_id).result = result


def finding_numbers(unit: ReadUnit, ids: list[str]) -> list[str]:
    return [unit.session.get_one(Finding, finding_id).number for finding_id in ids]
