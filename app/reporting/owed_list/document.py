"""What the list of what is owed says."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OwedEntry:
    """A request. `state` is open, overdue, received or refused; `evidence` the number of what came of it."""

    number: str
    what: str
    item: str
    of_whom: str
    asked: date
    due: date | None
    state: str
    received: date | None
    evidence: str
    answer: str


@dataclass(frozen=True, slots=True)
class OwedDocument:
    """The requests of an audit on a day, what is still owed first."""

    organisation: str
    audit_number: str
    audit_title: str
    auditor: str
    on: date
    entries: tuple[OwedEntry, ...]
    classification: str = ""
    language: str = "en"

    @property
    def owed(self) -> int:
        """How many are still awaited."""
        return sum(entry.received is None for entry in self.entries)
