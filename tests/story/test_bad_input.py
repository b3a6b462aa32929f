"""Hostile text in every field: it is carried as it was written, and becomes neither markup nor formula."""

import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from pypdf import PdfReader
from sqlalchemy import select

from app.planning.audit_list import audit_rows
from app.reporting import document as documents
from app.reporting.building.checklist import build_checklist_document
from app.reporting.document import ReportDocument
from app.reporting.pdf.checklist import render_checklist
from app.reporting.pdf.report import render_pdf
from app.reporting.reports import build_draft
from app.reporting.xlsx.workbook import render_xlsx
from app.unit_of_work import UnitOfWork
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat
from models.audit import Audit, Verdict
from models.finding import Finding, FindingState
from tests.app.conftest import SAMPLE_DAY
from tests.conftest import DEVICE, FixedClock
from tests.story.hostile import Place, fill, places

THIS = "IA-2026-03"
LONG = 20_000
# Written for the auditors, the programme or the follow-up; neither report nor workbook quotes it.
STAYS_INSIDE = frozenset(
    {
        "audit.confidentiality",
        "audit.contingency",
        "audit.logistics",
        "audit.reason",
        "audit.resources",
        "audit.state_reason",
        "audit_scope.reason",
        "audit_session.interruptions",
        "audit_session.process",
        "audit_session.remote_tool",
        "auditee.unit",
        "cause_step.shown_by",
        "cause_step.text",
        "checklist_item.expected_evidence",
        "checklist_item.follow_up_probes",
        "checklist_item.interviewee_role",
        "checklist_item.look_for",
        "checklist_item.reasons",
        "checklist_item.red_flags",
        "checklist_item.sampling_hint",
        "checklist_item.why",
        "confirmation.remark",
        "custody_entry.detail",
        "disposal.number",
        "disposal.reason",
        "disposal.sha256",
        "disposal.subject_id",
        "disposal.traces",
        "due_extension.reason",
        "evidence.derived_marks",
        "evidence_request.answer",
        "evidence_request.what",
        "heading.parent",
        "heading.reference",
        "heading.title",
        "isms_scope.text",
        "isms_scope.what",
        "legal_hold.lift_reason",
        "legal_hold.reason",
        "legal_hold.subject_id",
        "meeting.agenda",
        "own_word.word",
        "pack.language",
        "pack.licence",
        "pack.modified",
        "pack.retrieved",
        "pack.source",
        "pack.title",
        "pack.version",
        "person.email",
        "phrase.abbreviation",
        "phrase.text",
        "programme.methods",
        "programme.objectives",
        "programme.risks",
        "programme.title",
        "requirement.documented_information",
        "requirement.parent",
        "requirement.process",
        "requirement.text",
        "response.cause",
        "response.comment",
        "response.correction",
        "response.effectiveness_measure",
        "response.extent",
        "response.no_correction_reason",
        "response.rejection_reason",
        "response.risk_update_note",
        "sample.listed",
        "sample_unit.identifier",
        "sample_unit.note",
        "sample_unit.replaced_because",
        "soa_entry.documents",
        "soa_entry.owner",
        "soa_entry.risks",
        "soa_version.approver",
        "soa_version.changes",
        "soa_version.scope_text",
        "soa_version.strays",
        "trashed_evidence.content",
        "trashed_evidence.number",
        "verification.note",
    }
)
ONLY_IN_WORKBOOK = frozenset({"checklist_item.question", "note_line.text"})
IN_PRINTED_CHECKLIST = ("checklist_item.question", "checklist_item.look_for")


@dataclass(frozen=True, slots=True)
class Rendered:
    """The sample with a mark in every text, and what leaves of it; `pdf` is its text without any space."""

    marked: tuple[Place, ...]
    document: ReportDocument
    pdf: str
    workbook: bytes
    checklist: str

    def carried(self) -> list[Place]:
        content = documents.to_json(self.document).decode()
        return [place for place in self.marked if place.mark in content]


@pytest.fixture(scope="module")
def rendered(sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    folder = copytree(sample_template, tmp_path_factory.mktemp("hostile") / "hostile.assay")
    seat = Seat("Assay test", DEVICE, "Test laptop", FixedClock(SAMPLE_DAY))
    marked = tuple(places())
    workspace = open_workspace(folder, None, seat)
    with workspace.write("Write marks") as uow:
        _ask_for_every_text(uow)
        fill(uow, iter(marked))
    with workspace.read() as unit:
        audit_id = next(row.id for row in audit_rows(unit) if row.number == THIS)
        document = build_draft(unit, audit_id, DEVICE)
        printed = build_checklist_document(unit, audit_id)
    workspace.close()
    checklist = _text(render_checklist(printed))
    return Rendered(marked, document, _text(render_pdf(document)), render_xlsx(document), checklist)


def _ask_for_every_text(uow: UnitOfWork) -> None:
    """Some texts are printed only where they mean something: with an exception, of a withdrawn finding."""
    audit = uow.session.scalars(select(Audit).where(Audit.number == THIS)).one()
    audit.conformity = audit.effectiveness = Verdict.EXCEPT
    drafts = select(Finding).where(Finding.audit_id == audit.id, Finding.state == FindingState.DRAFT)
    uow.session.scalars(drafts.order_by(Finding.number)).all()[0].state = FindingState.WITHDRAWN
    uow.session.flush()


def _text(pdf: bytes) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def _cells(workbook: bytes) -> list[Cell]:
    book = load_workbook(io.BytesIO(workbook))
    found = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    return [cell for cell in found if isinstance(cell, Cell) and cell.value is not None]


def test_every_text_that_can_be_written_leaves_or_is_known_to_stay_inside(rendered: Rendered) -> None:
    carried = {place.name for place in rendered.carried()}
    assert {place.name for place in rendered.marked} - carried == STAYS_INSIDE
    assert len(carried) > 70


def test_every_text_stands_in_the_pdf_as_it_was_written(rendered: Rendered) -> None:
    missing = {place.name for place in rendered.carried() if f"={place.mark}<b>&" not in rendered.pdf}
    assert missing == ONLY_IN_WORKBOOK
    assert "[U+0000]" in rendered.pdf
    assert "[U+202E]" in rendered.pdf
    assert "\u202e" not in rendered.pdf


def test_every_text_that_reaches_the_workbook_is_whole_and_no_formula(rendered: Rendered) -> None:
    cells = _cells(rendered.workbook)
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    with ZipFile(io.BytesIO(rendered.workbook)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in parts.read(name) or b"<f " in parts.read(name) for name in sheets)
    said = "\n".join(str(cell.value) for cell in cells)
    reached = [place for place in rendered.carried() if place.mark in said]
    torn = [p.name for p in reached if f"={p.mark}<b>&[U+0000]😀[U+202E]\u200f" not in said]
    assert torn == []
    assert {place.name for place in reached} >= ONLY_IN_WORKBOOK
    assert len(reached) > 30


def test_the_printed_checklist_carries_its_questions_as_they_were_written(rendered: Rendered) -> None:
    marks = {place.name: place.mark for place in rendered.marked}
    for name in IN_PRINTED_CHECKLIST:
        assert f"={marks[name]}<b>&" in rendered.checklist


def test_no_text_is_too_long_for_the_report(rendered: Rendered) -> None:
    """Longer than any page, in every field at once; each is there to its last word."""
    lengthened: set[str] = set()
    content = _lengthen(json.loads(documents.to_json(rendered.document)), lengthened)
    document = documents.from_json(json.dumps(content, ensure_ascii=False).encode())
    text, workbook = _text(render_pdf(document)), render_xlsx(document)
    names = {place.mark: place.name for place in rendered.marked}
    assert len(lengthened) > 70
    cut = {names[mark] for mark in lengthened if f"{mark}ends" not in text}
    assert cut == ONLY_IN_WORKBOOK | {"finding.state_reason"}, "of a standing finding it is not printed"
    assert all(len(str(cell.value)) <= 32_767 for cell in _cells(workbook))


def _lengthen(value: Any, done: set[str]) -> Any:
    """The same tree, with the first text of each mark grown long."""
    if isinstance(value, dict):
        in_pdf_last = sorted(value, key=lambda key: key == "checklist")
        return {key: _lengthen(value[key], done) for key in in_pdf_last}
    if isinstance(value, list):
        return [_lengthen(one, done) for one in value]
    found = re.search(r"=(T\d{3})<b>", value) if isinstance(value, str) else None
    if found is None or found[1] in done:
        return value
    done.add(found[1])
    return f"{value} {'long word ' * (LONG // 10)} {found[1]}ends"
