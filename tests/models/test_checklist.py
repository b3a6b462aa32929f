"""What several questions on a requirement come to."""

import pytest

from models.checklist import weakest_answer


@pytest.mark.parametrize(
    ("answers", "expected"),
    [((), None), ((None, None), None), ((None, True), True), ((True, False, None), False)],
)
def test_one_question_answered_no_makes_the_requirement_no(
    answers: tuple[bool | None, ...], expected: bool | None
) -> None:
    assert weakest_answer(answers) is expected
