"""How the window says what a finding is, as its programme or the trade calls it, and what it lacks."""

import unicodedata
from typing import NamedTuple

from app.findings.counts import FindingCounts
from app.findings.reads import FindingRow
from app.findings.terms import EXPLANATIONS, Grade, Severity, Stop
from app.reporting import labels
from app.reporting.grade_labels import GradeLabels
from app.words import N_
from ui.terms import term
from ui.words import _, message, ngettext

_SHORT = {
    Severity.MAJOR: N_("Major"),
    Severity.MINOR: N_("Minor"),
    Severity.OFI: N_("OFI"),
    Severity.OBSERVATION: N_("Observation"),
    Severity.STRENGTH: N_("Strength"),
}
_TYPES = {
    Severity.OFI: N_("opportunity for improvement"),
    Severity.OBSERVATION: N_("observation"),
    Severity.STRENGTH: N_("strength"),
}
_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_COLOURED = frozenset({Severity.MAJOR, Severity.MINOR, Severity.OFI, Severity.STRENGTH})


class Total(NamedTuple):
    """How many findings of a grade or type there are, in words, with the tone of their badge."""

    code: str
    n: int
    text: str
    tone: str


def short_word(severity: Severity, own: GradeLabels) -> str:
    """`Minor`; a nonconformity without a grade has a dash."""
    if severity is Severity.UNGRADED:
        return "—"
    return own.name(severity.value) or _(_SHORT[severity])


def full_word(severity: Severity, own: GradeLabels) -> str:
    """`Minor nonconformity`."""
    return own.name(severity.value) or term(labels.SEVERITIES, severity)


def word_within(severity: Severity, own: GradeLabels) -> str:
    """`minor`, `opportunity for improvement`: as a sentence names it."""
    usual = _TYPES.get(severity) or labels.GRADES[severity.value]
    return own.name(severity.value) or _(usual)


def grade_within(grade: Grade, own: GradeLabels) -> str:
    """`minor`: a grade as a sentence names it."""
    return word_within(Severity(grade.value), own)


def explanation(stop: Stop, own: GradeLabels) -> str:
    """Why the six questions end where they do."""
    named = (Severity.MAJOR, *_TYPES)
    return _(EXPLANATIONS[stop]).format(**{one.value: word_within(one, own) for one in named})


def tone_of(severity: Severity) -> str:
    """The tone of a badge."""
    return severity.value if severity in _COLOURED else "neutral"


def finding_badge(row: FindingRow) -> tuple[str, str]:
    """Word and tone: the grade of a nonconformity, else the type; one without a grade is a candidate."""
    if row.is_candidate:
        return _("candidate"), "neutral"
    return short_word(row.severity, row.own), tone_of(row.severity)


def counted(own: GradeLabels, severity: Severity, n: int, usual: str) -> str:
    """`usual`, such as `3 minor`; a programme's own name has no plural: `Cat 2: 3`."""
    name = own.name(severity.value)
    return _("{name}: {n}").format(name=_apart(name), n=n) if name else usual


def _apart(name: str) -> str:
    """A name that reads from the right is isolated, or the figure behind it would seem to be another's."""
    reads_from_the_right = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name)
    return f"{_ISOLATE}{name}{_END}" if reads_from_the_right else name


def totals_of(counts: FindingCounts, own: GradeLabels) -> tuple[Total, ...]:
    """Every total in the order of weight, by the field of `counts`; candidates come last."""
    usual = (
        (Severity.MAJOR, counts.major, ngettext("{n} major", "{n} major", counts.major)),
        (Severity.MINOR, counts.minor, ngettext("{n} minor", "{n} minor", counts.minor)),
        (Severity.OFI, counts.ofi, ngettext("{n} OFI", "{n} OFI", counts.ofi)),
        (
            Severity.OBSERVATION,
            counts.observation,
            ngettext("{n} observation", "{n} observations", counts.observation),
        ),
        (Severity.STRENGTH, counts.strength, ngettext("{n} strength", "{n} strengths", counts.strength)),
    )
    bare = ngettext("{n} candidate", "{n} candidates", counts.candidates)
    return (
        *(Total(one.value, n, counted(own, one, n, text), tone_of(one)) for one, n, text in usual),
        Total("candidates", counts.candidates, bare, "neutral"),
    )


def missing_text(row: FindingRow) -> str:
    """What the finding lacks before its next step, in a few words."""
    return ", ".join(message(part) for part in row.missing)
