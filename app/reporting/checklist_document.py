"""What a printed checklist says: for rooms where laptops are not allowed."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item to ask: number and requirement references, question, what to look for, evidence to see.

    `answers` says what was answered so far beside the result: designed, implemented, operating.
    """

    number: str
    title: str
    question: str
    requirements: tuple[str, ...] = ()
    look_for: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    sampling: str = ""
    last_result: str = ""
    answers: str = ""


@dataclass(frozen=True, slots=True)
class ChecklistGroup:
    """The items of one session, or one theme."""

    title: str
    items: tuple[ChecklistItem, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class ChecklistDocument:
    """A whole printed checklist. `lines` is how many lines to write on follow each item."""

    organisation: str
    audit_number: str
    audit_type: str
    title: str
    groups: tuple[ChecklistGroup, ...]
    classification: str = ""
    auditor: str = ""
    printed: date | None = None
    lines: int = 6
    language: str = "en"

    @property
    def items(self) -> int:
        return sum(len(group.items) for group in self.groups)
