"""How lists name a finding: its badge, and what it lacks."""

from app.findings.reads import FindingRow
from app.reporting import labels
from app.words import N_
from ui.words import _, message

_BADGES = {
    "major": (N_("Major"), "major"),
    "minor": (N_("Minor"), "minor"),
    "ofi": (N_("OFI"), "ofi"),
    "observation": (N_("Observation"), "neutral"),
    "strength": (N_("Strength"), "strength"),
}


def finding_badge(row: FindingRow) -> tuple[str, str]:
    """Word and tone: the grade of a nonconformity, else the type; one without a grade is a candidate."""
    if row.is_candidate:
        return _("candidate"), "neutral"
    key = row.grade.value if row.grade else row.type.value
    text, tone = _BADGES.get(key, (labels.SEVERITIES["ungraded"], "neutral"))
    return row.label or _(text), tone


def missing_text(row: FindingRow) -> str:
    """What the finding lacks before its next step, in a few words."""
    return ", ".join(message(part) for part in row.missing)
