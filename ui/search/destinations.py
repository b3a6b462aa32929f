"""Where a hit leads: the page, and the place on it."""

from collections.abc import Mapping

from app.search.searching import FoundHit, Kind
from app.sessions.reads import session_for_item
from app.workspace.workspace import Workspace

Destination = tuple[str, Mapping[str, str]]
"""The id of a page and what its `open` is given, for `navigate`."""


def destination(workspace: Workspace, hit: FoundHit) -> Destination:
    """The page and place that show a hit, in its audit."""
    page_id, where = _of_question(workspace, hit) if hit.kind is Kind.QUESTION else _place(hit)
    return page_id, {**where, "audit_id": hit.audit_id} if hit.audit_id else where


def _of_question(workspace: Workspace, hit: FoundHit) -> Destination:
    """A question is opened where it is asked; in the checklist while no session is planned."""
    with workspace.read() as unit:
        is_asked = session_for_item(unit, hit.audit_id or "", hit.id) is not None
    return ("sessions" if is_asked else "plan"), {"item_id": hit.id}


def _place(hit: FoundHit) -> Destination:
    match hit.kind:
        case Kind.NOTE:
            at_item = {"item_id": hit.item_id} if hit.item_id else {}
            return "sessions", {"session_id": hit.session_id or "", **at_item, "line_id": hit.id}
        case Kind.SESSION:
            return "sessions", {"session_id": hit.id}
        case Kind.FINDING:
            return "findings", {"finding_id": hit.id}
        case Kind.EVIDENCE:
            return "evidence", {"evidence_id": hit.id}
        case Kind.FILE:
            return "evidence", {"evidence_id": hit.id, "within": hit.within}
        case Kind.REQUEST:
            return "evidence", {"request_id": hit.id}
        case Kind.SAMPLE:
            return "evidence", {"sample_id": hit.id}
        case Kind.MEETING:
            return "plan", {"meeting_id": hit.id}
        case Kind.CONTEXT:
            return "plan", {"section": "context"}
        case _:
            return "settings", {"tab": "people", "person_id": hit.id}
