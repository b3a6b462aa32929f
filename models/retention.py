"""What is removed and can come back, what may not be destroyed, and what was (R-5, section 6.4)."""

import enum
from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class SubjectKind(enum.Enum):
    """What a hold or a disposal is about."""

    EVIDENCE = "evidence"
    PERSON = "person"
    AUDIT = "audit"


class RetentionRule(enum.Enum):
    """Why something is to be destroyed on its day."""

    OWN_DATE = "own_date"
    EVIDENCE_YEARS = "evidence_years"
    PERSONAL_YEARS = "personal_years"
    TRASH = "trash"


class TrashedEvidence(Row):
    """A piece of evidence that was removed. Its id is that of the piece, `content` its rows as JSON."""

    __tablename__ = "trashed_evidence"

    audit_id: Mapped[str] = mapped_column(reference("audit.id"), index=True)
    number: Mapped[str]
    object_id: Mapped[str | None] = mapped_column(reference("stored_object.id"), index=True)
    removed_at: Mapped[datetime]
    removed_by_id: Mapped[str | None] = mapped_column(reference("person.id"))
    content: Mapped[str]


class LegalHold(Row):
    """While it is not lifted, neither the subject nor anything of it is destroyed."""

    __tablename__ = "legal_hold"

    kind: Mapped[SubjectKind]
    subject_id: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str]
    placed_at: Mapped[datetime]
    placed_by_id: Mapped[str | None] = mapped_column(reference("person.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[str | None] = mapped_column(reference("person.id"))
    lift_reason: Mapped[str] = mapped_column(default="")


class Disposal(Row):
    """That something was destroyed: who, when, why and by which rule; its number and hash are kept here too.

    `traces` lists, as JSON, the rows that its text stood in: a backup that comes to light later is cleaned
    by them. `sha256` and `size` are those of its bytes, empty where it had none; `bytes_gone` tells whether
    the bytes went with it, which they do not while another piece has the same.
    """

    __tablename__ = "disposal"

    kind: Mapped[SubjectKind]
    subject_id: Mapped[str] = mapped_column(index=True)
    audit_id: Mapped[str | None] = mapped_column(reference("audit.id"))
    number: Mapped[str]
    sha256: Mapped[str] = mapped_column(default="")
    size: Mapped[int | None]
    bytes_gone: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    by_id: Mapped[str | None] = mapped_column(reference("person.id"))
    rule: Mapped[RetentionRule]
    rule_years: Mapped[int | None]
    due_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    traces: Mapped[str]
