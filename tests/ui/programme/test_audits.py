"""The audits page: finding an audit, planning one, and starting from an earlier one."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.library.soa import soa_versions
from app.planning.audit_list import AuditRow, audit_rows
from app.planning.audits import AuditType
from app.planning.reads import audit_detail
from app.programme.organizations import organizations
from app.sessions.results import Result
from models.audit import AuditState
from tests.ui.programme.desk import CTRL, Desk
from tests.ui.screen import says
from ui.programme.audit_form import AuditForm, next_dates, next_monday
from ui.programme.page import AuditsPage
from ui.widgets.lazy_rows import Cell

Key = Qt.Key


def cells(page: AuditsPage, row: int = 0) -> dict[str, Cell]:
    rows = page.list.table.model()
    return dict(rows.cells(row).cells)  # type: ignore[attr-defined]


def rows(desk: Desk) -> tuple[AuditRow, ...]:
    return desk.story.see(audit_rows)


def listed(desk: Desk, *titles: str) -> AuditsPage:
    """The page with an audit of each title on it."""
    for title in titles:
        desk.story.plan(title)
    page = desk.page(AuditsPage)
    desk.wait_for(lambda: page.list.table.count() == len(titles))
    return page


def create(desk: Desk, form: AuditForm) -> None:
    form.create_button.setFocus()
    desk.press(Key.Key_Return)


def test_without_an_audit_the_page_says_what_goes_there_and_how_to_start(desk: Desk) -> None:
    page = desk.page(AuditsPage)
    assert says(page, "No audit is planned yet")
    page.first_focus().setFocus()
    desk.press(Key.Key_Return)
    assert page.form.isVisible()
    assert QApplication.focusWidget() is page.form.organization


def test_an_audit_is_listed_with_all_that_tells_it_apart(desk: Desk) -> None:
    page = listed(desk, "Internal audit")
    desk.story.enter(AuditState.FIELDWORK)
    desk.story.conclude("8.2", Result.CONFORMING)
    desk.wait_for(lambda: cells(page)["progress"].text == "1 of 123 items")
    shown = {key: cell.text for key, cell in cells(page).items()}
    assert shown == {
        "number": "IA-2026-01",
        "title": "Internal audit",
        "type": "Internal audit",
        "dates": "23–25 Nov 2026",
        "lead": "Lena Ferreira",
        "progress": "1 of 123 items",
        "state": "fieldwork",
    }
    assert cells(page)["title"].second_line == "Northwind Clinics"
    assert page.status_text() == "1 audit"


def test_enter_opens_the_overview_of_the_audit(desk: Desk) -> None:
    page = listed(desk, "First", "Second")
    page.list.table.setFocus()
    desk.press(Key.Key_Down)
    selected = page.list.table.current_id()
    desk.press(Key.Key_Return)
    overview = desk.wait_for_page("overview")
    assert overview.context.audit_id == selected


def test_typing_filters_by_number_title_and_organisation(desk: Desk) -> None:
    page = listed(desk, "Backups", "Suppliers", "Access")
    page.list.filter.setFocus()
    desk.type("northwind backup")
    assert page.list.table.count() == 1
    assert page.status_text() == "1 of 3 audits"
    desk.press(Key.Key_Down)
    assert QApplication.focusWidget() is page.list.table
    assert cells(page)["title"].text == "Backups"
    page.list.filter.setFocus()
    desk.type("zzz")
    assert says(page, "No audit matches")
    desk.press(Key.Key_Escape)
    assert page.list.table.count() == 3


def test_ctrl_n_plans_an_audit_from_nothing_and_opens_its_plan(desk: Desk) -> None:
    page = desk.page(AuditsPage)
    page.list.empty.button.setFocus()
    desk.press(Key.Key_N, CTRL)
    form = page.form
    assert form.title.text() == "Internal audit, ISO 27001:2022"
    assert (form.start_on.value(), form.end_on.value()) == (date(2026, 7, 13), date(2026, 7, 15))
    assert form.lead_auditor.currentText() == "Lena Ferreira · Lead auditor"
    assert form.soa_version.currentText() == "All controls apply"
    create(desk, form)
    plan = desk.wait_for_page("plan")
    (row,) = rows(desk)
    assert plan.context.audit_id == row.id
    assert (row.number, row.items, row.lead_auditor) == ("IA-2026-01", 123, "Lena Ferreira")
    assert (row.start_on, row.end_on) == (date(2026, 7, 13), date(2026, 7, 15))
    versions = desk.story.see(soa_versions, desk.story.organization_id)
    assert [(version.number, version.applicable) for version in versions] == [("1", 93)]


def test_the_new_audit_is_one_step_that_can_be_undone(desk: Desk) -> None:
    page = desk.page(AuditsPage)
    page.list.empty.button.setFocus()
    desk.press(Key.Key_N, CTRL)
    create(desk, page.form)
    desk.wait_for_page("plan")
    desk.story.workspace.undo()
    assert rows(desk) == ()


def test_a_new_organisation_is_named_in_the_form(desk: Desk) -> None:
    page = listed(desk, "First")
    page.list.table.setFocus()
    desk.press(Key.Key_N, CTRL)
    form = page.form
    desk.press(Key.Key_End)
    assert form.organization_name.isVisible()
    create(desk, form)
    assert says(form, "Enter the organisation’s name.")
    assert QApplication.focusWidget() is form.organization_name
    desk.type("Harbour Labs")
    create(desk, form)
    desk.wait_for_page("plan")
    assert {row.name for row in desk.story.see(organizations)} == {"Harbour Labs", "Northwind Clinics"}
    assert {row.organization_name for row in rows(desk)} == {"Harbour Labs", "Northwind Clinics"}


def test_what_cannot_be_is_said_beside_the_field(desk: Desk) -> None:
    page = listed(desk, "First")
    page.list.table.setFocus()
    desk.press(Key.Key_N, CTRL)
    form = page.form
    form.title.setFocus()
    form.title.selectAll()
    desk.press(Key.Key_Delete)
    form.end_on.setFocus()
    form.end_on.line().selectAll()
    desk.type("1 July 2026")
    create(desk, form)
    assert says(form, "Enter the title to print on the report.")
    assert says(form, "This is before the first day.")
    assert QApplication.focusWidget() is form.title
    assert len(rows(desk)) == 1


def test_the_title_follows_the_type_until_it_is_written(desk: Desk) -> None:
    page = listed(desk, "First")
    page.list.table.setFocus()
    desk.press(Key.Key_N, CTRL)
    form = page.form
    form.type.setFocus()
    desk.press(Key.Key_End)
    assert form.title.text() == "Supplier audit, ISO 27001:2022"
    form.title.setFocus()
    desk.type("!")
    form.type.setFocus()
    desk.press(Key.Key_Home)
    assert form.title.text() == "Supplier audit, ISO 27001:2022!"


def test_the_last_day_moves_with_the_first(desk: Desk) -> None:
    page = listed(desk, "First")
    page.list.table.setFocus()
    desk.press(Key.Key_N, CTRL)
    page.form.start_on.setFocus()
    desk.press(Key.Key_Up)
    assert (page.form.start_on.value(), page.form.end_on.value()) == (date(2026, 7, 14), date(2026, 7, 16))


def test_last_years_audit_is_a_start_for_the_next(desk: Desk) -> None:
    page = listed(desk, "Internal audit")
    desk.story.initiate()
    source = desk.story.audit_id
    page.list.copy_button.setFocus()
    desk.press(Key.Key_Return)
    form = page.form
    assert form.copy_of.value() == source
    assert form.title.text() == "Internal audit"
    assert (form.start_on.value(), form.end_on.value()) == (date(2027, 11, 22), date(2027, 11, 24))
    assert form.soa_version.currentText() == "Version 1 · all controls apply"
    create(desk, form)
    plan = desk.wait_for_page("plan")
    detail = desk.story.see(audit_detail, plan.context.audit_id)
    assert (detail.number, detail.scope.text) == ("IA-2027-01", "The records service in Leeds")
    assert desk.story.audit(detail.id).copied_from_id == source
    assert len(desk.story.see(soa_versions, desk.story.organization_id)) == 1


def test_the_copy_needs_an_audit_in_the_list(desk: Desk) -> None:
    desk.window.commands.run("audits.copy")
    assert not desk.page(AuditsPage).form.isVisible()
    page = listed(desk, "First")
    desk.window.commands.run("audits.copy")
    assert page.form.isVisible()


def test_escape_leaves_the_form_and_nothing_was_made(desk: Desk) -> None:
    page = listed(desk, "First")
    page.list.table.setFocus()
    desk.press(Key.Key_N, CTRL)
    assert not page.list.new_button.isVisible()
    desk.press(Key.Key_Escape)
    assert not page.form.isVisible()
    assert page.list.new_button.isVisible()
    assert QApplication.focusWidget() is page.list.table
    assert len(rows(desk)) == 1


def test_a_refusal_keeps_the_form(desk: Desk) -> None:
    """Another person's change may take away what the form still offers."""
    page = listed(desk, "First")
    desk.window.commands.run("audits.copy")
    desk.story.workspace.undo()
    create(desk, page.form)
    desk.wait_for(desk.window.message_bar.isVisible)
    assert page.form.isVisible()
    assert page.form.create_button.isEnabled()
    assert rows(desk) == ()


def test_the_selection_stays_when_the_list_changes(desk: Desk) -> None:
    page = listed(desk, "First", "Second")
    first = next(row.id for row in rows(desk) if row.title == "First")
    page.list.table.select(first)
    desk.story.plan("Third")
    desk.wait_for(lambda: page.list.table.count() == 3)
    assert page.list.table.current_id() == first
    assert page.where() == {"row_id": first}


def test_at_a_large_text_size_the_form_has_the_page_to_itself(desk: Desk) -> None:
    page = listed(desk, "First")
    desk.window.appearance.choose_zoom(150)
    desk.window.commands.run("audits.new")
    assert page.form.isVisible()
    assert not page.list.isVisible()
    desk.press(Key.Key_Escape)
    assert page.list.isVisible()


def test_everything_has_a_name_that_is_read_aloud(desk: Desk) -> None:
    page = listed(desk, "First")
    desk.window.commands.run("audits.new")
    form = page.form
    fields = (form.organization, form.copy_of, form.type, form.title, form.start_on, form.end_on)
    names = [field.accessibleName() for field in (*fields, form.lead_auditor, form.soa_version)]
    assert names == [
        "Organisation",
        "Start from",
        "Type",
        "Title",
        "First day",
        "Last day",
        "Lead auditor",
        "Statement of Applicability",
    ]
    assert page.list.table.accessibleName() == "Audits"
    assert page.list.filter.accessibleName() == "Filter the audits"


def test_dates_are_suggested_for_working_days() -> None:
    assert next_monday(date(2026, 7, 6)) == date(2026, 7, 13)
    row = AuditRow(
        "1",
        "IA-1",
        "",
        AuditType.INTERNAL_FULL,
        AuditState.CLOSED,
        date(2023, 11, 20),
        None,
        "",
        "",
        "",
        0,
        0,
    )
    start, length = next_dates(row, date(2026, 7, 6))
    assert (start, start.weekday(), length.days) == (date(2026, 11, 16), 0, 0)
