"""What an audit learns beside its findings: risks, incidents, changes, obstacles (section 8)."""

import enum
from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class ContextKind(enum.Enum):
    """Which section of the report a context note goes to."""

    RISK = "risk"
    INCIDENT = "incident"
    CHANGE = "change"
    OBSTACLE = "obstacle"


class ContextNote(Row):
    """A risk identified, an incident or a change learnt of, or an obstacle to the audit."""

    __tablename__ = "context_note"

    audit_id: Mapped[str] = mapped_column(reference("audit.id"), index=True)
    kind: Mapped[ContextKind]
    at: Mapped[datetime]
    text: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
