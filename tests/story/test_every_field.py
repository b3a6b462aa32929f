"""Hostile text in every field of the window that saves itself: it is kept letter by letter."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from app.planning.audit_list import audit_rows
from app.sessions.reads import session_rows
from app.workspace.verify import verify
from tests.app.conftest import SAMPLE_DAY
from tests.conftest import FixedClock
from tests.story.auditor import Auditor
from tests.ui.conftest import OpenWindow
from ui.page import Page
from ui.pages import page_entries
from ui.widgets.autosave import AutoSave
from ui.widgets.lazy_rows import LazyRows
from ui.widgets.lazy_table import LazyTable

Field = QLineEdit | QPlainTextEdit | QTextEdit
THIS = "IA-2026-03"
HOSTILE = "=cmd() <b>bold</b> &amp; \0 😀 \u202eturned\u202c \u200fשלום" + " long" * 200
# Fields that take a figure or a name of the program's own.
NOT_TEXT = frozenset({"Minutes"})
PLACES = (
    *(("plan", {"section": name}) for name in ("purpose", "criteria", "team", "checklist")),
    *(("plan", {"section": name}) for name in ("arrangements", "context", "agenda")),
    *((page_id, {}) for page_id in ("sessions", "evidence", "findings", "report")),
    *(("settings", {"tab": name}) for name in ("organization", "people")),
)


def text_of(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def fields(page: Page) -> Iterator[tuple[str, Field]]:
    """The fields in front that save themselves, by name and by which of that name it is."""
    met: Counter[str] = Counter()
    for autosave in page.findChildren(AutoSave):
        field = autosave.parent()
        if not isinstance(field, Field) or not field.isVisible() or field.isReadOnly():
            continue
        name = field.accessibleName()
        if field.isEnabled() and name not in NOT_TEXT:
            met[name] += 1
            yield f"{name} {met[name]}", field


def places(auditor: Auditor) -> Iterator[tuple[str, Page]]:
    """Every page, in its parts, with something chosen on it."""
    session_id = auditor.see(session_rows, auditor.audit_id)[0].id
    for page_id, where in PLACES:
        auditor.window.navigate(page_id, where or {"session_id": session_id})
        page = auditor.page(Page)
        auditor.settle()
        choose_something(page)
        # As with the first key in a field: what is chosen is shown from here on.
        assert page.flush()
        auditor.settle()
        yield " ".join((page_id, *where.values())), page


def choose_something(page: Page) -> None:
    """The row that was written in, wherever it is sorted to; the last one where there is none."""
    for table in page.findChildren(LazyTable):
        rows = table.model()
        if table.isVisible() and isinstance(rows, LazyRows) and table.count():
            named = [row for row in range(table.count()) if is_hostile(rows, row)]
            table.setCurrentIndex(rows.index(named[0] if named else table.count() - 1, 0))


def is_hostile(rows: LazyRows, row: int) -> bool:
    return any("=cmd" in cell.text for cell in rows.cells(row).cells.values())


def audit_id(auditor: Auditor) -> str:
    return next(row.id for row in auditor.see(audit_rows) if row.number == THIS)


def sit_down(qtbot: QtBot, open_window: OpenWindow, folder: Path, clock: FixedClock) -> Auditor:
    auditor = Auditor(qtbot, open_window(folder, page_entries()), clock)
    auditor.window.navigate("overview", {"audit_id": audit_id(auditor)})
    return auditor


def set_text(field: Field) -> None:
    if isinstance(field, QLineEdit):
        field.setText(HOSTILE)
    else:
        field.setPlainText(HOSTILE)


def test_every_field_keeps_hostile_text_letter_by_letter(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path, clock: FixedClock
) -> None:
    clock.set(SAMPLE_DAY)
    auditor = sit_down(qtbot, open_window, sample_folder, clock)
    written: dict[str, list[str]] = {}
    for place, page in places(auditor):
        found = list(fields(page))
        for _name, field in found:
            set_text(field)
        assert page.flush(), f"{place}: {auditor.told()}"
        written[place] = [name for name, _field in found]
    assert min(map(len, written.values())) > 1, written
    assert not auditor.window.message_bar.isVisible(), auditor.told()
    auditor.window.close()

    auditor = sit_down(qtbot, open_window, sample_folder, clock)
    for place, page in places(auditor):
        shown = {name: text_of(field) for name, field in fields(page)}
        spoilt = [name for name in written[place] if shown.get(name) != HOSTILE]
        assert spoilt == [], f"{place}: {[(name, shown.get(name, '')[:80]) for name in spoilt]}"
    assert verify(auditor.workspace) == ()
