"""What a workbook for responses says, for whoever writes it down: plain values, no ids but those of rows."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CorrectBy:
    """A day by which findings are to be corrected, and their numbers."""

    on: date
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """The head of the instructions. `owner` is empty in a workbook for all, `respond_by` is the earliest;
    `correct_by` has the earliest day first."""

    audit_number: str
    audit_title: str
    organisation: str
    lead_auditor: str
    classification: str
    owner: str
    made_on: date
    revision: int
    respond_by: date | None
    findings: int
    correct_by: tuple[CorrectBy, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionLine:
    """A row for one action: as it stands in the workspace, or empty."""

    id: str
    what: str = ""
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class AskedFinding:
    """A finding that waits for a response, with what is answered already."""

    id: str
    number: str
    title: str
    grade: str
    criterion: str
    requirement: str
    evidence: str
    statement: str
    correct_by: date | None
    respond_by: date | None
    round: int
    correction: str
    extent: str
    cause: str
    comment: str
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True, slots=True)
class WorkbookDocument:
    """A workbook: its head, its findings, who can be chosen as an owner, and the sealed lines."""

    language: str
    about: About
    findings: tuple[AskedFinding, ...]
    people: tuple[str, ...]
    sealed: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many rows the findings take."""
        return sum(len(finding.actions) for finding in self.findings)
