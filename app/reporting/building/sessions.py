"""Draws up what the report says of the sessions: the plan as it was held, documents read, tests made."""

from app.reporting.parts import DocumentReview, PlannedSession, TechnicalTest
from app.sessions.reads import SessionView
from models.session import ParticipantRole, SessionKind


def planned_session(row: SessionView, *, confirmed: bool) -> PlannedSession:
    """A session of the plan; `confirmed` says that an interviewee confirmed its notes."""
    begun = "running" if row.running_since else "paused"
    state = "held" if row.ended_at else begun if row.started_at else "planned"
    others = [person.name for person, role in row.participants if role is not ParticipantRole.AUDITOR]
    auditors = [person.name for person, role in row.participants if role is ParticipantRole.AUDITOR]
    return PlannedSession(
        row.planned_start or row.started_at,
        row.planned_end or row.ended_at,
        session_title(row),
        row.kind.value,
        row.place,
        row.mode.value,
        tuple(auditors),
        tuple(others),
        tuple(item.reference for item in row.items),
        state,
        confirmed,
    )


def session_title(row: SessionView) -> str:
    return row.title or ", ".join(person.name for person in row.interviewees)


def reviews(sessions: tuple[SessionView, ...]) -> tuple[DocumentReview, ...]:
    """The documents that were read in sessions that were begun."""
    return tuple(
        DocumentReview(
            row.fields["document_title"] or session_title(row),
            row.fields["document_version"],
            row.fields["document_owner"],
            row.fields["document_approval"],
            row.fields["sections_read"],
            row.fields["review_result"],
        )
        for row in _begun(sessions, SessionKind.DOCUMENT_REVIEW)
    )


def tests(sessions: tuple[SessionView, ...]) -> tuple[TechnicalTest, ...]:
    """The technical tests that were begun, with what was agreed on before (R-16)."""
    return tuple(
        TechnicalTest(
            session_title(row),
            row.fields["test_agreement"],
            row.fields["test_window"],
            row.fields["test_account"],
            row.fields["test_logging"],
            row.fields["test_restoring"],
        )
        for row in _begun(sessions, SessionKind.TECHNICAL_TEST)
    )


def _begun(sessions: tuple[SessionView, ...], kind: SessionKind) -> list[SessionView]:
    return [row for row in sessions if row.kind is kind and row.started_at is not None]
