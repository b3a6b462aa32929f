"""Lists, workbooks, documents and Markdown are read in the window as tables and as formatted text."""

from collections.abc import Callable

from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextTable
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.evidence.media import DOCX, XLSX
from tests.app.evidence.conftest import story
from tests.app.evidence.office_files import docx, paragraph, table, xlsx
from tests.ui.preview.test_viewer import Show, Surroundings, bugs, context, show, viewer
from ui.preview.sheets_view import column_name
from ui.preview.viewer import Viewer

__all__ = ["bugs", "context", "show", "story", "viewer"]


def workbook() -> bytes:
    book = Workbook()
    book.worksheets[0].title = "Accounts"
    book.worksheets[0].append(["Account", "Left"])
    book.worksheets[0].append(["ann", "2026-03-31"])
    book.create_sheet("R&D").append(["zoë"])
    book.create_sheet("Removed").sheet_state = "hidden"
    return xlsx(book)


def cells(viewer: Viewer) -> list[list[str]]:
    model = viewer._sheets.table.model()
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in rows]


def text(viewer: Viewer) -> str:
    return viewer._formatted.toPlainText()


def test_a_workbook_has_a_tab_for_each_sheet(viewer: Viewer, show: Show) -> None:
    show(workbook(), XLSX)
    tabs = viewer._sheets.tabs
    assert [tabs.tabText(tab) for tab in range(tabs.count())] == ["Accounts", "R&&D", "Removed (hidden)"]
    assert cells(viewer) == [["Account", "Left"], ["ann", "2026-03-31"]]
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert cells(viewer) == [["zoë"]]
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert cells(viewer) == []
    assert viewer._sheets._note.text() == "This sheet is empty."


def test_a_list_is_a_table_walked_through_by_the_keyboard(viewer: Viewer, show: Show) -> None:
    show("name;left\nann;2026-03-31\nzoë;\n".encode("utf-16"), "text/csv")
    view = viewer._sheets
    assert not view.tabs.isVisible()
    assert cells(viewer) == [["name", "left"], ["ann", "2026-03-31"], ["zoë", ""]]
    viewer.setFocus()
    assert QApplication.focusWidget() is view.table
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    QTest.keyClick(view.table, Qt.Key.Key_Right)
    assert view.table.currentIndex().data() == "2026-03-31"


def test_a_hit_of_the_search_opens_at_its_row_and_sheet(
    viewer: Viewer, context: Surroundings, qtbot: QtBot
) -> None:
    def opened(content: bytes, kind: str, within: str) -> None:
        viewer.show_bytes(content, kind)
        viewer.go_to(within)
        qtbot.waitUntil(lambda: not context.jobs.running, timeout=30_000)

    opened(b'name,note\nann,"two\nlines"\nbob,x\n', "text/csv", "line:4")
    assert viewer._sheets.table.currentIndex().row() == 2
    opened(workbook(), XLSX, "sheet:R&D")
    assert cells(viewer) == [["zoë"]]


def test_a_document_is_read_with_its_tables_and_can_be_enlarged(viewer: Viewer, show: Show) -> None:
    body = paragraph("Leavers", style="berschrift1") + table(("Role", "Days"), ("Leaver", "1"))
    show(docx(body + paragraph("Approved") + "<w:p><w:r><w:drawing/></w:r></w:p>"), DOCX)
    assert text(viewer).splitlines()[0] == "Leavers"
    assert viewer._formatted.document().firstBlock().blockFormat().headingLevel() == 1
    tables = viewer._formatted.document().rootFrame().childFrames()
    assert isinstance(tables[0], QTextTable)
    assert tables[0].cellAt(1, 0).firstCursorPosition().block().text() == "Leaver"
    assert text(viewer).splitlines()[-2:] == [
        "Approved",
        "Pictures are left out here. Open a copy to see them.",
    ]
    assert viewer.can_enlarge()


def test_what_looks_like_markup_stays_letters(viewer: Viewer, show: Show) -> None:
    """Nothing of a file is fetched, run or followed, whatever it says."""
    typed = '<img src="https://x.example/a.png"><a href="file:///etc/passwd">x</a>'
    show(typed.encode(), "text/markdown")
    assert text(viewer).startswith(typed)
    show(docx(paragraph("&lt;b&gt;bold&lt;/b&gt;")), DOCX)
    assert text(viewer) == "<b>bold</b>"


def test_a_word_without_end_does_not_hold_up_the_window(viewer: Viewer, show: Show) -> None:
    show(docx(paragraph("x" * 200_000)), DOCX)
    assert len(viewer._formatted.document().firstBlock().text()) == 200_000


def test_columns_are_called_as_spreadsheets_call_them() -> None:
    named: Callable[[int], str] = column_name
    assert [named(column) for column in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
