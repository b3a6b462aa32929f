"""Names of the steps on findings, for `workspace.write`, the undo list and the log."""

from collections.abc import Mapping
from types import MappingProxyType

from app.programme.grade_labels import grade_labels
from app.reporting.labels import FINDING_STATES, GRADES
from app.unit_of_work import ReadUnit
from app.words import N_, Message
from models.finding import FindingState, Grade

RAISE = N_("Raise finding")
EDIT = N_("Edit finding {number}")
CHANGE_TYPE = N_("Change the type of {number}")
CRITERIA = N_("Change the criteria of {number}")
LINK_EVIDENCE = N_("Add evidence to {number}")
UNLINK_EVIDENCE = N_("Take evidence off {number}")
ANSWER_QUESTION = N_("Grade {number}")
CHOOSE_GRADE = N_("Choose the grade of {number}")
POSITION = N_("Record the auditee's position on {number}")
REPEAT = N_("Mark {number} as a repeat")
EDIT_RESPONSE = N_("Edit the response to {number}")
EDIT_ACTION = N_("Edit an action of {number}")

MOVE: Mapping[FindingState, str] = MappingProxyType(
    {
        FindingState.DRAFT: N_("Return {number} to draft"),
        FindingState.IN_REVIEW: N_("Send {number} to review"),
        FindingState.CONFIRMED: N_("Confirm {number}"),
        FindingState.ISSUED: N_("Ask for a response to {number}"),
        FindingState.RESPONSE_SUBMITTED: N_("Submit the response to {number}"),
        FindingState.PLAN_ACCEPTED: N_("Accept the plan for {number}"),
        FindingState.IMPLEMENTED: N_("Report {number} as implemented"),
        FindingState.IMPLEMENTATION_VERIFIED: N_("Verify the implementation of {number}"),
        FindingState.CLOSED: N_("Close {number}"),
        FindingState.REOPENED: N_("Reopen {number}"),
        FindingState.WITHDRAWN: N_("Withdraw {number}"),
        FindingState.MERGED: N_("Merge {number}"),
        FindingState.ACCEPTED: N_("Accept {number}"),
        FindingState.DONE: N_("Mark {number} as done"),
        FindingState.DECLINED: N_("Decline {number}"),
        FindingState.NOTED: N_("Note {number}"),
    }
)


def state_word(state: FindingState) -> Message:
    """A state as a sentence names it."""
    return Message(FINDING_STATES[state.value])


def grade_word(unit: ReadUnit, audit_id: str, grade: Grade) -> str | Message:
    """A grade as a sentence names it: as the audit's programme calls it, else in the usual word."""
    return grade_labels(unit, audit_id).name(grade.value) or Message(GRADES[grade.value])
