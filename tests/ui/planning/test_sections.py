"""Purpose, criteria, team, checklist, arrangements, context: fields that save themselves."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog

from app.library.soa import add_soa_version
from app.planning import audits, meetings, team
from app.planning.audits import AuditState, CriterionKind, TeamRole
from app.planning.checklist_reads import item_ids, item_rows
from app.planning.context import ContextKind, add_context_note
from app.planning.coverage import ItemResult, Result, coverage
from app.planning.meetings import MeetingKind
from app.programme.people import add_person
from app.unit_of_work import ReadUnit, UnitOfWork
from models.audit import Audit
from models.report import ReportRevision, ReportState
from tests.ui.planning.conftest import CONTROL, ENTER, Plan
from tests.ui.screen import says
from ui.planning.arrangements import Arrangements
from ui.planning.context import ContextSection
from ui.planning.criteria import Criteria
from ui.planning.purpose import Purpose
from ui.planning.team import MemberForm, Team

Z = Qt.Key.Key_Z


def go(plan: Plan, key: str) -> None:
    plan.page.go_to_section(key)


def open_fieldwork(plan: Plan) -> None:
    def change(uow: UnitOfWork) -> None:
        uow.session.get_one(Audit, plan.audit_id).state = AuditState.FIELDWORK

    plan.do(change)
    plan.qtbot.waitUntil(lambda: says(plan.page.strip, "Fieldwork"))


def test_the_sites_in_scope_are_ticked(plan: Plan) -> None:
    purpose = plan.page.section("purpose")
    assert isinstance(purpose, Purpose)
    go(plan, "purpose")
    plan.start_in(purpose.scope.sites.check(plan.ids["leeds"]))
    plan.press(Qt.Key.Key_Space)
    assert plan.audit().scope.site_ids == (plan.ids["leeds"],)
    plan.press(Qt.Key.Key_Space)
    assert plan.audit().scope.site_ids == ()


def test_lines_of_enquiry_are_one_a_line(plan: Plan) -> None:
    purpose = plan.page.section("purpose")
    assert isinstance(purpose, Purpose)
    go(plan, "purpose")
    plan.start_in(purpose.enquiry)
    plan.type("From the move to the risk register")
    plan.press(ENTER)
    plan.type("Leavers")
    assert plan.page.flush()
    assert plan.audit().lines_of_enquiry == ("From the move to the risk register", "Leavers")


def issue_report(plan: Plan) -> None:
    def issue(uow: UnitOfWork) -> None:
        row = ReportRevision(audit_id=plan.audit_id, revision=1, state=ReportState.ISSUED)
        uow.session.add(row)
        uow.session.get_one(Audit, plan.audit_id).state = AuditState.REPORTED

    plan.do(issue)
    plan.qtbot.waitUntil(lambda: says(plan.page, "report issued: the plan is only read"))


def buttons_on(plan: Plan, key: str) -> set[str]:
    """What the buttons of a section offer."""
    go(plan, key)
    found = plan.page.section(key).findChildren(QAbstractButton)
    return {one.accessibleName() for one in found if one.isVisible() and one.isEnabled()}


def test_after_issue_nothing_in_the_plan_offers_a_change(plan: Plan) -> None:
    plan.do(audits.add_criterion, plan.audit_id, CriterionKind.LEGAL, "Data protection law")
    meeting_id = plan.do(meetings.add_meeting, plan.audit_id, MeetingKind.OPENING)
    plan.do(add_context_note, plan.audit_id, ContextKind.RISK, "One link between the sites")
    plan.do(team.add_auditee, plan.audit_id, "Service desk")
    plan.do(team.assign, plan.audit_id, plan.ids["okafor"], TeamRole.OBSERVER)
    sections = ("purpose", "criteria", "team", "checklist", "arrangements", "context", "agenda")
    plan.qtbot.waitUntil(lambda: plan.page.agenda.table.select(meeting_id))
    assert buttons_on(plan, "agenda") > {"Add session", "Add meeting", "Hold now", "Remove"}
    issue_report(plan)
    assert set().union(*(buttons_on(plan, key) for key in sections)) == {
        *("By requirement", "By person", "By process", "Not in a session yet"),
        *("Propose questions", "Print checklist"),
    }
    plan.press(Qt.Key.Key_N, CONTROL)
    assert "The report is issued: the plan is only read." in plan.window.status_bar.texts()


def test_after_issue_the_plan_is_only_read(plan: Plan) -> None:
    issue_report(plan)
    purpose = plan.page.section("purpose")
    assert isinstance(purpose, Purpose)
    go(plan, "purpose")
    plan.start_in(purpose.objectives)
    plan.type("Something else")
    assert plan.page.flush()
    assert plan.audit().fields["objectives"] == ""
    assert not purpose.kind.isEnabled()
    assert purpose.scope.text.isReadOnly()


def test_dates_the_wrong_way_round_are_pointed_out(plan: Plan) -> None:
    purpose = plan.page.section("purpose")
    assert isinstance(purpose, Purpose)
    go(plan, "purpose")
    plan.start_in(purpose.end.line())
    plan.retype("1 Nov 2026")
    plan.tab()
    assert says(purpose, "The last day is before the first.")


def test_after_the_opening_the_scope_changes_only_with_a_reason(plan: Plan) -> None:
    purpose = plan.page.section("purpose")
    assert isinstance(purpose, Purpose)
    plan.do(audits.edit_scope, plan.audit_id, text="Leeds")
    open_fieldwork(plan)
    go(plan, "purpose")
    scope = purpose.scope
    assert scope.text.isReadOnly()
    plan.start_in(scope.version_button)
    plan.press(ENTER)
    assert "needs a reason" in plan.message()
    plan.start_in(scope.reason)
    plan.type("York was closed.")
    plan.press(ENTER)
    assert not scope.text.isReadOnly()
    plan.start_in(scope.text)
    plan.retype("Leeds without York")
    assert plan.page.flush()
    detail = plan.audit()
    assert (detail.scope.version, detail.scope.text) == (2, "Leeds without York")
    assert [row.reason for row in detail.deviations] == ["York was closed."]


def test_a_policy_is_named_and_taken_away_again(plan: Plan) -> None:
    criteria = plan.page.section("criteria")
    assert isinstance(criteria, Criteria)
    go(plan, "criteria")
    plan.start_in(criteria.title)
    plan.type("Access policy ISP-05")
    plan.tab()
    plan.type("v3")
    plan.press(ENTER)
    _framework, policy = plan.audit().criteria
    assert (policy.kind, policy.title, policy.version) == (
        CriterionKind.ORGANIZATIONAL,
        "Access policy ISP-05",
        "v3",
    )
    form = criteria.rows.form(policy.id)
    assert form is not None
    plan.start_in(form.remove_button)  # type: ignore[attr-defined]
    plan.press(ENTER)
    assert len(plan.audit().criteria) == 1


def test_another_soa_during_fieldwork_is_logged_with_its_reason(plan: Plan) -> None:
    pack_id = plan.audit().criteria[0].pack_id
    plan.do(add_soa_version, plan.organization_id, pack_id, "5.0")
    criteria = plan.page.section("criteria")
    assert isinstance(criteria, Criteria)
    open_fieldwork(plan)
    go(plan, "criteria")
    plan.start_in(criteria.soa.reason)
    plan.type("Approved yesterday.")
    plan.start_in(criteria.soa.version)
    plan.type("Version 5")
    assert plan.audit().soa_number == "5.0"
    assert [row.reason for row in plan.audit().deviations] == ["Approved yesterday."]


def test_a_tie_without_a_safeguard_is_pointed_out(plan: Plan) -> None:
    team = plan.page.section("team")
    assert isinstance(team, Team)
    go(plan, "team")
    form = team.rows.form(plan.audit().team[0].id)
    assert isinstance(form, MemberForm)
    plan.start_in(form.tie)
    plan.type("Wrote ISP-05")
    assert plan.page.flush()
    assert says(form, "A tie needs a written safeguard: a second auditor, a peer review.")
    plan.start_in(form.safeguard)
    plan.type("D. Novak reviews")
    assert plan.page.flush()
    assert not says(form, "A tie needs")
    assert plan.audit().team[0].safeguard == "D. Novak reviews"


def test_a_new_lead_auditor_takes_over(plan: Plan) -> None:
    novak = plan.do(add_person, "D. Novak")
    team = plan.page.section("team")
    assert isinstance(team, Team)
    plan.qtbot.waitUntil(lambda: any(row.id == novak for row in plan.page._plan.people))  # type: ignore[union-attr]
    go(plan, "team")
    team.adder.person.set_value(novak)
    team.adder.part.set_value(TeamRole.LEAD_AUDITOR)
    plan.start_in(team.adder.add_button)
    plan.press(ENTER)
    assert [(row.name, row.role) for row in plan.audit().team] == [
        ("D. Novak", TeamRole.LEAD_AUDITOR),
        ("Lena Ferreira", TeamRole.AUDITOR),
    ]


def test_a_member_from_outside_is_entered(plan: Plan) -> None:
    team = plan.page.section("team")
    assert isinstance(team, Team)
    go(plan, "team")
    plan.start_in(team.adder.new_button)
    plan.press(ENTER)
    plan.type("K. Virtanen")
    plan.start_in(team.adder.outside)
    plan.press(Qt.Key.Key_Space)
    team.adder.part.set_value(TeamRole.TECHNICAL_EXPERT)
    plan.start_in(team.adder.enter_button)
    plan.press(ENTER)
    expert = plan.audit().team[1]
    assert (expert.name, expert.role) == ("K. Virtanen", TeamRole.TECHNICAL_EXPERT)


def test_somebody_new_takes_no_part_until_it_is_chosen(plan: Plan) -> None:
    team = plan.page.section("team")
    assert isinstance(team, Team)
    go(plan, "team")
    plan.start_in(team.adder.new_button)
    plan.press(ENTER)
    plan.type("M. Haas")
    plan.press(ENTER)
    assert team.adder.part.hasFocus()
    assert [row.role for row in plan.audit().team] == [TeamRole.LEAD_AUDITOR]
    plan.type("Guide")
    plan.tab()
    assert team.adder.add_button.hasFocus()
    plan.press(ENTER)
    assert [row.role for row in plan.audit().team] == [TeamRole.LEAD_AUDITOR, TeamRole.GUIDE]


def test_the_tab_key_goes_through_rows_as_they_are_read(plan: Plan) -> None:
    criteria = plan.page.section("criteria")
    assert isinstance(criteria, Criteria)
    go(plan, "criteria")
    for title in ("Access policy", "Backup policy"):
        plan.start_in(criteria.title)
        plan.type(title)
        plan.press(ENTER)
    own = [row for row in plan.audit().criteria if row.kind is CriterionKind.ORGANIZATIONAL]
    first, second = (criteria.rows.form(row.id) for row in own)
    plan.start_in(first.title)  # type: ignore[union-attr]
    plan.tab(2)
    assert plan.focused() is first.remove_button  # type: ignore[union-attr]
    plan.tab()
    assert plan.focused() is second.kind  # type: ignore[union-attr]
    plan.tab(4)
    assert plan.focused() is criteria.kind


def test_a_field_stays_in_view_while_rows_come_in_above_it(plan: Plan) -> None:
    plan.window.resize(1000, 600)
    team = plan.page.section("team")
    assert isinstance(team, Team)
    go(plan, "team")
    plan.start_in(team.unit)
    for number in range(8):
        plan.type(f"Unit {number}")
        plan.press(ENTER)
    assert not team.unit.visibleRegion().isEmpty()
    assert team.unit.visibleRegion().boundingRect().height() == team.unit.height()


def test_a_day_without_its_year_is_in_this_one_and_what_is_no_date_stays(plan: Plan) -> None:
    arrangements = plan.page.section("arrangements")
    assert isinstance(arrangements, Arrangements)
    go(plan, "arrangements")
    plan.start_in(arrangements.sent)
    plan.type("2 Nov")
    plan.start_in(arrangements.accepted)
    plan.type("soon")
    plan.start_in(arrangements.recipients)
    plan.type("A. Shah, quality")
    assert plan.page.flush()
    assert plan.audit().plan_sent_on == date(plan.workspace.seat.clock.now().year, 11, 2)
    assert plan.audit().plan_accepted_on is None
    assert arrangements.accepted.line().text() == "soon"


def test_the_filter_leads_to_the_items_and_shows_them_from_the_top(plan: Plan) -> None:
    go(plan, "checklist")
    checklist = plan.page.checklist
    checklist.table.select(plan.see(item_ids, plan.audit_id)[-1])
    plan.start_in(checklist.filter.text)
    plan.type("A.8.1")
    assert checklist.table.verticalScrollBar().value() == 0
    plan.press(Qt.Key.Key_Down)
    assert checklist.table.hasFocus()
    (first,) = plan.see(item_rows, [checklist.table.current_id()])
    assert first.reference == "A.8.1"


def test_an_auditee_is_named(plan: Plan) -> None:
    team = plan.page.section("team")
    assert isinstance(team, Team)
    go(plan, "team")
    plan.start_in(team.unit)
    plan.type("IT operations")
    plan.press(ENTER)
    (auditee,) = plan.audit().auditees
    form = team.auditees.form(auditee.id)
    assert form is not None
    plan.start_in(form.person)  # type: ignore[attr-defined]
    plan.type("M. Okafor")
    assert plan.audit().auditees[0].name == "M. Okafor"


def test_a_question_is_found_edited_and_must_be_asked(plan: Plan) -> None:
    checklist = plan.page.checklist
    go(plan, "checklist")
    plan.start_in(checklist.filter.text)
    plan.type("A.8.13")
    assert checklist.table.count() == 1
    plan.start_in(checklist.table)
    plan.press(Qt.Key.Key_Home)
    plan.press(ENTER)
    plan.retype("Show me the last restore test.")
    plan.start_in(checklist.form.minutes)
    plan.retype("20")
    plan.start_in(checklist.form.must_ask)
    plan.press(Qt.Key.Key_Space)
    (row,) = plan.see(item_rows, plan.see(item_ids, plan.audit_id, text="A.8.13"))
    assert (row.question, row.minutes, row.must_ask) == ("Show me the last restore test.", 20, True)
    assert says(checklist, "1 must be asked")


def test_minutes_that_are_none_are_not_saved(plan: Plan) -> None:
    go(plan, "checklist")
    checklist = plan.page.checklist
    item_id = plan.see(item_ids, plan.audit_id, text="A.8.13")[0]
    (before,) = plan.see(item_rows, [item_id])
    checklist.table.select(item_id)
    plan.start_in(checklist.form.minutes)
    plan.retype("0")
    assert plan.page.flush()
    assert plan.see(item_rows, [item_id])[0].minutes == before.minutes


def test_a_question_of_ones_own_is_added_to_a_requirement(plan: Plan) -> None:
    go(plan, "checklist")
    form = plan.page.checklist.form
    plan.start_in(form.requirement)
    plan.type("8.2 ")
    plan.start_in(form.new_question)
    plan.type("And after the move?")
    plan.start_in(form.add_button)
    plan.press(ENTER)
    ids = plan.see(item_ids, plan.audit_id, text="And after the move?")
    (row,) = plan.see(item_rows, ids)
    assert (row.reference, row.code) == ("8.2", "O-8.2-02")
    assert plan.page.checklist.table.current_id() == row.id


def test_a_filter_that_fits_nothing_says_so(plan: Plan) -> None:
    go(plan, "checklist")
    plan.start_in(plan.page.checklist.filter.text)
    plan.type("no such words")
    assert says(plan.page.checklist, "No item fits the filter")


def test_what_is_open_in_the_list_is_left_out_with_one_reason_and_undo_brings_it_back(plan: Plan) -> None:
    go(plan, "checklist")
    checklist = plan.page.checklist
    assert not checklist.leave_out.isVisible()
    open_fieldwork(plan)
    plan.start_in(checklist.filter.text)
    plan.type("backup")
    plan.start_in(checklist.leave_out.button)
    plan.press(ENTER)
    assert checklist.leave_out.reason.hasFocus()
    plan.type("Left for next year.")
    plan.press(ENTER)
    ids = plan.see(item_ids, plan.audit_id, text="backup")
    found = {(row.result, row.reason) for row in plan.see(coverage_items, plan.audit_id, ids)}
    assert found == {(Result.NOT_EXAMINED, "Left for next year.")}
    assert not checklist.leave_out.isVisible()
    assert len(plan.see(item_ids, plan.audit_id, is_open=True)) == 123 - len(ids)
    plan.press(Z, CONTROL)
    assert len(plan.see(item_ids, plan.audit_id, is_open=True)) == 123


def coverage_items(unit: ReadUnit, audit_id: str, ids: tuple[str, ...]) -> list[ItemResult]:
    return [item for row in coverage(unit, audit_id) for item in row.items if item.id in ids]


def test_the_checklist_is_printed(plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "checklist.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    go(plan, "checklist")
    plan.start_in(plan.page.checklist.print_button)
    plan.press(ENTER)
    plan.qtbot.waitUntil(lambda: not plan.window.jobs.running, timeout=60_000)
    assert target.read_bytes().startswith(b"%PDF")


def test_arrangements_and_recipients_save_themselves(plan: Plan) -> None:
    section = plan.page.section("arrangements")
    assert isinstance(section, Arrangements)
    go(plan, "arrangements")
    plan.start_in(section.objection)
    plan.type("York only on day 3")
    plan.start_in(section.recipients)
    plan.type("Dr Imani Okoro, managing director")
    plan.start_in(section.sent.line())
    detail = plan.audit()
    assert detail.fields["plan_objection"] == "York only on day 3"
    assert detail.report_recipients == ("Dr Imani Okoro, managing director",)


def test_a_change_learnt_of_is_noted_and_taken_away(plan: Plan) -> None:
    section = plan.page.section("context")
    assert isinstance(section, ContextSection)
    go(plan, "context")
    plan.start_in(section.kind)
    plan.type("Significant")
    plan.start_in(section.text)
    plan.type("Records moved to a hosted service")
    plan.tab()
    plan.type("change record C-118")
    plan.press(ENTER)
    (note,) = plan.audit().context
    assert (note.kind.value, note.detail) == ("change", "change record C-118")
    form = section.notes.form(note.id)
    assert form is not None
    plan.start_in(form.remove_button)  # type: ignore[attr-defined]
    plan.press(ENTER)
    assert plan.audit().context == ()


def test_a_deviation_needs_what_and_why(plan: Plan) -> None:
    section = plan.page.section("context")
    assert isinstance(section, ContextSection)
    go(plan, "context")
    plan.start_in(section.what)
    plan.type("York moved to day 3")
    plan.press(ENTER)
    assert section.reason.hasFocus()
    assert plan.audit().deviations == ()
    plan.type("The site manager was ill")
    plan.press(ENTER)
    (deviation,) = plan.audit().deviations
    assert (deviation.what, deviation.reason) == ("York moved to day 3", "The site manager was ill")
