"""What is handed out at the closing meeting: the findings in short, before there is a report."""

from dataclasses import dataclass
from datetime import date

from app.reporting.document import ReportDocument


@dataclass(frozen=True, slots=True)
class GradeDue:
    """Until when findings of a grade ("major", "minor") are corrected and answered."""

    grade: str
    correction: date
    response: date


@dataclass(frozen=True, slots=True)
class HandoutDocument:
    """The draft of the report that the handout is taken from, the day of the meeting, what is due when."""

    report: ReportDocument
    closing_on: date
    due: tuple[GradeDue, ...] = ()
