"""The sample report, rendered once, and its text page by page; and a real audit to report on."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.reporting.document import ReportDocument
from app.reporting.pdf.report import render_pdf
from app.reporting.reports import issue_report
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from tests.app.reporting.audited import Audited, begin
from tests.app.reporting.sample import sample_document


@pytest.fixture(scope="session")
def document() -> ReportDocument:
    return sample_document()


@pytest.fixture(scope="session")
def report(document: ReportDocument) -> PdfReader:
    return PdfReader(BytesIO(render_pdf(document)))


@pytest.fixture(scope="session")
def pages(report: PdfReader) -> list[str]:
    return [page.extract_text() for page in report.pages]


@pytest.fixture(scope="session")
def text(pages: list[str]) -> str:
    """All text with single blanks."""
    return " ".join(" ".join(pages).split())


@pytest.fixture
def audited(workspace: Workspace, tmp_path: Path) -> Audited:
    """A real audit in a workspace, with nothing missing before its report is issued."""
    return begin(workspace, tmp_path)


@pytest.fixture(scope="session")
def shared_worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.stop()


@pytest.fixture
def issued(audited: Audited) -> Audited:
    """The same audit with its report issued."""
    issue_report(audited.workspace, audited.audit_id)
    return audited
