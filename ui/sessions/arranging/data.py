"""What there is to arrange in a session, read at one moment."""

from dataclasses import dataclass

from app.planning.audits import organization_of
from app.planning.writing import is_settled
from app.programme.people import PersonRow, people
from app.sessions.change_reads import not_reached, sessions_ahead, substitutions
from app.sessions.read_back import ConfirmationRow, confirmations
from app.sessions.reads import SessionRow, SessionView, session_view
from app.unit_of_work import ReadUnit


@dataclass(frozen=True, slots=True)
class ArrangingData:
    """The session, who could come, who stood in, where its items could go, and who confirmed its notes."""

    view: SessionView
    organization_id: str
    people: tuple[PersonRow, ...]
    substitutions: tuple[tuple[str, str], ...]
    ahead: tuple[SessionRow, ...]
    not_reached: int
    confirmations: tuple[ConfirmationRow, ...]
    is_settled: bool


def read_arranging(unit: ReadUnit, session_id: str) -> ArrangingData:
    view = session_view(unit, session_id)
    return ArrangingData(
        view,
        organization_of(unit, view.audit_id),
        people(unit),
        substitutions(unit, session_id),
        sessions_ahead(unit, session_id),
        len(not_reached(unit, session_id)),
        confirmations(unit, session_id),
        is_settled(unit, view.audit_id),
    )
