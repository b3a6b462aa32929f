"""The fields of a finding in words, and their values: never a code, never an id."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from app.findings.history import FieldChange
from app.findings.logged import Value
from app.reporting import formats
from app.reporting import labels as words_of
from app.words import N_, Words
from ui.words import _

_FIELDS: Mapping[tuple[str, str], str] = {
    ("finding", "number"): N_("Number"),
    ("finding", "type"): N_("Type"),
    ("finding", "state"): N_("State"),
    ("finding", "title"): N_("Title"),
    ("finding", "requirement_text"): N_("Requirement"),
    ("finding", "evidence_text"): N_("Evidence"),
    ("finding", "statement"): N_("Statement"),
    ("finding", "extent"): N_("Extent"),
    ("finding", "risk"): N_("Risk"),
    ("finding", "recommendation"): N_("Recommendation"),
    ("finding", "expected_benefit"): N_("Expected benefit"),
    ("finding", "corrected_during_audit"): N_("Corrected during the audit"),
    ("finding", "grade"): N_("Grade"),
    ("finding", "proposed_grade"): N_("Proposed grade"),
    ("finding", "grade_reason"): N_("Reason for the grade"),
    ("finding", "position"): N_("Auditee's position"),
    ("finding", "position_text"): N_("The auditee's words"),
    ("finding", "position_by_id"): N_("Said by"),
    ("finding", "owner_id"): N_("Owner"),
    ("finding", "correction_due_on"): N_("Correction due"),
    ("finding", "response_due_on"): N_("Response due"),
    ("finding", "effectiveness_due_on"): N_("Effectiveness judged from"),
    ("finding", "response_round"): N_("Round of the response"),
    ("finding", "repeat_of_id"): N_("Repeats"),
    ("finding", "merged_into_id"): N_("Merged into"),
    ("finding", "state_reason"): N_("Reason of the step"),
    ("finding", "closed_at"): N_("Closed"),
    ("finding_criterion", "reference"): N_("Criterion"),
    ("finding_criterion", "version"): N_("Version of the criterion"),
    ("finding_criterion", "is_primary"): N_("Primary criterion"),
    ("grading_answer", "question"): N_("Question"),
    ("grading_answer", "answer"): N_("Answer"),
    ("grading_answer", "reason"): N_("Reason of the answer"),
    ("evidence_link", "evidence_id"): N_("Evidence"),
    ("finding_sample", "sample_id"): N_("Sample"),
    ("response", "correction"): N_("Correction"),
    ("response", "no_correction_reason"): N_("Why no correction is possible"),
    ("response", "extent"): N_("Extent, by the auditee"),
    ("response", "cause"): N_("Cause"),
    ("response", "cause_method"): N_("Cause found by"),
    ("response", "effectiveness_measure"): N_("Measure of effectiveness"),
    ("response", "comment"): N_("Comment"),
    ("response", "risk_update_needed"): N_("Risk assessment and SoA are updated"),
    ("response", "risk_update_note"): N_("What is updated"),
    ("cause_step", "text"): N_("Step to the cause"),
    ("cause_step", "shown_by"): N_("What shows the step"),
    ("cause_step", "evidence_id"): N_("Evidence of the step"),
    ("response", "submitted_at"): N_("Submitted"),
    ("response", "accepted_at"): N_("Accepted"),
    ("response", "rejections"): N_("Rejections"),
    ("response", "rejection_reason"): N_("Reason of the rejection"),
    ("action", "what"): N_("Action"),
    ("action", "owner_id"): N_("Owner of the action"),
    ("action", "due_on"): N_("Action due"),
    ("action", "done_on"): N_("Action done"),
    ("action", "cancelled_reason"): N_("Action cancelled"),
    ("due_extension", "date_of"): N_("Put off"),
    ("due_extension", "old_on"): N_("Old date"),
    ("due_extension", "new_on"): N_("New date"),
    ("due_extension", "reason"): N_("Reason for the new date"),
    ("due_extension", "agreed_by_id"): N_("Agreed by"),
    ("verification", "kind"): N_("Verification"),
    ("verification", "result"): N_("Result of the verification"),
    ("verification", "verifier_id"): N_("Verified by"),
    ("verification", "second_verifier_id"): N_("Verified together with"),
    ("verification", "evidence_id"): N_("Evidence of the verification"),
    ("verification", "note"): N_("Note on the verification"),
}
_CAUSES = {
    "free": N_("free text"),
    "five_whys": N_("5 whys"),
    "ishikawa": N_("Ishikawa"),
    "fault_tree": N_("fault tree"),
    "change_analysis": N_("change analysis"),
}
_KINDS = {"implementation": N_("implementation"), "effectiveness": N_("effectiveness")}
_DATES = {
    "correction": N_("date of the correction"),
    "response": N_("date of the response"),
    "action": N_("date of an action"),
    "effectiveness": N_("date of the judgement"),
}
_ANSWERS = {"yes": N_("yes"), "no": N_("no"), "unsure": N_("unsure")}
_TYPES = {
    "nonconformity": N_("nonconformity"),
    "ofi": N_("opportunity for improvement"),
    "observation": N_("observation"),
    "strength": N_("strength"),
}
_NOT_ASKED = {"not_asked": N_("not yet asked")}
_VALUES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("finding", "type"): _TYPES,
    ("finding", "state"): words_of.FINDING_STATES,
    ("finding", "grade"): words_of.GRADES,
    ("finding", "proposed_grade"): words_of.GRADES,
    ("finding", "position"): {**words_of.POSITIONS, **_NOT_ASKED},
    ("finding_criterion", "is_primary"): _ANSWERS,
    ("grading_answer", "answer"): _ANSWERS,
    ("response", "cause_method"): _CAUSES,
    ("response", "risk_update_needed"): _ANSWERS,
    ("due_extension", "date_of"): _DATES,
    ("verification", "kind"): _KINDS,
    ("verification", "result"): words_of.EFFECTIVENESS,
}
# What every row begins with says nothing.
_BEGINNINGS = frozenset(
    {
        ("finding", "state", "draft"),
        ("finding", "position", "not_asked"),
        ("finding", "response_round", "1"),
        ("finding_criterion", "is_primary", "no"),
        ("response", "rejections", "0"),
        ("response", "cause_method", "free"),
    }
)
_ORDINAL_FROM_ONE = frozenset({("grading_answer", "question")})


def change_text(change: FieldChange, names: Mapping[str, str], words: Words) -> str:
    """`Grade: minor → major`; "" for a field that concerns nobody. `names` gives people, numbers by id."""
    key = (change.kind, change.field)
    begins = not change.was and (*key, change.became) in _BEGINNINGS
    if key not in _FIELDS or begins:
        return ""
    was, became = (_value(key, value, names, words) for value in (change.was, change.became))
    if was and became:
        return f"{_(_FIELDS[key])}: {was} → {became}"
    if became:
        return f"{_(_FIELDS[key])}: {became}"
    return _("{field}: {was} → nothing").format(field=_(_FIELDS[key]), was=was) if was else ""


def value_text(kind: str, field: str, value: Value | None, names: Mapping[str, str], words: Words) -> str:
    """`Grade: minor`; "" for a field that concerns nobody or says nothing. None is what nobody knows any
    more."""
    key = (kind, field)
    if key not in _FIELDS or (*key, value) in _BEGINNINGS:
        return ""
    said = _("no longer known") if value is None else _value(key, value, names, words)
    return f"{_(_FIELDS[key])}: {said}" if said else ""


def ids_in(values: Iterable[tuple[str, Value | None]]) -> set[str]:
    """The ids among fields and their values, for their names to be read."""
    return {str(value) for field, value in values if field.endswith("_id") and value}


def _value(key: tuple[str, str], value: Value, names: Mapping[str, str], words: Words) -> str:
    if isinstance(value, datetime):
        return f"{formats.day(value.date(), words)}, {formats.clock(value)}"
    if isinstance(value, date):
        return formats.day(value, words)
    if not value:
        return ""
    if key[1].endswith("_id"):
        return names.get(value, "")
    if key in _VALUES:
        return words_of.called(words, _VALUES[key], value)
    return str(int(value) + 1) if key in _ORDINAL_FROM_ONE else value
