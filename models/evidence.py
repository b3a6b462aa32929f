"""Evidence with the circumstances of its taking, its chain of custody, and where it is used (section 6.4)."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class EvidenceKind(enum.Enum):
    """What a piece of evidence is."""

    DOCUMENT = "document"
    RECORD = "record"
    INTERVIEW_NOTE = "interview_note"
    OBSERVATION_NOTE = "observation_note"
    TECHNICAL_OUTPUT = "technical_output"
    PHOTO = "photo"
    SCREENSHOT = "screenshot"
    AUDIO = "audio"
    VIDEO = "video"
    PHYSICAL_ITEM = "physical_item"
    REQUESTED_NOT_PRODUCED = "requested_not_produced"
    REFERENCE_ONLY = "reference_only"


class EvidenceWeight(enum.Enum):
    """How the auditor came by it, from the most to the least reliable (R-21)."""

    SEEN_BY_AUDITOR = "seen_by_auditor"
    SYSTEM_EXTRACT = "system_extract"
    SUPPLIED = "supplied"
    STATED = "stated"


class CustodyAction(enum.Enum):
    """What happened to a piece of evidence (R-23)."""

    TAKEN = "taken"
    VIEWED_OUTSIDE = "viewed_outside"
    EXPORTED = "exported"
    HANDED_OVER = "handed_over"
    DERIVED = "derived"
    VERIFIED = "verified"
    REMOVED = "removed"
    RESTORED = "restored"
    DESTROYED = "destroyed"


class DerivedHow(enum.Enum):
    """How a copy that is evidence of its own differs from what it was made from (R-23)."""

    REDACTED = "redacted"
    MARKED_UP = "marked_up"


class StoredObject(Row):
    """An encrypted file. Its key is kept here and nowhere else: erasing the key destroys the file."""

    __tablename__ = "stored_object"

    file_name: Mapped[str] = mapped_column(unique=True)
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    key: Mapped[bytes | None] = mapped_column(info={"secret": True})


class Evidence(Row):
    """One piece of evidence. The same bytes may back two pieces when the circumstances differ (R-24).

    A copy made from another piece says from which, how, and with which marks (JSON; see
    `app.evidence.marking`). `camera_time` is what the camera wrote, `has_location` whether it wrote a place
    too; both are None for what is no photo, and where nobody looked.
    """

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("audit_id", "number"),)

    audit_id: Mapped[str] = mapped_column(reference("audit.id"))
    number: Mapped[str]
    title: Mapped[str]
    kind: Mapped[EvidenceKind] = mapped_column(default=EvidenceKind.DOCUMENT)
    weight: Mapped[EvidenceWeight] = mapped_column(default=EvidenceWeight.SUPPLIED)
    object_id: Mapped[str | None] = mapped_column(reference("stored_object.id"), index=True)
    original_name: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(default="")
    obtained_at: Mapped[datetime]
    obtained_by_id: Mapped[str | None] = mapped_column(reference("person.id"))
    obtained_from_id: Mapped[str | None] = mapped_column(reference("person.id"))
    obtained_how: Mapped[str] = mapped_column(default="")
    obtained_where: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    session_id: Mapped[str | None] = mapped_column(reference("audit_session.id"))
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    classification: Mapped[str] = mapped_column(default="")
    has_personal_data: Mapped[bool] = mapped_column(default=False)
    derived_from_id: Mapped[str | None] = mapped_column(reference("evidence.id"))
    derived_how: Mapped[DerivedHow | None]
    derived_marks: Mapped[str] = mapped_column(default="", server_default="")
    camera_time: Mapped[datetime | None]
    has_location: Mapped[bool | None]
    notes: Mapped[str] = mapped_column(default="")
    destroy_on: Mapped[date | None] = mapped_column(index=True)
    destroyed_at: Mapped[datetime | None]


class EvidenceLink(Row):
    """Where a piece of evidence is used: an item, a finding, or the line of notes it came with."""

    __tablename__ = "evidence_link"
    __table_args__ = (
        CheckConstraint(
            "(item_id IS NOT NULL) + (finding_id IS NOT NULL) + (note_line_id IS NOT NULL) = 1",
            name="one_target",
        ),
        UniqueConstraint("evidence_id", "item_id", "finding_id", "note_line_id"),
    )

    evidence_id: Mapped[str] = mapped_column(reference("evidence.id"))
    item_id: Mapped[str | None] = mapped_column(reference("checklist_item.id"), index=True)
    finding_id: Mapped[str | None] = mapped_column(reference("finding.id"), index=True)
    note_line_id: Mapped[str | None] = mapped_column(reference("note_line.id"), index=True)


class CustodyEntry(Row):
    """An event in the life of a piece of evidence; only added, never changed."""

    __tablename__ = "custody_entry"

    evidence_id: Mapped[str] = mapped_column(reference("evidence.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[str | None] = mapped_column(reference("person.id"))
    action: Mapped[CustodyAction]
    detail: Mapped[str] = mapped_column(default="")


class EvidenceRequest(Row):
    """Something promised and awaited: "owes me"."""

    __tablename__ = "evidence_request"
    __table_args__ = (UniqueConstraint("audit_id", "number"),)

    audit_id: Mapped[str] = mapped_column(reference("audit.id"))
    number: Mapped[str]
    what: Mapped[str]
    person_id: Mapped[str | None] = mapped_column(reference("person.id"))
    session_id: Mapped[str | None] = mapped_column(reference("audit_session.id"))
    item_id: Mapped[str | None] = mapped_column(reference("checklist_item.id"), index=True)
    note_line_id: Mapped[str | None] = mapped_column(reference("note_line.id"))
    requested_at: Mapped[datetime]
    due_on: Mapped[date | None]
    received_at: Mapped[datetime | None]
    evidence_id: Mapped[str | None] = mapped_column(reference("evidence.id"))
    answer: Mapped[str] = mapped_column(default="")
