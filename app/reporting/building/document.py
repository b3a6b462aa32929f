"""Draws a report's document up from an audit, in one read (R-41). What is not decided yet is said so."""

from sqlalchemy import select

from app import activity_log
from app.planning import reads
from app.planning.coverage import coverage
from app.planning.reads import AuditDetail, CriterionRow, TeamRow
from app.programme.grade_labels import grade_labels
from app.programme.organizations import organizations, sites
from app.programme.people import people
from app.reporting.building import findings
from app.reporting.building.cards import cards as finding_cards
from app.reporting.building.naming import Naming, naming
from app.reporting.building.registers import Registers
from app.reporting.building.sessions import planned_session, reviews, session_title, tests
from app.reporting.document import ReportDocument
from app.reporting.finding_card import FindingCard
from app.reporting.labels import ROLES, label
from app.reporting.parts import (
    Attendee,
    AuditDetails,
    Changes,
    Conclusion,
    Cover,
    CriteriaSource,
    FollowUpPlan,
    Independence,
    Meeting,
    Member,
    Methodology,
    Noted,
    Opinion,
    Reasoned,
    Recipient,
    RemotePart,
    Revision,
    Signature,
    Site,
    Statements,
    Summary,
)
from app.sessions.read_back import confirmed_sessions
from app.sessions.reads import SessionView, session_rows, session_view
from app.unit_of_work import ReadUnit
from app.version import VERSION
from app.words import N_, Words
from models.audit import AuditMode, CriterionKind, TeamRole
from models.context import ContextKind
from models.framework import Pack
from models.session import ParticipantRole

_STANDARDS = ("ISO 19011:2026",)
_TEAM = frozenset(TeamRole) - {
    TeamRole.AUDIT_CLIENT,
    TeamRole.AUDITEE_REPRESENTATIVE,
    TeamRole.REPORT_APPROVER,
}


def build_document(unit: ReadUnit, audit_id: str, device_id: str, revision: Revision) -> ReportDocument:
    """The document of an audit as it stands now; `device_id` tells whose log head is printed."""
    audit = reads.audit_detail(unit, audit_id)
    own = grade_labels(unit, audit_id)
    words = Words(audit.fields["report_language"], own=own.by_code())
    calling = naming(unit, audit, words)
    sessions = tuple(calling.session(session_view(unit, row.id)) for row in session_rows(unit, audit_id))
    organization = next(row for row in organizations(unit) if row.id == audit.organization_id)
    cards = finding_cards(unit, audit_id)
    requirements = coverage(unit, audit_id)
    registers = Registers(unit, audit, sessions, requirements, cards, calling)
    confirmed = confirmed_sessions(unit, audit_id)
    return ReportDocument(
        cover=Cover(
            title=audit.title,
            number=audit.number,
            audit_type=audit.type.value,
            organisation=organization.name,
            address=organization.address,
            representative=organization.representative,
            starts=audit.start_on,
            ends=audit.end_on,
            lead_auditor=audit.lead_auditor.name if audit.lead_auditor else "",
            classification=audit.fields["classification"],
        ),
        revision=revision,
        summary=_summary(unit, audit, words),
        details=_details(unit, audit, sessions, organization.name, words),
        methodology=_methodology(audit, sessions, registers, words),
        findings=cards,
        weaknesses=audit.weaknesses,
        risks=_noted(audit, ContextKind.RISK),
        incidents=_noted(audit, ContextKind.INCIDENT),
        follow_up=findings.follow_up(unit, audit_id),
        changes=Changes(isms=_noted(audit, ContextKind.CHANGE)),
        conclusion=_conclusion(audit, cards, words),
        opinions=_opinions(audit),
        plan_of_actions=FollowUpPlan(next_audits=_lines(audit.fields["implications"])),
        statements=_statements(unit, audit),
        signatures=_signatures(audit, organization.representative),
        evidence=registers.evidence(words),
        requirements=registers.requirements(),
        checklist=registers.checklist(),
        meetings=_meetings(unit, audit, calling),
        sessions=tuple(planned_session(row, confirmed=row.id in confirmed) for row in sessions),
        drawn_up=unit.now(),
        language=words.language,
        labels=own,
        log_head=activity_log.head(unit.session, device_id)[1],
        program_version=VERSION,
    )


def _summary(unit: ReadUnit, audit: AuditDetail, words: Words) -> Summary:
    lead = audit.lead_auditor
    team = [f"{row.name} ({_role(row, lead, words)})" for row in audit.team if row.role in _TEAM]
    return Summary(
        narrative=audit.fields["summary"],
        objectives=audit.fields["objectives"],
        scope=audit.scope.text,
        criteria="; ".join(_criterion_text(row) for row in audit.criteria),
        team=", ".join(team),
        readiness=findings.readiness_of(unit, audit.id),
    )


def _role(row: TeamRow, lead: TeamRow | None, words: Words) -> str:
    return label(words, ROLES, (lead.role if lead and row.id == lead.id else row.role).value)


def _criterion_text(row: CriterionRow) -> str:
    is_pack = row.kind is CriterionKind.FRAMEWORK
    return row.title if is_pack else f"{row.title} {row.version}".strip()


def _details(
    unit: ReadUnit, audit: AuditDetail, sessions: tuple[SessionView, ...], auditee: str, words: Words
) -> AuditDetails:
    scope = audit.scope
    chosen = [row for row in sites(unit, audit.organization_id) if row.id in scope.site_ids]
    clients = [row.name for row in audit.team if row.role is TeamRole.AUDIT_CLIENT]
    return AuditDetails(
        client=", ".join(clients),
        auditee=auditee,
        units=_lines(scope.units),
        processes=_lines(scope.processes),
        sites=tuple(
            Site(row.name, "virtual" if row.is_virtual else "physical", row.address) for row in chosen
        ),
        period_from=scope.period_start,
        period_to=scope.period_end,
        criteria=tuple(
            CriteriaSource(
                row.title,
                "" if row.kind is CriterionKind.FRAMEWORK else row.version,
                "" if row.kind is CriterionKind.FRAMEWORK else row.kind.value,
            )
            for row in audit.criteria
        ),
        soa_version=audit.soa_number,
        team=tuple(_member(row) for row in audit.team if row.role in _TEAM),
        participants=_participants(sessions),
        combination="integrated" if audit.is_integrated else "joint" if audit.is_joint else "",
        arrangement=audit.mode.value,
        remote_extent=_remote_extent(sessions, words),
    )


def _member(row: TeamRow) -> Member:
    return Member(row.name, row.role.value, row.person_role, row.independence_statement)


def _participants(sessions: tuple[SessionView, ...]) -> tuple[Member, ...]:
    met: dict[str, Member] = {}
    for session in sessions:
        for person, role in session.participants:
            if role is not ParticipantRole.AUDITOR and session.started_at is not None:
                met.setdefault(person.id, Member(person.name, role.value, person.role, person.department))
    return tuple(met.values())


def _remote_extent(sessions: tuple[SessionView, ...], words: Words) -> str:
    held = [session for session in sessions if session.started_at is not None]
    remote = [session for session in held if session.mode is not AuditMode.ON_SITE]
    if not held:
        return words.text(N_("No session was held yet."))
    if not remote:
        return words.text(N_("All {count} sessions were held on site."), count=len(held))
    text = N_("{remote} of {count} sessions were held wholly or partly by remote means.")
    return words.text(text, remote=len(remote), count=len(held))


def _methodology(
    audit: AuditDetail,
    sessions: tuple[SessionView, ...],
    registers: Registers,
    words: Words,
) -> Methodology:
    return Methodology(
        standards=_STANDARDS,
        methods=registers.methods(),
        areas=_lines(audit.scope.processes) or _lines(audit.scope.units),
        sampling=audit.fields["sampling_approach"],
        samples=registers.samples(words),
        lines_of_enquiry=audit.lines_of_enquiry,
        deviations=tuple(
            Reasoned(words.text(row.what), row.reason, on=row.at.date()) for row in audit.deviations
        ),
        obstacles=tuple(
            Reasoned(row.text, row.detail, on=row.at.date())
            for row in audit.context
            if row.kind is ContextKind.OBSTACLE
        ),
        limitations=registers.limitations(),
        not_produced=registers.not_produced(),
        independence=tuple(
            Independence(row.name, row.role.value, row.declared_on, row.tie, row.safeguard)
            for row in audit.team
            if row.role in _TEAM
        ),
        remote=tuple(
            RemotePart(session_title(row), "remote_live", row.remote_tool, row.fields["interruptions"])
            for row in sessions
            if row.mode is not AuditMode.ON_SITE and row.started_at is not None
        ),
        reviews=reviews(sessions),
        tests=tests(sessions),
    )


def _noted(audit: AuditDetail, kind: ContextKind) -> tuple[Noted, ...]:
    return tuple(Noted(row.text, row.detail, row.at.date()) for row in audit.context if row.kind is kind)


def _conclusion(audit: AuditDetail, cards: tuple[FindingCard, ...], words: Words) -> Conclusion:
    fields, verdicts = audit.fields, audit.verdicts
    frameworks = [row.title for row in audit.criteria if row.kind is CriterionKind.FRAMEWORK]
    own = any(row.kind is CriterionKind.ORGANIZATIONAL for row in audit.criteria)
    criteria = [*frameworks, words.text(N_("the organisation's own requirements"))] if own else frameworks
    return Conclusion(
        conformity=verdicts["conformity"].value,
        conformity_text=fields["conformity_conclusion"],
        criteria=words.text(N_("{first} and {second}"), first=", ".join(criteria[:-1]), second=criteria[-1])
        if len(criteria) > 1
        else "".join(criteria),
        effectiveness=verdicts["effectiveness"].value,
        effectiveness_text=fields["effectiveness_conclusion"],
        effectiveness_except=fields["effectiveness_except"],
        internal_audit=fields["internal_audit_view"],
        management_review=fields["management_review_view"],
        risk_treatment=fields["risk_treatment_view"],
        scope_appropriate=verdicts["scope_appropriate"].value,
        scope_text=fields["scope_view"],
        objectives_met=verdicts["objectives_met"].value,
        objectives_text=fields["objectives_view"],
        recommendations=findings.recommendations(cards),
    )


def _opinions(audit: AuditDetail) -> tuple[Opinion, ...]:
    objection = audit.fields["plan_objection"]
    return (Opinion("", objection),) if objection.strip() else ()


def _statements(unit: ReadUnit, audit: AuditDetail) -> Statements:
    packs = [row.pack_id for row in audit.criteria if row.pack_id]
    found = unit.session.scalars(select(Pack.attribution).where(Pack.id.in_(packs)))
    return Statements(
        distribution=tuple(Recipient(line) for line in audit.report_recipients),
        attributions=tuple(found),
    )


def _signatures(audit: AuditDetail, representative: str) -> tuple[Signature, ...]:
    approver = next((row for row in audit.team if row.role is TeamRole.REPORT_APPROVER), None)
    lead = audit.lead_auditor
    return (
        Signature("lead_auditor", lead.name if lead else "", lead.person_role if lead else ""),
        Signature("approver", approver.name if approver else "", approver.person_role if approver else ""),
        Signature("receipt", representative),
    )


def _meetings(unit: ReadUnit, audit: AuditDetail, calling: Naming) -> tuple[Meeting, ...]:
    known = {row.id: Attendee(row.name, row.role) for row in map(calling.person, people(unit))}
    return tuple(
        Meeting(
            row.kind.value,
            row.held_at or row.planned_start,
            row.place,
            tuple(known[person_id] for person_id in row.attendee_ids),
            row.minutes,
        )
        for row in audit.meetings
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
