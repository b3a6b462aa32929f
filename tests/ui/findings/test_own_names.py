"""What the programme calls grades and types stands wherever the findings page names one; rules stay."""

import pytest

from app.findings import grading
from app.findings.terms import FindingType, Grade
from app.programme import organizations
from tests.app.findings.story import MAJOR, Story
from tests.ui.findings.conftest import OpenPage
from tests.ui.findings.keys import Keys

OWN = {
    "label_major": "Cat 1",
    "label_minor": "Cat {2}",
    "label_ofi": "Tip",
    "label_strength": "Praise",
    "uses_observations": True,
    "label_observation": "Concern",
}


@pytest.fixture(autouse=True)
def named(story: Story) -> None:
    story.do(organizations.edit_programme, story.programme_id, **OWN)


def test_totals_indicator_and_the_question_about_several_say_the_own_names(
    open_page: OpenPage, story: Story
) -> None:
    ids = [story.confirmed(on="A.5.18") for _each in range(3)]
    story.raised(FindingType.OFI)
    page = open_page(ids[0])

    assert page.list.badge_texts() == ["Cat 1: 0", "Cat {2}: 3", "Tip: 1"]
    assert page.list.aggregation.question.text().startswith("Cat {2}, all on A.5.18: F-01, F-02, F-03.")
    assert page.list.aggregation.accept.label() == "Make one Cat 1"
    for finding_id in ids:
        story.do(grading.choose_grade, finding_id, Grade.MAJOR, "Spread wide")
    page.load()
    assert page.list.badge_texts()[:2] == ["Cat 1: 3", "Cat {2}: 0"]


def test_an_indicator_that_says_ready_names_the_grades(open_page: OpenPage) -> None:
    assert "no Cat 1 is open and no Cat {2} lacks" in open_page().list.readiness_text()


def test_the_grade_is_proposed_and_chosen_by_its_own_name(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    page = open_page(story.written(*MAJOR))
    line = page.detail.statement.card.line
    assert line.text() == "Proposed Cat 1 · One yes from the third question on: Cat 1."
    page.detail.tabs.choose("grading")
    page.detail.grading.begin_choice()
    assert page.detail.grading.choice._grade.button("minor").label() == "Cat {2}"

    keys.on(page.detail.grading.choice.apply)
    keys.enter()
    assert "cannot be graded Cat {2} yet: the questions propose Cat 1" in page.detail.grading.choice.refusal()


def test_a_type_is_chosen_by_its_own_name(open_page: OpenPage, story: Story, keys: Keys) -> None:
    page = open_page(story.raised().id)
    keys.on(page.detail._change_type)
    keys.enter()
    assert [part.label() for part in page.detail.type_choice.buttons()] == ["Tip", "Concern", "Praise"]
    page.new_finding()
    assert next(part.label() for part in page.list.new_type.buttons()) == "Nonconformity"


def test_the_history_tells_steps_in_the_own_names_also_after_they_changed(
    open_page: OpenPage, story: Story
) -> None:
    page = open_page(story.written())
    page.detail.tabs.choose("history")
    assert any("Grade: Cat {2}" in text for text in page.detail.history.texts())

    story.do(organizations.edit_programme, story.programme_id, label_minor="Kleine Abweichung")
    page.load()
    assert any("Grade: Kleine Abweichung" in text for text in page.detail.history.texts())


def test_an_earlier_finding_is_entered_under_the_own_names(open_page: OpenPage) -> None:
    page = open_page()
    page.enter_earlier()
    field = page.entry.form.grade
    assert [field.itemText(row) for row in range(field.count())] == [
        *("Cat 1", "Cat {2}", "Nonconformity, grade not known", "Tip", "Concern", "Praise")
    ]
    assert field.value() == ""
