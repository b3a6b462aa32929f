"""Frameworks that come in from foreign files: read in the worker, looked at, kept in the workspace."""

from pathlib import Path

from app.errors import UserError
from app.exchange.container import MOST_BYTES
from app.exchange.lists import ListFile
from app.library.imported import About, Imported, pack_from
from app.library.packs import install_pack
from app.progress import Progress, no_progress
from app.reporting import canonical
from app.unit_of_work import UnitOfWork
from app.words import N_
from app.worker.client import Worker

_UNTAKEN = N_("Nothing was imported.")


def read_list_file(path: Path, worker: Worker, progress: Progress = no_progress) -> ListFile:
    """The rows of a CSV or Excel file. Raises UserError when it cannot be read as a list."""
    return canonical.decode(worker.run("list", {}, _content(path), progress=progress), ListFile)


def read_catalogue_file(path: Path, worker: Worker, progress: Progress = no_progress) -> Imported:
    """The controls of an OSCAL catalogue. Raises UserError when it is none."""
    return canonical.decode(worker.run("catalogue", {}, _content(path), progress=progress), Imported)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(
                N_("{name} is larger than Assay takes in."),
                _UNTAKEN,
                N_("Divide it into smaller files."),
                name=path.name,
            )
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            N_("{name} cannot be read: {reason}."), _UNTAKEN, name=path.name, reason=error.strerror or error
        ) from error


def keep_imported(uow: UnitOfWork, imported: Imported, about: About) -> str:
    """Keep what was imported as a framework of this workspace; returns the pack's id.

    Raises UserError without a title, a source or a licence, and where no row was taken.
    """
    if not imported.requirements:
        raise UserError(N_("There is no requirement to import."), _UNTAKEN)
    lacking = next(
        (text for value, text in _asked(about) if not value.strip()),
        "",
    )
    if lacking:
        raise UserError(lacking, _UNTAKEN)
    return install_pack(uow, pack_from(imported, about))


def _asked(about: About) -> tuple[tuple[str, str], ...]:
    return (
        (about.title, N_("A framework needs a title.")),
        (about.source, N_("Say where the framework comes from.")),
        (about.licence, N_("Say under which licence it may be used, such as CC-BY-4.0 or “own”.")),
    )
