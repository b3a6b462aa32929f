"""A follow-up audit is planned where its findings are listed."""

from datetime import date

from PySide6.QtCore import Qt

from app.follow_up import followed
from app.planning.audit_list import audit_rows
from tests.app.findings.story import Story, give_scope
from tests.ui.fake_pages import FakePage
from tests.ui.findings.keys import Keys
from tests.ui.follow_up.conftest import OpenPage
from ui.window import Window


def test_a_follow_up_audit_is_planned_from_ticked_findings_by_keyboard(
    open_page: OpenPage, running: str, story: Story, keys: Keys, window: Window
) -> None:
    page = open_page()
    other = next(row.id for row in story.see(audit_rows) if row.number == "IA-2026-04")
    story.do(give_scope, other)
    keys.on(page.plan_button)
    keys.enter()
    form = page.plan_form
    assert form.title.text() == "Follow-up of IA-2026-04, IA-2026-03"
    assert len(form.ticked()) == 2
    keys.on(form.list)
    keys.press(Qt.Key.Key_Space)
    assert form.ticked() == (running,)
    assert form.title.text() == "Follow-up of IA-2026-03"
    keys.on(form.apply)
    keys.enter()
    assert "needs a title and the day" in form.refusal()
    keys.on(form.start_on.line())
    keys.type("5.10.2026")
    keys.on(form.apply)
    keys.enter()

    shown = window.current_page()
    assert isinstance(shown, FakePage)
    assert shown.page_id == "plan"
    row = next(one for one in story.see(audit_rows) if one.id == shown.context.audit_id)
    assert (row.number, row.start_on, row.items) == ("FU-2026-01", date(2026, 10, 5), 1)
    assert [one.id for one in story.see(followed.followed_findings, row.id)] == [running]


def test_the_form_ticks_the_audit_that_the_list_is_limited_to(
    open_page: OpenPage, running: str, story: Story
) -> None:
    page = open_page()
    page.list.audit.set_value(story.audit_id)
    page.list.audit.value_chosen.emit(story.audit_id)
    page.plan_follow_up()
    assert page.plan_form.ticked() == (running,)
    assert page.plan_form.title.text() == "Follow-up of IA-2026-03"


def test_a_title_that_was_written_stays_whatever_is_ticked(
    open_page: OpenPage, running: str, keys: Keys
) -> None:
    page = open_page()
    page.plan_follow_up()
    form = page.plan_form
    keys.on(form.title)
    form.title.selectAll()
    keys.type("Joiners and leavers")
    keys.on(form.list)
    keys.press(Qt.Key.Key_Space)
    assert form.title.text() == "Joiners and leavers"


def test_escape_gives_up_and_nothing_is_planned(
    open_page: OpenPage, running: str, story: Story, keys: Keys
) -> None:
    page = open_page()
    before = len(story.see(audit_rows))
    keys.on(page.plan_button)
    keys.enter()
    keys.press(Qt.Key.Key_Escape)

    assert page.plan_form.isHidden()
    assert page.plan_button.hasFocus()
    assert len(story.see(audit_rows)) == before


def test_without_open_findings_the_form_says_so(open_page: OpenPage, story: Story) -> None:
    page = open_page()
    page.plan_follow_up()
    assert page.plan_form.refusal() == "No finding is open after its closing meeting."
