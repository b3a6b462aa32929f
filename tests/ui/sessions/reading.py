"""What lies in the workspace after the auditor's keys."""

from app.evidence.reads import EvidenceRow, evidence_of_item
from app.evidence.requests import RequestRow, request_rows
from app.findings.reads import FindingRow, findings_on_item
from app.sessions.item_reads import item_view
from app.sessions.line_reads import NoteRow, item_lines, unfiled_lines
from app.sessions.results import Result
from tests.ui.sessions.conftest import Auditor


def saved_lines(auditor: Auditor, reference: str = "A.8.13") -> list[NoteRow]:
    with auditor.workspace.read() as unit:
        return list(item_lines(unit, auditor.story.items[reference]))


def saved(auditor: Auditor, reference: str = "A.8.13") -> list[str]:
    return [row.text for row in saved_lines(auditor, reference)]


def to_file(auditor: Auditor) -> list[str]:
    with auditor.workspace.read() as unit:
        return [row.text for row in unfiled_lines(unit, auditor.story.session_id)]


def result(auditor: Auditor, reference: str = "A.8.13") -> Result:
    with auditor.workspace.read() as unit:
        return item_view(unit, auditor.story.items[reference]).result


def findings(auditor: Auditor, reference: str = "A.8.13") -> tuple[FindingRow, ...]:
    with auditor.workspace.read() as unit:
        return findings_on_item(unit, auditor.story.items[reference])


def evidence(auditor: Auditor, reference: str = "A.8.13") -> list[EvidenceRow]:
    with auditor.workspace.read() as unit:
        return evidence_of_item(unit, auditor.story.items[reference])


def requests(auditor: Auditor) -> tuple[RequestRow, ...]:
    with auditor.workspace.read() as unit:
        return request_rows(unit, auditor.story.audit_id)
