"""The list of findings as a file, in the columns of a profile."""

from dataclasses import dataclass, replace
from pathlib import Path

from app.progress import Progress, no_progress
from app.reporting import canonical
from app.reporting.exports import refuse_target, write_whole
from app.reporting.finding_list.answers import answers
from app.reporting.finding_list.columns import OF_ANSWERS
from app.reporting.finding_list.document import FindingList
from app.reporting.finding_list.profile import ColumnProfile
from app.reporting.reports import build_draft
from app.worker.client import Worker
from app.workspace.workspace import Workspace

CSV, XLSX = "csv", "xlsx"


@dataclass(frozen=True, slots=True)
class ExportedList:
    """Where the list is, and how many findings it holds."""

    path: Path
    findings: int


def export_list(
    workspace: Workspace,
    audit_id: str,
    target: Path,
    worker: Worker,
    profile: ColumnProfile,
    kind: str = XLSX,
    progress: Progress = no_progress,
) -> ExportedList:
    """Write the findings as they stand now, as `CSV` or `XLSX`. Raises UserError where that cannot be done,
    or where the file does not hold every finding when it is read back."""
    refuse_target(workspace, target)
    with workspace.read() as unit:
        draft = build_draft(unit, audit_id, workspace.seat.device_id)
        report = replace(draft, evidence=(), requirements=(), checklist=())
        wanted = any(column.key in OF_ANSWERS for column in profile.columns)
        document = FindingList(report, profile, answers(unit, audit_id) if wanted else ())
    content = worker.run("finding_list", {"kind": kind}, canonical.encode(document), progress=progress)
    write_whole(target, content)
    return ExportedList(target, len(report.findings))
