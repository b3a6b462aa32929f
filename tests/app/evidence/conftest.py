"""An audit with two checklist items, a finding, and an interview under way."""

from dataclasses import dataclass

import pytest

from app.words import N_
from app.workspace.workspace import Workspace
from models.audit import Audit
from models.checklist import ChecklistItem
from models.finding import Finding
from models.framework import Pack, Requirement, RequirementKind
from models.organization import Person, Site
from models.programme import Programme
from models.session import AuditSession, NoteLine, ParticipantRole, SessionParticipant


@dataclass(frozen=True, slots=True)
class Story:
    """The ids of what the tests work with."""

    audit: str
    other_audit: str
    backups: str
    access: str
    finding: str
    session: str
    line: str
    manager: str
    auditor: str


@pytest.fixture
def story(workspace: Workspace, organization: str) -> Story:
    with workspace.write(N_("Set up")) as uow:
        programme = Programme(organization_id=organization, title="2026")
        audits = [
            Audit(programme_id=programme.id, number=number, title="Internal audit")
            for number in ("IA-2026-01", "IA-2026-02")
        ]
        pack = Pack(key="k", version="1", title="ISO/IEC 27001:2022")
        requirement = Requirement(
            pack_id=pack.id, reference="A.8.13", kind=RequirementKind.CONTROL, title="Backup", position=1
        )
        items = [
            ChecklistItem(
                audit_id=audits[0].id,
                requirement_id=requirement.id,
                code=code,
                position=n,
                question="Show me",
            )
            for n, code in enumerate(("A.8.13", "A.5.15"))
        ]
        finding = Finding(audit_id=audits[0].id, number="F-01", raised_at=uow.now())
        site = Site(organization_id=organization, name="Leeds", zone="Europe/London")
        people = [Person(name=name) for name in ("Čapek, Jana", "Auditor, Ada")]
        session = AuditSession(audit_id=audits[0].id, site_id=site.id, room="Server room")
        line = NoteLine(
            session_id=session.id, item_id=items[0].id, position=0, at=uow.now(), text="We test restores."
        )
        parts = [
            SessionParticipant(session_id=session.id, person_id=people[0].id),
            SessionParticipant(
                session_id=session.id, person_id=people[1].id, role=ParticipantRole.AUDITOR, position=1
            ),
        ]
        for row in (
            programme,
            *audits,
            pack,
            requirement,
            *items,
            finding,
            site,
            *people,
            session,
            line,
            *parts,
        ):
            uow.session.add(row)
    workspace.act_as(people[1].id)
    return Story(
        audit=audits[0].id,
        other_audit=audits[1].id,
        backups=items[0].id,
        access=items[1].id,
        finding=finding.id,
        session=session.id,
        line=line.id,
        manager=people[0].id,
        auditor=people[1].id,
    )
