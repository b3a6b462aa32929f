"""How the page says grades, types, states and positions."""

from app.findings.detail import FindingDetail
from app.findings.reads import FindingRow
from app.findings.terms import AuditeePosition, FindingState, FindingType, Grade, Severity
from app.reporting import labels
from app.reporting.grade_labels import GradeLabels
from app.words import N_
from ui.finding_words import full_word, short_word, tone_of
from ui.terms import term
from ui.words import _

_TYPES = {
    FindingType.NONCONFORMITY: N_("Nonconformity"),
    FindingType.OFI: N_("Opportunity for improvement"),
    FindingType.OBSERVATION: N_("Observation"),
    FindingType.STRENGTH: N_("Strength"),
}


def grade_badge(grade: Grade, own: GradeLabels) -> tuple[str, str]:
    """Word and tone of a grade."""
    return short_word(Severity(grade.value), own), grade.value


def row_badge(row: FindingRow) -> tuple[str, str]:
    """Word and tone in the list; a nonconformity without a grade has a dash, and one left out no colour."""
    is_struck = not row.stands and row.severity is not Severity.UNGRADED
    return short_word(row.severity, row.own), "outline" if is_struck else tone_of(row.severity)


def full_badge(row: FindingRow) -> tuple[str, str]:
    """Word and tone beside the number: `Minor nonconformity`."""
    return full_word(row.severity, row.own), tone_of(row.severity) if row.stands else "outline"


def type_text(kind: FindingType, own: GradeLabels) -> str:
    """`Opportunity for improvement`, as a choice names it."""
    return own.name(kind.value) or _(_TYPES[kind])


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
