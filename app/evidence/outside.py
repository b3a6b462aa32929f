"""Evidence for other programs: a plain copy that can only be read, in a private folder."""

import stat
import tomllib
from collections.abc import Iterator
from pathlib import Path

from app.errors import UserError
from app.evidence import custody
from app.evidence.content import StoredContent, stored_content
from app.evidence.leaving import leaving_chunks
from app.evidence.names import display_name, extension_of, safe_export_name
from app.evidence.private_folder import PrivateFolder, remove_folder
from app.progress import Progress, no_progress
from app.resource_files import resource_path
from app.words import N_
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from models.evidence import CustodyAction


def copy_outside(
    workspace: Workspace,
    evidence_id: str,
    folder: PrivateFolder,
    *,
    worker: Worker | None = None,
    progress: Progress = no_progress,
) -> Path:
    """A checked copy for another program, noted in the chain of custody; returns its path.

    A photo leaves without what its camera wrote: that program may send it anywhere.

    Raises UserError for a file that the system would run instead of showing it, for one that is not what was
    taken in, and when there is no room; and Cancelled. Nothing is left behind then.
    """
    stored = stored_content(workspace, evidence_id)
    _refuse_programs(stored)
    try:
        place = folder.new_place()
    except OSError as error:
        raise _not_written(error) from error
    try:
        target = _write(stored, place, leaving_chunks(workspace, stored, worker or Worker(), progress))
        label = N_("Open {number} in another program")
        with workspace.write(label, undoable=False, number=stored.number) as uow:
            custody.record(uow, evidence_id, CustodyAction.VIEWED_OUTSIDE)
    except BaseException:
        remove_folder(place)
        raise
    return target


def _write(stored: StoredContent, place: Path, chunks: Iterator[bytes]) -> Path:
    target = place / safe_export_name(stored.number, stored.original_name)
    try:
        with target.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
        target.chmod(stat.S_IRUSR)
    except OSError as error:
        raise _not_written(error) from error
    return target


def _refuse_programs(stored: StoredContent) -> None:
    extension = extension_of(stored.original_name).removeprefix(".")
    with resource_path("programs.toml").open("rb") as file:
        runs = tomllib.load(file)["extensions"]
    if extension in runs:
        raise UserError(
            N_("{number} is a “.{extension}” file: the system would run it instead of showing it."),
            N_("It was not opened."),
            N_("Export a copy, and look at it with a tool that does not run it."),
            number=stored.number,
            extension=extension,
        )


def _not_written(error: OSError) -> UserError:
    return UserError(
        N_("The file could not be made ready for another program: {reason}."),
        N_("The evidence itself is untouched."),
        N_("Make room on the disk, or export a copy to another folder."),
        reason=display_name(error.strerror or str(error)),
    )
