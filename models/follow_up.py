"""Follow-up of findings: due dates put off, causes in steps, and what a later audit looks at again (7.6)."""

import enum
from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference
from models.finding import CauseMethod


class DateOf(enum.Enum):
    """Whose due date it is."""

    CORRECTION = "correction"
    RESPONSE = "response"
    ACTION = "action"
    EFFECTIVENESS = "effectiveness"


class DueExtension(Row):
    """A due date that was put off: the old one stays on record with who agreed and why (R-37).

    `round` is that of the response; another round has due dates of its own.
    """

    __tablename__ = "due_extension"

    finding_id: Mapped[str] = mapped_column(reference("finding.id"), index=True)
    date_of: Mapped[DateOf]
    action_id: Mapped[str | None] = mapped_column(reference("action.id"), index=True)
    round: Mapped[int]
    old_on: Mapped[date]
    new_on: Mapped[date]
    reason: Mapped[str]
    agreed_by_id: Mapped[str] = mapped_column(reference("person.id"))
    at: Mapped[datetime]
    by_id: Mapped[str | None] = mapped_column(reference("person.id"))


class CauseStep(Row):
    """A step on the way to a cause, by one method; a step without a parent begins a chain or is a category.

    `shown_by` says in words what shows it, beside a piece of evidence that the finding rests on.
    """

    __tablename__ = "cause_step"

    response_id: Mapped[str] = mapped_column(reference("response.id"), index=True)
    method: Mapped[CauseMethod]
    parent_id: Mapped[str | None] = mapped_column(reference("cause_step.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(default="")
    shown_by: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(reference("evidence.id"), index=True)


class FollowedFinding(Row):
    """A finding of an earlier audit that a follow-up audit looks at, and the item that asks about it."""

    __tablename__ = "followed_finding"
    __table_args__ = (UniqueConstraint("audit_id", "finding_id"),)

    audit_id: Mapped[str] = mapped_column(reference("audit.id"))
    finding_id: Mapped[str] = mapped_column(reference("finding.id"), index=True)
    item_id: Mapped[str | None] = mapped_column(reference("checklist_item.id"), index=True)
