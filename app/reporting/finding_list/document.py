"""What a list of findings is drawn from: the report's document, the answers to it, and the columns."""

from dataclasses import dataclass, field
from datetime import date

from app.reporting.document import ReportDocument
from app.reporting.finding_list.profile import ColumnProfile


@dataclass(frozen=True, slots=True)
class FindingAnswer:
    """What the auditee answered to a finding in the round that is running, and what became of it.

    `actions` is one line for each with owner and dates; `due` the last day on which an open one is due;
    `effectiveness` the last judgement: effective, partly, not_effective, or "" before there is one.
    """

    finding_id: str
    round: int = 1
    correction: str = ""
    extent: str = ""
    cause: str = ""
    actions: str = ""
    due: date | None = None
    measure: str = ""
    submitted_on: date | None = None
    accepted_on: date | None = None
    verified_on: date | None = None
    effectiveness: str = ""
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class FindingList:
    """The findings of one audit in the columns of a profile."""

    report: ReportDocument
    profile: ColumnProfile
    answers: tuple[FindingAnswer, ...] = field(default_factory=tuple)
