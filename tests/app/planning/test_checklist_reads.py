"""The checklist as it is listed: by theme, by words, by what no session holds yet."""

from app.planning import checklist
from app.planning.checklist_reads import item_ids, item_rows, requirements, totals
from app.sessions import sessions
from tests.app.planning.story import Story


def references(audit: Story, **limits: object) -> list[str]:
    ids = audit.see(item_ids, audit.audit_id, **limits)
    rows = {row.id: row for row in audit.see(item_rows, ids)}
    return [rows[item_id].reference for item_id in ids]


def test_items_stand_in_the_order_of_the_framework(audit: Story) -> None:
    assert references(audit)[:2] == ["4.1", "4.2"]
    assert references(audit)[-1] == "A.8.34"


def test_a_theme_shows_only_its_own(audit: Story) -> None:
    assert references(audit, theme="people") == [f"A.6.{number}" for number in range(1, 9)]


def test_words_are_looked_for_in_number_title_and_question(audit: Story) -> None:
    assert references(audit, text="a.8.13") == ["A.8.13"]
    assert "A.8.13" in references(audit, text="BACKUP information")
    requirement_id = audit.see(item_rows, audit.see(item_ids, audit.audit_id, text="A.8.13"))[
        0
    ].requirement_id
    audit.do(
        checklist.add_question, audit.audit_id, requirement_id, "Which tapes lie in the Yorkshire vault?"
    )
    assert references(audit, text="yorkshire TAPES") == ["A.8.13"]


def test_signs_that_mean_something_to_a_database_are_just_letters(audit: Story) -> None:
    for text in ("%", "_", "'", "\\", "A_8"):
        assert "A.8.13" not in references(audit, text=text)


def test_what_no_session_holds_can_be_listed(audit: Story) -> None:
    item_id = audit.see(item_ids, audit.audit_id, text="A.8.13")[0]
    before = audit.see(totals, audit.audit_id)
    audit.do(sessions.plan_session, audit.audit_id, title="Backups", item_ids=[item_id])
    assert "A.8.13" not in references(audit, unplanned=True)
    after = audit.see(totals, audit.audit_id)
    assert after.items_unplanned == before.items_unplanned - 1
    assert audit.see(item_rows, [item_id])[0].sessions == 1


def test_must_ask_is_turned_on_and_off(audit: Story) -> None:
    item_id = audit.see(item_ids, audit.audit_id, text="A.8.13")[0]
    audit.do(checklist.turn_must_ask, item_id)
    assert audit.see(totals, audit.audit_id).must_ask == 1
    audit.do(checklist.turn_must_ask, item_id)
    assert audit.see(totals, audit.audit_id).must_ask == 0


def test_a_question_can_be_put_to_every_requirement_of_the_framework(audit: Story) -> None:
    choices = audit.see(requirements, audit.audit_id)
    assert len(choices) == 123
    assert (choices[0].reference, choices[-1].reference) == ("4.1", "A.8.34")
