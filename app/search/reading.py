"""Reads the files that are evidence for the search: one after the other, each in the worker."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import UserError
from app.evidence.content import checked_chunks, stored_content
from app.progress import Progress, no_progress
from app.search import files
from app.search.extraction import MOST_BYTES, FilePart, has_text, parts_from
from app.search.files import Waiting
from app.search.upkeep import merge
from app.words import N_
from app.worker.client import Worker
from app.workspace.workspace import Workspace

# Written in one unit of work: so few that nobody who types has to wait for it.
_AT_ONCE = 30
_READ = N_("Read files for the search")


def files_to_read(workspace: Workspace) -> list[Waiting]:
    """The files whose text can be read and was not yet, newest first."""
    with workspace.read() as unit:
        return [file for file in files.waiting(unit.session.connection()) if has_text(file.media_type)]


def read_files(workspace: Workspace, worker: Worker, progress: Progress = no_progress) -> int:
    """Read the files that wait; returns how many were read.

    A file that its parser fails at counts as read, with no text; one that cannot be had from the disk waits
    on. Raises UserError when nothing can be written, and Cancelled; what was read up to then stays.
    """
    waiting, done = files_to_read(workspace), 0
    for place, file in enumerate(waiting):
        tell = _Telling(progress, place, len(waiting))
        tell(0, 0, "")
        parts = _parts(workspace, worker, file, tell)
        if parts is not None:
            done += _index(workspace, file, parts, tell)
            merge(workspace, tell)
    return done


@dataclass(frozen=True, slots=True)
class _Telling:
    """Tells how far the work on all files is, whatever is said of one of them."""

    progress: Progress
    place: int
    files: int

    def __call__(self, done: int, total: int, what: str) -> None:  # noqa: ARG002 - those of one file
        self.progress(self.place, self.files, "")


def _parts(workspace: Workspace, worker: Worker, file: Waiting, progress: Progress) -> list[FilePart] | None:
    """The text of a file, none of one without; None when it cannot be had from the disk."""
    try:
        stored = stored_content(workspace, file.id)
        if stored.size > MOST_BYTES:
            return []
        content = b"".join(checked_chunks(workspace, stored, progress))
    except UserError:
        # The check of the workspace names it; here it is only not read.
        return None
    try:
        return parts_from(worker.run("text", {"media_type": file.media_type}, content, progress=progress))
    except UserError:
        # A worker that is stopped because the workspace closes ends like one that crashed.
        progress(0, 0, "")
        return []


def _index(workspace: Workspace, file: Waiting, parts: Sequence[FilePart], progress: Progress) -> bool:
    """Index the parts in short units of work; False when the piece is gone in the meantime."""
    for start in range(0, max(len(parts), 1), _AT_ONCE):
        progress(0, 0, "")
        with workspace.write(_READ, undoable=False) as uow:
            connection = uow.session.connection()
            if start == 0 and not files.begin(connection, file):
                return False
            files.add_texts(connection, file, start + 1, parts[start : start + _AT_ONCE])
            if start + _AT_ONCE >= len(parts):
                files.finish(connection, file)
    return True
