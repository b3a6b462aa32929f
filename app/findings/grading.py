"""Grading: the answers propose, the auditor decides, and both stay on record (R-29)."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.findings.facts import Facts, facts_of
from app.findings.labels import grade_word
from app.findings.writing import finding_to_write
from app.unit_of_work import UnitOfWork
from app.words import N_
from models import grading
from models.finding import Finding, FindingState, FindingType, Grade, GradingAnswer
from models.grading import Answer, Question


def answer_question(
    uow: UnitOfWork, finding_id: str, question: Question, answer: Answer | None, reason: str = ""
) -> None:
    """Store an answer with its short reason (None takes it back) and propose the grade anew.

    The grade follows the proposal until the auditor chooses one. Raises UserError after issue, and when a
    nonconformity that has left the draft would lose its grade.
    """
    finding = finding_to_write(uow, finding_id)
    row = _answer_row(uow.session, finding.id, question)
    if answer is None:
        if row is not None:
            uow.session.delete(row)
    elif row is None:
        values = {"question": int(question), "answer": answer.value, "reason": reason}
        uow.session.add(GradingAnswer(finding_id=finding.id, **values))
    else:
        row.answer, row.reason = answer.value, reason
    regrade(uow, finding)


def choose_grade(uow: UnitOfWork, finding_id: str, grade: Grade | None, reason: str = "") -> None:
    """Decide the grade; None follows the proposal again.

    A grade that differs from the proposal needs a reason, which the report prints (R-29). Raises UserError
    without one, and for a finding that has no grade because it is no nonconformity.
    """
    finding = finding_to_write(uow, finding_id)
    if finding.type is not FindingType.NONCONFORMITY:
        raise _has_no_grade(finding)
    if grade is None:
        finding.grade_reason = ""
        regrade(uow, finding)
        return
    if grade is not finding.proposed_grade and not reason.strip():
        raise _needs_reason(uow, finding, grade)
    finding.grade, finding.grade_reason = grade, reason.strip()


def regrade(uow: UnitOfWork, finding: Finding) -> None:
    """Bring proposal and grade up to date after an answer or a criterion changed."""
    uow.session.flush()
    if finding.type is not FindingType.NONCONFORMITY:
        finding.grade = finding.proposed_grade = None
        return
    answers = effective_answers(uow.session, facts_of(uow.session, finding))
    finding.proposed_grade = grading.propose(answers).grade
    if is_chosen(finding):
        return
    if finding.proposed_grade is None and finding.state is not FindingState.DRAFT:
        raise _would_lose_grade(finding)
    finding.grade = finding.proposed_grade


def is_chosen(finding: Finding) -> bool:
    """Whether the auditor chose the grade with a reason, so that it no longer follows the proposal."""
    return bool(finding.grade_reason)


def stored_answers(session: Session, finding_id: str) -> Mapping[Question, GradingAnswer]:
    """The answers that were given to a finding, by question."""
    rows = session.scalars(select(GradingAnswer).where(GradingAnswer.finding_id == finding_id))
    return {Question(row.question): row for row in rows}


def effective_answers(session: Session, facts: Facts) -> dict[Question, Answer]:
    """The answers to grade by: a finding with a criterion has said which requirement applies (Q0)."""
    stored = stored_answers(session, facts.finding.id)
    answers = {question: Answer(row.answer) for question, row in stored.items()}
    return {**answers, Question.Q0: Answer.YES} if facts.criteria else answers


def _answer_row(session: Session, finding_id: str, question: Question) -> GradingAnswer | None:
    query = select(GradingAnswer).where(
        GradingAnswer.finding_id == finding_id, GradingAnswer.question == int(question)
    )
    return session.scalars(query).first()


def _has_no_grade(finding: Finding) -> UserError:
    return UserError(
        N_("Only a nonconformity has a grade, and {number} is none."),
        N_("Nothing was changed."),
        number=finding.number,
    )


def _needs_reason(uow: UnitOfWork, finding: Finding, grade: Grade) -> UserError:
    proposed = finding.proposed_grade
    return UserError(
        N_("{number} cannot be graded {grade} yet: the questions propose {proposed}. Missing: a reason.")
        if proposed
        else N_("{number} cannot be graded {grade} yet: the questions propose no grade. Missing: a reason."),
        N_("The grade is kept as it is."),
        N_("Write why the grade differs; the report prints it beside the proposal."),
        number=finding.number,
        grade=grade_word(uow, finding.audit_id, grade),
        proposed=grade_word(uow, finding.audit_id, proposed) if proposed else "",
    )


def _would_lose_grade(finding: Finding) -> UserError:
    in_review = finding.state is FindingState.IN_REVIEW
    return UserError(
        N_("{number} would lose its grade, and it is past the draft."),
        N_("Nothing was changed."),
        N_("Return it to draft first, or choose the grade with a reason.")
        if in_review
        else N_("Choose the grade with a reason, or withdraw the finding with one."),
        number=finding.number,
    )
