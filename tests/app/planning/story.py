"""An audit as it is planned from the bundled framework, and short ways to work in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.findings.findings import raise_finding
from app.findings.terms import FindingType
from app.library.packs import PackData, load_pack
from app.planning import audits, meetings, states, team
from app.planning.coverage import RequirementResult, coverage
from app.planning.meetings import MeetingKind
from app.planning.new_audit import NewAudit, plan_audit
from app.planning.overview import Overview, overview
from app.programme.organizations import add_organization
from app.programme.people import add_person
from app.sessions.results import Result, set_result
from app.unit_of_work import UnitOfWork
from app.words import N_
from app.workspace.workspace import Workspace
from models.audit import Audit, AuditState, TeamRole

_Answer = TypeVar("_Answer")
START, END = date(2026, 11, 23), date(2026, 11, 25)


@dataclass(slots=True)
class Story:
    """A workspace with an organisation and its lead auditor; `audit_id` is empty until one is planned."""

    workspace: Workspace
    pack: PackData
    organization_id: str
    lead_id: str
    audit_id: str = ""

    def do(self, act: Callable[..., _Answer], *args: object, **named: object) -> _Answer:
        with self.workspace.write(N_("Work on the audit")) as uow:
            return act(uow, *args, **named)

    def see(self, read: Callable[..., _Answer], *args: object, **named: object) -> _Answer:
        with self.workspace.read() as unit:
            return read(unit, *args, **named)

    def plan(self, title: str = "Internal audit", **values: object) -> str:
        given: dict[str, object] = {
            "start_on": START,
            "end_on": END,
            "lead_auditor_id": self.lead_id,
            "organization_id": self.organization_id,
        }
        new = NewAudit(title=title, **{**given, **values})  # type: ignore[arg-type]
        self.audit_id = self.do(plan_audit, self.pack, new)
        return self.audit_id

    def audit(self, audit_id: str = "") -> Audit:
        return self.see(lambda unit: unit.session.get_one(Audit, audit_id or self.audit_id))

    def overview(self) -> Overview:
        return self.see(overview, self.audit_id)

    def requirements(self, audit_id: str = "") -> dict[str, RequirementResult]:
        return {row.reference: row for row in self.see(coverage, audit_id or self.audit_id)}

    def item(self, reference: str) -> str:
        return self.requirements()[reference].items[0].id

    def conclude(self, reference: str, result: Result, reason: str | None = None) -> None:
        self.do(set_result, self.item(reference), result, reason=reason)

    def candidate(self, reference: str) -> str:
        """Raise a nonconformity on an item; its id."""
        item_id, kind = self.item(reference), FindingType.NONCONFORMITY
        return self.do(raise_finding, self.audit_id, type=kind, item_id=item_id).id

    def examine_everything(self) -> None:
        with self.workspace.write(N_("Set results")) as uow:
            for requirement in self.see(coverage, self.audit_id):
                for item in requirement.items:
                    set_result(uow, item.id, Result.CONFORMING)

    def hold(self, kind: MeetingKind) -> None:
        meeting_id = self.do(meetings.add_meeting, self.audit_id, kind)
        self.do(meetings.hold_meeting, meeting_id, (self.lead_id,))

    def initiate(self) -> None:
        """All that the first step asks for, and the step."""
        self.do(audits.edit_audit, self.audit_id, objectives="Conformity and effectiveness of the ISMS")
        self.do(audits.edit_scope, self.audit_id, text="The records service in Leeds")
        self.declare("Holds no ISMS role. Works in finance.")
        self.do(states.advance, self.audit_id)

    def declare(self, statement: str) -> None:
        assignment = self.do(team.assign, self.audit_id, self.lead_id, TeamRole.LEAD_AUDITOR)
        self.do(team.declare_independence, assignment, statement)

    def prepare(self) -> None:
        day = date(2026, 11, 2)
        self.do(audits.edit_audit, self.audit_id, plan_sent_on=day, plan_accepted_on=day)
        self.do(states.advance, self.audit_id)

    def open(self) -> None:
        """From the plan to the first day of fieldwork."""
        self.initiate()
        self.prepare()
        self.hold(MeetingKind.OPENING)
        self.do(states.advance, self.audit_id)

    def enter(self, state: AuditState) -> None:
        """Put the audit into a state without what leads to it."""
        self.do(_enter, self.audit_id, state)


def _enter(uow: UnitOfWork, audit_id: str, state: AuditState) -> None:
    uow.session.get_one(Audit, audit_id).state = state


def begin(workspace: Workspace) -> Story:
    with workspace.write(N_("Begin")) as uow:
        organization_id = add_organization(uow, "Northwind Clinics")
        lead_id = add_person(uow, "Lena Ferreira", role="Lead auditor")
    workspace.act_as(lead_id)
    return Story(workspace, load_pack(), organization_id, lead_id)
