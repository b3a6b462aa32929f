"""What the index of an open workspace needs from time to time."""

from app.progress import Progress, no_progress
from app.search import indexing, store
from app.words import N_
from app.workspace.workspace import Workspace

_MERGE = N_("Keep the search quick")


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
