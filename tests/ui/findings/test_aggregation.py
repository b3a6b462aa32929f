"""The question about several minors stands above the list; answering it is up to the auditor (AS-12)."""

import pytest

from app.findings.terms import FindingState
from tests.app.findings.story import Story
from tests.ui.findings.conftest import OpenPage
from tests.ui.findings.keys import Keys
from ui.findings.page import FindingsPage


@pytest.fixture
def ids(story: Story) -> list[str]:
    return [story.confirmed(on="A.5.18") for _each in range(3)]


@pytest.fixture
def page(open_page: OpenPage, ids: list[str]) -> FindingsPage:
    return open_page()


def test_three_minors_are_made_one_major_by_keyboard(
    page: FindingsPage, ids: list[str], story: Story, keys: Keys
) -> None:
    line = page.list.aggregation
    assert line.isVisible()
    assert line.question.text() == (
        "Minor, all on A.5.18: F-01, F-02, F-03. Do they show that the process fails as a whole?"
    )
    keys.on(line.accept)
    keys.enter()
    assert {story.state(one) for one in ids} == {FindingState.MERGED}
    assert page.detail._number.text() == "F-04"
    assert page.detail.title.hasFocus()
    assert line.isHidden()


def test_declined_the_minors_stay_and_are_not_asked_about_again(
    page: FindingsPage, ids: list[str], story: Story, keys: Keys
) -> None:
    keys.on(page.list.aggregation.decline)
    keys.enter()
    page.load()
    assert page.list.aggregation.isHidden()
    assert {story.state(one) for one in ids} == {FindingState.CONFIRMED}


def test_a_further_minor_asks_again_and_says_what_is_to_be_confirmed(
    page: FindingsPage, story: Story, keys: Keys
) -> None:
    page.list.aggregation.decline.click()
    story.written(on="A.5.18")
    page.load()
    line = page.list.aggregation
    assert line.isVisible()
    assert "To be confirmed first: F-04." in line.question.text()
    assert not line.accept.isEnabled()


def test_of_very_many_minors_the_first_ones_are_named(open_page: OpenPage, story: Story) -> None:
    for _each in range(14):
        story.written(on="A.5.18")
    asked = open_page().list.aggregation.question.text()
    assert "all on A.5.18: F-01, F-02" in asked
    assert "F-12 and 2 more." in asked
    assert "F-13" not in asked
