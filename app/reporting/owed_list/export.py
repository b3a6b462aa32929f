"""The list of what is owed, built from the workspace and written as PDF, Excel or CSV."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.evidence.names import safe_export_name
from app.evidence.requests import RequestRow, request_rows
from app.planning.audit_list import audit_row
from app.progress import Progress, no_progress
from app.reporting import canonical
from app.reporting.exports import refuse_target, write_whole
from app.reporting.owed_list.document import OwedDocument, OwedEntry
from app.unit_of_work import ReadUnit
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from models.audit import Audit
from models.checklist import ChecklistItem
from models.framework import Requirement
from models.organization import Organization
from models.programme import Programme

PDF, XLSX, CSV = "pdf", "xlsx", "csv"


@dataclass(frozen=True, slots=True)
class ExportedOwed:
    """Where the list is, and how many requests it holds."""

    path: Path
    requests: int


def export_owed(
    workspace: Workspace, audit_id: str, target: Path, worker: Worker, progress: Progress = no_progress
) -> ExportedOwed:
    """Write the list as it stands now; the ending of `target` says as what, PDF where it says nothing known.

    Raises UserError where it cannot be written.
    """
    refuse_target(workspace, target)
    with workspace.read() as unit:
        document = build_owed(unit, audit_id)
    ending = target.suffix.lower().removeprefix(".")
    kind = ending if ending in (XLSX, CSV) else PDF
    content = worker.run("owed_list", {"kind": kind}, canonical.encode(document), progress=progress)
    write_whole(target, content)
    return ExportedOwed(target, len(document.entries))


def owed_name(audit_number: str) -> str:
    """`IA-2026-03 owed.pdf`."""
    return safe_export_name(audit_number, f"owed.{PDF}")


def build_owed(unit: ReadUnit, audit_id: str) -> OwedDocument:
    """The list in the language of the audit's report."""
    audit = unit.session.get_one(Audit, audit_id)
    programme = unit.session.get_one(Programme, audit.programme_id)
    row = audit_row(unit, audit_id)
    items = _references(unit, audit_id)
    return OwedDocument(
        organisation=unit.session.get_one(Organization, programme.organization_id).name,
        audit_number=audit.number,
        audit_title=audit.title,
        auditor=row.lead_auditor if row else "",
        on=unit.today(),
        entries=tuple(_entry(request, items) for request in request_rows(unit, audit_id)),
        classification=audit.classification,
        language=audit.report_language,
    )


def _references(unit: ReadUnit, audit_id: str) -> dict[str, str]:
    query = (
        select(ChecklistItem.id, Requirement.reference)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .where(ChecklistItem.audit_id == audit_id)
    )
    return {row.id: row.reference for row in unit.session.execute(query)}


def _entry(row: RequestRow, items: dict[str, str]) -> OwedEntry:
    return OwedEntry(
        number=row.number,
        what=row.what,
        item=items.get(row.item_id or "", ""),
        of_whom=row.person,
        asked=row.requested_at.date(),
        due=row.due_on,
        state=row.state.value,
        received=row.received_at.date() if row.received_at else None,
        evidence=row.evidence_number,
        answer=row.answer,
    )
