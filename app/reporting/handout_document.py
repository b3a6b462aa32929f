"""What is handed out at the closing meeting: the findings in short, before there is a report."""

from dataclasses import dataclass
from datetime import date

from app.reporting.document import ReportDocument


@dataclass(frozen=True, slots=True)
class GradeDue:
    """Within how many days findings of a grade ("major", "minor") are corrected and answered."""

    grade: str
    correction_days: int
    response_days: int


@dataclass(frozen=True, slots=True)
class HandoutDocument:
    """The draft of the report that the handout is taken from, the day of the meeting, what is due when.

    Days count from the meeting, or with `from_issue` from the issue of the report, which is still to come.
    """

    report: ReportDocument
    closing_on: date
    due: tuple[GradeDue, ...] = ()
    from_issue: bool = False
