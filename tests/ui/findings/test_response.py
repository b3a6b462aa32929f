"""The auditee's answer and what follows it, as far as closing."""

from datetime import date, timedelta

from pytestqt.qtbot import QtBot

from app.findings import links
from app.findings.detail import finding_detail
from app.findings.terms import FindingState
from app.follow_up import responses
from models.finding import Finding
from tests.app.findings.story import Story
from tests.conftest import FixedClock
from tests.ui.findings.conftest import OpenPage
from tests.ui.findings.keys import Keys
from tests.ui.findings.test_steps import labels, step
from ui.findings.page import FindingsPage

TODAY = date(2026, 7, 6)


def fill(page: FindingsPage, keys: Keys, **texts: str) -> None:
    for key, text in texts.items():
        keys.on(page.detail.response.texts[key].field)
        keys.type(text)
    assert page.flush()


def planned(page: FindingsPage, keys: Keys, owner_id: str, what: str = "Tests get an owner") -> None:
    actions = page.detail.response.action_list
    keys.on(actions.add)
    keys.enter()
    keys.type(what)
    assert page.flush()
    row = actions.rows[-1]
    row.owner.set_value(owner_id)
    row.owner.value_chosen.emit(owner_id)
    keys.on(row.due.line())
    keys.type("31.7.2026")
    keys.enter()


def answered(page: FindingsPage, story: Story, keys: Keys) -> None:
    page.detail.tabs.choose("response")
    fill(page, keys, correction="Test held on 3 July", extent="All nine systems looked at", cause="No owner")
    planned(page, keys, story.person("Ada Fenwick"))


def test_a_due_date_is_proposed_by_the_limits_of_the_programme_and_taken_by_keyboard(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.issued()
    page = open_page(finding_id)
    page.detail.tabs.choose("response")
    assert "Correction due 7 Aug 2026" in page.detail.response._due.text()
    keys.on(page.detail.response.action_list.add)
    keys.enter()
    row = page.detail.response.action_list.rows[-1]
    assert row.due.value() is None

    keys.on(row.take_proposed)
    keys.enter()

    (action,) = story.see(finding_detail, finding_id).responses[0].actions
    assert action.due_on == TODAY + timedelta(days=180)
    assert row.due.value() == action.due_on
    assert row.take_proposed.isHidden()


def test_tab_leads_from_an_action_to_its_owner(open_page: OpenPage, story: Story, keys: Keys) -> None:
    page = open_page(story.issued())
    page.detail.tabs.choose("response")
    keys.on(page.detail.response.action_list.add)
    keys.enter()
    row = page.detail.response.action_list.rows[-1]
    keys.on(row.what)
    keys.tab()
    assert keys.focused() is row.owner


def test_a_draft_waits_for_its_confirmation_before_it_is_answered(open_page: OpenPage, story: Story) -> None:
    page = open_page(story.written())
    page.detail.tabs.choose("response")

    assert page.detail.response._form.isHidden()
    assert "once the finding is confirmed" in page.detail.response._note.text()


def test_a_response_is_submitted_rejected_with_a_reason_and_accepted(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.issued()
    page = open_page(finding_id)
    keys.on(step(page, "Submit response"))
    keys.enter()
    assert "Missing: a correction or why none is possible, extent, cause" in page.detail.steps.refusal()

    answered(page, story, keys)
    keys.on(step(page, "Submit response"))
    keys.enter()
    assert story.state(finding_id) is FindingState.RESPONSE_SUBMITTED
    keys.on(step(page, "Reject response…"))
    keys.enter()
    keys.type("The cause stops at the first why")
    keys.enter()
    assert story.state(finding_id) is FindingState.ISSUED
    assert "The cause stops at the first why" in page.detail.response._note.text()

    keys.on(step(page, "Submit response"))
    keys.enter()
    keys.on(step(page, "Accept plan"))
    keys.enter()
    assert story.state(finding_id) is FindingState.PLAN_ACCEPTED
    assert page.detail.response.texts["cause"].field.isReadOnly()


def test_a_due_date_in_the_past_is_refused_and_done_on_is_offered(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.issued()
    page = open_page(finding_id)
    page.detail.tabs.choose("response")
    keys.on(page.detail.response.action_list.add)
    keys.enter()
    row = page.detail.response.action_list.rows[0]
    keys.on(row.due.line())
    keys.type("3.7.2026")
    keys.enter()
    assert "3 Jul 2026 is past" in row.refusal()
    assert row.done_then.label() == "It was done on 3 Jul 2026"

    keys.on(row.done_then)
    keys.enter()
    (action,) = story.see(finding_detail, finding_id).responses[0].actions
    assert (action.due_on, action.done_on) == (None, TODAY - timedelta(days=3))


def test_retraining_as_correction_and_action_gets_a_hint(
    qtbot: QtBot, open_page: OpenPage, story: Story, keys: Keys
) -> None:
    page = open_page(story.issued())
    page.detail.tabs.choose("response")
    fill(page, keys, correction="Retrained the employee", cause="Human error")
    planned(page, keys, story.person("Ada Fenwick"), "Retrained the employee")
    qtbot.waitUntil(lambda: "say the same" in page.detail.response._action_hints.text())

    assert "seldom the cause" in page.detail.response.texts["cause"].remarks.text()


def test_done_verified_and_effective_closes_the_finding(
    qtbot: QtBot, open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.issued()
    page = open_page(finding_id)
    answered(page, story, keys)
    for text in ("Submit response", "Accept plan"):
        keys.on(step(page, text))
        keys.enter()
    story.workspace.seat.clock.advance(days=30)  # type: ignore[attr-defined]
    story.evidence("Plan of the tests")
    row = page.detail.response.action_list.rows[0]
    keys.on(row._done)
    keys.enter()
    keys.on(step(page, "Add evidence"))
    keys.enter()
    keys.type("plan of")
    keys.enter()
    keys.on(step(page, "Report as implemented"))
    keys.enter()
    assert story.state(finding_id) is FindingState.IMPLEMENTED

    keys.on(step(page, "Verify implementation…"))
    keys.enter()
    form = page.detail.response.verification
    keys.on(form.apply)
    keys.enter()
    assert "Missing: a verification of the implementation" in form.refusal()
    keys.on(form.note)
    keys.type("Seen in the calendar")
    keys.on(form.apply)
    keys.enter()
    assert story.state(finding_id) is FindingState.IMPLEMENTATION_VERIFIED
    assert "Judge effectiveness…" in labels(page)

    story.workspace.seat.clock.advance(days=100)  # type: ignore[attr-defined]
    evidence_id = story.evidence("Fresh sample of tests")
    page.load()
    story.do(links.link_evidence, finding_id, evidence_id)
    qtbot.waitUntil(lambda: form.evidence.count() > 3)
    form.evidence.set_value(evidence_id)
    keys.on(form.apply)
    keys.enter()
    assert story.state(finding_id) is FindingState.CLOSED
    assert not form.isHidden()
    assert form.apply.label() == "Reopen"


def test_history_says_who_did_what_and_which_fields_changed(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.written()
    page = open_page(finding_id)
    keys.on(step(page, "Send to review"))
    keys.enter()
    page.detail.tabs.choose("history")

    assert page.detail.history.texts()[0] == "Send F-01 to review: State: draft → in review"
    told = " ".join(page.detail.history.texts())
    assert "Statement: Restore tests are not carried out" in told
    assert finding_id not in told


def test_the_finding_is_shown_as_it_stood_on_a_day(
    open_page: OpenPage, story: Story, clock: FixedClock
) -> None:
    finding_id = story.issued()
    first = clock.now().date()
    clock.advance(days=3)
    story.do(responses.edit_response, finding_id, cause="2026-99-99 is no date, and not read as one")
    page = open_page(finding_id)
    page.detail.tabs.choose("history")
    tab = page.detail.history
    tab.day.set_value(first)
    tab.day.value_chosen.emit(first)
    then = " ".join(tab.as_of.texts())
    assert "State: issued" in then
    assert "Cause" not in then
    tab.day.value_chosen.emit(clock.now().date())
    assert "Cause: 2026-99-99 is no date" in " ".join(tab.as_of.texts())
    tab.day.value_chosen.emit(date(2020, 1, 1))
    assert "not raised yet" in " ".join(tab.as_of.texts())
    tab.to_steps.click()
    assert tab.as_of.isHidden()
    assert tab.day.value() is None


def test_the_history_of_a_closed_finding_reads_with_its_moments(
    open_page: OpenPage, story: Story, clock: FixedClock
) -> None:
    finding_id = story.issued()
    story.do(lambda uow: setattr(uow.session.get_one(Finding, finding_id), "closed_at", uow.now()))
    page = open_page(finding_id)
    page.detail.tabs.choose("history")
    assert "Closed: 6 Jul 2026, " in " ".join(page.detail.history.texts())


def test_an_action_that_is_done_shows_its_whole_text_and_date(
    qtbot: QtBot, open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.issued()
    page = open_page(finding_id)
    page.detail.tabs.choose("response")
    what = "Course online, and training as a line of the joiner ticket that blocks the account until then"
    planned(page, keys, story.person("Alexandra Moreau-Fitzgerald"), what)
    row = page.detail.response.action_list.rows[0]
    act, action_id = responses.edit_action, row._action.id if row._action else ""
    story.do(act, action_id, done_on=TODAY)
    page.load()
    qtbot.waitUntil(row._state.isVisible)
    line = row.due.line()
    assert line.fontMetrics().horizontalAdvance(line.text()) + line.textMargins().left() < line.width() - 16
    assert row.what.shown_lines() > 1
    assert row.what.text() == what
