"""Takes a returned workbook in: read in the worker, compared, and written where the auditor accepts it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.exchange.columns import BY_KEY
from app.exchange.comparing import compare
from app.exchange.container import MOST_BYTES
from app.exchange.differences import CellDifference, Comparison
from app.exchange.finding_columns import hidden_lines
from app.exchange.returned import returned_from
from app.exchange.seal import opened, seal_key
from app.follow_up import responses
from app.follow_up.responses import PlannedAction
from app.progress import Progress, no_progress
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_, Words
from app.worker.client import Worker
from app.workspace.backups.manifest import BEFORE_TAKING_IN
from app.workspace.workspace import Workspace
from models.finding import Action

LABEL = N_("Take in a returned workbook of {audit}")
_FIELDS = {"action": "what", "owner": "owner_id", "due": "due_on"}


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many cells were written, of which findings; `backup` was made before, None when nothing was."""

    cells: int
    numbers: tuple[str, ...]
    backup: Path | None


def look_at(
    workspace: Workspace,
    path: Path,
    worker: Worker,
    words: Words,
    audit_id: str | None = None,
    progress: Progress = no_progress,
) -> Comparison:
    """Read a returned file and compare it; nothing is written.

    Raises UserError for a file that is no such workbook, cannot be read, has a broken seal, or belongs to
    another workspace, or to another audit than `audit_id` where that is given.
    """
    answer = worker.run("returned", {}, _content(path), progress=progress)
    returned = returned_from(answer)
    sealed = opened(hidden_lines(returned), seal_key(workspace))
    if audit_id is not None and sealed.audit_id != audit_id:
        raise _of_another_audit(sealed.audit_number)
    with workspace.read() as unit:
        return compare(unit, sealed, returned, words)


def compare_again(unit: ReadUnit, comparison: Comparison, words: Words) -> Comparison:
    """The same returned file beside the workspace as it is now."""
    return compare(unit, comparison.sealed, comparison.returned, words)


def take_in(
    workspace: Workspace,
    comparison: Comparison,
    accepted: Collection[str],
    words: Words,
    *,
    origin: str = "",
    progress: Progress = no_progress,
) -> TakenIn:
    """Write the accepted cells, by the ids of their differences, as one step; a backup is made before.

    What was taken in already is left as it is. Raises UserError, with nothing written, when an accepted cell
    changed in the workspace since it was shown.
    """
    with workspace.read() as unit:
        if not _still_to_write(unit, comparison, accepted, words):
            return TakenIn(0, (), None)
    backup = workspace.back_up(BEFORE_TAKING_IN, progress)
    with workspace.write(LABEL, origin=origin, audit=comparison.audit_number) as uow:
        cells = _still_to_write(uow, comparison, accepted, words)
        _write(uow, cells)
    return TakenIn(len(cells), tuple(dict.fromkeys(cell.number for cell in cells)), backup)


def _still_to_write(
    unit: ReadUnit, comparison: Comparison, accepted: Collection[str], words: Words
) -> tuple[CellDifference, ...]:
    """The accepted cells as they differ now. Raises UserError when one is not as it was shown."""
    shown = {one.id: one for one in comparison.differences if one.id in accepted}
    now = compare_again(unit, comparison, words)
    cells = tuple(one for one in now.differences if one.id in shown)
    for cell in cells:
        if not cell.is_acceptable or cell.kept != shown[cell.id].kept:
            raise _changed_meanwhile(cell)
    return cells


def _write(uow: UnitOfWork, cells: Collection[CellDifference]) -> None:
    for finding_id, fields in _grouped(cells, of_action=False):
        responses.edit_response(uow, finding_id, **fields)
    findings = {cell.row_id: cell.finding_id for cell in cells}
    for action_id, fields in _grouped(cells, of_action=True):
        _write_action(uow, findings[action_id], action_id, fields)


def _grouped(
    cells: Collection[CellDifference], *, of_action: bool
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The new values of each action, or of what concerns a finding, by its id."""
    groups: dict[str, dict[str, Any]] = {}
    for cell in cells:
        if BY_KEY[cell.key].of_action is of_action:
            owner = cell.row_id if of_action else cell.finding_id
            groups.setdefault(owner, {})[_FIELDS.get(cell.key, cell.key)] = _value(cell)
    yield from groups.items()


def _value(cell: CellDifference) -> object:
    if cell.key == "due":
        return date.fromisoformat(cell.value) if cell.value else None
    return (cell.value or None) if cell.key == "owner" else cell.value


def _write_action(uow: UnitOfWork, finding_id: str, action_id: str, fields: Mapping[str, Any]) -> None:
    """Change an action, or add it under the id that its row was handed out with; an emptied one goes."""
    if uow.session.get(Action, action_id) is None:
        responses.add_action(uow, finding_id, PlannedAction(**{"what": "", **fields}), action_id)
        return
    responses.edit_action(uow, action_id, **fields)
    action = uow.session.get_one(Action, action_id)
    if not (action.what or action.owner_id or action.due_on or action.done_on):
        responses.remove_action(uow, action_id)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(
                N_("{name} is larger than any workbook that Assay hands out."),
                N_("It was not opened, and nothing was taken in."),
                N_("Choose the returned .xlsx file."),
                name=path.name,
            )
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            N_("{path} could not be read: {reason}."),
            N_("Nothing was taken in."),
            N_("Check the name, and close the file if it is open in another program."),
            path=path,
            reason=error.strerror or error,
        ) from error


def _of_another_audit(number: str) -> UserError:
    return UserError(
        N_("This workbook belongs to audit {audit}."),
        N_("Nothing was taken in."),
        N_("Choose that audit, and take it in there."),
        audit=number,
    )


def _changed_meanwhile(cell: CellDifference) -> UserError:
    return UserError(
        N_("{number} was changed here since the workbook was compared with it."),
        N_("Nothing was taken in."),
        N_("Compare the workbook again, and decide anew."),
        number=cell.number,
    )
