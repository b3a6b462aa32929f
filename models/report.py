"""Revisions of an audit report. An issued one is frozen (R-39, R-40)."""

import enum
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class ReportState(enum.Enum):
    """Where a revision stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    ISSUED = "issued"
    SUPERSEDED = "superseded"


class ReportRevision(Row):
    """One revision: the frozen document as canonical JSON, its SHA-256, and the PDF as it was handed over."""

    __tablename__ = "report_revision"
    __table_args__ = (UniqueConstraint("audit_id", "revision"),)

    audit_id: Mapped[str] = mapped_column(reference("audit.id"))
    revision: Mapped[int]
    state: Mapped[ReportState] = mapped_column(default=ReportState.DRAFT)
    reason: Mapped[str] = mapped_column(default="")
    issued_at: Mapped[datetime | None]
    issued_by_id: Mapped[str | None] = mapped_column(reference("person.id"))
    approver_id: Mapped[str | None] = mapped_column(reference("person.id"))
    recipients: Mapped[tuple[str, ...]] = mapped_column(default=())
    document: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    pdf_object_id: Mapped[str | None] = mapped_column(reference("stored_object.id"))
    log_head: Mapped[str] = mapped_column(default="")
