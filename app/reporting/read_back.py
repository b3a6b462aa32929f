"""The read-back sheet: what was said in a session, for those who said it to confirm."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from sqlalchemy import select

from app.evidence.names import safe_export_name
from app.planning.reads import AuditDetail, audit_detail
from app.programme.organizations import organizations
from app.progress import Progress, no_progress
from app.reporting import canonical
from app.reporting.exports import refuse_target, write_whole
from app.reporting.read_back_document import Confirmed, ReadBackDocument, SaidLine, SaidTopic
from app.sessions.line_reads import NoteRow, session_lines
from app.sessions.read_back import confirmations
from app.sessions.reads import SessionView, session_view
from app.unit_of_work import ReadUnit
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from models.checklist import ChecklistItem
from models.framework import Requirement
from models.session import LineKind


def export_read_back(
    workspace: Workspace, session_id: str, target: Path, worker: Worker, progress: Progress = no_progress
) -> Path:
    """Write the sheet of a session as it stands now. Raises UserError where it cannot be written."""
    refuse_target(workspace, target)
    with workspace.read() as unit:
        document = build_read_back(unit, session_id)
    write_whole(target, worker.run("read_back_pdf", {}, canonical.encode(document), progress=progress))
    return target


def read_back_name(audit_number: str, session: str) -> str:
    """`IA-2026-03 read-back Backups.pdf`."""
    return safe_export_name(audit_number, f"read-back {session}".strip() + ".pdf")


def build_read_back(unit: ReadUnit, session_id: str) -> ReadBackDocument:
    """The sheet of a session in the language of its report."""
    view = session_view(unit, session_id)
    audit = audit_detail(unit, view.audit_id)
    organization = next(row for row in organizations(unit) if row.id == audit.organization_id)
    return ReadBackDocument(
        organisation=organization.name,
        audit_number=audit.number,
        title=view.title or view.process,
        kind=view.kind.value,
        place=view.place,
        auditor=_auditor(view, audit),
        people=tuple(person.label for person in view.interviewees),
        topics=_topics(unit, session_lines(unit, session_id)),
        confirmed=tuple(Confirmed(row.name, row.at, row.remark) for row in confirmations(unit, session_id)),
        held=view.started_at or view.planned_start,
        printed=unit.today(),
        classification=audit.fields["classification"],
        language=audit.fields["report_language"],
    )


def _auditor(view: SessionView, audit: AuditDetail) -> str:
    named = ", ".join(person.name for person, role in view.participants if role.value == "auditor")
    return named or (audit.lead_auditor.name if audit.lead_auditor else "")


def _topics(unit: ReadUnit, lines: Iterable[NoteRow]) -> tuple[SaidTopic, ...]:
    """Lines by item in the order of the framework; those without one last, as they were taken."""
    names = _names(unit)
    said = [line for line in lines if line.kind is not LineKind.OWN and line.text.strip()]
    said.sort(key=lambda line: names[line.item_id][0] if line.item_id else len(names))
    return tuple(
        SaidTopic(*(names[item_id][1:] if item_id else ("", "")), tuple(map(_line, group)))
        for item_id, group in groupby(said, key=lambda line: line.item_id)
    )


def _names(unit: ReadUnit) -> dict[str, tuple[int, str, str]]:
    """Place, reference and title of the requirement that each item asks about."""
    query = (
        select(ChecklistItem.id, Requirement.reference, Requirement.title)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .order_by(Requirement.position, Requirement.id, ChecklistItem.position)
    )
    rows = unit.session.execute(query)
    return {item_id: (place, reference, title) for place, (item_id, reference, title) in enumerate(rows)}


def _line(row: NoteRow) -> SaidLine:
    return SaidLine(row.at, row.speaker, row.kind.value, row.text)
