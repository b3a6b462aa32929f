"""The plan by day: sessions and meetings planned with the keys alone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from app.planning import meetings
from app.planning.checklist_reads import item_ids
from app.planning.meetings import MeetingKind
from app.sessions import sessions
from app.sessions.sessions import ParticipantRole, SessionKind
from tests.ui.planning.conftest import CONTROL, DELETE, ENTER, Plan
from tests.ui.screen import says

LONDON = ZoneInfo("Europe/London")
N, Z = Qt.Key.Key_N, Qt.Key.Key_Z
DOWN = Qt.Key.Key_Down


def add_session(plan: Plan, title: str) -> str:
    """Plan a session with the keys; its id."""
    before = {row.id for row in plan.sessions()}
    plan.press(N, CONTROL)
    plan.type(title)
    assert plan.page.flush()
    (new,) = {row.id for row in plan.sessions()} - before
    return new


def items(plan: Plan, *references: str) -> list[str]:
    return [plan.see(item_ids, plan.audit_id, text=reference)[0] for reference in references]


def test_an_empty_plan_says_what_goes_there_and_one_key_starts_it(plan: Plan) -> None:
    assert says(plan.page, "Nothing is planned yet")
    plan.press(ENTER)
    assert len(plan.sessions()) == 1
    assert plan.page.agenda.session_form.title.hasFocus()


def test_a_session_is_planned_with_the_keys_alone(plan: Plan) -> None:
    plan.press(N, CONTROL)
    form = plan.page.agenda.session_form
    assert form.title.hasFocus()
    plan.type("Backup and restore")
    plan.tab()
    plan.retype("24 Nov 2026")
    plan.tab(2)
    plan.retype("945")
    plan.tab()
    plan.retype("11")
    plan.tab()
    plan.type("Leeds")
    plan.tab()
    plan.type("2.14")
    plan.tab()
    (row,) = plan.sessions()
    view = plan.session(row.id)
    assert (view.title, view.place) == ("Backup and restore", "Leeds, 2.14")
    assert view.planned_start == datetime(2026, 11, 24, 9, 45, tzinfo=LONDON)
    assert view.planned_end == datetime(2026, 11, 24, 11, tzinfo=LONDON)
    assert says(plan.page, "Times at Leeds (Europe/London).")


def test_a_new_session_follows_the_last_one_of_the_day(plan: Plan) -> None:
    add_session(plan, "First")
    add_session(plan, "Second")
    first, second = plan.sessions()
    assert first.planned_start == datetime(2026, 11, 23, 9, tzinfo=LONDON)
    assert second.planned_start == first.planned_end


def test_a_person_is_chosen_and_leaves_again(plan: Plan) -> None:
    session_id = add_session(plan, "Backups")
    people = plan.page.agenda.session_form.people
    plan.start_in(people.adder.person)
    plan.type("M. Okafor")
    plan.start_in(people.adder.add_button)
    plan.press(ENTER)
    assert [person.name for person in plan.session(session_id).interviewees] == ["M. Okafor"]
    assert people.adder.person.hasFocus()
    form = people._rows.form(plan.ids["okafor"])
    assert form is not None
    plan.start_in(form._remove)  # type: ignore[attr-defined]
    plan.press(ENTER)
    assert plan.session(session_id).participants == ()


def test_a_new_person_is_entered_beside_the_session(plan: Plan) -> None:
    session_id = add_session(plan, "People team")
    adder = plan.page.agenda.session_form.people.adder
    plan.start_in(adder.new_button)
    plan.press(ENTER)
    plan.type("A. Moreau")
    plan.tab()
    plan.type("Head of people")
    plan.tab()
    plan.type("HR")
    plan.press(ENTER)
    (person,) = plan.session(session_id).interviewees
    assert (person.name, person.role, person.department) == ("A. Moreau", "Head of people", "HR")
    assert person.organization_id == plan.organization_id


def test_a_participant_can_be_the_guide(plan: Plan) -> None:
    session_id = add_session(plan, "Site walk")
    plan.do(sessions.add_participant, session_id, plan.ids["okafor"], ParticipantRole.INTERVIEWEE)
    plan.qtbot.waitUntil(lambda: says(plan.page, "M. Okafor · IT operations lead"))
    form = plan.page.agenda.session_form.people._rows.form(plan.ids["okafor"])
    assert form is not None
    part = form.first_field()
    assert part is not None
    plan.start_in(part)
    plan.type("Guide")
    assert plan.session(session_id).participants[0][1] is ParticipantRole.GUIDE


def test_items_are_put_on_the_agenda_and_told_against_the_time(plan: Plan) -> None:
    session_id = add_session(plan, "Backups")
    form = plan.page.agenda.session_form
    form.items.choose_all()
    plan.start_in(form.items.filter.text)
    plan.type("backup")
    plan.start_in(form.items.table)
    plan.press(Qt.Key.Key_Home)
    plan.press(ENTER)
    (item,) = plan.session(session_id).items
    assert says(form, f"1 item ≈ {item.minutes} of 60 min")
    plan.press(ENTER)
    assert plan.session(session_id).items == ()


def test_a_session_without_items_begins_with_all_that_can_be_asked(plan: Plan) -> None:
    form = plan.page.agenda.session_form
    empty = add_session(plan, "Backups")
    assert form.items.filter.isVisible()
    assert form.items.table.count() == 123
    full = add_session(plan, "Everything")
    plan.do(sessions.set_items, full, items(plan, "A.8.13"))
    for session_id, is_asked_for in ((empty, True), (full, False)):
        plan.qtbot.waitUntil(lambda known=session_id: plan.page.agenda.table.select(known))
        plan.qtbot.waitUntil(lambda wanted=is_asked_for: form.items.filter.isVisible() is wanted)


def test_what_starts_at_another_time_takes_as_long_as_before(plan: Plan) -> None:
    plan.start_in(plan.page.agenda.meeting_button)
    plan.press(ENTER)
    slot = plan.page.agenda.meeting_form.slot
    for start, end in (("14:00", "14:30"), ("8:15", "08:45"), ("23:45", "00:15")):
        plan.start_in(slot.start)
        plan.retype(start)
        plan.tab()
        assert slot.end.text() == end
    plan.retype("01:00")
    plan.start_in(slot.start)
    plan.retype("9:00")
    plan.tab()
    assert slot.end.text() == "10:15"


def test_too_many_items_for_the_slot_are_told(plan: Plan) -> None:
    session_id = add_session(plan, "Everything")
    plan.do(sessions.set_items, session_id, plan.see(item_ids, plan.audit_id, theme="people"))
    plan.qtbot.waitUntil(lambda: says(plan.page.agenda.session_form, "min too many"))
    assert len(plan.session(session_id).items) == 8


def test_an_item_must_be_asked_or_moves_up_the_agenda(plan: Plan) -> None:
    session_id = add_session(plan, "Backups")
    plan.do(sessions.set_items, session_id, items(plan, "A.8.13", "A.8.15"))
    form = plan.page.agenda.session_form
    form.items.choice.button("agenda").click()
    plan.qtbot.waitUntil(lambda: form.items.table.count() == 2)
    form.items.table.select(plan.session(session_id).items[1].id)
    plan.start_in(form.items.must_button)
    plan.press(ENTER)
    assert [item.must_ask for item in plan.session(session_id).items] == [False, True]
    assert form.items.must_button.label() == "Need not be asked"
    plan.start_in(form.items.up_button)
    plan.press(ENTER)
    assert [item.reference for item in plan.session(session_id).items] == ["A.8.15", "A.8.13"]


def test_fields_of_a_document_review_come_with_its_kind(plan: Plan) -> None:
    session_id = add_session(plan, "Policies")
    form = plan.page.agenda.session_form
    assert not says(form, "Document under review")
    plan.start_in(form.kind)
    plan.type("Document")
    assert plan.session(session_id).kind is SessionKind.DOCUMENT_REVIEW
    assert says(form, "Document under review")
    plan.press(DOWN)
    plan.press(DOWN)
    assert plan.session(session_id).kind is SessionKind.TECHNICAL_TEST
    assert says(form, "Written agreement of the system’s owner")


def test_delete_takes_a_session_out_and_undo_brings_it_back(plan: Plan) -> None:
    add_session(plan, "First")
    second = add_session(plan, "Second")
    plan.start_in(plan.page.agenda.table)
    plan.press(DELETE)
    assert [row.title for row in plan.sessions()] == ["First"]
    assert plan.page.agenda.session_form.title.text() == "First"
    plan.press(Z, CONTROL)
    assert {row.id for row in plan.sessions()} >= {second}


def test_a_session_that_was_begun_stays_and_says_why(plan: Plan) -> None:
    session_id = add_session(plan, "Backups")
    plan.do(sessions.start, session_id)
    plan.start_in(plan.page.agenda.table)
    plan.press(DELETE)
    assert "stays in the audit" in plan.message()
    assert len(plan.sessions()) == 1


def test_what_was_typed_is_kept_when_another_entry_is_chosen(plan: Plan) -> None:
    add_session(plan, "First")
    second = add_session(plan, "Second")
    plan.start_in(plan.page.agenda.session_form.room)
    plan.type("2.14")
    plan.start_in(plan.page.agenda.table)
    plan.press(Qt.Key.Key_Up)
    assert plan.page.agenda.session_form.title.text() == "First"
    assert plan.page.agenda.session_form.room.text() == ""
    assert plan.session(second).room == "2.14"


def test_a_change_elsewhere_leaves_caret_and_typing_alone(plan: Plan) -> None:
    session_id = add_session(plan, "Backups")
    room = plan.page.agenda.session_form.room
    plan.start_in(room)
    plan.type("2.1")
    plan.do(sessions.edit_session, session_id, process="IT operations")
    plan.qtbot.waitUntil(lambda: plan.page.agenda.session_form.process.text() == "IT operations")
    assert (room.text(), room.cursorPosition(), room.hasFocus()) == ("2.1", 3, True)
    plan.type("4")
    assert plan.page.flush()
    assert plan.session(session_id).room == "2.14"


def test_a_session_removed_elsewhere_leaves_the_page_in_peace(plan: Plan) -> None:
    session_id = add_session(plan, "Backups")
    plan.start_in(plan.page.agenda.session_form.room)
    plan.type("2.14")
    plan.do(sessions.remove_session, session_id)
    plan.qtbot.waitUntil(lambda: says(plan.page, "Nothing is planned yet"))
    assert plan.page.flush()


def test_the_opening_meeting_is_planned_and_held_now(plan: Plan) -> None:
    plan.start_in(plan.page.agenda.meeting_button)
    plan.press(ENTER)
    form = plan.page.agenda.meeting_form
    assert form.kind.hasFocus()
    plan.start_in(form.attendance.team_button)
    plan.press(ENTER)
    plan.start_in(form.hold_button)
    plan.press(ENTER)
    (meeting,) = plan.audit().meetings
    assert (meeting.kind, meeting.attendees) == (MeetingKind.OPENING, ("Lena Ferreira",))
    assert meeting.held_at is not None
    assert form.not_held_button.hasFocus()
    plan.press(ENTER)
    assert plan.audit().meetings[0].held_at is None


def test_name_and_time_of_a_closing_meeting_that_was_held_are_read_whole(plan: Plan) -> None:
    meeting_id = plan.do(meetings.add_meeting, plan.audit_id, MeetingKind.CLOSING)
    plan.do(meetings.hold_meeting, meeting_id, (plan.ids["okafor"],))
    plan.window.resize(1366, 720)
    plan.qtbot.waitUntil(lambda: plan.page.agenda.table.select(meeting_id))
    form = plan.page.agenda.meeting_form
    plan.qtbot.waitUntil(form.read_out_button.isVisible)
    QApplication.processEvents()
    for part in (form._name, form._state):
        assert part.width() >= part.sizeHint().width()


def test_lines_of_an_agenda_can_be_typed_in_peace(plan: Plan) -> None:
    meeting_id = plan.do(meetings.add_meeting, plan.audit_id, MeetingKind.DAILY)
    plan.qtbot.waitUntil(lambda: plan.page.agenda.table.select(meeting_id))
    field = plan.page.agenda.meeting_form.agenda
    plan.start_in(field)
    plan.retype("Welcome")
    plan.press(ENTER)
    assert plan.page.agenda.flush()
    plan.page.load()
    assert field.text() == "Welcome\n"
    plan.type("Safety")
    assert plan.page.agenda.flush()
    assert plan.audit().meetings[0].agenda == ("Welcome", "Safety")


def test_the_arrow_keys_go_through_the_days(plan: Plan) -> None:
    add_session(plan, "Backups")
    table = plan.page.agenda.table
    plan.start_in(table)
    plan.press(Qt.Key.Key_Home)
    assert table.current_id().startswith("day:")
    assert says(plan.page, "Nothing is selected")
    plan.press(DOWN)
    assert plan.page.agenda.session_form.title.text() == "Backups"
    plan.press(ENTER)
    assert plan.page.agenda.session_form.title.hasFocus()


def test_a_session_is_opened_from_its_plan(plan: Plan) -> None:
    session_id = add_session(plan, "Backups")
    plan.start_in(plan.page.agenda.session_form.hold_button)
    plan.press(ENTER)
    page = plan.window.current_page()
    assert page is not None
    assert (page.page_id, page.where()) == ("sessions", {"session_id": session_id})


def test_the_page_opens_at_a_session_and_knows_where_it_is(plan: Plan) -> None:
    session_id = add_session(plan, "Backups")
    add_session(plan, "Second")
    plan.window.navigate("plan", {"session_id": session_id})
    assert plan.page.agenda.session_form.title.text() == "Backups"
    assert plan.page.where() == {"section": "agenda", "session_id": session_id}
    plan.window.navigate("plan", {"session_id": "gone"})
    assert plan.page.where()["session_id"] == session_id


def test_a_session_that_was_broken_off_is_paused_in_the_list_too(plan: Plan) -> None:
    session_id = add_session(plan, "Backups")
    plan.do(sessions.start, session_id)
    plan.do(sessions.pause, session_id)
    plan.qtbot.waitUntil(lambda: says(plan.page.agenda.session_form, "paused"))
    model = plan.page.agenda.table.model()
    row = plan.page.agenda.table.currentIndex().row()
    assert model.index(row, model.columnCount() - 1).data() == "paused"


def test_the_plan_opens_at_what_comes_next(plan: Plan) -> None:
    held, waiting = add_session(plan, "First"), add_session(plan, "Second")
    plan.do(sessions.start, held)
    plan.do(sessions.end, held)
    plan.qtbot.waitUntil(lambda: plan.page.agenda._next_entry() == waiting)
    plan.window.navigate("report", {})
    plan.page.agenda.table.setCurrentIndex(QModelIndex())
    plan.window.navigate("plan", {})
    assert plan.page.agenda.table.current_id() == waiting
    assert plan.page.agenda.session_form.session_id() == waiting
