"""The page as a whole: names that are read aloud, what is remembered, words of any length."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.evidence.evidence import edit_evidence
from app.words import N_
from tests.ui.evidence.conftest import Desk, MakeFile
from ui.evidence.moment_field import read_time


def nameless(page: QWidget) -> list[str]:
    """What Tab reaches and no screen reader could name."""
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not widget.accessibleName()
    ]


def test_everything_that_tab_reaches_has_a_name(desk: Desk, make_file: MakeFile) -> None:
    assert nameless(desk.page) == []
    desk.attach(make_file("shot.png", b"\x89PNG\r\n\x1a\n garbage"))
    for key in ("circumstances", "used_in", "custody", "file"):
        desk.page.evidence.detail.tabs.choose(key)
        assert nameless(desk.page) == []
    desk.page.seen_not_taken()
    assert nameless(desk.page) == []
    desk.page.new_request()
    desk.qtbot.keyClicks(desk.page.owed.list.what, "Export")
    desk.press(Qt.Key.Key_Return)
    assert nameless(desk.page) == []
    desk.page.new_sample()
    assert nameless(desk.page) == []


def test_an_absurdly_long_title_is_cut_and_the_page_keeps_its_width(desk: Desk, make_file: MakeFile) -> None:
    desk.attach(make_file("a.txt", b"a"))
    width = desk.page.width()
    (row,) = desk.rows()
    with desk.workspace.write(N_("Edit evidence")) as uow:
        long = "Überlänge\u202e" * 2000
        edit_evidence(uow, row.id, title=long, source=long, obtained_where=long, notes=long)
    desk.qtbot.waitUntil(lambda: len(desk.page.evidence.detail.circumstances.notes.text()) > 1000)
    desk.settle()
    assert desk.page.width() == width
    assert desk.page.minimumSizeHint().width() <= width


def test_the_page_opens_on_the_part_that_was_looked_at(desk: Desk) -> None:
    desk.page.choice.button("samples").click()
    desk.page.load()
    assert desk.page.choice.current() == "samples"
    assert desk.page.head.main_button.label() == "New sample"


def test_each_part_keeps_the_words_it_was_narrowed_down_by(desk: Desk) -> None:
    desk.type(desk.page.find_field, "backup")
    desk.page.choice.button("owed").click()
    assert desk.page.find_field.text() == ""
    desk.page.choice.button("evidence").click()
    assert desk.page.find_field.text() == "backup"


@pytest.mark.parametrize(
    ("text", "wanted"), [("9", "09:00"), ("9:05", "09:05"), ("0905", "09:05"), ("23.59", "23:59")]
)
def test_a_time_may_be_typed_in_any_usual_way(text: str, wanted: str) -> None:
    found = read_time(text)
    assert found is not None
    assert f"{found:%H:%M}" == wanted


@pytest.mark.parametrize("text", ["", "24:00", "9:60", "half past nine", "٩:٠٥x"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_time(text) is None
