"""The handout of the closing meeting: two pages, marked as a draft (R-44)."""

from pathlib import Path

from app.evidence.names import safe_export_name
from app.programme.limits import closing_day, limits
from app.progress import Progress, no_progress
from app.reporting import canonical
from app.reporting.exports import refuse_target, write_whole
from app.reporting.handout_document import GradeDue, HandoutDocument
from app.reporting.reports import build_draft
from app.unit_of_work import ReadUnit
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from models.finding import Grade


def export_handout(
    workspace: Workspace, audit_id: str, target: Path, worker: Worker, progress: Progress = no_progress
) -> Path:
    """Write the handout of an audit as it stands now. Raises UserError where it cannot be written."""
    refuse_target(workspace, target)
    with workspace.read() as unit:
        document = build_handout(unit, audit_id, workspace.seat.device_id)
    write_whole(target, worker.run("handout_pdf", {}, canonical.encode(document), progress=progress))
    return target


def handout_name(audit_number: str) -> str:
    """`IA-2026-03 closing meeting DRAFT.pdf`."""
    return safe_export_name(audit_number, "closing meeting DRAFT.pdf")


def build_handout(unit: ReadUnit, audit_id: str, device_id: str) -> HandoutDocument:
    """The document; before the closing meeting its day is today."""
    report, closing_on = build_draft(unit, audit_id, device_id), closing_day(unit, audit_id) or unit.today()
    given, counts = limits(unit, audit_id), report.finding_counts()
    standing = [grade for grade, count in zip(Grade, (counts.major, counts.minor), strict=True) if count]
    due = (GradeDue(grade.value, given.correction.of(grade), given.response.of(grade)) for grade in standing)
    return HandoutDocument(report, closing_on, tuple(due), given.from_issue)
