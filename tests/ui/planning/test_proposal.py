"""A checklist is proposed with reasons, steered in bulk, and grouped by people and processes."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt

from app.planning.checklist_reads import item_rows, totals
from app.planning.coverage import coverage
from app.planning.proposal import AskedDepth
from app.sessions.sessions import plan_session
from tests.ui.planning.conftest import ENTER, Plan
from ui.planning.checklist.checklist import Checklist
from ui.planning.checklist.proposal import PROCESS, SHOWN, THEME, ProposalView
from ui.planning.criteria import Criteria

SPACE, DOWN = Qt.Key.Key_Space, Qt.Key.Key_Down


def checklist(plan: Plan) -> Checklist:
    plan.page.go_to_section("checklist")
    return plan.page.checklist


def proposed(plan: Plan) -> ProposalView:
    part = checklist(plan)
    plan.start_in(part.propose_button)
    plan.press(SPACE)
    (view,) = part.findChildren(ProposalView)
    assert plan.focused() is view.table
    return view


def codes(plan: Plan, reference: str) -> list[str]:
    rows = {row.reference: row for row in plan.see(coverage, plan.audit_id)}
    return [item.code for item in rows[reference].items]


def choose(plan: Plan, view: ProposalView, code: str, extent: str) -> None:
    assert view.table.select(code)
    plan.start_in(view.extent)
    while view.extent.value() != extent:
        plan.press(DOWN)


def press(plan: Plan, view: ProposalView, depth: AskedDepth | None) -> None:
    plan.start_in(view.depth_buttons[depth])
    plan.press(SPACE)


def test_a_requirement_is_asked_deeper_and_the_questions_come_in(plan: Plan) -> None:
    view = proposed(plan)
    assert view.table.select("Q-A8.13-01")
    press(plan, view, AskedDepth.DEEP)
    assert "2 to add · 0 to leave out" in view.summary()
    plan.start_in(view.apply_button)
    plan.press(SPACE)
    assert plan.focused() is plan.page.checklist.table
    assert codes(plan, "A.8.13") == ["Q-A8.13-01", "Q-A8.13-02", "Q-A8.13-03"]
    plan.window.undo()
    assert codes(plan, "A.8.13") == ["Q-A8.13-01"]


def test_a_theme_and_a_process_are_steered_at_once(plan: Plan) -> None:
    view = proposed(plan)
    choose(plan, view, "Q-A7.1-01", THEME)
    press(plan, view, AskedDepth.DEEP)
    assert "18 to add" in view.summary()
    press(plan, view, None)
    assert "0 to add" in view.summary()
    choose(plan, view, "Q-A8.13-01", PROCESS)
    plan.start_in(view.emphasis_button)
    plan.press(SPACE)
    assert view.table.current_item().is_emphasised  # type: ignore[union-attr]
    assert "Risk emphasis" in view.table.current_item().reasons[-1].msgid  # type: ignore[union-attr]
    assert view.emphasis_button.text() == "Take the emphasis off"


def test_the_palette_proposes_and_puts_in_what_was_proposed(plan: Plan) -> None:
    commands = {command.id: command for command in plan.page.commands()}
    assert commands["plan.put_proposal_in"].is_enabled
    commands["plan.put_proposal_in"].handler()
    (view,) = plan.page.checklist.findChildren(ProposalView)
    assert plan.focused() is view.table, "it is looked at first"
    assert view.table.select("Q-A8.13-01")
    press(plan, view, AskedDepth.DEEP)
    commands["plan.put_proposal_in"].handler()
    assert codes(plan, "A.8.13") == ["Q-A8.13-01", "Q-A8.13-02", "Q-A8.13-03"]


def test_all_that_the_list_shows_is_steered_without_a_row_selected(plan: Plan) -> None:
    view = proposed(plan)
    plan.start_in(view.filter.text)
    plan.type("A.8.1")
    assert view.table.current_id() == ""
    assert not view.depth_buttons[AskedDepth.DEEP].isEnabled()
    plan.start_in(view.extent)
    plan.press(Qt.Key.Key_End)
    assert view.extent.value() == SHOWN
    press(plan, view, AskedDepth.NOT_THIS_TIME)
    shown = view.shown()
    assert {item.chosen for item in shown} == {AskedDepth.NOT_THIS_TIME}
    assert "A.8.13" in {item.reference for item in shown}


def test_the_list_shows_only_what_changes_or_fits_the_words(plan: Plan) -> None:
    view = proposed(plan)
    assert view.table.select("Q-A8.13-01")
    press(plan, view, AskedDepth.NOT_THIS_TIME)
    view.filter.which.button("left_out").click()
    assert view.table.count() == 1
    view.filter.which.button("everything").click()
    plan.start_in(view.filter.text)
    plan.type("backup restore")
    assert view.table.count() == 0
    plan.press(Qt.Key.Key_Escape)
    plan.type("a.8.13")
    assert view.table.count() == 1


def test_the_agenda_decides_what_there_is_time_for(plan: Plan) -> None:
    start = datetime(2026, 11, 23, 8, tzinfo=UTC)
    plan.do(
        plan_session,
        plan.audit_id,
        title="Interviews",
        planned_start=start,
        planned_end=start.replace(hour=18),
    )
    view = proposed(plan)
    assert "of 10 h in the agenda" in view.summary()
    assert "No time for it in the agenda" in [
        str(item.reasons[0]) for item in view.shown() if item.change.value == "leave_out"
    ]


def test_items_stand_by_person_and_a_session_is_planned_for_a_group(plan: Plan) -> None:
    part = checklist(plan)
    part.group_by.button("person").click()
    heading = part.table.model().index(0, 1).data()
    assert heading.startswith("Top management\n")
    plan.start_in(part.table)
    plan.press(Qt.Key.Key_Home)
    plan.start_in(part.group_card.plan_button)
    plan.press(SPACE)
    (session,) = plan.sessions()
    assert session.title == "Top management"
    assert not part.group_card.plan_button.isVisible()
    ids = [item.id for item in plan.session(session.id).items]
    assert all(
        "director" in row.interviewee_role.lower() or row.interviewee_role for row in plan.see(item_rows, ids)
    )
    part.group_by.button("process").click()
    assert part.table.count() > plan.see(totals, plan.audit_id).items


def test_the_reason_of_an_item_stands_beside_it(plan: Plan) -> None:
    view = proposed(plan)
    assert view.table.select("Q-A8.13-01")
    plan.start_in(view.emphasis_button)
    plan.press(SPACE)
    view.apply()
    part = plan.page.checklist
    part.filter.text.setText("A.8.13")
    plan.start_in(part.table)
    plan.press(Qt.Key.Key_Home)
    plan.press(ENTER)
    assert "Risk emphasis" in part.form.about_text()


def test_a_second_framework_is_pinned_beside_the_first(plan: Plan) -> None:
    plan.page.go_to_section("criteria")
    (part,) = plan.page.findChildren(Criteria)
    before = plan.see(totals, plan.audit_id).items
    plan.start_in(part.framework)
    while "NIST" not in part.framework.currentText():
        plan.press(DOWN)
    plan.start_in(part.pin_button)
    plan.press(SPACE)
    plan.qtbot.waitUntil(lambda: len(plan.audit().criteria) == 2, timeout=20_000)
    assert plan.see(totals, plan.audit_id).items == before + 22
    assert [row.title for row in plan.audit().criteria][1] == "NIST Cybersecurity Framework 2.0"
    plan.qtbot.waitUntil(lambda: not plan.window.jobs.running, timeout=20_000)
