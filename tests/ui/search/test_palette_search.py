"""The palette while somebody types: commands first, then what was written, and never a wrong hit."""

from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLineEdit, QListView

from app.search import reading, upkeep
from app.search.searching import Found
from app.sessions import notes, sessions
from app.words import N_
from app.workspace.workspace import Workspace
from tests.ui.screen import says
from tests.ui.search.conftest import CTRL, SHIFT, Searcher
from ui.palette import Palette
from ui.widgets import marked_text
from ui.widgets.marked_text import draw_marked


def rows(palette: Palette) -> list[str]:
    """What a screen reader says of each row."""
    role = Qt.ItemDataRole.AccessibleTextRole
    return [palette.list.item(row).data(role) for row in range(palette.list.count())]


def test_commands_that_fit_come_first_and_then_what_was_written(searcher: Searcher) -> None:
    palette = searcher.open(all_commands=True)
    searcher.qtbot.keyClicks(palette.field, "find")
    searcher.wait(palette)
    assert palette.texts()[0] == "Findings"
    assert palette.list.currentRow() == 0
    searcher.enter(palette)
    assert searcher.page.page_id == "findings"


def test_without_letters_all_commands_are_on_offer_and_nothing_else(searcher: Searcher) -> None:
    palette = searcher.open(all_commands=True)
    assert len(palette.texts()) > 15
    assert "Search what was written and taken in" in palette.texts()


def test_a_hit_says_what_it_is_what_it_says_and_where_it_stands(searcher: Searcher) -> None:
    (said,) = rows(searcher.look("nightly jobs"))
    assert said == (
        "Note, A.8.13 Information backup, Nightly jobs to NAS, weekly copy to Leeds. Failure alerts go to "
        "the on-call phone., M. Okafor · Backups · 24 Nov 2026, 09:45"
    )


def test_the_arrow_keys_choose_among_hits(searcher: Searcher) -> None:
    palette = searcher.look("backup")
    assert palette.list.count() > 3
    searcher.qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    wanted = palette.list.currentItem().text()
    searcher.enter(palette)
    assert wanted
    assert not palette.isVisible()


def test_selected_words_are_looked_for_at_once(searcher: Searcher) -> None:
    searcher.enter(searcher.look("nightly jobs"))
    searcher.qtbot.waitUntil(lambda: searcher.page.page_id == "sessions")
    searcher.press(Qt.Key.Key_Home, CTRL)
    for _ in range(2):
        searcher.press(Qt.Key.Key_Right, CTRL | SHIFT)
    palette = searcher.open()
    searcher.wait(palette)
    assert palette.field.text() == "Nightly jobs"
    assert palette.texts() == ["A.8.13 Information backup"]


def test_findings_stay_hidden_while_the_interviewee_sees_the_screen(searcher: Searcher) -> None:
    searcher.enter(searcher.look("nightly jobs"))
    searcher.qtbot.waitUntil(lambda: searcher.page.page_id == "sessions")
    searcher.press(Qt.Key.Key_F8)
    assert not any(row.startswith("Finding") for row in rows(searcher.look("restore planned interval")))
    searcher.palette().close()
    searcher.press(Qt.Key.Key_F8)
    assert rows(searcher.look("restore planned interval"))[0].startswith("Finding")


@pytest.mark.parametrize("typed", ['"', "* NEAR(", "\x00a", "🔥 🧯", "a" * 10_000, "\ud83d", "’ OR 1=1 --"])
def test_any_text_can_be_typed_or_pasted(searcher: Searcher, typed: str) -> None:
    palette = searcher.open()
    palette.field.setText(typed)
    searcher.wait(palette)
    assert palette.isVisible()
    palette.field.setText("nightly jobs")
    searcher.wait(palette)
    assert palette.texts() == ["A.8.13 Information backup"]


class Slow:
    """Stands in for a search that takes as long as one wants."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go_on = Event()
        self.asked: list[str] = []
        self._real = upkeep.find
        monkeypatch.setattr(upkeep, "find", self._find)

    def _find(self, workspace: Workspace, typed: str, *args: Any, **named: Any) -> Found:
        self.asked.append(typed)
        assert self.go_on.wait(20)
        return self._real(workspace, typed, *args, **named)


def test_typing_goes_on_while_something_is_looked_for_and_only_the_last_is_shown(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    palette = searcher.open()
    searcher.qtbot.keyClicks(palette.field, "nightly jobs")
    assert palette.field.text() == "nightly jobs"
    assert palette.texts() == []
    slow.go_on.set()
    searcher.wait(palette)
    assert palette.texts() == ["A.8.13 Information backup"]
    assert slow.asked[-1] == "nightly jobs"
    assert len(slow.asked) <= 2


def test_enter_before_the_answer_opens_what_is_found_for_the_last_letter(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    palette = searcher.look("narwhal")
    slow = Slow(monkeypatch)
    palette.field.selectAll()
    searcher.qtbot.keyClicks(palette.field, "pangolins")
    searcher.enter(palette)
    assert searcher.page.page_id == "overview"
    slow.go_on.set()
    searcher.qtbot.waitUntil(lambda: searcher.page.page_id == "plan")


def test_a_palette_that_was_closed_takes_no_late_answer(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    palette = searcher.open()
    searcher.qtbot.keyClicks(palette.field, "narwhal")
    palette.reject()
    slow.go_on.set()
    searcher.qtbot.waitUntil(lambda: not searcher.window.findChildren(Palette))
    assert searcher.look("nightly jobs").texts() == ["A.8.13 Information backup"]


def test_the_workspace_is_closed_while_something_is_looked_for(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    palette = searcher.open()
    searcher.qtbot.keyClicks(palette.field, "narwhal")
    searcher.qtbot.waitUntil(lambda: bool(slow.asked))
    slow.go_on.set()
    searcher.window.close_workspace()
    assert searcher.window.workspace is None


def test_a_damaged_index_is_said_and_made_anew_by_a_command(searcher: Searcher) -> None:
    with searcher.workspace.write(N_("Break"), undoable=False) as uow:
        uow.session.connection().exec_driver_sql("UPDATE search_index_data SET block = x'00ff' WHERE id > 10")
    palette = searcher.look("nightly jobs")
    assert says(palette, "The search index is damaged")
    palette.close()
    palette = searcher.open(all_commands=True)
    searcher.qtbot.keyClicks(palette.field, "index anew")
    searcher.wait(palette)
    searcher.enter(palette)
    searcher.settle()
    assert searcher.look("nightly jobs").texts() == ["A.8.13 Information backup"]


def test_files_that_come_in_are_read_by_themselves(searcher: Searcher) -> None:
    with searcher.qtbot.waitSignal(searcher.window.jobs.changed, timeout=15_000):
        with searcher.workspace.write(N_("Take notes")) as uow:
            notes.add_line(uow, searcher.story.session_id, "Anything")
        searcher.window.search.keeper.read_files()
    searcher.settle()
    assert searcher.look("walnut").texts() == ["E-003 policy.pdf"]


def test_reading_files_does_not_keep_the_workspace_from_locking(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()
    monkeypatch.setattr(reading, "read_files", lambda *_args: go_on.wait(20))
    with searcher.workspace.write(N_("End")) as uow:
        sessions.end(uow, searcher.story.session_id)
    searcher.window.search.keeper.read_files()
    (job,) = searcher.window.jobs.running
    assert not searcher.window.locker._is_busy()
    go_on.set()
    searcher.settle()
    assert job.can_wait


def test_without_an_audit_all_are_searched_and_nothing_has_to_be_chosen(searcher: Searcher) -> None:
    searcher.window.navigate("audits", {"audit_id": None})
    palette = searcher.look("quokka")
    assert palette.texts() == ["Risk"]
    assert palette.search is not None
    assert not palette.search.scope.isVisible()


def test_the_search_fits_on_a_small_screen_with_large_text(searcher: Searcher) -> None:
    for _ in range(3):
        searcher.window.appearance.larger()
    searcher.window.resize(1366, 768)
    palette = searcher.look("backup")
    bottom = palette.mapToGlobal(palette.rect().bottomLeft()).y()
    assert bottom <= searcher.window.mapToGlobal(searcher.window.rect().bottomLeft()).y()
    assert palette.list.horizontalScrollBar().maximum() == 0
    assert palette.list.selectionMode() is QListView.SelectionMode.SingleSelection


def test_marks_stand_where_they_belong_behind_signs_of_two_units(qapp: object) -> None:
    text = "🔥 backup"
    made = marked_text._format(text, 2, 8, QColor("black"))
    assert (made.start, made.length) == (3, 6)


def test_a_text_that_is_too_wide_is_cut_with_its_marks(qapp: object, fonts: None) -> None:
    image = QImage(120, 20, QImage.Format.Format_RGB32)
    painter, ink = QPainter(image), QColor("black")
    width = draw_marked(painter, image.rect(), "restore test " * 30, [(0, 7), (200, 207)], ink, ink)
    painter.end()
    assert 0 < width <= 120


def test_the_field_has_a_name_for_screen_readers(searcher: Searcher) -> None:
    palette = searcher.open()
    field = palette.findChild(QLineEdit)
    assert field is not None
    assert field.accessibleName() == "Search what was written and taken in"
