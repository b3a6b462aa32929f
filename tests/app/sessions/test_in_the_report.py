"""What the report says of sessions: documents read, tests with what was agreed, notes that were confirmed."""

from io import BytesIO

from pypdf import PdfReader

from app.reporting.document import ReportDocument
from app.reporting.parts import DocumentReview, TechnicalTest
from app.reporting.pdf.report import render_pdf
from app.reporting.reports import build_draft
from app.sessions import read_back, sessions
from app.sessions.sessions import SessionKind
from tests.app.reporting.reading import packed
from tests.app.sessions.story import Story
from tests.conftest import DEVICE

REVIEW = {
    "document_title": "Backup policy",
    "document_version": "v3",
    "document_owner": "IT operations",
    "document_approval": "CISO, 2 Feb 2026",
    "sections_read": "4 to 6",
    "review_result": "Restores are not asked for",
}
TEST = {
    "test_agreement": "Mail of 20 Nov",
    "test_window": "Tue 22:00 to 23:00",
    "test_account": "ro_audit",
    "test_logging": "Screen recorded",
    "test_restoring": "Nothing was changed",
}


def held(story: Story, kind: SessionKind, title: str, **values: str) -> None:
    session_id = story.session(title)
    story.do(sessions.edit_session, session_id, kind=kind, **values)
    story.do(sessions.start, session_id)


def report(story: Story) -> ReportDocument:
    return story.see(build_draft, story.audit_id, DEVICE)


def text(document: ReportDocument) -> str:
    pages = PdfReader(BytesIO(render_pdf(document))).pages
    return packed(" ".join(page.extract_text() for page in pages))


def test_a_document_review_stands_in_the_methodology_with_its_record(story: Story) -> None:
    held(story, SessionKind.DOCUMENT_REVIEW, "Policy", **REVIEW)
    document = report(story)
    assert document.methodology.reviews == (DocumentReview(*REVIEW.values()),)
    printed = text(document)
    assert packed("Documents reviewed") in printed
    assert packed("version v3; owner: IT operations; approved: CISO, 2 Feb 2026") in printed


def test_a_technical_test_stands_there_with_what_was_agreed_and_what_it_left(story: Story) -> None:
    held(story, SessionKind.TECHNICAL_TEST, "Port scan", **TEST)
    document = report(story)
    assert document.methodology.tests == (TechnicalTest("Port scan", *TEST.values()),)
    assert packed("agreed: Mail of 20 Nov; window: Tue 22:00 to 23:00") in text(document)


def test_a_review_that_was_only_planned_is_not_told(story: Story) -> None:
    story.do(sessions.edit_session, story.session_id, kind=SessionKind.DOCUMENT_REVIEW, **REVIEW)
    document = report(story)
    assert document.methodology.reviews == ()
    assert packed("Documents reviewed") not in text(document)


def test_the_plan_says_which_notes_were_confirmed(story: Story) -> None:
    before = report(story)
    assert [row.confirmed for row in before.sessions] == [False]
    story.do(sessions.start, story.session_id)
    story.do(sessions.end, story.session_id)
    story.do(read_back.confirm, story.session_id, story.okafor_id)
    document = report(story)
    assert [row.confirmed for row in document.sessions] == [True]
    assert text(document).count("confirmed") == text(before).count("confirmed") + 1
