"""The search in an open workspace, and what its index needs from time to time."""

from collections.abc import Iterable

from app.progress import Progress, no_progress
from app.search import indexing, store
from app.search.kinds import Kind
from app.search.searching import Found, search
from app.words import N_
from app.workspace.workspace import Workspace

_MERGE = N_("Keep the search quick")
_CATCH_UP = N_("Keep the search true")
_AT_ONCE = 20


def catch_up(workspace: Workspace) -> None:
    """Index what was edited since it was indexed, in short units of work. Raises UserError."""
    with workspace.read() as unit:
        is_behind = indexing.is_behind(unit.session.connection())
    while is_behind:
        with workspace.write(_CATCH_UP, undoable=False) as uow:
            is_behind = indexing.catch_up(uow.session.connection(), _AT_ONCE)


def find(
    workspace: Workspace, typed: str, audit_id: str | None = None, *, without: Iterable[Kind] = ()
) -> Found:
    """What holds every word of `typed` now; see `search`. Raises UserError."""
    catch_up(workspace)
    with workspace.read() as unit:
        return search(unit, typed, audit_id, without=without)


def merge(workspace: Workspace, progress: Progress = no_progress) -> None:
    """Make few parts of the many that saves leave in the index, in short units of work. Raises Cancelled."""
    is_going_on = True
    while is_going_on:
        progress(0, 0, _MERGE)
        with workspace.write(_MERGE, undoable=False) as uow:
            is_going_on = store.merge_some(uow.session.connection())


def make_index_anew(workspace: Workspace, progress: Progress = no_progress) -> None:
    """Index everything anew, in one unit of work. Raises UserError when the disk refuses."""
    progress(0, 0, N_("Indexing every record"))
    with workspace.write(N_("Make the search index anew"), undoable=False) as uow:
        indexing.make_anew(uow.session.connection())
