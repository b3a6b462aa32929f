"""The commands that hand a workbook for responses out and take it in again."""

from argparse import Namespace
from typing import Any

from app.command_line.answer import Answer
from app.command_line.choosing import audit_called
from app.command_line.progress_line import shown_progress
from app.command_line.session import Session
from app.errors import UserError
from app.exchange.differences import ACCEPTABLE, CERTAIN, CellDifference, Comparison
from app.exchange.handing_out import hand_out, owners
from app.exchange.labels import KINDS, field_of
from app.exchange.taking_in import TakenIn, look_at, take_in
from app.unit_of_work import ReadUnit
from app.words import N_
from app.worker.client import Worker

ACCEPT = {"all": CERTAIN, "theirs": ACCEPTABLE}


def workbook(session: Session, options: Namespace) -> Answer:
    """Write the workbook for the findings that wait for a response, all or those of one owner."""
    with session.opened(options) as workspace:
        with workspace.read() as unit:
            audit = audit_called(unit, options.audit)
            owner_id = _owner_called(unit, audit.id, options.owner) if options.owner else None
        progress = shown_progress(session.words)
        written = hand_out(workspace, audit.id, options.output, Worker(), owner_id, progress)
    data = {
        "workspace": str(options.workspace),
        "audit": audit.number,
        "owner": options.owner,
        "path": str(written.path),
        "findings": written.findings,
        "rows": written.rows,
    }
    line = session.words.plural(
        N_("Wrote the workbook for {n} finding of {audit} to {path}."),
        N_("Wrote the workbook for {n} findings of {audit} to {path}."),
        written.findings,
        audit=audit.number,
        path=written.path,
    )
    return Answer((line,), data)


def _owner_called(unit: ReadUnit, audit_id: str, name: str) -> str:
    known = [one for one in owners(unit, audit_id) if one.id]
    for one in known:
        if name.casefold() in (one.name.casefold(), one.id):
            return one.id
    names = ", ".join(one.name for one in known)
    raise UserError(
        N_("Nobody called {name} owns a finding that waits for a response."),
        N_("No workbook was written."),
        N_("Owners are: {known}.") if known else N_("No finding that waits has an owner."),
        name=name,
        known=names,
    )


def take_in_workbook(session: Session, options: Namespace) -> Answer:
    """Show what a returned workbook says otherwise, and write what is accepted; without that, nothing."""
    progress = shown_progress(session.words)
    with session.opened(options) as workspace:
        found = look_at(workspace, options.file, Worker(), session.words, progress=progress)
        accepted = found.ids(ACCEPT[options.accept]) if options.accept else frozenset()
        taken = take_in(workspace, found, accepted, session.words, progress=progress)
    notices = [session.words.message(one) for one in found.notices]
    differences = [_plain(session, one, is_taken=one.id in accepted) for one in found.differences]
    data = {
        "workspace": str(options.workspace),
        "file": str(options.file),
        "audit": found.audit_number,
        "owner": found.owner or None,
        "made_at": found.made_at.isoformat(),
        "revision": found.revision or None,
        "notices": notices,
        "differences": differences,
        "taken_in": taken.cells,
        "backup": str(taken.backup) if taken.backup else None,
    }
    lines = (
        *notices,
        *(_line(session, one) for one in found.differences),
        _told(session, found, taken),
    )
    refused = [_line(session, one) for one in found.differences if not one.is_acceptable]
    return Answer(lines, data, tuple(refused) if options.accept else ())


def _plain(session: Session, cell: CellDifference, *, is_taken: bool) -> dict[str, Any]:
    return {
        "kind": cell.kind.value,
        "finding": cell.number,
        "field": cell.key or None,
        "action": cell.step or None,
        "cell": cell.place or None,
        "before": cell.before,
        "ours": cell.ours,
        "theirs": cell.theirs,
        "reason": session.words.message(cell.reason) if cell.reason else None,
        "taken_in": is_taken,
    }


def _line(session: Session, cell: CellDifference) -> str:
    text, words = session.words.text, session.words
    what = " ".join(part for part in (cell.number, words.message(field_of(cell))) if part)
    said = text(
        N_("{what} ({cell}): {kind}. Here {ours}, there {theirs}."),
        what=what or text(KINDS[cell.kind]),
        cell=cell.place or "–",
        kind=text(KINDS[cell.kind]),
        ours=_quoted(cell.ours, text(N_("nothing"))),
        theirs=_quoted(cell.theirs, text(N_("nothing"))),
    )
    return f"{said} {words.message(cell.reason)}" if cell.reason else said


def _quoted(text: str, nothing: str) -> str:
    return f"“{text}”" if text else nothing


def _told(session: Session, found: Comparison, taken: TakenIn) -> str:
    words = session.words
    if taken.cells:
        return words.plural(
            N_("Took {n} cell in. A backup was made before: {backup}."),
            N_("Took {n} cells in. A backup was made before: {backup}."),
            taken.cells,
            backup=taken.backup,
        )
    waiting = len(found.ids(ACCEPTABLE))
    if waiting:
        return words.plural(
            N_("{n} cell can be taken in. Nothing was written: accept it with --accept all."),
            N_("{n} cells can be taken in. Nothing was written: accept them with --accept all."),
            waiting,
        )
    return words.text(N_("There is nothing to take in."))
