"""Findings: evaluation of evidence against criteria, its grade, and the auditee's answer (section 7)."""

import enum
from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference
from models.framework import RequirementKind


class FindingType(enum.Enum):
    """What a finding is (section 7.2)."""

    NONCONFORMITY = "nonconformity"
    OFI = "ofi"
    OBSERVATION = "observation"
    STRENGTH = "strength"


class Grade(enum.Enum):
    """Severity class of a nonconformity."""

    MAJOR = "major"
    MINOR = "minor"


class FindingState(enum.Enum):
    """Where a finding stands (section 7.7). A candidate is a draft that a result made."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CONFIRMED = "confirmed"
    ISSUED = "issued"
    RESPONSE_SUBMITTED = "response_submitted"
    PLAN_ACCEPTED = "plan_accepted"
    IMPLEMENTED = "implemented"
    IMPLEMENTATION_VERIFIED = "implementation_verified"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    ACCEPTED = "accepted"
    DONE = "done"
    DECLINED = "declined"
    NOTED = "noted"


class AuditeePosition(enum.Enum):
    """What the auditee says to a finding (section 7.4)."""

    NOT_ASKED = "not_asked"
    AGREED = "agreed"
    AGREED_WITH_COMMENT = "agreed_with_comment"
    DISPUTED = "disputed"
    NO_COMMENT = "no_comment"


class Finding(Row):
    """A finding of one audit. Its number is never used again, even when it is withdrawn (R-1)."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("audit_id", "number"),
        Index(None, "audit_id", "type", "grade", "state"),
    )

    audit_id: Mapped[str] = mapped_column(reference("audit.id"))
    number: Mapped[str]
    type: Mapped[FindingType] = mapped_column(default=FindingType.NONCONFORMITY)
    state: Mapped[FindingState] = mapped_column(default=FindingState.DRAFT)
    title: Mapped[str] = mapped_column(default="")
    item_id: Mapped[str | None] = mapped_column(reference("checklist_item.id"), index=True)
    session_id: Mapped[str | None] = mapped_column(reference("audit_session.id"))
    raised_at: Mapped[datetime]
    raised_by_id: Mapped[str | None] = mapped_column(reference("person.id"))

    requirement_text: Mapped[str] = mapped_column(default="")
    evidence_text: Mapped[str] = mapped_column(default="")
    statement: Mapped[str] = mapped_column(default="")
    extent: Mapped[str] = mapped_column(default="")
    risk: Mapped[str] = mapped_column(default="")
    recommendation: Mapped[str] = mapped_column(default="")
    expected_benefit: Mapped[str] = mapped_column(default="")
    corrected_during_audit: Mapped[str] = mapped_column(default="")

    grade: Mapped[Grade | None]
    proposed_grade: Mapped[Grade | None]
    grade_reason: Mapped[str] = mapped_column(default="")

    position: Mapped[AuditeePosition] = mapped_column(default=AuditeePosition.NOT_ASKED)
    position_text: Mapped[str] = mapped_column(default="")
    position_at: Mapped[datetime | None]
    position_by_id: Mapped[str | None] = mapped_column(reference("person.id"))

    owner_id: Mapped[str | None] = mapped_column(reference("person.id"))
    correction_due_on: Mapped[date | None]
    response_due_on: Mapped[date | None]
    effectiveness_due_on: Mapped[date | None]
    response_round: Mapped[int] = mapped_column(default=1)
    repeat_of_id: Mapped[str | None] = mapped_column(reference("finding.id"), index=True)
    merged_into_id: Mapped[str | None] = mapped_column(reference("finding.id"), index=True)
    state_reason: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]


class FindingCriterion(Row):
    """A requirement that a finding is judged by: one primary, any number beside it (R-31)."""

    __tablename__ = "finding_criterion"

    finding_id: Mapped[str] = mapped_column(reference("finding.id"), index=True)
    kind: Mapped[RequirementKind]
    requirement_id: Mapped[str | None] = mapped_column(reference("requirement.id"), index=True)
    reference: Mapped[str]
    version: Mapped[str] = mapped_column(default="")
    is_primary: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class GradingAnswer(Row):
    """The answer to one of the six questions, with its short reason (section 7.3)."""

    __tablename__ = "grading_answer"
    __table_args__ = (UniqueConstraint("finding_id", "question"),)

    finding_id: Mapped[str] = mapped_column(reference("finding.id"))
    question: Mapped[int]
    answer: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")


class FindingSample(Row):
    """A sample that a finding rests on."""

    __tablename__ = "finding_sample"
    __table_args__ = (UniqueConstraint("finding_id", "sample_id"),)

    finding_id: Mapped[str] = mapped_column(reference("finding.id"))
    sample_id: Mapped[str] = mapped_column(reference("sample.id"))


class CauseMethod(enum.Enum):
    """How the cause was found (section 7.6)."""

    FREE = "free"
    FIVE_WHYS = "five_whys"
    ISHIKAWA = "ishikawa"
    FAULT_TREE = "fault_tree"
    CHANGE_ANALYSIS = "change_analysis"


class Response(Row):
    """The auditee's answer to a finding, one per round (section 7.6).

    `risk_update_needed`: whether risk assessment or SoA change with it, None while nobody has said (R-36).
    """

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("finding_id", "round"),)

    finding_id: Mapped[str] = mapped_column(reference("finding.id"))
    round: Mapped[int] = mapped_column(default=1)
    correction: Mapped[str] = mapped_column(default="")
    no_correction_reason: Mapped[str] = mapped_column(default="")
    extent: Mapped[str] = mapped_column(default="")
    cause: Mapped[str] = mapped_column(default="")
    cause_method: Mapped[CauseMethod] = mapped_column(default=CauseMethod.FREE)
    effectiveness_measure: Mapped[str] = mapped_column(default="")
    comment: Mapped[str] = mapped_column(default="", server_default="")
    risk_update_needed: Mapped[bool | None]
    risk_update_note: Mapped[str | None]
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[str | None] = mapped_column(reference("person.id"))
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[str | None] = mapped_column(reference("person.id"))
    rejections: Mapped[int] = mapped_column(default=0)
    rejection_reason: Mapped[str] = mapped_column(default="")


class Action(Row):
    """A corrective action of a response, with owner and due date."""

    __tablename__ = "action"

    response_id: Mapped[str] = mapped_column(reference("response.id"), index=True)
    position: Mapped[int]
    what: Mapped[str]
    owner_id: Mapped[str | None] = mapped_column(reference("person.id"))
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    cancelled_reason: Mapped[str] = mapped_column(default="")


class VerificationKind(enum.Enum):
    """What was verified: that it was done, or that it worked."""

    IMPLEMENTATION = "implementation"
    EFFECTIVENESS = "effectiveness"


class VerificationResult(enum.Enum):
    """What the verification showed."""

    EFFECTIVE = "effective"
    PARTLY = "partly"
    NOT_EFFECTIVE = "not_effective"


class Verification(Row):
    """A confirmation by evidence, by somebody who may, with a second one where that is asked (R-9, R-11)."""

    __tablename__ = "verification"

    finding_id: Mapped[str] = mapped_column(reference("finding.id"), index=True)
    kind: Mapped[VerificationKind]
    result: Mapped[VerificationResult]
    verifier_id: Mapped[str | None] = mapped_column(reference("person.id"))
    second_verifier_id: Mapped[str | None] = mapped_column(reference("person.id"))
    at: Mapped[datetime]
    evidence_id: Mapped[str | None] = mapped_column(reference("evidence.id"))
    note: Mapped[str] = mapped_column(default="")
