"""The decision procedure that proposes a grade, so that two auditors would agree (section 7.3).

The tool proposes and the auditor decides (R-29). Texts are message ids of the catalogue.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.finding import FindingType, Grade


def N_(msgid: str) -> str:
    """Mark a message id for the catalogue."""
    return msgid


class Question(enum.IntEnum):
    """The six questions, in the order in which they are asked. Any yes from Q2 on raises the grade."""

    Q0 = 0
    Q1 = 1
    Q2 = 2
    Q3 = 3
    Q4 = 4
    Q5 = 5


class Answer(enum.Enum):
    """What the auditor answers."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Stop(enum.Enum):
    """Why the questions end where they do."""

    UNANSWERED = "unanswered"
    NO_REQUIREMENT = "no_requirement"
    FULFILLED = "fulfilled"
    NOT_PROVEN = "not_proven"
    RAISED = "raised"
    SINGLE_CASE = "single_case"


class Severity(enum.Enum):
    """What colours, order and counts go by: the grade of a nonconformity, the type of anything else."""

    MAJOR = "major"
    MINOR = "minor"
    UNGRADED = "ungraded"
    OFI = "ofi"
    OBSERVATION = "observation"
    STRENGTH = "strength"


@dataclass(frozen=True, slots=True)
class QuestionText:
    """How a question is put, what it means, and which answers it takes."""

    text: str
    meaning: str
    answers: tuple[Answer, ...] = (Answer.YES, Answer.NO)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the answers lead to.

    `type` is None while the first two questions are open, `grade` is None for anything but a graded
    nonconformity; `decided_by` is the first question that raised the grade, `next_question` the first that
    still needs an answer.
    """

    type: FindingType | None
    grade: Grade | None
    stop: Stop
    decided_by: Question | None = None
    next_question: Question | None = None


QUESTIONS: Mapping[Question, QuestionText] = MappingProxyType(
    {
        Question.Q0: QuestionText(
            N_("Which requirement in scope applies?"),
            N_("A clause, an applicable control, the law, a contract or a rule that the organisation set for "
               "itself. Good practice alone is no requirement."),
        ),
        Question.Q1: QuestionText(
            N_("Does verifiable evidence show it was not fulfilled?"),
            N_("If unsure, follow the trail or extend the sample. A statement that nothing supports is a "
               "lead, not evidence."),
            (Answer.YES, Answer.NO, Answer.UNSURE),
        ),
        Question.Q2: QuestionText(
            N_("Is a required element absent, or not working at all?"),
            N_("Such as no risk assessment, or no internal audit."),
        ),
        Question.Q3: QuestionText(
            N_("Significant doubt that the intended result is reached?"),
            N_("Such as an unacceptable risk left untreated, or information exposed now."),
        ),
        Question.Q4: QuestionText(
            N_("Does the pattern show that the process fails, not single cases?"),
            N_("Look at the rate, the sites, a common cause, and what else is open on the same requirement."),
        ),
        Question.Q5: QuestionText(
            N_("Same requirement and cause as an earlier nonconformity?"),
            N_("With its action overdue or not effective."),
        ),
    }
)  # fmt: skip

# Grades and types in them are named by whoever shows them.
EXPLANATIONS: Mapping[Stop, str] = MappingProxyType(
    {
        Stop.UNANSWERED: N_("The questions are not all answered yet."),
        Stop.NO_REQUIREMENT: N_("No requirement applies: {ofi} or {strength}."),
        Stop.FULFILLED: N_("The requirement is fulfilled: {ofi} at most."),
        Stop.NOT_PROVEN: N_("Not proven: follow the trail or extend the sample; else {observation}."),
        Stop.RAISED: N_("One yes from the third question on: {major}."),
        Stop.SINGLE_CASE: N_("A requirement is not fulfilled, and nothing raises the grade."),
    }
)  # fmt: skip

_GRADING = (Question.Q2, Question.Q3, Question.Q4, Question.Q5)


def propose(answers: Mapping[Question, Answer]) -> Proposal:
    """The type and grade that the answers lead to, exactly by the procedure of section 7.3.

    "Unsure" ends the questions at Q1; at any other question it counts as not answered yet.
    """
    match answers.get(Question.Q0):
        case Answer.NO:
            return Proposal(FindingType.OFI, None, Stop.NO_REQUIREMENT)
        case Answer.YES:
            return _by_evidence(answers)
    return Proposal(None, None, Stop.UNANSWERED, next_question=Question.Q0)


def _by_evidence(answers: Mapping[Question, Answer]) -> Proposal:
    match answers.get(Question.Q1):
        case Answer.NO:
            return Proposal(FindingType.OFI, None, Stop.FULFILLED)
        case Answer.UNSURE:
            return Proposal(FindingType.OBSERVATION, None, Stop.NOT_PROVEN)
        case Answer.YES:
            return _graded(answers)
    return Proposal(None, None, Stop.UNANSWERED, next_question=Question.Q1)


def _graded(answers: Mapping[Question, Answer]) -> Proposal:
    kind = FindingType.NONCONFORMITY
    for question in _GRADING:
        if answers.get(question) is Answer.YES:
            return Proposal(kind, Grade.MAJOR, Stop.RAISED, decided_by=question)
    for question in _GRADING:
        if answers.get(question) is not Answer.NO:
            return Proposal(kind, None, Stop.UNANSWERED, next_question=question)
    return Proposal(kind, Grade.MINOR, Stop.SINGLE_CASE)


def selectable_types(
    answers: Mapping[Question, Answer], uses_observations: bool = False
) -> tuple[FindingType, ...]:
    """The types that may be chosen: once Q1 is yes it is a nonconformity and nothing else (section 7.3).

    Without a requirement there is no nonconformity (R-28). Observations only where the programme uses them.
    """
    without_requirement = answers.get(Question.Q0) is Answer.NO
    if answers.get(Question.Q1) is Answer.YES and not without_requirement:
        return (FindingType.NONCONFORMITY,)
    types = [FindingType.OFI, FindingType.STRENGTH]
    if uses_observations:
        types.insert(1, FindingType.OBSERVATION)
    return tuple(types) if without_requirement else (FindingType.NONCONFORMITY, *types)


def severity(kind: FindingType, grade: Grade | None) -> Severity:
    """The grade of a nonconformity or "ungraded", the type of anything else."""
    if kind is not FindingType.NONCONFORMITY:
        return Severity(kind.value)
    return Severity(grade.value) if grade else Severity.UNGRADED
