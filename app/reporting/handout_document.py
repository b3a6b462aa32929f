"""What is handed out at the closing meeting: the findings in short, before there is a report."""

from dataclasses import dataclass
from datetime import date

from app.reporting.document import ReportDocument


@dataclass(frozen=True, slots=True)
class HandoutDocument:
    """The draft of the report that the handout is taken from, the day of the meeting, and what is due when.

    A date is None where no finding of its grade stands.
    """

    report: ReportDocument
    closing_on: date
    due_major: date | None = None
    due_minor: date | None = None
