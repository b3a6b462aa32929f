"""Files that leave: the report as PDF, the findings as a workbook, the checklist to print.

All are rendered in the worker process from one document, and written so that a file is there whole or not
at all.
"""

import io
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.evidence.object_store import DamagedObjectError, StoredFile
from app.progress import Progress, no_progress
from app.reporting import canonical
from app.reporting import document as documents
from app.reporting.amendments import issued_revision
from app.reporting.building.checklist import build_checklist_document
from app.reporting.document import ReportDocument
from app.reporting.reports import build_draft, frozen_document
from app.words import N_
from app.worker.client import Worker
from app.workspace.files import holds, write_durably
from app.workspace.workspace import Workspace
from models.evidence import StoredObject
from models.report import ReportRevision


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: where, and of a report which revision; `revision` None is a draft."""

    path: Path
    document: ReportDocument | None = None
    revision: int | None = None


def export_report(
    workspace: Workspace,
    audit_id: str,
    target: Path,
    worker: Worker,
    progress: Progress = no_progress,
) -> Exported:
    """Write the issued revision's own PDF, or a draft while none is issued."""
    refuse_target(workspace, target)
    with workspace.read() as unit:
        revision = issued_revision(unit, audit_id)
    if revision is None:
        return export_draft(workspace, audit_id, target, worker, progress)
    return export_revision(workspace, revision.id, target, worker, progress)


def export_draft(
    workspace: Workspace,
    audit_id: str,
    target: Path,
    worker: Worker,
    progress: Progress = no_progress,
) -> Exported:
    """Write the report as it would be now, marked as a draft (R-44)."""
    refuse_target(workspace, target)
    with workspace.read() as unit:
        document = build_draft(unit, audit_id, workspace.seat.device_id)
    write_whole(target, render_report(document, worker, progress))
    return Exported(target, document)


def export_revision(
    workspace: Workspace,
    revision_id: str,
    target: Path,
    worker: Worker,
    progress: Progress = no_progress,
) -> Exported:
    """Write the PDF of a revision as it was issued, also of one that was superseded (R-40)."""
    refuse_target(workspace, target)
    with workspace.read() as unit:
        document = frozen_document(unit, revision_id)
    write_whole(target, issued_pdf(workspace, revision_id, worker, progress))
    return Exported(target, document, document.revision.number)


def render_report(document: ReportDocument, worker: Worker, progress: Progress = no_progress) -> bytes:
    """The PDF of a document."""
    return worker.run("report_pdf", {}, documents.to_json(document), progress=progress)


def issued_pdf(
    workspace: Workspace, revision_id: str, worker: Worker, progress: Progress = no_progress
) -> bytes:
    """The PDF of an issued revision: rendered once from what was frozen, then the same bytes for ever."""
    with workspace.read() as unit:
        row = unit.session.get_one(ReportRevision, revision_id)
        stored = unit.session.get(StoredObject, row.pdf_object_id) if row.pdf_object_id else None
        document = frozen_document(unit, revision_id)
    if stored is not None:
        try:
            return workspace.objects.content(stored.file_name, stored.key)
        except DamagedObjectError as error:
            raise _damaged_pdf(row.revision) from error
    content = render_report(document, worker, progress)
    _keep(workspace, row, content)
    return content


def _damaged_pdf(revision: int) -> UserError:
    return UserError(
        N_("The PDF of revision {revision} in the workspace is damaged."),
        N_("What the revision says is kept and unchanged."),
        N_("Restore the workspace from a backup to have the same file again."),
        revision=revision,
    )


def _keep(workspace: Workspace, row: ReportRevision, content: bytes) -> None:
    stored = _put(workspace, content)
    try:
        with workspace.write(N_("Keep the PDF of the report"), undoable=False) as uow:
            kept = StoredObject(
                file_name=stored.file_name, sha256=stored.sha256, size=stored.size, key=stored.key
            )
            uow.session.add(kept)
            uow.session.get_one(ReportRevision, row.id).pdf_object_id = kept.id
    except BaseException:
        workspace.objects.remove(stored.file_name)
        raise
    workspace.objects.settle(stored.file_name)


def _put(workspace: Workspace, content: bytes) -> StoredFile:
    try:
        return workspace.objects.put(io.BytesIO(content), len(content), "report.pdf")
    except OSError as error:
        raise UserError(
            N_("The PDF of the report could not be kept in the workspace: {reason}."),
            N_("The issued revision is as it was."),
            N_("Make room on the disk or check the drive, then try again."),
            reason=error.strerror or error,
        ) from error


def export_findings(
    workspace: Workspace,
    audit_id: str,
    target: Path,
    worker: Worker,
    progress: Progress = no_progress,
) -> Exported:
    """Write the workbook of findings, checklist, evidence and coverage as they stand now."""
    refuse_target(workspace, target)
    with workspace.read() as unit:
        document = build_draft(unit, audit_id, workspace.seat.device_id)
    content = worker.run("report_xlsx", {}, documents.to_json(document), progress=progress)
    write_whole(target, content)
    return Exported(target, document)


def export_checklist(
    workspace: Workspace,
    audit_id: str,
    target: Path,
    worker: Worker,
    progress: Progress = no_progress,
) -> Exported:
    """Write the checklist with room to write, for places where laptops are not allowed."""
    refuse_target(workspace, target)
    with workspace.read() as unit:
        document = build_checklist_document(unit, audit_id)
    content = worker.run("checklist_pdf", {}, canonical.encode(document), progress=progress)
    write_whole(target, content)
    return Exported(target)


def refuse_target(workspace: Workspace, target: Path) -> None:
    """Raise UserError for a folder, and for what is Assay's own."""
    if target.is_dir():
        raise UserError(N_("{path} is a folder."), todo=N_("Give the name of a file."), path=target)
    if target.resolve().is_relative_to(workspace.path.resolve()):
        raise UserError(
            N_("{path} lies inside the workspace."),
            N_("Nothing was written."),
            N_("Choose a folder outside it: what is in there is Assay's own."),
            path=target,
        )


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, and read it back. Raises UserError where the disk
    refuses, or gives back something else."""
    try:
        write_durably(target, content)
        is_whole = holds(target, content)
    except OSError as error:
        raise UserError(
            N_("{path} could not be written: {reason}."),
            N_("The workspace is unchanged, and no file was left half written."),
            N_("Close the file if it is open in another program, or choose another folder."),
            path=target,
            reason=error.strerror or error,
        ) from error
    if not is_whole:
        raise UserError(
            N_("{path} does not hold what was written to it."),
            N_("The workspace is unchanged. Do not hand this file on."),
            N_("Check the drive, and save to another one."),
            path=target,
        )
