"""Tab goes through a finding as it is read, and through everything else on its way round."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.app.findings.story import Story
from tests.ui.findings.conftest import OpenPage
from tests.ui.findings.keys import Keys
from ui.findings.page import FindingsPage
from ui.window import Window


def walk(page: FindingsPage, keys: Keys) -> list[QWidget]:
    """Every stop of the Tab key, from the tabs of the finding on, once round the window."""
    keys.on(page.detail.tabs.bar)
    met = [keys.focused()]
    while True:
        keys.tab()
        if keys.focused() in met:
            assert keys.focused() is met[0], f"Tab is caught at {keys.focused().accessibleName()}"
            return met
        met.append(keys.focused())


def test_tab_follows_the_finding_from_its_requirement_to_its_steps(
    qtbot: QtBot, open_page: OpenPage, story: Story, keys: Keys
) -> None:
    story.evidence("Restore test record")
    page = open_page(story.written())
    names = [part.accessibleName() for part in walk(page, keys)]
    texts = ["Add criterion", "Requirement", "Add evidence", "Evidence", "Nonconformity", "Extent", "Owner"]
    steps = ["Add evidence"]
    assert [name for name in names if name in texts] == [*texts, *steps]


def test_the_way_round_leads_through_the_list_the_rail_and_the_top_bar(
    open_page: OpenPage, story: Story, keys: Keys, window: Window
) -> None:
    page = open_page(story.written())
    met = walk(page, keys)
    assert page.list.table in met
    assert any(window.rail.isAncestorOf(part) for part in met)
    assert window.top_bar.search in met
