"""The findings page in the real window, on an audit that is judged by a small framework."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.workspace.workspace import Workspace
from tests.app.findings.story import Story, begin_planned
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import AuditsPage, FakePage
from tests.ui.findings.keys import keys
from ui.findings.page import FindingsPage
from ui.shell.entries import AUDIT_GROUP, WORKSPACE_GROUP, PageEntry
from ui.window import Window

__all__ = ["keys"]


class EvidencePage(FakePage):
    page_id = "evidence"


class SoaPage(FakePage):
    page_id = "soa"


def entries() -> tuple[PageEntry, ...]:
    return (
        PageEntry("audits", WORKSPACE_GROUP, "Audits", "document", lambda: AuditsPage),
        PageEntry("evidence", AUDIT_GROUP, "Evidence", "evidence", lambda: EvidencePage),
        PageEntry("findings", AUDIT_GROUP, "Findings", "findings", lambda: FindingsPage),
        PageEntry("soa", WORKSPACE_GROUP, "Applicability", "table", lambda: SoaPage),
    )


@pytest.fixture
def window(open_window: OpenWindow, folder: Path) -> Window:
    return open_window(folder, entries())


@pytest.fixture
def story(opened: Workspace) -> Story:
    made = begin_planned(opened)
    made.act_as("Lena Ferreira")
    return made


OpenPage = Callable[..., FindingsPage]


@pytest.fixture
def open_page(window: Window, story: Story, qtbot: QtBot) -> OpenPage:
    """Show the findings of the audit, at one of them where it is named."""

    def opened_page(finding_id: str | None = None) -> FindingsPage:
        where = {"finding_id": finding_id} if finding_id else {}
        window.navigate("findings", {"audit_id": story.audit_id, **where})
        page = window.current_page()
        assert isinstance(page, FindingsPage)
        if finding_id:
            assert page.where() == {"finding_id": finding_id}
        return page

    return opened_page
