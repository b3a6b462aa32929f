"""The overview: figures, next step, path, today, coverage, and the way to everything that is open."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.findings import findings
from app.library.packs import install_pack
from app.library.soa import SoaLine, add_soa_version
from app.planning import audits, meetings, states
from app.planning.meetings import MeetingKind
from app.planning.overview import PathStep
from app.programme.people import add_person
from app.sessions import notes, sessions
from app.sessions.results import Result
from models.audit import AuditState, Verdict
from tests.conftest import FixedClock
from tests.ui.programme.desk import Desk
from tests.ui.screen import says
from ui.overview.page import OverviewPage
from ui.programme.page import AuditsPage
from ui.widgets.coverage_grid import CellState, CoverageCell

Key = Qt.Key


def marks(page: OverviewPage) -> list[str]:
    return [str(page.head.path.button(step.value).property("mark")) for step in PathStep]


def cell(page: OverviewPage, reference: str) -> CoverageCell:
    rows = page.coverage.grid._rows
    return next(
        one for _label, cells, _count in rows for one in cells if one.text.startswith(f"{reference} ")
    )


def texts(rows: list[object]) -> list[str]:
    return [row.label() for row in rows]  # type: ignore[attr-defined]


def interview(desk: Desk, name: str = "Mary Okafor", after: int = 0) -> str:
    person = desk.story.do(add_person, name)
    start = desk.story.workspace.seat.clock.now() + timedelta(minutes=after)
    return desk.story.do(
        sessions.plan_session,
        desk.story.audit_id,
        title="IT operations",
        planned_start=start,
        planned_end=start + timedelta(minutes=45),
        interviewee_ids=(person,),
        item_ids=(desk.story.item("A.8.13"),),
    )


def test_the_head_names_the_audit_its_days_and_its_independent_lead(desk: Desk, page: OverviewPage) -> None:
    desk.story.declare("Holds no ISMS role. Works in finance.")
    desk.wait_for(lambda: "Holds" in page.head.facts())
    assert (
        page.head.facts()
        == "Northwind Clinics · 23–25 Nov 2026 · lead auditor Lena Ferreira · Holds no ISMS role"
    )
    assert says(page, "Internal audit, ISO 27001:2022")


def test_the_figures_are_those_of_the_read(desk: Desk, page: OverviewPage) -> None:
    session = interview(desk)
    desk.story.do(sessions.start, session)
    desk.story.do(sessions.end, session)
    desk.story.conclude("8.2", Result.NONCONFORMING)
    desk.story.conclude("8.1", Result.CONFORMING)
    desk.wait_for(lambda: page.standing.texts()[0].startswith("2 of 123"))
    items, held, evidence, nonconformities = page.standing.texts()
    assert items.startswith("2 of 123 items · 121 left ≈ ")
    assert held == "1 of 1 sessions held"
    assert evidence == "0 pieces of evidence"
    assert nonconformities == "0 + 1 nonconformities + candidate"


def test_the_primary_button_is_the_one_next_step_and_goes_there(desk: Desk, page: OverviewPage) -> None:
    assert page.head.next_button.label() == "Write down the objectives"
    assert page.first_focus() is page.head.next_button
    page.head.next_button.setFocus()
    desk.press(Key.Key_Return)
    assert desk.opened_at("plan") == {}


def test_in_the_field_the_next_step_is_the_interview(desk: Desk, page: OverviewPage) -> None:
    desk.story.enter(AuditState.FIELDWORK)
    session = interview(desk)
    desk.story.do(sessions.start, session)
    desk.wait_for(lambda: page.head.next_button.label() == "Continue: interview with Mary Okafor")
    page.head.next_button.setFocus()
    desk.press(Key.Key_Space)
    assert desk.opened_at("sessions") == {"session_id": session}


def test_the_path_shows_where_the_audit_is_and_each_step_leads_to_its_page(
    desk: Desk, page: OverviewPage
) -> None:
    desk.story.enter(AuditState.FIELDWORK)
    desk.wait_for(lambda: marks(page) == ["done", "done", "current", "ahead", "ahead", "ahead"])
    closing = desk.story.do(meetings.add_meeting, desk.story.audit_id, MeetingKind.CLOSING)
    desk.wait_for(lambda: bool(page._closing_meeting()))
    leads = {}
    for step in PathStep:
        desk.go("overview")
        page.head.path.button(step.value).setFocus()
        desk.press(Key.Key_Return)
        shown = desk.window.current_page()
        assert shown is not None
        leads[step] = (shown.page_id, shown.where())
    assert leads == {
        PathStep.PREPARE: ("plan", {}),
        PathStep.OPEN: ("plan", {}),
        PathStep.COLLECT: ("sessions", {}),
        PathStep.CONCLUDE: ("plan", {"meeting_id": closing}),
        PathStep.REPORT: ("report", {}),
        PathStep.FOLLOW_UP: ("findings", {}),
    }


def test_the_next_step_of_the_audit_lists_what_is_missing_and_then_goes_on(
    desk: Desk, page: OverviewPage
) -> None:
    page.head.advance_button.setFocus()
    desk.press(Key.Key_Return)
    assert "Write down the objectives" in desk.window.message_bar.text()
    assert "declaration of independence" in desk.window.message_bar.text()
    desk.story.initiate()
    desk.story.prepare()
    desk.wait_for(lambda: marks(page)[:2] == ["done", "current"])
    desk.story.hold(MeetingKind.OPENING)
    desk.wait_for(lambda: page.head.next_button.label() == "Go to the next step")
    assert not page.head.advance_button.isVisible()
    page.head.next_button.setFocus()
    desk.press(Key.Key_Return)
    desk.wait_for(lambda: marks(page)[1:3] == ["done", "current"])
    assert desk.story.audit().state is AuditState.IN_PROGRESS
    desk.story.workspace.undo()
    assert desk.story.audit().state is AuditState.PREPARED


def test_today_lists_who_when_and_what_is_held_now_and_next(
    desk: Desk, page: OverviewPage, clock: FixedClock
) -> None:
    first, second = interview(desk), interview(desk, "Ann Moreau", 60)
    third = interview(desk, "Tom Hale", 120)
    start = clock.now() + timedelta(hours=5)
    meeting = desk.story.do(meetings.add_meeting, desk.story.audit_id, MeetingKind.DAILY, planned_start=start)
    desk.story.do(sessions.start, first)
    desk.story.do(sessions.end, first)
    desk.story.do(sessions.start, second)
    desk.wait_for(lambda: len(page.agenda.rows()) == 4 and page.agenda.rows()[1].label().endswith("now"))
    assert texts(page.agenda.rows()) == [
        "09:30–10:15, Mary Okafor, IT operations · 1 item, held",
        "10:30–11:15, Ann Moreau, IT operations · 1 item, now",
        "11:30–12:15, Tom Hale, IT operations · 1 item, next",
        "14:30, Daily review",
    ]
    desk.story.do(sessions.pause, second)
    desk.wait_for(lambda: page.agenda.rows()[1].label().endswith("paused"))
    page.agenda.rows()[2].setFocus()
    desk.press(Key.Key_Return)
    assert desk.opened_at("sessions") == {"session_id": third}
    desk.go("overview")
    page.agenda.rows()[3].setFocus()
    desk.press(Key.Key_Return)
    assert desk.opened_at("plan") == {"meeting_id": meeting}


def test_tab_goes_through_today_and_then_through_tonight(
    desk: Desk, page: OverviewPage, clock: FixedClock
) -> None:
    first = interview(desk)
    desk.story.do(sessions.start, first)
    desk.story.do(notes.add_line, first, "Backups run every night")
    desk.story.do(sessions.end, first)
    interview(desk, "Ann Moreau", 60)
    desk.wait_for(lambda: len(page.agenda.rows()) == 2 and len(page.open_points.tonight.rows()) > 0)
    page.coverage.grid.setFocus()
    reached = []
    for _step in range(4):
        desk.press(Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    tonight = page.open_points
    assert reached == [*page.agenda.rows(), tonight.work_off, tonight.tonight.rows()[0]]


def test_a_day_without_sessions_shows_the_next_one(desk: Desk, page: OverviewPage) -> None:
    assert says(page.agenda, "Nothing is planned for today. Sessions and meetings come from the plan.")
    interview(desk, after=3 * 24 * 60)
    desk.wait_for(lambda: bool(page.agenda.rows()))
    assert says(page.agenda, "The next day is 9 Jul 2026:")
    assert not page.agenda.rows()[0].label().endswith("next")


def test_a_cell_of_the_coverage_opens_its_item(desk: Desk, page: OverviewPage) -> None:
    grid = page.coverage.grid
    grid.setFocus()
    desk.press(Key.Key_End)
    assert grid.accessibleDescription().startswith("A.8.34 ")
    desk.press(Key.Key_Return)
    assert desk.opened_at("sessions") == {"item_id": desk.story.item("A.8.34")}


def test_cells_tell_results_by_signs_and_rows_count_what_is_examined(desk: Desk, page: OverviewPage) -> None:
    for reference, result in (
        ("8.1", Result.CONFORMING),
        ("8.2", Result.NONCONFORMING),
        ("8.3", Result.UNABLE_TO_VERIFY),
        ("A.7.1", Result.NOT_EXAMINED),
    ):
        desk.story.conclude(reference, result, "Closed")
    desk.wait_for(lambda: cell(page, "A.7.1").state is CellState.DASH)
    signs = [cell(page, one).state for one in ("8.1", "8.2", "8.3", "9.1")]
    assert signs == [CellState.CHECK, CellState.CROSS, CellState.QUESTION, CellState.EMPTY]
    assert [(label, count) for label, _cells, count in page.coverage.grid._rows] == [
        ("Clauses 4–10", "3 / 30"),
        ("A.5 Organizational", "0 / 37"),
        ("A.6 People", "0 / 8"),
        ("A.7 Physical", "0 / 14"),
        ("A.8 Technological", "0 / 34"),
    ]
    assert cell(page, "8.2").text == "8.2 Information security risk assessment: Nonconforming"


def test_tonight_and_the_report_point_to_where_things_are_done(desk: Desk, page: OverviewPage) -> None:
    assert says(page.open_points, "Nothing is left open.")
    session = interview(desk)
    desk.story.do(notes.add_line, session, "Talked about keys")
    desk.story.conclude("8.2", Result.NONCONFORMING)
    desk.wait_for(lambda: len(page.open_points.tonight.rows()) == 3)
    assert texts(page.open_points.tonight.rows()) == [
        "1 note line is not filed to an item",
        "F-01 is a candidate without evidence",
        "F-01 is a candidate without a statement",
    ]
    page.open_points.tonight.rows()[0].setFocus()
    desk.press(Key.Key_Return)
    assert desk.opened_at("sessions") == {"session_id": session}
    desk.go("overview")
    page.open_points.before_issue.rows()[1].setFocus()
    assert page.open_points.before_issue.rows()[1].label() == "Confirm or withdraw F-01."
    desk.press(Key.Key_Return)
    (where,) = [desk.opened_at("findings")]
    assert set(where) == {"finding_id"}


def test_what_is_done_leaves_the_list_and_the_focus_stays_on_it(desk: Desk, page: OverviewPage) -> None:
    desk.story.conclude("8.2", Result.NONCONFORMING)
    desk.wait_for(lambda: len(page.open_points.tonight.rows()) == 2)
    page.open_points.tonight.rows()[0].setFocus()
    finding = page.open_points.tonight._pointers[0].where["finding_id"]
    desk.story.do(findings.edit, finding, statement="The assessment is two years old.")
    desk.wait_for(lambda: len(page.open_points.tonight.rows()) == 1)
    assert QApplication.focusWidget() is page.open_points.tonight.rows()[0]


def test_when_nothing_is_missing_the_page_says_so(desk: Desk, page: OverviewPage) -> None:
    desk.story.examine_everything()
    desk.story.hold(MeetingKind.CLOSING)
    desk.story.do(
        audits.edit_audit,
        desk.story.audit_id,
        conformity=Verdict.YES,
        effectiveness=Verdict.YES,
        summary="Works well.",
        report_recipients=("Board",),
    )
    desk.wait_for(lambda: says(page.open_points, "Nothing is missing."))
    assert page.standing.texts()[0] == "123 of 123 items, all with a result"
    desk.story.enter(AuditState.REPORTED)
    desk.wait_for(lambda: says(page.open_points, "The report is issued."))


def test_a_cancelled_audit_says_why_and_offers_no_step(desk: Desk, page: OverviewPage) -> None:
    desk.story.do(states.stop, desk.story.audit_id, AuditState.CANCELLED, "The clinic closes.")
    desk.wait_for(lambda: says(page.stopped, "Cancelled on 6 Jul 2026: The clinic closes."))
    assert says(page.head, "cancelled")
    assert not page.head.next_button.isVisible()
    assert not page.head.advance_button.isVisible()
    assert not page.head.more_button.isVisible()
    assert page.first_focus() is page.stopped.resume_button


def test_an_audit_is_suspended_on_its_overview_and_goes_on_where_it_was(
    desk: Desk, page: OverviewPage
) -> None:
    desk.story.enter(AuditState.FIELDWORK)
    desk.wait_for(lambda: marks(page)[2] == "current")
    suspend = page.head.more_button.menu().actions()[0]
    assert suspend.text() == "Suspend audit…"
    suspend.trigger()
    desk.type("The site is flooded.")
    desk.press(Key.Key_Return)
    assert says(page.stopped, "The site is flooded.")
    assert marks(page)[2] == "current"
    assert QApplication.focusWidget() is page.stopped.resume_button
    desk.press(Key.Key_Return)
    assert desk.story.audit().state is AuditState.FIELDWORK
    desk.wait_for(lambda: not page.stopped.isVisible())


def test_what_the_report_waits_for_leads_to_the_button_that_resumes_the_audit(
    desk: Desk, page: OverviewPage
) -> None:
    desk.story.do(states.stop, desk.story.audit_id, AuditState.SUSPENDED, "The site is flooded.")
    desk.wait_for(lambda: page.stopped.isVisible())
    row = page.open_points.before_issue.rows()[0]
    assert row.label() == "Resume the audit: it is suspended."
    row.setFocus()
    desk.press(Key.Key_Return)
    assert QApplication.focusWidget() is page.stopped.resume_button
    assert desk.story.audit().state is AuditState.SUSPENDED


def test_an_absurdly_long_title_leaves_room_for_the_button(desk: Desk, page: OverviewPage) -> None:
    desk.story.do(audits.edit_audit, desk.story.audit_id, title="Audit of everything " * 200)
    desk.wait_for(lambda: says(page.head, "Audit of everything Audit"))
    button = page.head.next_button
    assert button.width() >= button.sizeHint().width()
    assert page.width() <= desk.window.width()


def test_on_a_narrow_page_the_cards_stand_one_below_the_other(desk: Desk, page: OverviewPage) -> None:
    assert page.agenda.mapTo(page, page.agenda.rect().topLeft()).x() > page.standing.width()
    desk.window.appearance.choose_zoom(175)
    desk.wait_for(lambda: page.agenda.mapTo(page, page.agenda.rect().topLeft()).y() > page.standing.height())
    assert page.standing.width() == page.agenda.width()


def test_without_an_audit_the_overview_leads_to_the_audits(desk: Desk) -> None:
    context = desk.page(OverviewPage).context
    page = OverviewPage(type(context)(**{**vars(context), "audit_id": None}))
    desk.qtbot.addWidget(page)
    page.load()
    page.show()
    assert says(page, "No audit is chosen")
    assert page.first_focus() is page.empty.button
    page.empty.button.click()
    assert isinstance(desk.window.current_page(), AuditsPage)


def test_an_excluded_control_is_hatched_until_its_exclusion_was_looked_at(desk: Desk) -> None:
    story = desk.story
    pack_id = story.do(install_pack, story.pack)
    lines = [SoaLine("A.8.30", applicable=False)]
    story.plan("Next", soa_version_id=story.do(add_soa_version, story.organization_id, pack_id, "4.1", lines))
    desk.go("overview")
    page = desk.page(OverviewPage)
    assert cell(page, "A.8.30").state is CellState.HATCHED
    assert "verify the exclusion" in cell(page, "A.8.30").text
    story.conclude("A.8.30", Result.NONCONFORMING)
    desk.wait_for(lambda: cell(page, "A.8.30").state is CellState.CROSS)
