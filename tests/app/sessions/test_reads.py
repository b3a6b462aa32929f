"""What is seen in the room: the session, the item on the table, last year's result, and the lines."""

from datetime import date, time

from app.findings import criteria, findings, lifecycle
from app.findings.terms import FindingState, FindingType
from app.planning import checklist
from app.planning.open_points import tonight
from app.programme.organizations import add_site
from app.sessions import results, sessions, times
from app.sessions.item_reads import item_view
from app.sessions.line_reads import note_line
from app.sessions.reads import all_items, session_rows
from app.sessions.results import Result
from app.sessions.sessions import AuditMode
from models.checklist import ChecklistItem
from tests.app.sessions.story import Story, items_of


def earlier(story: Story, start_on: date, results_by_reference: dict[str, Result]) -> dict[str, str]:
    """An audit of the same organisation that found these results; its items."""
    audit_id = story.plan.plan("Earlier audit", start_on=start_on, end_on=start_on)
    items = items_of(story.workspace, audit_id)
    for reference, result in results_by_reference.items():
        story.do(results.set_result, items[reference], result)
    return items


def audit_of(story: Story, items: dict[str, str]) -> str:
    return story.see(lambda unit: unit.session.get_one(ChecklistItem, items["8.2"])).audit_id


def test_a_session_shows_its_people_place_and_agenda(story: Story) -> None:
    leeds = story.do(add_site, story.plan.organization_id, "Leeds", zone="Europe/London")
    story.do(times.move_to_site, story.session_id, leeds)
    story.do(
        sessions.edit_session,
        story.session_id,
        room="2.14",
        mode=AuditMode.HYBRID,
        remote_tool="Shared screen",
    )
    view = story.view()
    assert view.place == "Leeds, 2.14, Shared screen"
    assert [person.name for person in view.interviewees] == ["M. Okafor"]
    assert [item.reference for item in view.items] == ["A.8.13", "A.8.15"]


def test_a_session_on_site_shows_no_tool(story: Story) -> None:
    story.do(sessions.edit_session, story.session_id, room="2.14", remote_tool="Shared screen")
    assert story.view().place == "2.14"


def test_the_list_says_how_many_items_of_a_session_have_a_result(story: Story) -> None:
    story.set_result("A.8.13", Result.CONFORMING)
    (row,) = story.see(session_rows, story.audit_id)
    assert (row.items, row.items_examined, row.interviewees) == (2, 1, ("M. Okafor",))


def test_sessions_without_a_time_stand_last(story: Story) -> None:
    story.session("No time yet")
    first = story.session("Early")
    story.do(times.plan_session_times, first, date(2026, 11, 23), time(9), time(10))
    assert story.see(session_rows, story.audit_id)[0].title == "Early"


def test_an_item_shows_its_question_and_what_the_soa_says(story: Story) -> None:
    item = story.item("A.8.13")
    assert (item.reference, item.verifies_exclusion, item.result) == ("A.8.13", False, Result.OPEN)
    assert item.question
    assert item.expected_evidence
    assert item.soa is not None
    assert item.soa.applicable


def test_a_clause_stands_in_no_soa(story: Story) -> None:
    assert story.item("8.2").soa is None


def test_without_an_earlier_audit_there_is_no_last_result(story: Story) -> None:
    assert story.item("A.8.13").last_audit is None


def test_an_item_shows_what_the_newest_earlier_audit_found(story: Story) -> None:
    earlier(story, date(2024, 11, 4), {"A.8.13": Result.CONFORMING})
    earlier(story, date(2025, 11, 3), {"A.8.13": Result.NONCONFORMING})
    last = story.item("A.8.13").last_audit
    assert last is not None
    assert (last.audit_number, last.result) == ("IA-2025-01", Result.NONCONFORMING)
    assert [finding.number for finding in last.findings] == ["F-01"]


def test_an_audit_that_did_not_examine_the_requirement_is_passed_over(story: Story) -> None:
    earlier(story, date(2024, 11, 4), {"A.8.13": Result.CONFORMING})
    earlier(story, date(2025, 11, 3), {"A.8.13": Result.NOT_EXAMINED})
    last = story.item("A.8.13").last_audit
    assert last is not None
    assert last.audit_number == "IA-2024-01"


def test_of_several_questions_the_worst_result_counts(story: Story) -> None:
    items = earlier(story, date(2025, 11, 3), {"A.8.13": Result.CONFORMING})
    requirement_id = story.row("A.8.13").requirement_id
    audit_id = audit_of(story, items)
    second = story.do(checklist.add_question, audit_id, requirement_id, "And the cloud?")
    story.do(results.set_result, second, Result.NONCONFORMING)
    last = story.item("A.8.13").last_audit
    assert last is not None
    assert last.result is Result.NONCONFORMING
    assert len(last.findings) == 1


def test_a_finding_on_the_requirement_is_shown_whichever_item_it_came_from(story: Story) -> None:
    items = earlier(story, date(2025, 11, 3), {"A.8.13": Result.CONFORMING})
    audit_id = audit_of(story, items)
    raised = story.do(
        findings.raise_finding, audit_id, type=FindingType.OFI, title="Test restores more often"
    )
    story.do(criteria.add_requirement, raised.id, story.row("A.8.13").requirement_id)
    last = story.item("A.8.13").last_audit
    assert last is not None
    assert [finding.type for finding in last.findings] == [FindingType.OFI]


def test_a_candidate_that_was_withdrawn_is_no_finding_of_last_year(story: Story) -> None:
    items = earlier(story, date(2025, 11, 3), {"A.8.13": Result.NONCONFORMING})
    story.do(results.set_result, items["A.8.13"], Result.CONFORMING)
    last = story.item("A.8.13").last_audit
    assert last is not None
    assert (last.result, last.findings) == (Result.CONFORMING, ())


def test_a_later_audit_is_no_last_audit(story: Story) -> None:
    earlier(story, date(2027, 11, 1), {"A.8.13": Result.CONFORMING})
    assert story.item("A.8.13").last_audit is None


def test_an_audit_without_a_date_yet_still_shows_last_year(story: Story) -> None:
    earlier(story, date(2025, 11, 3), {"A.8.13": Result.CONFORMING})
    audit_id = story.plan.plan("Not dated yet", start_on=None, end_on=None)
    item_id = items_of(story.workspace, audit_id)["A.8.13"]
    last = story.see(item_view, item_id).last_audit
    assert last is not None
    assert last.audit_number == "IA-2025-01"


def test_lines_of_all_sessions_stand_together_on_an_item(story: Story) -> None:
    story.note("Said in the interview.", on="A.8.13")
    walk = story.session("Site walk")
    story.clock.advance(hours=2)
    story.note("Seen on the walk.", on="A.8.13", session_id=walk)
    lines = story.lines_on("A.8.13")
    assert [line.text for line in lines] == ["Said in the interview.", "Seen on the walk."]
    assert [line.session_title for line in lines] == ["Backups", "Site walk"]


def test_lines_to_file_are_counted_over_all_sessions(story: Story) -> None:
    walk = story.session("Site walk")
    story.note("Whose key is this?")
    story.note("Open cabinet.", session_id=walk)
    story.note("Filed.", on="A.8.13")
    assert (story.view().unfiled, story.view(walk).unfiled) == (1, 1)
    assert str(story.see(tonight, story.audit_id)[0].message).startswith("2 note lines")


def test_one_line_can_be_read_alone(story: Story) -> None:
    line_id = story.note("one", on="A.8.13")
    line = story.see(note_line, line_id)
    assert (line.text, line.session_title, line.item_id) == ("one", "Backups", story.items["A.8.13"])


def test_findings_on_an_item_stand_beside_it_until_they_are_withdrawn(story: Story) -> None:
    story.set_result("A.8.13", Result.NONCONFORMING)
    (item, _other) = story.view().items
    assert item.findings == ("F-01",)
    (finding,) = story.findings_on("A.8.13")
    story.do(lifecycle.withdraw, finding.id, "Shown after all.")
    (item, _other) = story.view().items
    assert item.findings == ()
    assert story.findings_on("A.8.13")[0].state is FindingState.WITHDRAWN


def test_every_item_of_the_audit_can_be_listed(story: Story) -> None:
    assert len(story.see(all_items, story.audit_id)) == 123
