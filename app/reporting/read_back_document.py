"""What a read-back sheet says: the notes of a session as the interviewee is asked to confirm them."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line with its time and whose it is; `kind` is a code of `app.reporting.labels.LINE_KINDS`."""

    at: datetime
    speaker: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class SaidTopic:
    """The lines on one requirement; `reference` is "" for those that belong to none yet."""

    reference: str
    title: str
    lines: tuple[SaidLine, ...]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Who confirmed the notes, when, and what they put right."""

    name: str
    at: datetime
    remark: str


@dataclass(frozen=True, slots=True)
class ReadBackDocument:
    """The sheet of one session. `people` are those who were met, `held` is when the session began.

    There is nothing in it that the auditor concluded: no result, no finding, no note to self.
    """

    organisation: str
    audit_number: str
    title: str
    kind: str
    place: str
    auditor: str
    people: tuple[str, ...]
    topics: tuple[SaidTopic, ...]
    confirmed: tuple[Confirmed, ...]
    held: datetime | None
    printed: date
    classification: str = ""
    language: str = "en"
