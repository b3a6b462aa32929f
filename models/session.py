"""Sessions of an audit: who was met, where and how, what was asked and what was said."""

import enum
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.audit import AuditMode, TeamRole
from models.base import Row, reference


class SessionKind(enum.Enum):
    """How information is collected in a session (section 9)."""

    INTERVIEW = "interview"
    DOCUMENT_REVIEW = "document_review"
    OBSERVATION = "observation"
    TECHNICAL_TEST = "technical_test"


class Consent(enum.Enum):
    """Whether recording was agreed; it is asked before (section 6.2)."""

    NOT_ASKED = "not_asked"
    GIVEN = "given"
    REFUSED = "refused"


class LineKind(enum.Enum):
    """Where a line of the notes comes from."""

    SAID = "said"
    OBSERVED = "observed"
    OWED = "owed"
    OWN = "own"


class AuditSession(Row):
    """A planned or held session. The plan of an audit is its sessions and meetings.

    A document review says what was read (section 9), a technical test what was agreed on before (R-16).
    """

    __tablename__ = "audit_session"

    audit_id: Mapped[str] = mapped_column(reference("audit.id"), index=True)
    kind: Mapped[SessionKind] = mapped_column(default=SessionKind.INTERVIEW)
    title: Mapped[str] = mapped_column(default="")
    process: Mapped[str] = mapped_column(default="")
    planned_start: Mapped[datetime | None]
    planned_end: Mapped[datetime | None]
    site_id: Mapped[str | None] = mapped_column(reference("site.id"))
    room: Mapped[str] = mapped_column(default="")
    mode: Mapped[AuditMode] = mapped_column(default=AuditMode.ON_SITE)
    remote_tool: Mapped[str] = mapped_column(default="")
    consent: Mapped[Consent] = mapped_column(default=Consent.NOT_ASKED)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    interruptions: Mapped[str] = mapped_column(default="")

    document_title: Mapped[str] = mapped_column(default="")
    document_version: Mapped[str] = mapped_column(default="")
    document_owner: Mapped[str] = mapped_column(default="")
    document_approval: Mapped[str] = mapped_column(default="")
    sections_read: Mapped[str] = mapped_column(default="")
    review_result: Mapped[str] = mapped_column(default="")

    test_agreement: Mapped[str] = mapped_column(default="")
    test_window: Mapped[str] = mapped_column(default="")
    test_account: Mapped[str] = mapped_column(default="")
    test_logging: Mapped[str] = mapped_column(default="", server_default="")
    test_restoring: Mapped[str] = mapped_column(default="", server_default="")


class SessionInterval(Row):
    """A stretch of time in which the session ran; the gaps between them are pauses."""

    __tablename__ = "session_interval"

    session_id: Mapped[str] = mapped_column(reference("audit_session.id"), index=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ParticipantRole(enum.Enum):
    """A person's part in one session."""

    INTERVIEWEE = "interviewee"
    AUDITOR = TeamRole.AUDITOR.value
    OBSERVER = TeamRole.OBSERVER.value
    GUIDE = TeamRole.GUIDE.value
    INTERPRETER = TeamRole.INTERPRETER.value
    TECHNICAL_EXPERT = TeamRole.TECHNICAL_EXPERT.value


class SessionParticipant(Row):
    """Who takes part in a session, and as what."""

    __tablename__ = "session_participant"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)

    session_id: Mapped[str] = mapped_column(reference("audit_session.id"))
    person_id: Mapped[str] = mapped_column(reference("person.id"))
    role: Mapped[ParticipantRole] = mapped_column(default=ParticipantRole.INTERVIEWEE)
    position: Mapped[int] = mapped_column(default=0)


class Substitution(Row):
    """Somebody who came to a session in place of another person."""

    __tablename__ = "substitution"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)

    session_id: Mapped[str] = mapped_column(reference("audit_session.id"))
    person_id: Mapped[str] = mapped_column(reference("person.id"))
    instead_of_id: Mapped[str] = mapped_column(reference("person.id"))


class Confirmation(Row):
    """An interviewee's word that what was read back is what they said; `remark` is what they put right."""

    __tablename__ = "confirmation"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)

    session_id: Mapped[str] = mapped_column(reference("audit_session.id"))
    person_id: Mapped[str] = mapped_column(reference("person.id"))
    at: Mapped[datetime]
    remark: Mapped[str] = mapped_column(default="")


class SessionItem(Row):
    """A checklist item on the agenda of a session."""

    __tablename__ = "session_item"
    __table_args__ = (UniqueConstraint("session_id", "item_id"),)

    session_id: Mapped[str] = mapped_column(reference("audit_session.id"))
    item_id: Mapped[str] = mapped_column(reference("checklist_item.id"), index=True)
    position: Mapped[int]


class NoteLine(Row):
    """One line of notes with its time and speaker, filed to an item or waiting "To file"."""

    __tablename__ = "note_line"

    session_id: Mapped[str] = mapped_column(reference("audit_session.id"), index=True)
    item_id: Mapped[str | None] = mapped_column(reference("checklist_item.id"), index=True)
    position: Mapped[int]
    at: Mapped[datetime]
    kind: Mapped[LineKind] = mapped_column(default=LineKind.SAID)
    speaker_id: Mapped[str | None] = mapped_column(reference("person.id"))
    text: Mapped[str] = mapped_column(default="")
