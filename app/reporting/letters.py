"""Status letters that leave: as PDF, as a draft of a mail, or one for every owner."""

from pathlib import Path

from app.errors import UserError
from app.evidence.names import safe_export_name
from app.follow_up.due_list import DueFilter, due_ids
from app.programme.people import person
from app.progress import Progress, no_progress
from app.reporting import canonical
from app.reporting.building.letter import build_letter, letter_owners
from app.reporting.exports import refuse_target, write_whole
from app.reporting.letter_document import LetterDocument
from app.reporting.mail_draft import mail_draft
from app.words import N_
from app.worker.client import Worker
from app.workspace.workspace import Workspace

PDF, MAIL = ".pdf", ".eml"


def export_letter(
    workspace: Workspace, owner_id: str, target: Path, worker: Worker, progress: Progress = no_progress
) -> Path:
    """Write the letter to an owner as PDF. Raises UserError where nothing is waited for from this person."""
    refuse_target(workspace, target)
    document, _addresses = _letter(workspace, owner_id)
    write_whole(target, _render(document, worker, progress))
    return target


def export_mail(
    workspace: Workspace, owner_id: str, target: Path, worker: Worker, progress: Progress = no_progress
) -> Path:
    """Write a draft of a mail with the letter attached; a mail program opens it, nothing is sent."""
    refuse_target(workspace, target)
    document, addresses = _letter(workspace, owner_id)
    pdf = _render(document, worker, progress)
    write_whole(target, mail_draft(document, addresses, pdf, letter_name(document, PDF)))
    return target


def export_all_letters(
    workspace: Workspace, folder: Path, worker: Worker, progress: Progress = no_progress
) -> tuple[Path, ...]:
    """Write a letter for everybody who is waited for into a folder. Raises UserError where there is nobody.

    A file that is there already stays; the letter gets another name beside it.
    """
    with workspace.read() as unit:
        owners, is_waiting = letter_owners(unit), bool(due_ids(unit, DueFilter()))
    if not owners:
        nobody = UserError(N_("Nobody is waited for."), N_("Nothing was written."))
        raise _nobody_named() if is_waiting else nobody
    written: list[Path] = []
    for number, (owner_id, _name) in enumerate(owners):
        progress(number, len(owners), N_("Writing the letters"))
        document, _addresses = _letter(workspace, owner_id)
        target = _free(folder / letter_name(document, PDF))
        refuse_target(workspace, target)
        write_whole(target, _render(document, worker, no_progress))
        written.append(target)
    return tuple(written)


def _nobody_named() -> UserError:
    return UserError(
        N_("Nobody of the auditee is named for what is waited for."),
        N_("Nothing was written."),
        N_("Name the owner in the finding, under Statement."),
    )


def letter_name(document: LetterDocument, ending: str) -> str:
    """`Status 2026-12-17 Ada Fenwick.pdf`."""
    return safe_export_name(f"Status {document.on.isoformat()}", f"{document.owner}{ending}")


def suggested_name(workspace: Workspace, owner_id: str, ending: str) -> str:
    """What a letter is called where nobody says otherwise. Raises UserError like `export_letter`."""
    document, _addresses = _letter(workspace, owner_id)
    return letter_name(document, ending)


def _letter(workspace: Workspace, owner_id: str) -> tuple[LetterDocument, tuple[str, str]]:
    with workspace.read() as unit:
        owner, sender = person(unit, owner_id), person(unit, workspace.acting_person_id)
        addresses = (owner.email if owner else "", sender.email if sender else "")
        return build_letter(unit, owner_id, workspace.acting_person_id), addresses


def _render(document: LetterDocument, worker: Worker, progress: Progress) -> bytes:
    return worker.run("letter_pdf", {}, canonical.encode(document), progress=progress)


def _free(target: Path) -> Path:
    number, free = 2, target
    while free.exists():
        free = target.with_stem(f"{target.stem} ({number})")
        number += 1
    return free
