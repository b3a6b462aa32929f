"""The steps of a finding: legal ones as buttons, and what is missing said where the auditor stands."""

from datetime import date

from PySide6.QtCore import Qt

from app.findings import lifecycle
from app.findings.detail import finding_detail
from app.findings.terms import AuditeePosition, FindingState
from app.follow_up.responses import PlannedAction
from app.unit_of_work import UnitOfWork
from models.audit import Audit, AuditState
from tests.app.findings.story import Story
from tests.ui.findings.conftest import OpenPage
from tests.ui.findings.keys import Keys
from ui.findings.page import FindingsPage
from ui.widgets.buttons import Button


def report_issued(uow: UnitOfWork, audit_id: str) -> None:
    uow.session.get_one(Audit, audit_id).state = AuditState.REPORTED


def step(page: FindingsPage, text: str) -> Button:
    return next(one for one in page.detail.steps.buttons() if one.label() == text)


def labels(page: FindingsPage) -> list[str]:
    return [one.label() for one in page.detail.steps.buttons()]


def test_a_review_without_evidence_is_refused_by_name_and_the_draft_is_kept(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.raised(on="A.8.13").id
    page = open_page(finding_id)
    keys.on(page.detail.statement.parts["statement"].field)
    keys.type("Restore tests are not held.")
    keys.on(step(page, "Send to review"))
    keys.enter()

    refusal = page.detail.steps.refusal()
    assert "F-01 cannot be sent to review yet. Missing: evidence, grade." in refusal
    assert page.detail.steps.missing() == "Send to review needs: evidence, grade."
    assert story.state(finding_id) is FindingState.DRAFT
    assert story.finding(finding_id).statement == "Restore tests are not held."


def test_from_draft_to_confirmed_with_the_auditees_position_between(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.written()
    page = open_page(finding_id)
    keys.on(step(page, "Send to review"))
    keys.enter()
    assert labels(page)[0] == "Record auditee's position…"
    assert page.detail.steps.buttons()[0].hasFocus()

    keys.enter()
    form = page.detail.steps.position_form
    keys.press(Qt.Key.Key_Right)
    keys.press(Qt.Key.Key_Right)
    keys.on(form.words)
    keys.type("The tests were held, only the record is missing.")
    keys.on(form.record)
    keys.enter()
    found = story.finding(finding_id)
    assert (found.position, found.position_text) == (
        AuditeePosition.DISPUTED,
        "The tests were held, only the record is missing.",
    )

    keys.on(step(page, "Confirm"))
    keys.enter()
    assert story.state(finding_id) is FindingState.CONFIRMED
    assert "Disputed – “The tests were held" in page.detail.steps._position.text()
    assert page.detail._state.text() == "Confirmed"


def test_a_withdrawn_finding_needs_a_reason_and_keeps_its_number(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    first = story.written()
    page = open_page(first)
    keys.on(step(page, "Withdraw…"))
    keys.enter()
    form = page.detail.steps.reason_form
    keys.enter()
    assert "Missing: a reason" in form._row._remark.text()
    assert story.state(first) is FindingState.DRAFT

    keys.type("The record was found")
    keys.enter()
    assert story.state(first) is FindingState.WITHDRAWN
    assert page.list.table.hasFocus()
    assert page.list.table.count() == 1
    assert page.detail._number.text() == "F-01"
    assert "The record was found" in page.detail._note.text()
    assert page.list.badge_texts() == ["0 major", "0 minor"]
    assert story.raised().number == "F-02"


def test_a_return_to_draft_carries_its_comment(open_page: OpenPage, story: Story, keys: Keys) -> None:
    finding_id = story.written()
    page = open_page(finding_id)
    page.detail.steps.take(FindingState.IN_REVIEW)
    keys.on(step(page, "Return to draft…"))
    keys.enter()
    keys.type("Say how many of how many")
    keys.enter()

    assert story.state(finding_id) is FindingState.DRAFT
    assert page.detail._note.text() == "Returned to draft: Say how many of how many"


def test_one_finding_is_merged_into_another_of_the_audit(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    target, finding_id = story.confirmed(on="A.5.18"), story.confirmed()
    page = open_page(finding_id)
    keys.on(step(page, "Merge into…"))
    keys.enter()
    keys.type("F-01")
    assert page.detail.steps.merge_form.list.item(0).text() == "F-01 · Minor · Restore tests missed"
    keys.enter()

    assert story.state(finding_id) is FindingState.MERGED
    assert page.detail._state.text() == "Merged into F-01"
    assert story.see(finding_detail, target).merges == ("F-02",)


def test_escape_leaves_a_form_and_changes_nothing(open_page: OpenPage, story: Story, keys: Keys) -> None:
    finding_id = story.written()
    page = open_page(finding_id)
    keys.on(step(page, "Withdraw…"))
    keys.enter()
    keys.type("No")
    keys.press(Qt.Key.Key_Escape)

    assert page.detail.steps.reason_form.isHidden()
    assert story.state(finding_id) is FindingState.DRAFT
    assert page.detail.steps.buttons()[0].hasFocus()


def test_after_issue_the_texts_are_fixed_and_the_page_says_why(open_page: OpenPage, story: Story) -> None:
    finding_id = story.issued()
    story.do(report_issued, story.audit_id)
    page = open_page(finding_id)

    assert page.detail.title.isReadOnly()
    assert all(part.field.isReadOnly() for part in page.detail.statement.parts.values())
    assert "part of the report" in page.detail._note.text()
    assert labels(page)[0] == "Submit response"


def test_the_text_of_an_answered_finding_is_said_to_be_issued_once_its_report_is(
    open_page: OpenPage, story: Story
) -> None:
    finding_id = story.confirmed()
    action = PlannedAction("Calendar", story.person("M. Okafor"), date(2026, 8, 1))
    story.submit(finding_id, action)
    story.do(lifecycle.move, finding_id, FindingState.ISSUED, reason="Name the cause")
    page = open_page(finding_id)
    assert (
        page.detail._note.text() == "Answered before the report: the text stays as the auditee answered it."
    )

    story.do(report_issued, story.audit_id)
    page.load()
    assert page.detail._note.text().startswith("Issued: the text is part of the report.")


def test_a_finding_that_stands_for_others_says_so_after_its_issue_too(
    open_page: OpenPage, story: Story
) -> None:
    target, merged = story.confirmed(), story.confirmed()
    story.do(lifecycle.merge, merged, target)
    story.issue()
    page = open_page(target)

    assert page.detail._note.text().startswith("Stands for F-02, too. ")


def test_who_withdraws_what_stands_for_others_is_told_that_they_count_nowhere(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    target, merged = story.confirmed(), story.confirmed()
    story.do(lifecycle.merge, merged, target)
    page = open_page(target)
    keys.on(step(page, "Withdraw…"))
    keys.enter()

    said = page.detail.steps.reason_form._row._remark.text()
    assert said == "What was merged into it counts nowhere any more, either: F-02."


def test_what_was_refused_is_forgotten_once_it_is_there(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.raised(on="A.8.13").id
    page = open_page(finding_id)
    keys.on(step(page, "Send to review"))
    keys.enter()
    assert "Missing: evidence, statement, grade." in page.detail.steps.refusal()

    keys.on(page.detail.statement.parts["statement"].field)
    keys.type("Restore tests are not held.")
    assert page.flush()
    assert page.detail.steps.refusal() == ""


def test_the_palette_runs_the_usual_steps(open_page: OpenPage, story: Story) -> None:
    finding_id = story.written()
    page = open_page(finding_id)
    by_id = {command.id: command for command in page.commands()}
    by_id["findings.review"].handler()
    assert story.state(finding_id) is FindingState.IN_REVIEW

    by_id["findings.confirm"].handler()
    assert "Missing: the auditee's position" in page.detail.steps.refusal()
    by_id["findings.position"].handler()
    assert page.detail.steps.position_form.isVisible()


def test_a_step_that_the_table_does_not_know_says_what_is_possible(open_page: OpenPage, story: Story) -> None:
    page = open_page(story.written())
    page.detail.steps.take(FindingState.CONFIRMED)

    assert "Possible from there: in review, withdrawn." in page.detail.steps.refusal()
