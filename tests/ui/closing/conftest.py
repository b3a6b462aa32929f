"""The closing meeting of an audit with two findings to read out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.findings import lifecycle
from app.findings.terms import FindingState
from app.workspace.workspace import Workspace
from tests.app.findings.story import MAJOR, Story, begin_planned
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import AuditsPage, FakePage
from tests.ui.findings.keys import keys
from ui.closing.page import ClosingPage
from ui.shell.entries import AUDIT_GROUP, UNLISTED_GROUP, WORKSPACE_GROUP, PageEntry
from ui.window import Window

__all__ = ["keys"]


class FindingsPage(FakePage):
    page_id = "findings"


def entries() -> tuple[PageEntry, ...]:
    return (
        PageEntry("audits", WORKSPACE_GROUP, "Audits", "document", lambda: AuditsPage),
        PageEntry("findings", AUDIT_GROUP, "Findings", "findings", lambda: FindingsPage),
        PageEntry("closing", UNLISTED_GROUP, "Closing meeting", "findings", lambda: ClosingPage),
    )


@pytest.fixture
def window(open_window: OpenWindow, folder: Path) -> Window:
    return open_window(folder, entries())


@pytest.fixture
def story(opened: Workspace) -> Story:
    made = begin_planned(opened)
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


OpenPage = Callable[..., ClosingPage]


@pytest.fixture
def open_page(window: Window, story: Story) -> OpenPage:
    def opened_page(**where: str) -> ClosingPage:
        window.navigate("closing", {"audit_id": story.audit_id, **where})
        page = window.current_page()
        assert isinstance(page, ClosingPage)
        return page

    return opened_page
