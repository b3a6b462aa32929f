"""An earlier finding is entered by hand, by keyboard only (R-38)."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.findings.earlier.reading import Field
from models.finding import Finding
from tests.app.findings.story import Story
from tests.ui.findings.conftest import OpenPage
from tests.ui.findings.keys import CTRL, Keys
from ui.findings.earlier.entry_panel import EntryPanel
from ui.findings.page import FindingsPage
from ui.window import Window


@pytest.fixture
def page(open_page: OpenPage, story: Story, window: Window) -> FindingsPage:
    story.written()
    page = open_page()
    window.commands.run("findings.enter_earlier")
    assert page.entry.isVisible()
    return page


@pytest.fixture
def panel(page: FindingsPage) -> EntryPanel:
    return page.entry


def _type_one(keys: Keys, panel: EntryPanel, number: str, title: str) -> None:
    if not panel.form.lines[Field.AUDIT].text():
        keys.type("Überwachungsaudit 2024")
        keys.tab()
    keys.type(number)
    keys.tab()
    if not panel.form.days[Field.RAISED_ON].value():
        keys.type("3 Jun 2024")
    keys.on(panel.form.lines[Field.TITLE])
    keys.type(title)


def _remark(panel: EntryPanel, field: Field) -> str:
    return panel.form._rows[field]._remark.text()


def _numbers(story: Story) -> set[str]:
    return {row.number for row in story.see(lambda unit: unit.session.query(Finding).all())}


def test_one_after_the_other_is_entered_without_the_mouse(
    panel: EntryPanel, story: Story, keys: Keys
) -> None:
    assert panel.form.lines[Field.AUDIT].hasFocus()
    _type_one(keys, panel, "N-1", "Keys are not counted")
    keys.enter()
    assert panel.form.lines[Field.NUMBER].hasFocus()
    _type_one(keys, panel, "N-2", "Visitors are not accompanied")
    keys.press(Qt.Key.Key_Return, CTRL)
    assert _numbers(story) == {"F-01", "N-1", "N-2"}
    assert panel._heading.text() == "Already entered: Überwachungsaudit 2024"
    assert panel.table.count() == 2
    assert panel._told.text().startswith("N-2 stands in Überwachungsaudit 2024 now.")


def test_what_is_missing_is_said_at_its_field_and_the_caret_stands_there(
    panel: EntryPanel, story: Story, keys: Keys
) -> None:
    _type_one(keys, panel, "N-1", "")
    keys.enter()
    assert _remark(panel, Field.TITLE) == "Not entered: it has no title."
    assert panel.form.lines[Field.TITLE].hasFocus()
    keys.type("Keys are not counted")
    keys.enter()
    assert _remark(panel, Field.TITLE) == ""
    assert _numbers(story) == {"F-01", "N-1"}


def test_a_number_that_is_there_is_refused_and_what_was_typed_stays(
    panel: EntryPanel, story: Story, keys: Keys
) -> None:
    for _turn in range(2):
        _type_one(keys, panel, "N-1", "Keys are not counted")
        keys.enter()
    assert _remark(panel, Field.NUMBER) == "Not entered: N-1 is there already and stays as it is."
    assert panel.form.lines[Field.TITLE].text() == "Keys are not counted"
    assert _numbers(story) == {"F-01", "N-1"}


def test_a_day_that_is_none_is_not_passed_over(panel: EntryPanel, story: Story, keys: Keys) -> None:
    _type_one(keys, panel, "N-1", "Keys are not counted")
    keys.on(panel.form.days[Field.DUE_ON])
    keys.type("next spring")
    keys.on(panel.form.enter_button)
    keys.enter()
    assert _remark(panel, Field.DUE_ON) == "Not entered: “next spring” is no date."
    assert _numbers(story) == {"F-01"}


def test_the_requirement_is_named_as_it_is_understood(panel: EntryPanel, keys: Keys) -> None:
    reference = panel.form.lines[Field.REFERENCE]
    keys.on(reference)
    keys.type("A 8.13")
    keys.tab()
    assert _remark(panel, Field.REFERENCE) == "A.8.13 Information backup"
    reference.setText("House rules, page 3")
    keys.on(reference)
    keys.tab()
    assert "requirement of the organisation" in _remark(panel, Field.REFERENCE)


def test_escape_leads_back_and_what_was_typed_waits(
    page: FindingsPage, panel: EntryPanel, keys: Keys, qtbot: QtBot
) -> None:
    keys.type("Audit 2023")
    keys.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(page.list.isVisible)
    page.enter_earlier()
    assert panel.form.lines[Field.AUDIT].text() == "Audit 2023"
    assert panel.form.lines[Field.NUMBER].hasFocus()


def test_the_menu_of_files_leads_there(open_page: OpenPage) -> None:
    page = open_page()
    (entry,) = [one for one in page.list.files.menu().actions() if "by hand" in one.text()]
    entry.trigger()
    assert page.entry.isVisible()
