"""Short ways to look for things in a workspace."""

from app.search import indexing
from app.search.excerpts import Marked
from app.search.searching import FoundHit, Kind
from app.search.upkeep import find
from app.workspace.workspace import Workspace


def look(workspace: Workspace, typed: str, audit_id: str | None = None) -> tuple[FoundHit, ...]:
    return find(workspace, typed, audit_id).hits


def kinds(workspace: Workspace, typed: str, audit_id: str | None = None) -> list[str]:
    """What kinds of things are found, best first."""
    return [hit.kind.value for hit in look(workspace, typed, audit_id)]


def ids(workspace: Workspace, typed: str, kind: Kind) -> set[str]:
    return {hit.id for hit in look(workspace, typed) if hit.kind is kind}


def marks(text: Marked) -> list[str]:
    """What is marked in a text."""
    return [text.text[start:end] for start, end in text.marks]


def differences(workspace: Workspace) -> int:
    with workspace.read() as unit:
        return indexing.count_differences(unit.session.connection())
