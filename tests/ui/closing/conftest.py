"""The closing meeting of an audit with two findings to read out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.findings import lifecycle
from app.findings.terms import FindingState
from app.planning import audits
from app.workspace.workspace import Workspace
from tests.app.findings.story import MAJOR, Story, begin
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import AuditsPage, FakePage
from tests.ui.findings.keys import Keys
from tests.ui.follow_up.conftest import give_scope
from ui.closing.page import ClosingPage
from ui.shell.entries import AUDIT_GROUP, UNLISTED_GROUP, WORKSPACE_GROUP, PageEntry
from ui.window import Window


class FindingsPage(FakePage):
    page_id = "findings"


def entries() -> tuple[PageEntry, ...]:
    return (
        PageEntry("audits", WORKSPACE_GROUP, "Audits", "document", AuditsPage),
        PageEntry("findings", AUDIT_GROUP, "Findings", "findings", FindingsPage),
        PageEntry("closing", UNLISTED_GROUP, "Closing meeting", "findings", ClosingPage),
    )


@pytest.fixture
def window(open_window: OpenWindow, folder: Path) -> Window:
    return open_window(folder, entries())


@pytest.fixture
def story(opened: Workspace) -> Story:
    made = begin(opened)
    made.do(give_scope, made.audit_id)
    made.do(audits.add_framework, made.audit_id, made.pack_id)
    made.act_as("Lena Ferreira")
    return made


@pytest.fixture
def in_review(story: Story) -> tuple[str, str]:
    """A major and a minor in review, neither presented yet."""
    major = story.written(*MAJOR, on="8.2", title="No risk assessment")
    minor = story.written()
    for finding_id in (major, minor):
        story.do(lifecycle.move, finding_id, FindingState.IN_REVIEW)
    return major, minor


@pytest.fixture
def keys(qtbot: QtBot) -> Keys:
    return Keys(qtbot)


OpenPage = Callable[..., ClosingPage]


@pytest.fixture
def open_page(window: Window, story: Story) -> OpenPage:
    def opened_page(**where: str) -> ClosingPage:
        window.navigate("closing", {"audit_id": story.audit_id, **where})
        page = window.current_page()
        assert isinstance(page, ClosingPage)
        return page

    return opened_page
