"""Who was met in which audit, and whose name the records cannot do without."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Select, select

from app.unit_of_work import ReadUnit
from models.activity import Device, LogEntry
from models.audit import Auditee, TeamAssignment, TeamRole
from models.evidence import Evidence, EvidenceRequest
from models.finding import Action, Finding, Response
from models.meeting import Attendance, Meeting
from models.session import AuditSession, Confirmation, NoteLine, SessionParticipant, Substitution

_MET_AS = (
    TeamRole.AUDIT_CLIENT,
    TeamRole.OBSERVER,
    TeamRole.GUIDE,
    TeamRole.INTERPRETER,
    TeamRole.AUDITEE_REPRESENTATIVE,
)


def audits_of_people(unit: ReadUnit) -> Mapping[str, frozenset[str]]:
    """The audits that each person had a part in, by the person's id."""
    found: dict[str, set[str]] = defaultdict(set)
    for query in _parts():
        for person_id, audit_id in unit.session.execute(query.distinct()).all():
            if person_id is not None:
                found[person_id].add(audit_id)
    return {person_id: frozenset(audits) for person_id, audits in found.items()}


def _parts() -> Iterable[Select[str | None, str]]:
    return (
        select(TeamAssignment.person_id, TeamAssignment.audit_id),
        select(Auditee.person_id, Auditee.audit_id),
        *(
            select(column, AuditSession.audit_id).join(AuditSession, AuditSession.id == session_id)
            for column, session_id in (
                (SessionParticipant.person_id, SessionParticipant.session_id),
                (Substitution.instead_of_id, Substitution.session_id),
                (Confirmation.person_id, Confirmation.session_id),
                (NoteLine.speaker_id, NoteLine.session_id),
            )
        ),
        select(Attendance.person_id, Meeting.audit_id).join(Meeting, Meeting.id == Attendance.meeting_id),
        select(Evidence.obtained_from_id, Evidence.audit_id),
        select(EvidenceRequest.person_id, EvidenceRequest.audit_id),
        select(Finding.owner_id, Finding.audit_id),
        select(Response.submitted_by_id, Finding.audit_id).join(Finding, Finding.id == Response.finding_id),
        select(Action.owner_id, Finding.audit_id)
        .join(Response, Response.id == Action.response_id)
        .join(Finding, Finding.id == Response.finding_id),
    )


def people_of_the_record(unit: ReadUnit) -> frozenset[str]:
    """Those who audited, approved or worked in this workspace: log and reports say who did what."""
    queries: tuple[Select[str | None], ...] = (
        select(TeamAssignment.person_id).where(TeamAssignment.role.not_in(_MET_AS)),
        select(LogEntry.actor_id).distinct(),
        select(Device.acting_person_id),
    )
    found = (person_id for query in queries for person_id in unit.session.scalars(query).all())
    return frozenset(person_id for person_id in found if person_id is not None)
