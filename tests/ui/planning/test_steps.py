"""The way from planned to opened: what is missing is named, and leads to where it is mended."""

from PySide6.QtCore import Qt

from app.planning import meetings
from app.planning.audits import AuditState
from app.planning.checklist_reads import item_ids
from app.planning.meetings import MeetingKind
from app.sessions.results import Result, set_result
from app.unit_of_work import UnitOfWork
from models.audit import Audit
from tests.ui.planning.conftest import CONTROL, ENTER, Plan
from tests.ui.screen import says
from ui.planning.team import MemberForm
from ui.widgets.buttons import Button


def links(plan: Plan, text: str) -> list[Button]:
    buttons = plan.page.strip.findChildren(Button)
    return [button for button in buttons if button.label() == text and button.isVisible()]


def press_step(plan: Plan) -> None:
    plan.start_in(plan.page.strip.step_button)
    plan.press(ENTER)


def follow(plan: Plan, text: str) -> None:
    plan.qtbot.waitUntil(lambda: len(links(plan, text)) == 1)
    plan.start_in(links(plan, text)[0])
    plan.press(ENTER)


def test_a_step_that_lacks_something_is_refused_and_says_what(plan: Plan) -> None:
    press_step(plan)
    assert "Write down the objectives. Write down the scope." in plan.message()
    assert plan.audit().state is AuditState.PLANNED


def test_what_is_missing_leads_to_the_field(plan: Plan) -> None:
    follow(plan, "Write down the objectives.")
    assert plan.page.tabs.current() == "purpose"
    plan.type("Does the ISMS conform?")
    assert plan.page.flush()
    assert not says(plan.page.strip, "Write down the objectives.")
    assert plan.audit().fields["objectives"] == "Does the ISMS conform?"


def test_an_audit_is_taken_from_planned_to_opened_with_the_keys(plan: Plan) -> None:
    initiate(plan)
    prepare(plan)
    hold_opening(plan)
    assert says(plan.page.strip, "Opened")
    assert says(plan.page.strip, "The next step still needs:")
    follow(plan, "Examine 123 open items, or mark them not examined with a reason.")
    assert plan.page.tabs.current() == "checklist"


def test_what_is_missing_can_be_pressed_while_the_last_field_is_saved(plan: Plan) -> None:
    follow(plan, "Write down the objectives.")
    plan.type("Does the ISMS conform?")
    (link,) = links(plan, "Record the lead auditor's declaration of independence.")
    plan.qtbot.mousePress(link, Qt.MouseButton.LeftButton)
    assert plan.page.tabs.current() == "team"
    assert plan.audit().fields["objectives"] == "Does the ISMS conform?"


def test_each_thing_that_is_missing_leads_to_its_own_field(plan: Plan) -> None:
    follow(plan, "Write down the scope.")
    scope = plan.page.section("purpose").scope.text  # type: ignore[attr-defined]
    assert plan.focused() is scope
    assert scope.visibleRegion().boundingRect() == scope.rect()
    follow(plan, "Record the lead auditor's declaration of independence.")
    form = plan.page.section("team").rows.form(plan.audit().team[0].id)  # type: ignore[attr-defined]
    assert plan.focused() is form.statement


def test_a_reason_that_is_missing_leads_to_its_item_in_a_session(plan: Plan) -> None:
    first, second, *_others = plan.see(item_ids, plan.audit_id)
    plan.do(set_result, first, Result.NOT_EXAMINED, reason="Left for next year")
    plan.do(set_result, second, Result.NOT_EXAMINED)

    def enter_fieldwork(uow: UnitOfWork) -> None:
        uow.session.get_one(Audit, plan.audit_id).state = AuditState.FIELDWORK

    plan.do(enter_fieldwork)
    follow(plan, "Give the reason for 1 item not verified or not examined.")
    page = plan.window.current_page()
    assert page is not None
    assert (page.page_id, page.where()) == ("sessions", {"item_id": second})


def test_the_end_of_the_fieldwork_leads_to_the_report_with_the_same_key(plan: Plan) -> None:
    def leave_all_out(uow: UnitOfWork) -> None:
        uow.session.get_one(Audit, plan.audit_id).state = AuditState.FIELDWORK
        for item_id in item_ids(uow, plan.audit_id):
            set_result(uow, item_id, Result.NOT_EXAMINED, reason="Left for next year")
        closing = meetings.add_meeting(uow, plan.audit_id, MeetingKind.CLOSING)
        meetings.hold_meeting(uow, closing, (plan.ids["okafor"],))

    plan.do(leave_all_out)
    plan.qtbot.waitUntil(lambda: says(plan.page.strip, "Nothing is missing for the next step."))
    press_step(plan)
    assert plan.page.strip.report_button.hasFocus()
    plan.press(ENTER)
    page = plan.window.current_page()
    assert page is not None
    assert page.page_id == "report"


def initiate(plan: Plan) -> None:
    follow(plan, "Write down the objectives.")
    plan.type("Does the ISMS conform?")
    plan.start_in(plan.page.section("purpose").scope.text)  # type: ignore[attr-defined]
    plan.type("Clinical records at Leeds")
    follow(plan, "Record the lead auditor's declaration of independence.")
    rows = plan.page.section("team").rows  # type: ignore[attr-defined]
    form = rows.form(plan.audit().team[0].id)
    assert isinstance(form, MemberForm)
    plan.start_in(form.declare_button)
    plan.press(ENTER)
    assert plan.audit().team[0].declared_on is not None
    assert "confidential" in plan.audit().team[0].independence_statement
    press_step(plan)
    assert plan.audit().state is AuditState.INITIATED


def prepare(plan: Plan) -> None:
    follow(plan, "Send the plan to the auditee and record the date.")
    plan.type("2 Nov 2026")
    plan.tab(2)
    plan.type("5 Nov 2026")
    plan.tab()
    press_step(plan)
    assert plan.audit().state is AuditState.PREPARED


def hold_opening(plan: Plan) -> None:
    follow(plan, "Hold the opening meeting and record who was there.")
    assert plan.page.agenda.meeting_button.hasFocus()
    plan.press(ENTER)
    form = plan.page.agenda.meeting_form
    follow(plan, "Hold the opening meeting and record who was there.")
    assert form.attendance.team_button.hasFocus()
    plan.press(ENTER)
    plan.start_in(form.hold_button)
    plan.press(ENTER)
    press_step(plan)
    assert plan.audit().state is AuditState.IN_PROGRESS


def test_sections_are_reached_with_the_keys(plan: Plan) -> None:
    plan.start_in(plan.page.tabs.bar)
    plan.press(Qt.Key.Key_Right)
    assert plan.page.tabs.current() == "purpose"
    plan.window.commands.run("plan.next_section")
    assert plan.page.tabs.current() == "criteria"
    assert plan.page.section("criteria").isAncestorOf(plan.focused())
    plan.press(Qt.Key.Key_PageDown, CONTROL)
    assert plan.page.tabs.current() == "team"
    plan.press(Qt.Key.Key_PageUp, CONTROL)
    assert plan.page.tabs.current() == "criteria"


def test_the_status_bar_tells_how_much_is_planned(plan: Plan) -> None:
    assert plan.page.status_text().startswith("0 sessions planned")
    plan.press(ENTER)
    assert plan.page.status_text().startswith("1 session planned")
