"""What a report says, as one immutable value. PDF, workbook and window read their figures here (R-41)."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from app.errors import UserError
from app.reporting import canonical
from app.reporting.finding_card import FindingCard
from app.reporting.grade_labels import GradeLabels
from app.reporting.parts import (
    Abbreviation,
    AuditDetails,
    Changes,
    Conclusion,
    Cover,
    FollowUp,
    FollowUpPlan,
    Meeting,
    Methodology,
    Noted,
    Opinion,
    PlannedSession,
    Revision,
    Signature,
    Statements,
    Summary,
)
from app.reporting.registers import ChecklistRow, EvidenceRow, RequirementRow
from app.words import N_, Words

THEMES = ("clauses", "organizational", "people", "physical", "technological", "own")


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """How many findings stand, by grade and type; zeros are said aloud (R-42)."""

    major: int = 0
    minor: int = 0
    ungraded: int = 0
    ofi: int = 0
    observation: int = 0
    strength: int = 0
    withdrawn: int = 0
    merged: int = 0

    @property
    def nonconformities(self) -> int:
        """Major, minor, and those without a grade yet."""
        return self.major + self.minor + self.ungraded


@dataclass(frozen=True, slots=True)
class ResultCounts:
    """How many requirements had which result. `excluded`: by the Statement of Applicability."""

    conforming: int = 0
    nonconforming: int = 0
    unable_to_verify: int = 0
    not_examined: int = 0
    open: int = 0
    excluded: int = 0

    @property
    def examined(self) -> int:
        """Requirements that the audit looked at, those that could not be verified included."""
        return self.conforming + self.nonconforming + self.unable_to_verify

    @property
    def left_out(self) -> int:
        """Applicable requirements without a result this time."""
        return self.not_examined + self.open

    @property
    def in_scope(self) -> int:
        """All but what the Statement of Applicability excludes."""
        return self.examined + self.left_out


@dataclass(frozen=True, slots=True)
class GroupResult:
    """The results of one clause ("4") or theme ("people")."""

    group: str
    counts: ResultCounts


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """Everything a report says, in the order of its sections (domain section 8).

    `language` is the report's own (R-45); `log_head` the last hash of the activity log when the report was
    drawn up; `third_party` hides recommendations (R-46); `labels` are the programme's names of grades.
    """

    cover: Cover
    revision: Revision = field(default_factory=Revision)
    summary: Summary = field(default_factory=Summary)
    details: AuditDetails = field(default_factory=AuditDetails)
    methodology: Methodology = field(default_factory=Methodology)
    findings: tuple[FindingCard, ...] = ()
    weaknesses: tuple[str, ...] = ()
    risks: tuple[Noted, ...] = ()
    incidents: tuple[Noted, ...] = ()
    follow_up: FollowUp = field(default_factory=FollowUp)
    changes: Changes = field(default_factory=Changes)
    conclusion: Conclusion = field(default_factory=Conclusion)
    opinions: tuple[Opinion, ...] = ()
    plan_of_actions: FollowUpPlan = field(default_factory=FollowUpPlan)
    statements: Statements = field(default_factory=Statements)
    signatures: tuple[Signature, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()
    requirements: tuple[RequirementRow, ...] = ()
    checklist: tuple[ChecklistRow, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    sessions: tuple[PlannedSession, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    drawn_up: datetime | None = None
    language: str = "en"
    third_party: bool = False
    labels: GradeLabels = field(default_factory=GradeLabels)
    log_head: str = ""
    program_version: str = ""
    format: int = 1

    @property
    def is_draft(self) -> bool:
        """Everything before issue carries the DRAFT mark (R-44)."""
        return self.revision.state not in ("issued", "superseded")

    def words(self) -> Words:
        """Words in the report's language, with the programme's own names for grades."""
        return Words(self.language, own=self.labels.by_code())

    def finding_counts(self) -> FindingCounts:
        """The findings that stand by severity, and those that keep only their number."""
        standing = Counter(card.severity for card in self.findings if card.stands)
        left = Counter(card.state for card in self.findings if not card.stands)
        return FindingCounts(
            major=standing["major"],
            minor=standing["minor"],
            ungraded=standing["ungraded"],
            ofi=standing["ofi"],
            observation=standing["observation"],
            strength=standing["strength"],
            withdrawn=left["withdrawn"],
            merged=left["merged"],
        )

    def standing(self, kind: str) -> tuple[FindingCard, ...]:
        """The findings of a type that stand; nonconformities with the graver grade first."""
        order = {"major": 0, "minor": 1}
        cards = [card for card in self.findings if card.stands and card.type == kind]
        return tuple(sorted(cards, key=lambda card: order.get(card.grade, 2)))

    def left_out(self) -> tuple[FindingCard, ...]:
        """Withdrawn and merged findings, whose numbers stay listed."""
        return tuple(card for card in self.findings if not card.stands)

    def disputed(self) -> tuple[FindingCard, ...]:
        """Findings whose auditee disagrees: the open points of section 8."""
        return tuple(card for card in self.findings if card.stands and card.position == "disputed")

    def result_counts(self) -> ResultCounts:
        """The results of all requirements in scope."""
        return _count(self.requirements)

    def results_by_theme(self) -> tuple[GroupResult, ...]:
        """The five groups of the standard and the organisation's own requirements where there are any."""
        groups = [
            GroupResult(theme, _count(tuple(row for row in self.requirements if row.theme == theme)))
            for theme in THEMES
        ]
        return tuple(group for group in groups if group.counts.in_scope or group.counts.excluded)

    def results_by_clause(self) -> tuple[GroupResult, ...]:
        """Clauses 4 to 10 one by one, then the themes of the controls, then own requirements."""
        groups: dict[str, list[RequirementRow]] = {}
        for row in self.requirements:
            key = row.reference.split(".")[0] if row.theme == "clauses" else row.theme
            groups.setdefault(key, []).append(row)
        return tuple(GroupResult(key, _count(tuple(rows))) for key, rows in groups.items())

    def not_examined(self) -> tuple[RequirementRow, ...]:
        """Applicable requirements without a result this time (Appendix E)."""
        left = ("not_examined", "open")
        return tuple(row for row in self.requirements if row.applicable and row.result in left)

    def bare_conforming(self) -> int:
        """Answers "conforms" that rest on neither a note nor evidence (R-47)."""
        return sum(
            row.result == "conforming" and not row.evidence and not row.notes.strip()
            for row in self.checklist
        )


def _count(rows: tuple[RequirementRow, ...]) -> ResultCounts:
    found = Counter(row.result if row.applicable else "excluded" for row in rows)
    return ResultCounts(**{name: found[name] for name in ResultCounts.__dataclass_fields__})


def to_json(document: ReportDocument) -> bytes:
    """The document as canonical JSON: sorted keys, UTF-8, the same bytes each time."""
    return canonical.encode(document)


def from_json(data: bytes) -> ReportDocument:
    """The document from `to_json`'s bytes. Raises UserError where they are not one."""
    try:
        return canonical.decode(data, ReportDocument)
    except (ValueError, KeyError, TypeError, RecursionError) as err:
        raise UserError(
            N_("This is not the content of a report, or a newer version of Assay wrote it."),
            N_("Nothing was changed."),
            N_("Open it with the version that wrote it. Details: {details}"),
            details=err,
        ) from err


def digest(data: bytes) -> str:
    """The SHA-256 of the canonical bytes, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
