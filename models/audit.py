"""One audit: what it is for, what it covers, what it is judged by, and who takes part."""

import enum
from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class AuditType(enum.Enum):
    """Kinds of audit over the certification cycle (section 3.1)."""

    INTERNAL_FULL = "internal_full"
    INTERNAL_PARTIAL = "internal_partial"
    FOLLOW_UP = "follow_up"
    STAGE_1 = "stage1"
    STAGE_2 = "stage2"
    SURVEILLANCE = "surveillance"
    RECERTIFICATION = "recertification"
    SPECIAL = "special"
    SUPPLIER = "supplier"


class AuditState(enum.Enum):
    """Where an audit stands (section 3.3)."""

    PLANNED = "planned"
    INITIATED = "initiated"
    PREPARED = "prepared"
    IN_PROGRESS = "in_progress"
    FIELDWORK = "fieldwork"
    FIELDWORK_COMPLETE = "fieldwork_complete"
    REPORTED = "reported"
    COMPLETED = "completed"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class AuditMode(enum.Enum):
    """Where the work is done (section 6.2)."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    HYBRID = "hybrid"


class TeamRole(enum.Enum):
    """Parts that people play in an audit (section 4)."""

    AUDIT_CLIENT = "audit_client"
    PROGRAMME_MANAGER = "programme_manager"
    LEAD_AUDITOR = "lead_auditor"
    AUDITOR = "auditor"
    AUDITOR_IN_TRAINING = "auditor_in_training"
    TECHNICAL_EXPERT = "technical_expert"
    OBSERVER = "observer"
    GUIDE = "guide"
    INTERPRETER = "interpreter"
    AUDITEE_REPRESENTATIVE = "auditee_representative"
    REPORT_APPROVER = "report_approver"


class Verdict(enum.Enum):
    """The answer to one of the questions that a conclusion must answer (R-8)."""

    NOT_CONCLUDED = "not_concluded"
    YES = "yes"
    EXCEPT = "except"
    NO = "no"


class Audit(Row):
    """An audit of the programme, with what the report says of it as a whole."""

    __tablename__ = "audit"

    programme_id: Mapped[str] = mapped_column(reference("programme.id"), index=True)
    number: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    type: Mapped[AuditType] = mapped_column(default=AuditType.INTERNAL_FULL)
    state: Mapped[AuditState] = mapped_column(default=AuditState.PLANNED)
    mode: Mapped[AuditMode] = mapped_column(default=AuditMode.ON_SITE)
    is_integrated: Mapped[bool] = mapped_column(default=False)
    is_joint: Mapped[bool] = mapped_column(default=False)
    start_on: Mapped[date | None]
    end_on: Mapped[date | None]
    closing_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    objectives: Mapped[str] = mapped_column(default="")
    classification: Mapped[str] = mapped_column(default="Confidential")
    report_language: Mapped[str] = mapped_column(default="en")
    soa_version_id: Mapped[str | None] = mapped_column(reference("soa_version.id"))
    copied_from_id: Mapped[str | None] = mapped_column(reference("audit.id"))
    state_reason: Mapped[str] = mapped_column(default="")

    resources: Mapped[str] = mapped_column(default="")
    logistics: Mapped[str] = mapped_column(default="")
    confidentiality: Mapped[str] = mapped_column(default="")
    contingency: Mapped[str] = mapped_column(default="")
    sampling_approach: Mapped[str] = mapped_column(default="")
    plan_sent_on: Mapped[date | None]
    plan_accepted_on: Mapped[date | None]
    plan_objection: Mapped[str] = mapped_column(default="")

    summary: Mapped[str] = mapped_column(default="")
    weaknesses: Mapped[tuple[str, ...]] = mapped_column(default=())
    conformity: Mapped[Verdict] = mapped_column(default=Verdict.NOT_CONCLUDED)
    conformity_conclusion: Mapped[str] = mapped_column(default="")
    effectiveness: Mapped[Verdict] = mapped_column(default=Verdict.NOT_CONCLUDED)
    effectiveness_except: Mapped[str] = mapped_column(default="")
    effectiveness_conclusion: Mapped[str] = mapped_column(default="")
    internal_audit_view: Mapped[str] = mapped_column(default="")
    management_review_view: Mapped[str] = mapped_column(default="")
    risk_treatment_view: Mapped[str] = mapped_column(default="")
    scope_appropriate: Mapped[Verdict] = mapped_column(default=Verdict.NOT_CONCLUDED)
    scope_view: Mapped[str] = mapped_column(default="")
    objectives_met: Mapped[Verdict] = mapped_column(default=Verdict.NOT_CONCLUDED)
    objectives_view: Mapped[str] = mapped_column(default="")
    implications: Mapped[str] = mapped_column(default="")
    lines_of_enquiry: Mapped[tuple[str, ...]] = mapped_column(default=())
    report_recipients: Mapped[tuple[str, ...]] = mapped_column(default=())


class AuditScope(Row):
    """The extent of an audit; a change makes a new version with its reason (R-15)."""

    __tablename__ = "audit_scope"
    __table_args__ = (UniqueConstraint("audit_id", "version"),)

    audit_id: Mapped[str] = mapped_column(reference("audit.id"))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(default="")
    units: Mapped[str] = mapped_column(default="")
    processes: Mapped[str] = mapped_column(default="")
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime]


class ScopeSite(Row):
    """A site inside a version of the scope."""

    __tablename__ = "scope_site"
    __table_args__ = (UniqueConstraint("scope_id", "site_id"),)

    scope_id: Mapped[str] = mapped_column(reference("audit_scope.id"))
    site_id: Mapped[str] = mapped_column(reference("site.id"))


class CriterionKind(enum.Enum):
    """What evidence is compared with."""

    FRAMEWORK = "framework"
    ORGANIZATIONAL = "org_requirement"
    LEGAL = "legal"
    CONTRACTUAL = "contractual"


class Criterion(Row):
    """Requirements that the audit is judged by, with their version; a framework is pinned by its pack."""

    __tablename__ = "criterion"

    audit_id: Mapped[str] = mapped_column(reference("audit.id"), index=True)
    kind: Mapped[CriterionKind]
    title: Mapped[str]
    version: Mapped[str] = mapped_column(default="")
    pack_id: Mapped[str | None] = mapped_column(reference("pack.id"))
    position: Mapped[int] = mapped_column(default=0)


class TeamAssignment(Row):
    """A person's part in an audit, with the declaration of independence (R-9, R-10)."""

    __tablename__ = "team_assignment"
    __table_args__ = (UniqueConstraint("audit_id", "person_id", "role"),)

    audit_id: Mapped[str] = mapped_column(reference("audit.id"))
    person_id: Mapped[str] = mapped_column(reference("person.id"))
    role: Mapped[TeamRole]
    independence_statement: Mapped[str] = mapped_column(default="")
    declared_on: Mapped[date | None]
    tie: Mapped[str] = mapped_column(default="")
    safeguard: Mapped[str] = mapped_column(default="")


class Auditee(Row):
    """A unit or person being audited."""

    __tablename__ = "auditee"

    audit_id: Mapped[str] = mapped_column(reference("audit.id"), index=True)
    unit: Mapped[str] = mapped_column(default="")
    person_id: Mapped[str | None] = mapped_column(reference("person.id"))


class PlanDeviation(Row):
    """A change of plan during the audit; printed in the report (R-15)."""

    __tablename__ = "plan_deviation"

    audit_id: Mapped[str] = mapped_column(reference("audit.id"), index=True)
    at: Mapped[datetime]
    what: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
