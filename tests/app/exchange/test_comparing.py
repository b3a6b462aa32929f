"""What a returned workbook says otherwise, told cell by cell before anything is written."""

from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.findings import lifecycle
from app.findings.facts import finding_of
from app.findings.terms import FindingState
from app.follow_up import responses
from app.follow_up.responses import PlannedAction
from app.programme.people import add_person, edit_person
from app.reporting.clean import safe_text
from tests.app.exchange.scene import FIRST, LETTERS, SECOND, Returning, Scene, told

EVERYTHING = {
    "correction": "Test held on 3 July",
    "extent": "All nine systems looked at",
    "cause": "Nobody owned the plan",
    "action": "Give the plan an owner",
    "owner": "Bo Lind",
    "due": date(2026, 9, 30),
    "comment": "The plan is new",
}


def filled(one: Returning) -> None:
    for key, value in EVERYTHING.items():
        one.put(FIRST, key, value)


def planned(scene: Scene, what: str = "Give the plan an owner") -> str:
    action = PlannedAction(what, scene.bo, date(2026, 9, 30))
    return scene.story.do(responses.add_action, scene.first, action)


def test_a_workbook_that_nobody_touched_says_nothing_new(scene: Scene) -> None:
    planned(scene)
    found = scene.look(scene.hand_out())
    assert (found.audit_number, found.differences, found.notices) == ("IA-2026-03", (), ())


def test_a_workbook_from_before_it_told_of_the_correction_is_taken_in(scene: Scene) -> None:
    """Its columns are those of its time: none is missing, and none was moved."""
    planned(scene)
    path = scene.of_the_first_version()
    found = scene.look(path)
    assert (found.differences, found.notices) == ((), ())

    def answered(one: Returning) -> None:
        assert [one.sheet[f"{letter}2"].value for letter in "IJP"] == ["Respond by", "Correction", "Due date"]
        one.sheet["I3"].value = date(2027, 1, 1)
        one.sheet["J3"].value = "Test held on 3 July"
        one.sheet["P3"].value = date(2026, 12, 31)

    found = scene.look(scene.returned(answered, path))
    assert told(found.differences) == [
        ("locked", "F-01", "respond_by", "2027-01-01"),
        ("new", "F-01", "correction", "Test held on 3 July"),
        ("new", "F-01", "due", "31 Dec 2026"),
    ]
    assert scene.take(found).cells == 2


def test_an_old_workbook_is_behind_only_where_what_it_says_was_changed(scene: Scene) -> None:
    path = scene.of_the_first_version()
    with scene.story.workspace.write("Put off") as uow:
        finding_of(uow.session, scene.first).correction_due_on = date(2026, 9, 1)
        finding_of(uow.session, scene.second).response_due_on = date(2026, 9, 1)
    assert [str(one) for one in scene.look(path).notices] == [
        "F-02 was changed in the workspace since the workbook was handed out."
    ]


def test_every_filled_cell_is_new_and_is_found_by_its_place(scene: Scene) -> None:
    found = scene.look(scene.returned(filled)).differences
    assert told(found) == [
        ("new", "F-01", "correction", "Test held on 3 July"),
        ("new", "F-01", "extent", "All nine systems looked at"),
        ("new", "F-01", "cause", "Nobody owned the plan"),
        ("new", "F-01", "action", "Give the plan an owner"),
        ("new", "F-01", "owner", "Bo Lind"),
        ("new", "F-01", "due", "30 Sep 2026"),
        ("new", "F-01", "comment", "The plan is new"),
    ]
    assert [one.place for one in found][:2] == ["Responses!K3", "Responses!L3"]
    assert [one.step for one in found] == [0, 0, 0, 1, 1, 1, 0]


def test_a_cell_that_was_changed_on_both_sides_shows_both_and_what_was_handed_out(scene: Scene) -> None:
    scene.story.do(responses.edit_response, scene.first, cause="No owner")
    path = scene.hand_out()
    scene.story.do(responses.edit_response, scene.first, cause="No owner, says the lead")
    back = scene.returned(lambda one: one.put(FIRST, "cause", "The owner left"), path)
    (cell,) = scene.look(back).differences
    assert (cell.kind.value, cell.before, cell.ours, cell.theirs) == (
        "both",
        "No owner",
        "No owner, says the lead",
        "The owner left",
    )


def test_what_was_only_changed_here_or_alike_on_both_sides_is_no_difference(scene: Scene) -> None:
    path = scene.hand_out()
    scene.story.do(responses.edit_response, scene.first, cause="The owner left", extent="All nine")
    back = scene.returned(lambda one: one.put(FIRST, "cause", "The owner left \n"), path)
    assert scene.look(back).differences == ()


def test_an_emptied_cell_is_shown_as_emptied(scene: Scene) -> None:
    scene.story.do(responses.edit_response, scene.first, cause="No owner")
    back = scene.returned(lambda one: one.put(FIRST, "cause", None))
    (cell,) = scene.look(back).differences
    assert (cell.kind.value, cell.ours, cell.theirs) == ("new", "No owner", "")


def test_an_owner_who_is_not_known_and_one_of_two_with_a_name_are_refused_in_words(scene: Scene) -> None:
    path = scene.hand_out()
    for role in ("Facilities", "Finance"):
        organization_id = scene.story.organization_id
        scene.story.do(add_person, "Eve Marsh", role=role, organization_id=organization_id)

    def named(one: Returning) -> None:
        one.put(FIRST, "owner", "Jon Doe")
        one.put(FIRST + 1, "owner", "eve marsh")
        one.put(FIRST + 2, "owner", "bo lind")

    found = scene.look(scene.returned(named, path)).differences
    assert told(found) == [
        ("invalid", "F-01", "owner", "Jon Doe"),
        ("invalid", "F-01", "owner", "eve marsh"),
        ("new", "F-01", "owner", "Bo Lind"),
    ]
    assert "Nobody here is called Jon Doe. Add the person" in str(found[0].reason)
    assert "Several people are called eve marsh" in str(found[1].reason)


def test_an_owner_who_is_called_otherwise_by_now_is_still_the_one_of_the_list(scene: Scene) -> None:
    path = scene.hand_out()
    scene.story.do(edit_person, scene.bo, name="Bo Lind-Marsh")
    back = scene.returned(lambda one: one.put(FIRST, "owner", "Bo Lind"), path)
    assert told(scene.look(back).differences) == [("new", "F-01", "owner", "Bo Lind-Marsh")]


def test_a_date_that_is_past_is_refused_with_what_can_be_done(scene: Scene) -> None:
    back = scene.returned(lambda one: one.put(FIRST, "due", date(2026, 7, 5)))
    (cell,) = scene.look(back).differences
    assert (cell.kind.value, cell.theirs) == ("invalid", "5 Jul 2026")
    assert str(cell.reason).startswith("5 Jul 2026 is past: an action cannot be due then.")
    today = scene.returned(lambda one: one.put(FIRST, "due", date(2026, 7, 6)))
    assert told(scene.look(today).differences) == [("new", "F-01", "due", "6 Jul 2026")]


def test_a_due_date_that_passed_while_the_workbook_was_away_is_no_difference(scene: Scene) -> None:
    planned(scene)
    path = scene.hand_out()
    scene.story.workspace.seat.clock.advance(days=120)  # type: ignore[attr-defined]
    assert scene.look(path).differences == ()


def test_dates_as_text_are_read_and_those_that_mean_two_days_are_refused(scene: Scene) -> None:
    def dated(one: Returning) -> None:
        one.put(FIRST, "due", "31. Juli 2026")
        one.put(FIRST + 1, "due", "08/09/2026")
        one.put(FIRST + 2, "due", "next week")
        one.put(SECOND, "due", 46234)
        one.put(SECOND + 1, "due", datetime(2026, 7, 31, 14, 5))  # noqa: DTZ001
        one.put(SECOND + 2, "due", timedelta(hours=3))

    found = scene.look(scene.returned(dated)).differences
    assert [(one.kind.value, one.theirs) for one in found] == [
        ("new", "31 Jul 2026"),
        ("invalid", "08/09/2026"),
        ("invalid", "next week"),
        ("new", "31 Jul 2026"),
        ("new", "31 Jul 2026"),
        ("invalid", "03:00:00"),
    ]
    assert str(found[1].reason) == "“08/09/2026” can be read as 2026-08-09 or as 2026-09-08."
    assert str(found[2].reason) == "“next week” is no date."


def test_numbers_and_formulas_in_a_text_cell(scene: Scene) -> None:
    def typed(one: Returning) -> None:
        one.put(FIRST, "correction", 42)
        one.put(FIRST, "extent", "=A1&B1")
        one.put(FIRST, "cause", True)

    found = scene.look(scene.returned(typed)).differences
    assert told(found) == [
        ("new", "F-01", "correction", "42"),
        ("invalid", "F-01", "extent", "="),
        ("new", "F-01", "cause", "True"),
    ]
    assert "whose result is not in the file" in str(found[1].reason)


def test_a_changed_locked_cell_is_shown_beside_what_it_should_say(scene: Scene) -> None:
    def softened(one: Returning) -> None:
        one.put(FIRST, "statement", "Restore tests could be better.")
        one.put(FIRST, "grade", "Observation")
        one.put(SECOND, "number", "F-99")

    found = scene.look(scene.returned(softened)).differences
    assert told(found) == [
        ("locked", "F-01", "grade", "Observation"),
        ("locked", "F-01", "statement", "Restore tests could be better."),
        ("locked", "F-02", "number", "F-99"),
    ]
    assert found[1].ours == "Restore tests are not carried out at the planned interval."
    assert not any(one.is_acceptable for one in found)


def test_what_belongs_in_the_first_row_is_told_when_it_stands_in_another(scene: Scene) -> None:
    back = scene.returned(lambda one: one.put(FIRST + 1, "cause", "Nobody was named"))
    (cell,) = scene.look(back).differences
    assert told((cell,)) == [("locked", "F-01", "cause", "Nobody was named")]
    assert str(cell.reason) == "This belongs in the first row of F-01."


def test_rows_that_were_removed_copied_or_added_are_told(scene: Scene) -> None:
    planned(scene)

    def shuffled(one: Returning) -> None:
        one.put(FIRST + 1, "action", "Report it")
        last = one.sheet.max_row + 1
        for column in range(1, one.sheet.max_column + 1):
            one.sheet.cell(last, column).value = one.sheet.cell(FIRST + 1, column).value
        one.put(last + 1, "action", "Our own row")
        one.put(last + 1, "number", "F-02")
        one.sheet.delete_rows(FIRST)

    found = scene.look(scene.returned(shuffled)).differences
    assert [(one.kind.value, one.number, one.step) for one in found] == [
        ("new", "F-01", 2),
        ("missing", "F-01", 1),
        ("unknown", "F-01", 0),
        ("unknown", "F-02", 0),
    ]
    assert found[2].theirs == "F-01 · Restore tests missed · 2 · Report it"
    assert found[3].theirs == "F-02 · Our own row"
    assert "Enter by hand" in str(found[3].reason)


def test_an_empty_row_that_was_removed_is_not_worth_a_word(scene: Scene) -> None:
    back = scene.returned(lambda one: one.sheet.delete_rows(FIRST + 2))
    assert scene.look(back).differences == ()


def test_an_answer_to_a_finding_that_no_longer_waits_says_why_it_is_late(scene: Scene) -> None:
    path = scene.returned(filled)
    planned(scene)
    scene.story.do(responses.edit_response, scene.first, correction="x", extent="x", cause="x")
    scene.story.do(lifecycle.move, scene.first, FindingState.RESPONSE_SUBMITTED)
    found = scene.look(path).differences
    assert {one.kind.value for one in found} == {"invalid"}
    assert str(found[0].reason) == "F-01 is response submitted: it does not wait for a response."


def test_an_answer_to_an_earlier_round_is_not_taken_for_one_of_this_round(scene: Scene) -> None:
    path = scene.returned(filled)
    with scene.story.workspace.write("Begin another round") as uow:
        finding_of(uow.session, scene.first).response_round = 2
    found = scene.look(path).differences
    assert {str(one.reason) for one in found} == {"This answers round 1 of F-01, which is in round 2 now."}


def test_a_finding_that_reads_otherwise_by_now_is_named(scene: Scene) -> None:
    path = scene.hand_out()
    with scene.story.workspace.write("Amend") as uow:
        finding_of(uow.session, scene.second).statement = "Leavers keep access."
    found = scene.look(path)
    assert [str(one) for one in found.notices] == [
        "F-02 was changed in the workspace since the workbook was handed out."
    ]
    assert found.differences == ()


def test_an_action_that_was_removed_here_and_changed_there_comes_back_whole(scene: Scene) -> None:
    action_id = planned(scene)
    path = scene.hand_out()
    scene.story.do(responses.remove_action, action_id)
    assert scene.look(path).differences == ()
    back = scene.returned(lambda one: one.put(FIRST, "action", "Give the plan two owners"), path)
    found = scene.look(back).differences
    assert told(found) == [
        ("both", "F-01", "action", "Give the plan two owners"),
        ("both", "F-01", "owner", "Bo Lind"),
        ("both", "F-01", "due", "30 Sep 2026"),
    ]


hostile = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(correction=hostile, cause=hostile, what=hostile)
def test_whatever_is_written_here_comes_back_as_no_difference(
    scene: Scene, correction: str, cause: str, what: str
) -> None:
    story = scene.story
    story.do(responses.edit_response, scene.first, correction=correction, cause=cause)
    action_id = story.do(responses.add_action, scene.first, PlannedAction(what))
    found = scene.look(scene.hand_out())
    story.do(responses.remove_action, action_id)
    assert told(found.differences) == []


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=hostile)
def test_whatever_is_answered_there_is_the_same_when_it_is_taken_in(scene: Scene, text: str) -> None:
    def answered(one: Returning) -> None:
        cell = one.sheet[f"{LETTERS['cause']}{FIRST}"]
        cell.value = safe_text(text, "")
        cell.data_type = "s"

    path = scene.returned(answered)
    scene.take(scene.look(path))
    assert scene.look(path).differences == ()
    scene.story.do(responses.edit_response, scene.first, cause="")
