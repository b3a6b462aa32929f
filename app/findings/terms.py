"""The words of the trade that the window needs: enums of the models, under the roof of `app`."""

from models.finding import (
    AuditeePosition,
    CauseMethod,
    FindingState,
    FindingType,
    Grade,
    VerificationKind,
    VerificationResult,
)
from models.framework import RequirementKind
from models.grading import EXPLANATIONS, QUESTIONS, Answer, Proposal, Question, QuestionText, Severity, Stop
from models.readiness import Readiness, ReadinessState
from models.transitions import Guard, Who

__all__ = [
    "EXPLANATIONS",
    "QUESTIONS",
    "Answer",
    "AuditeePosition",
    "CauseMethod",
    "FindingState",
    "FindingType",
    "Grade",
    "Guard",
    "Proposal",
    "Question",
    "QuestionText",
    "Readiness",
    "ReadinessState",
    "RequirementKind",
    "Severity",
    "Stop",
    "VerificationKind",
    "VerificationResult",
    "Who",
]
