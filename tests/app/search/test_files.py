"""The texts of files that are evidence: read in the worker, found by the page, gone with their piece."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from reportlab.pdfgen.canvas import Canvas

from app.evidence.evidence import edit_evidence, remove_evidence
from app.evidence.intake import attach_bytes
from app.progress import Cancelled
from app.retention.destroying import destroy_due
from app.search import extraction
from app.search.extraction import extracted, has_text, parts_from
from app.search.reading import files_to_read, read_files
from app.search.searching import Kind
from app.sessions import notes
from app.worker.client import Worker, WorkerError
from models.organization import Person
from tests.app.search.finding import differences, ids, kinds, look, marks
from tests.app.search.test_indexing import raw, words_in_index
from tests.app.sessions.story import Story

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# A word is kept without what it shares with the one before it.
_REST = "yzzyva"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def worker() -> Worker:
    return Worker()


def pdf(*pages: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for text in pages:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def document(*paragraphs: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    whole = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", whole)
    return buffer.getvalue()


def attach(story: Story, name: str, content: bytes) -> str:
    return attach_bytes(story.workspace, story.audit_id, name, content).evidence_id


def read(content: bytes, media_type: str) -> list[tuple[str, str]]:
    return parts_from(extracted(content, media_type))


def test_a_page_of_a_pdf_is_found_with_its_number(story: Story, worker: Worker) -> None:
    piece = attach(story, "policy.pdf", pdf("Scope", "Restore tests each quarter", "Owners"))
    assert read_files(story.workspace, worker) == 1
    (hit,) = look(story.workspace, "restore quarter")
    assert (hit.kind, hit.id, hit.within) == (Kind.FILE, piece, "page:2")
    assert hit.title.text == "E-001 policy.pdf"
    assert marks(hit.excerpt) == ["Restore", "quarter"]


@pytest.mark.parametrize(
    ("name", "content", "within"),
    [
        ("log.txt", b"first\n\nwalnut and hazel\n", "line:3"),
        ("notes.md", "# Łąka\n\n*walnut* and **hazel**".encode(), "line:3"),
        ("jobs.csv", b"job;state\n1;walnut hazel\n", "line:2"),
        ("jobs.xlsx", workbook(Jobs=[["job", 1], ["walnut", "hazel"]]), "sheet:Jobs"),
        ("plan.docx", document("Plan", "walnut", "hazel"), ""),
        ("old.txt", "walnut hazel Łódź".encode("utf-16"), "line:1"),
        ("page.html", b"<html><body><p>walnut</p><b>hazel</b></body></html>", "line:1"),
    ],
)
def test_text_markdown_tables_and_documents_are_read(
    story: Story, worker: Worker, name: str, content: bytes, within: str
) -> None:
    piece = attach(story, name, content)
    read_files(story.workspace, worker)
    (hit,) = look(story.workspace, "walnut hazel")
    assert (hit.kind, hit.id, hit.within) == (Kind.FILE, piece, within)


def test_a_file_counts_once_however_many_of_its_pages_hold_the_words(story: Story, worker: Worker) -> None:
    piece = attach(story, "walnut.pdf", pdf(*["walnut"] * 12))
    read_files(story.workspace, worker)
    assert [hit.id for hit in look(story.workspace, "walnut")] == [piece]


def test_each_file_is_read_once(story: Story, worker: Worker) -> None:
    attach(story, "a.txt", b"walnut")
    attach(story, "photo.png", b"\x89PNG\r\n\x1a\n" + bytes(64))
    assert [file.media_type for file in files_to_read(story.workspace)] == ["text/plain"]
    assert read_files(story.workspace, worker) == 1
    assert read_files(story.workspace, worker) == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("damaged.pdf", b"%PDF-1.7 nothing of a PDF"),
        ("damaged.xlsx", b"PK\x03\x04 xl/ _rels/.rels" + bytes(100)),
        ("damaged.docx", b"PK\x03\x04 word/ _rels/.rels" + bytes(100)),
        ("locked.txt", b"walnut\x00\x01\x02\x03" * 50),
    ],
)
def test_a_damaged_file_is_read_as_one_without_text_and_not_again(
    story: Story, worker: Worker, name: str, content: bytes
) -> None:
    attach(story, name, content)
    read_files(story.workspace, worker)
    assert files_to_read(story.workspace) == []
    assert {hit.kind for hit in look(story.workspace, "damaged")} <= {Kind.EVIDENCE}


def test_a_file_at_which_the_worker_dies_is_not_tried_again(story: Story) -> None:
    class Dying(Worker):
        def run(self, *_args: object, **_named: object) -> bytes:
            raise WorkerError("It died.")

    attach(story, "bomb.txt", b"walnut")
    assert read_files(story.workspace, Dying()) == 1
    assert files_to_read(story.workspace) == []


def test_reading_that_is_stopped_is_taken_up_again(story: Story, worker: Worker) -> None:
    attach(story, "a.txt", b"walnut")

    def stop(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_files(story.workspace, worker, stop)
    assert len(files_to_read(story.workspace)) == 1
    assert read_files(story.workspace, worker) == 1


def test_a_piece_that_is_removed_while_it_is_read_leaves_no_text(story: Story, worker: Worker) -> None:
    piece = attach(story, "a.txt", b"walnut")

    class Slow(Worker):
        def run(self, *args: object, **named: object) -> bytes:
            answer = worker.run(*args, **named)
            story.do(remove_evidence, piece)
            return answer

    assert read_files(story.workspace, Slow()) == 0
    assert kinds(story.workspace, "walnut") == []


def test_a_removed_piece_leaves_and_comes_back_with_undo(story: Story, worker: Worker) -> None:
    piece = attach(story, "a.txt", b"walnut")
    read_files(story.workspace, worker)
    story.do(remove_evidence, piece)
    assert kinds(story.workspace, "walnut") == []
    story.workspace.undo()
    assert read_files(story.workspace, worker) == 1
    assert ids(story.workspace, "walnut", Kind.FILE) == {piece}
    assert differences(story.workspace) == 0


def test_what_was_destroyed_is_found_nowhere_in_the_index(story: Story, worker: Worker) -> None:
    kept, piece = attach(story, "kept.txt", b"walnut"), attach(story, "a.txt", b"zyzzyva, the last word")
    read_files(story.workspace, worker)
    assert ids(story.workspace, "zyzzyva", Kind.FILE) == {piece}
    assert words_in_index(story.workspace, _REST) > 0
    story.do(edit_evidence, piece, destroy_on=story.clock.now().date())
    destroy_due(story.workspace, [piece], "Agreed")
    story.workspace.compact()
    assert look(story.workspace, "zyzzyva") == ()
    assert words_in_index(story.workspace, _REST) == 0
    assert raw(story.workspace, "SELECT count(*) FROM search_text WHERE body LIKE '%zyzzyva%'") == [(0,)]
    assert ids(story.workspace, "walnut", Kind.FILE) == {kept}
    assert files_to_read(story.workspace) == []
    assert differences(story.workspace) == 0


def test_a_person_whose_data_was_destroyed_is_not_found_by_name(story: Story) -> None:
    line_id = story.do(notes.add_line, story.session_id, "Nightly walnut", speaker_id=story.okafor_id)
    with story.workspace.write("Set the day") as uow:
        uow.session.get_one(Person, story.okafor_id).destroy_on = uow.today()
    destroy_due(story.workspace, [story.okafor_id], "Agreed")
    assert look(story.workspace, "okafor") == ()
    assert ids(story.workspace, "walnut", Kind.NOTE) == {line_id}


def test_texts_are_bounded_and_cut_where_words_end() -> None:
    parts = read(("walnut " * 2_000).encode(), "text/plain")
    assert all(len(text) <= 1_500 and not text.startswith("alnut") for _place, text in parts)
    assert sum(text.count("walnut") for _place, text in parts) == 2_000


def test_a_huge_text_is_read_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "MOST_CHARACTERS", 5_000)
    parts = read(b"walnut " * 5_000, "text/plain")
    assert sum(len(text) for _place, text in parts) == 5_000


def test_rows_say_in_which_sheet_they_stand_with_dates_and_numbers() -> None:
    content = workbook(Leavers=[["name", "left"], ["A. Moreau", date(2026, 3, 1)]], Empty=[])
    ((place, text),) = read(content, XLSX)
    assert place == "sheet:Leavers"
    assert "A. Moreau · 2026-03-01" in text


def test_entities_that_grow_without_end_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    for name, previous in zip("bcdefghij", "abcdefghi", strict=True):
        bomb += f'<!ENTITY {name} "{f"&{previous};" * 10}">'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f"{bomb}]><x>&j;</x>")
    assert read(buffer.getvalue(), DOCX) == []


@pytest.mark.parametrize("kind", ["image/png", "message/rfc822", "application/zip", "video/mp4"])
def test_kinds_without_words_are_left_alone(kind: str) -> None:
    assert not has_text(kind)
