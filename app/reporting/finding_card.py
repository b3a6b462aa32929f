"""A finding as the report prints it."""

from dataclasses import dataclass
from datetime import date

LEFT_OUT = ("withdrawn", "merged")


@dataclass(frozen=True, slots=True)
class Criterion:
    """A requirement that the evidence was compared with; the primary one stands first (R-31).
    `kind`: clause, control, org_requirement, legal, contractual."""

    reference: str
    title: str = ""
    kind: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One finding in full. `type`: nonconformity, ofi, observation, strength, conformity; `grade`:
    major, minor or "". `proposed_grade` is set where the auditor decided differently, and
    `override_reason` says why (R-29). `position`: agreed, agreed_with_comment, disputed, no_comment, "";
    `position_by` is the role, or else the name, of who said it."""

    id: str
    number: str
    type: str
    title: str
    grade: str = ""
    criteria: tuple[Criterion, ...] = ()
    requirement: str = ""
    evidence: str = ""
    evidence_numbers: tuple[str, ...] = ()
    sample_numbers: tuple[str, ...] = ()
    statement: str = ""
    extent: str = ""
    risk: str = ""
    grade_reason: str = ""
    proposed_grade: str = ""
    override_reason: str = ""
    position: str = ""
    position_words: str = ""
    response_due: date | None = None
    owner_role: str = ""
    repeat_of: str = ""
    merges: tuple[str, ...] = ()
    merged_into: str = ""
    state: str = "draft"
    state_reason: str = ""
    correction: str = ""
    recommendation: str = ""
    expected_benefit: str = ""
    site: str = ""
    raised_by: str = ""
    raised_on: date | None = None
    position_by: str = ""
    correction_due: date | None = None

    @property
    def stands(self) -> bool:
        """Whether the finding counts: withdrawn and merged ones keep their number only (R-1, R-31)."""
        return self.state not in LEFT_OUT

    @property
    def severity(self) -> str:
        """What colour and counts go by: major, minor, ofi, observation, strength, conformity."""
        return self.grade or "ungraded" if self.type == "nonconformity" else self.type
