"""What is said of an item: its hints, the SoA, and the last audit."""

from app.library.soa import ImplementationStatus, SoaLine
from app.reporting import labels
from app.sessions.item_reads import EarlierFinding, ItemView, LastAudit
from app.words import N_
from ui.finding_words import grade_within
from ui.sessions.aspects import answer_texts
from ui.terms import RESULTS, term
from ui.words import _

_STATUS = {
    ImplementationStatus.IMPLEMENTED: N_("implemented"),
    ImplementationStatus.PARTLY: N_("partly implemented"),
    ImplementationStatus.PLANNED: N_("planned"),
    ImplementationStatus.NOT_IMPLEMENTED: N_("not yet implemented"),
}


def soa_text(item: ItemView) -> str:
    """`In SoA v4.1`, or that it is excluded there."""
    if item.soa is not None and not item.soa.applicable:
        return _("excluded in SoA {number}").format(number=item.soa_number)
    return _("In SoA {number}").format(number=item.soa_number)


def sentence(parts: tuple[str, ...], translated: bool) -> str:
    """Hints as one sentence; those of the program itself are in the window's language."""
    text = "; ".join(_(part) if translated else part for part in parts)
    return f"{text[:1].upper()}{text[1:]}." if text else _("Nothing noted.")


def extra_texts(item: ItemView, *, with_hints: bool) -> list[tuple[str, str]]:
    """What else the question bank says, each with its name; the hints too where they have no place."""
    hints = (
        (_("Look for"), sentence(item.look_for, item.verifies_exclusion)),
        (_("Evidence to see"), sentence(item.expected_evidence, item.verifies_exclusion)),
    )
    parts = (
        *(hints if with_hints else ()),
        (_("Why it matters"), item.why),
        (_("Sample"), item.sampling_hint),
        (_("Whom to ask"), item.interviewee_role),
        (_("Red flags"), "; ".join(item.red_flags)),
        (_("Follow up"), " ".join(item.follow_up_probes)),
        (_("See also"), ", ".join(item.cross_references)),
    )
    return [(name, text) for name, text in parts if text]


def last_audit_text(last: LastAudit | None, soa: SoaLine | None) -> tuple[str, str]:
    """`Last audit`, and what it found; without one, what the SoA says alone."""
    parts = [_found(last)] if last is not None else []
    if soa is not None and soa.owner:
        parts.append(_("SoA owner {owner}").format(owner=soa.owner))
    if soa is not None and soa.status in _STATUS:
        parts.append(_("SoA says {status}").format(status=_(_STATUS[soa.status])))
    return _("Last audit") if last is not None else "", " · ".join(parts)


def _found(last: LastAudit) -> str:
    """`Oct 2025, nonconforming (operating: no): F-05 minor, closed Mar 2026`."""
    result = term(RESULTS, last.result).lower()
    when = f"{last.ended:%b %Y}, {result}" if last.ended else result
    if answers := answer_texts(last):
        when = f"{when} ({', '.join(answers)})"
    return f"{when}: {'; '.join(map(_earlier, last.findings))}" if last.findings else when


def _earlier(finding: EarlierFinding) -> str:
    grade = f" {grade_within(finding.grade, finding.own)}" if finding.grade else ""
    closed = f" {finding.closed_at:%b %Y}" if finding.closed_at else ""
    return f"{finding.number}{grade}, {term(labels.FINDING_STATES, finding.state)}{closed}"
