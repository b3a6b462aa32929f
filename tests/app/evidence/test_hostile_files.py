"""Files made to do harm: whoever looks at one gets a picture or a sentence, in bounded time and memory."""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.errors import UserError
from app.evidence.exporting import export_copy
from app.evidence.intake import attach_bytes
from app.evidence.media import HEAD, media_type
from app.evidence.outside import copy_outside
from app.evidence.preview.asking import (
    FormattedText,
    NoPreview,
    Picture,
    Sheets,
    TextPreview,
    preview_bytes,
    preview_evidence,
)
from app.evidence.private_folder import PrivateFolder
from app.worker.client import Worker
from app.worker.tasks import TASKS
from app.workspace.workspace import Workspace
from tests.app.evidence import hostile_files as hostile
from tests.app.evidence.conftest import Story
from tests.app.evidence.office_files import changed, docx, paragraph, xlsx
from tests.app.evidence.reading import content_of
from tests.soak.extent import IS_SOAK

Make = Callable[[], bytes]
PATIENCE = TASKS["preview"].seconds
SHOWN, FORMATTED, IN_SHEETS = "a picture", "formatted text", "sheets"
STOPPED = "stopped"
"""It takes too long, or more memory than it may, or it ends the process: which one is up to the machine."""


@pytest.fixture(scope="module")
def worker() -> Worker:
    return Worker()


Seen = Callable[..., str]


@pytest.fixture
def seen(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> Seen:
    """What the auditor sees of a file; where it is to be stopped, a test waits less long than the window."""

    def looked_at(data: bytes, page: int = 0, patience: float = PATIENCE) -> str:
        monkeypatch.setitem(TASKS, "preview", replace(TASKS["preview"], seconds=patience))
        return what_is_seen(worker, data, page)

    return looked_at


def what_is_seen(worker: Worker, data: bytes, page: int, kind: str = "") -> str:
    try:
        preview = preview_bytes(worker, data, kind or media_type(data[:HEAD], "file"), page)
    except UserError as error:
        text = str(error)
        known = ("took longer", "stopped unexpectedly", "more memory than it may")
        return STOPPED if any(words in text for words in known) else text
    match preview:
        case Picture():
            assert 1 <= preview.width <= 1_600
            assert 1 <= preview.height <= 30_000
            return SHOWN
        case TextPreview():
            return preview.text
        case FormattedText():
            assert len(preview.blocks) <= 2_000
            assert sum(len(block.text) for block in preview.blocks) <= 500_000
            return FORMATTED
        case Sheets():
            assert all(len(sheet.rows) <= 1_000 and sheet.columns <= 100 for sheet in preview.sheets)
            return IN_SHEETS
        case NoPreview():
            return str(preview.reason)


TOO_LARGE = "This picture is too large to show: {0} × {0} pixels."
DAMAGED = "This picture is damaged, or of a kind that cannot be shown here."
HUGE = TOO_LARGE.format(hostile.HUGE)
PICTURES: dict[str, tuple[Make, str]] = {
    "50,000 by 50,000 real pixels": (hostile.huge_png, HUGE),
    "a PNG that claims them": (lambda: hostile.png(hostile.HUGE, hostile.HUGE, b""), HUGE),
    "a JPEG that claims them": (lambda: hostile.jpeg(hostile.HUGE, hostile.HUGE), HUGE),
    "a JPEG in passes that claims them": (
        lambda: hostile.jpeg(hostile.HUGE, hostile.HUGE, progressive=True),
        HUGE,
    ),
    "a TIFF that claims them": (lambda: hostile.tiff([(hostile.HUGE, hostile.HUGE)]), HUGE),
    "a GIF that claims them": (lambda: hostile.gif(hostile.HUGE, hostile.HUGE), HUGE),
    "a PNG that is cut": (lambda: hostile.png(100, 100, b"x")[:60], DAMAGED),
    "a JPEG that is cut": (lambda: hostile.jpeg(64, 64)[:300], DAMAGED),
    "a TIFF that is cut": (lambda: hostile.tiff([(8, 8)])[:30], DAMAGED),
    "packed words in a PNG": (lambda: hostile.png_with_packed_text(200 * 1024**2), DAMAGED),
    "a TIFF whose pages go round": (lambda: hostile.tiff([(8, 8)] * 2, goes_round=True), SHOWN),
    "a TIFF of 300,000 pages": (lambda: hostile.tiff([(1, 1)] * 300_000), STOPPED),
}
PAGE_DAMAGED = "Page 1 of this PDF is damaged and cannot be shown."
DOCUMENTS: dict[str, tuple[Make, str]] = {
    "a page tree of itself": (hostile.tree_of_itself, PAGE_DAMAGED),
    "a page tree without end": (lambda: hostile.deep_tree(100_000), PAGE_DAMAGED),
    "two milliards of pages": (hostile.page_of_two_milliards, SHOWN),
    "an object in an object without end": (lambda: hostile.deep_object(1_000_000), SHOWN),
    "a cross-reference table of itself": (
        hostile.table_of_itself,
        "This PDF is damaged and cannot be shown.",
    ),
    "a form that draws itself": (hostile.form_that_draws_itself, STOPPED),
    "forms that double": (lambda: hostile.forms_that_double(40), STOPPED),
    "rectangles without end": (lambda: hostile.rectangles(3_000_000), STOPPED),
    "a pattern of itself": (hostile.pattern_of_itself, STOPPED),
    "a stack without end": (lambda: hostile.never_restored(20_000_000), STOPPED),
    "a picture of 50,000 by 50,000 pixels": (hostile.huge_picture_in_a_page, STOPPED),
    "a page as wide as a planet": (lambda: hostile.page(b"", box=b"0 0 1e30 1e30"), SHOWN),
    "a page as long as a river": (lambda: hostile.page(b"", box=b"0 0 1 1000000000"), SHOWN),
    "a page as wide as a river": (lambda: hostile.page(b"", box=b"0 0 1000000000 1"), SHOWN),
    "a page smaller than an atom": (lambda: hostile.page(b"", box=b"0 0 1e-30 1e-30"), SHOWN),
    "a page without numbers": (lambda: hostile.page(b"", box=b"nan nan inf inf"), SHOWN),
    "a page turned inside out": (lambda: hostile.page(b"", box=b"100 100 -100000 -100000"), SHOWN),
    "a document that is cut": (lambda: hostile.page(b"")[:200], "This PDF is damaged and cannot be shown."),
}


def patience(said: str) -> float:
    return 2 if said == STOPPED and not IS_SOAK else PATIENCE


@pytest.mark.parametrize(("make", "said"), PICTURES.values(), ids=PICTURES)
def test_a_picture_made_to_do_harm_costs_a_sentence(seen: Seen, make: Make, said: str) -> None:
    assert seen(make(), patience=patience(said)) == said


@pytest.mark.parametrize(("make", "said"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_pdf_made_to_do_harm_costs_a_sentence(seen: Seen, make: Make, said: str) -> None:
    """Stopped, or drawn in time where the machine is quick enough: both are fine."""
    data, start = make(), time.monotonic()
    assert seen(data, patience=patience(said)) in {said, SHOWN if said == STOPPED else said}
    assert time.monotonic() - start < PATIENCE + 10


def test_a_later_page_of_a_scan_is_bounded_like_the_first(seen: Seen) -> None:
    data = hostile.tiff([(8, 8), (hostile.HUGE, hostile.HUGE)])
    assert seen(data) == SHOWN
    assert seen(data, page=1) == HUGE


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell it")
def test_no_worker_took_more_memory_than_it_may() -> None:
    import resource

    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    most *= 1 if sys.platform == "darwin" else 1024
    assert sys.platform == "darwin" or most < TASKS["preview"].memory


UNREADABLE = "This document is damaged or protected by a password and cannot be shown."
PACKED = "This file is packed to be larger than can be shown. Export a copy to open it."
LAUGHS = hostile.billion_laughs("w:document").decode().partition("<w:document>")[0]
OFFICE: dict[str, tuple[Make, str]] = {
    "entities that grow": (lambda: docx("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", before=LAUGHS), UNREADABLE),
    "a file of this computer": (
        lambda: docx(paragraph("&x;"), before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        UNREADABLE,
    ),
    "tables in tables": (
        lambda: docx("<w:tbl><w:tr><w:tc>" * 50_000 + "</w:tc></w:tr></w:tbl>" * 50_000),
        STOPPED,
    ),
    "parts in parts": (lambda: docx("<w:sdt>" * 200_000 + "</w:sdt>" * 200_000), UNREADABLE),
    "a word of 100 million letters": (lambda: docx(paragraph("x" * 100_000_000)), FORMATTED),
    "a million attributes": (
        lambda: docx("<w:p " + " ".join(f'a{n}=""' for n in range(10**6)) + "/>"),
        STOPPED,
    ),
    "a workbook without its sheet": (
        lambda: changed(xlsx(Workbook()), "xl/worksheets/sheet1.xml", b""),
        UNREADABLE,
    ),
    "a workbook of entities": (
        lambda: changed(
            xlsx(Workbook()),
            "xl/worksheets/sheet1.xml",
            hostile.billion_laughs("worksheet"),
        ),
        UNREADABLE,
    ),
    "a sheet that claims a milliard of rows": (
        lambda: changed(
            xlsx(Workbook()),
            "xl/worksheets/sheet1.xml",
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            b'<row r="1000000000"><c r="ZZZ1000000000"><v>1</v></c></row></sheetData></worksheet>',
        ),
        IN_SHEETS,
    ),
}
TEXTS: dict[str, tuple[Make, str]] = {
    "brackets without end": (lambda: b"[" * 200_000, FORMATTED),
    "quotations without end": (lambda: b">" * 200_000, FORMATTED),
    "stars without end": (lambda: b"**a " * 50_000, FORMATTED),
    "a table of one line": (lambda: b"|a" * 60_000 + b"\n" + b"|-" * 60_000, FORMATTED),
    "ticks without end": (lambda: b"`" * 100_000 + b"a" + b"`" * 99_999, FORMATTED),
}


@pytest.mark.parametrize(("make", "said"), OFFICE.values(), ids=OFFICE)
def test_a_document_made_to_do_harm_costs_a_sentence(seen: Seen, make: Make, said: str) -> None:
    """Stopped, or read in bounds where the machine is quick enough: both are fine."""
    data, start = make(), time.monotonic()
    assert seen(data, patience=patience(said)) in {said, FORMATTED if said == STOPPED else STOPPED}
    assert time.monotonic() - start < PATIENCE + 10


@pytest.mark.parametrize(("make", "said"), TEXTS.values(), ids=TEXTS)
def test_markdown_made_to_do_harm_is_read_in_time(worker: Worker, make: Make, said: str) -> None:
    assert what_is_seen(worker, make(), 0, "text/markdown") in {said, STOPPED}


def test_a_list_of_a_row_without_end_is_bounded(worker: Worker) -> None:
    assert what_is_seen(worker, b"," * 200_000, 0, "text/csv") == IN_SHEETS
    assert what_is_seen(worker, b'"' * 199_999, 0, "text/csv") in {IN_SHEETS, '"' * 199_999}


def test_entities_that_grow_are_letters_like_others(seen: Seen) -> None:
    for element in ("svg", "html", "root"):
        data = hostile.billion_laughs(element)
        assert seen(data) == data.decode()


ARCHIVE = "An archive is not shown here. Export a copy to open it."


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        ("report.docx", 20, UNREADABLE),
        ("report.docx", 200, PACKED),
        ("accounts.xlsx", 20, UNREADABLE),
        ("accounts.xlsx", 200, PACKED),
        ("evidence.zip", 20, ARCHIVE),
    ],
)
def test_archives_that_explode_are_kept_and_not_unpacked(
    worker: Worker, workspace: Workspace, story: Story, name: str, size: int, said: str
) -> None:
    parts = {".docx": "word/document.xml", ".xlsx": "xl/worksheets/sheet1.xml"}
    members = ["[Content_Types].xml", parts.get(Path(name).suffix, "a.txt"), "../../evil.sh"]
    data = hostile.zip_bomb(members, size * 1024**2)
    attached = attach_bytes(workspace, story.audit, name, data)
    preview = preview_evidence(worker, workspace, attached.evidence_id)
    assert isinstance(preview, NoPreview)
    assert str(preview.reason) == said
    assert content_of(workspace, attached.evidence_id) == data


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("page.pdf", hostile.png(8, 8, b""), DAMAGED),
        ("picture.png", hostile.page(b""), SHOWN),
        ("notes.txt", b"\x7fELF" + bytes(200), "application/x-executable"),
        ("notes.txt", b"MZ" + bytes(200), "application/vnd.microsoft.portable-executable"),
        ("picture.jpg", b"<html><script>alert(1)</script>", "<html><script>alert(1)</script>"),
        ("picture.svg", b'<svg onload="alert(1)"/>', '<svg onload="alert(1)"/>'),
    ],
)
def test_what_a_file_is_says_its_content_and_not_its_name(
    worker: Worker, workspace: Workspace, story: Story, name: str, data: bytes, said: str
) -> None:
    attached = attach_bytes(workspace, story.audit, name, data)
    preview = preview_evidence(worker, workspace, attached.evidence_id)
    match preview:
        case Picture():
            assert said == SHOWN
        case TextPreview():
            assert preview.text == said
        case NoPreview():
            assert said in str(preview.reason)


NAMES = [
    "../../../etc/cron.d/evil",
    "..\\..\\Windows\\System32\\evil.txt",
    "/etc/passwd",
    "C:\\boot.ini",
    "\\\\server\\share\\evil",
    "..",
    "evil\0.txt",
    "CON",
    "a" * 4_000,
    "~/.bashrc",
    "-rf *",
    "invoice\u202efdp.txt",
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_never_leads_out_of_the_folder(
    workspace: Workspace, story: Story, tmp_path: Path, name: str
) -> None:
    attached = attach_bytes(workspace, story.audit, name, b"content")
    folder = tmp_path / "exports"
    folder.mkdir()
    outside = PrivateFolder(tmp_path / "private")
    try:
        copies = [
            export_copy(workspace, attached.evidence_id, folder),
            copy_outside(workspace, attached.evidence_id, outside),
        ]
        assert copies[0].parent == folder
        assert copies[1].parent.parent == outside.path
        assert [path.read_bytes() for path in copies] == [b"content"] * 2
    finally:
        outside.clear()
    assert {path.name for path in tmp_path.iterdir()} == {"audits.assay", "exports", "private"}
