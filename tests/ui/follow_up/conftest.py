"""The page of what is due, on two audits with findings under way."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.findings import lifecycle
from app.findings.terms import FindingState
from app.planning import team
from app.planning.audits import TeamRole
from app.workspace.workspace import Workspace
from tests.app.findings.story import Story, begin_planned
from tests.app.follow_up.test_due_list import planned
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import AuditsPage, FakePage
from tests.ui.findings.keys import keys
from ui.follow_up.page import ActionsPage
from ui.shell.entries import AUDIT_GROUP, WORKSPACE_GROUP, PageEntry
from ui.window import Window

__all__ = ["keys"]


class FindingsPage(FakePage):
    page_id = "findings"


class PlanPage(FakePage):
    page_id = "plan"


def entries() -> tuple[PageEntry, ...]:
    return (
        PageEntry("audits", WORKSPACE_GROUP, "Audits", "document", lambda: AuditsPage),
        PageEntry("plan", AUDIT_GROUP, "Plan", "plan", lambda: PlanPage),
        PageEntry("findings", AUDIT_GROUP, "Findings", "findings", lambda: FindingsPage),
        PageEntry("actions", AUDIT_GROUP, "Actions", "check", lambda: ActionsPage),
    )


@pytest.fixture
def window(open_window: OpenWindow, folder: Path) -> Window:
    return open_window(folder, entries())


@pytest.fixture
def story(opened: Workspace) -> Story:
    made = begin_planned(opened)
    lead = made.act_as("Lena Ferreira")
    made.do(team.assign, made.audit_id, lead, TeamRole.LEAD_AUDITOR)
    return made


@pytest.fixture
def running(story: Story) -> str:
    """An accepted plan of Ada's with actions due in 5 and 40 days, beside a finding without an answer."""
    finding_id = story.issued()
    planned(story, finding_id, story.person("Ada Fenwick"), 5, 40)
    story.do(lifecycle.move, finding_id, FindingState.PLAN_ACCEPTED)
    other = story.another_audit(date(2026, 9, 1), "IA-2026-04")
    other.issued(on="A.5.18")
    return finding_id


OpenPage = Callable[..., ActionsPage]


@pytest.fixture
def open_page(window: Window, story: Story) -> OpenPage:
    def opened_page(**where: str) -> ActionsPage:
        window.navigate("actions", {"audit_id": story.audit_id, **where})
        page = window.current_page()
        assert isinstance(page, ActionsPage)
        return page

    return opened_page
