"""How the page says grades, types, states and positions."""

from app.findings.detail import FindingDetail
from app.findings.reads import FindingRow
from app.findings.terms import AuditeePosition, FindingState, FindingType, Grade, Severity
from app.reporting import labels
from app.words import N_
from ui.terms import term
from ui.words import _

TONES = {
    Severity.MAJOR: "major",
    Severity.MINOR: "minor",
    Severity.UNGRADED: "neutral",
    Severity.OFI: "ofi",
    Severity.OBSERVATION: "neutral",
    Severity.STRENGTH: "strength",
}
_GRADES = {Grade.MAJOR: N_("Major"), Grade.MINOR: N_("Minor")}
_SHORT = {
    Severity.MAJOR: N_("Major"),
    Severity.MINOR: N_("Minor"),
    Severity.OFI: N_("OFI"),
    Severity.OBSERVATION: N_("Observation"),
    Severity.STRENGTH: N_("Strength"),
}
_TYPES = {
    FindingType.NONCONFORMITY: N_("Nonconformity"),
    FindingType.OFI: N_("Opportunity for improvement"),
    FindingType.OBSERVATION: N_("Observation"),
    FindingType.STRENGTH: N_("Strength"),
}


def grade_badge(grade: Grade) -> tuple[str, str]:
    """Word and tone of a grade."""
    return _(_GRADES[grade]), grade.value


def row_badge(row: FindingRow) -> tuple[str, str]:
    """Word and tone in the list; a nonconformity without a grade has a dash, and one left out no colour."""
    if row.severity is Severity.UNGRADED:
        return "—", "neutral"
    return row.label or _(_SHORT[row.severity]), TONES[row.severity] if row.stands else "outline"


def full_badge(row: FindingRow) -> tuple[str, str]:
    """Word and tone beside the number: `Minor nonconformity`."""
    return row.label or term(labels.SEVERITIES, row.severity), TONES[
        row.severity
    ] if row.stands else "outline"


def type_text(kind: FindingType) -> str:
    return _(_TYPES[kind])


def state_text(row: FindingRow) -> str:
    """`In review`; a draft without a grade is a candidate, a merged one says into which."""
    if row.is_candidate and row.state is FindingState.DRAFT:
        return _("Candidate")
    if row.merged_into:
        return _("Merged into {number}").format(number=row.merged_into)
    text = term(labels.FINDING_STATES, row.state)
    return text[:1].upper() + text[1:]


def position_text(row: FindingRow) -> str:
    """What the auditee says; a dash where nobody is asked (yet)."""
    if row.position is not AuditeePosition.NOT_ASKED:
        return term(labels.POSITIONS, row.position)
    is_asked = row.type is FindingType.NONCONFORMITY and row.stands and row.state is not FindingState.DRAFT
    return _("Not yet asked") if is_asked else "—"


def is_nonconformity(detail: FindingDetail) -> bool:
    return detail.row.type is FindingType.NONCONFORMITY
