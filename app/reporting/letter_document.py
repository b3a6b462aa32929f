"""What a status letter says: what is waited for from one person, and what was done."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LetterEntry:
    """Something waited for, or done. `what` is the action's text, "" where `waited_for` says what it is.

    `severity` and `state` are codes of `labels`, `severity_label` is the programme's own name of a severity;
    `days` are those left, below zero when `due` is past.
    """

    what: str
    waited_for: str
    finding: str
    title: str
    severity: str
    state: str
    due: date | None = None
    days: int | None = None
    done: date | None = None
    severity_label: str = ""


@dataclass(frozen=True, slots=True)
class LetterDocument:
    """A whole status letter. `on` is the day whose state it gives."""

    organisation: str
    address: str
    owner: str
    owner_role: str
    sender: str
    sender_role: str
    on: date
    waiting: tuple[LetterEntry, ...]
    done: tuple[LetterEntry, ...] = ()
    classification: str = ""
    language: str = "en"

    @property
    def overdue(self) -> int:
        """How many entries are past their day."""
        return sum(one.days is not None and one.days < 0 for one in self.waiting)
