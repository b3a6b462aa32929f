"""The audit's own copy of the questions in its scope, and what each was found to be (section 9)."""

import enum
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class Result(enum.Enum):
    """The result of an item. There is no "partially": the grade handles the degree."""

    OPEN = "open"
    CONFORMING = "conforming"
    NONCONFORMING = "nonconforming"
    UNABLE_TO_VERIFY = "unable_to_verify"
    NOT_EXAMINED = "not_examined"


class ChecklistItem(Row):
    """A question put to the auditee. It is a copy: later edits of the bank never reach it (R-48).

    `reasons` says why it is on the checklist, each as a message in the form of `app.activity_log.label_text`;
    None where an earlier release built it.
    """

    __tablename__ = "checklist_item"
    __table_args__ = (UniqueConstraint("audit_id", "code"), Index(None, "audit_id", "result"))

    audit_id: Mapped[str] = mapped_column(reference("audit.id"))
    requirement_id: Mapped[str] = mapped_column(reference("requirement.id"), index=True)
    code: Mapped[str]
    position: Mapped[int]
    verifies_exclusion: Mapped[bool] = mapped_column(default=False)
    question: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    look_for: Mapped[tuple[str, ...]] = mapped_column(default=())
    expected_evidence: Mapped[tuple[str, ...]] = mapped_column(default=())
    sampling_hint: Mapped[str] = mapped_column(default="")
    interviewee_role: Mapped[str] = mapped_column(default="")
    methods: Mapped[tuple[str, ...]] = mapped_column(default=())
    red_flags: Mapped[tuple[str, ...]] = mapped_column(default=())
    follow_up_probes: Mapped[tuple[str, ...]] = mapped_column(default=())
    cross_references: Mapped[tuple[str, ...]] = mapped_column(default=())
    minutes: Mapped[int] = mapped_column(default=8)
    must_ask: Mapped[bool] = mapped_column(default=False)
    reasons: Mapped[tuple[str, ...] | None] = mapped_column(default=())

    result: Mapped[Result] = mapped_column(default=Result.OPEN)
    result_reason: Mapped[str] = mapped_column(default="")
    designed: Mapped[bool | None]
    implemented: Mapped[bool | None]
    operating: Mapped[bool | None]
    concluded_at: Mapped[datetime | None]
    concluded_by_id: Mapped[str | None] = mapped_column(reference("person.id"))


class AskedDepth(enum.Enum):
    """How much of a requirement is asked in one audit."""

    NOT_THIS_TIME = "not_this_time"
    OPENING = "opening"
    CORE = "core"
    DEEP = "deep"


class DepthChoice(Row):
    """What an auditor decided about a requirement before the checklist is proposed.

    `is_emphasised` marks a risk to look at closely; `depth` overrides the proposal, None leaves it.
    """

    __tablename__ = "depth_choice"
    __table_args__ = (UniqueConstraint("audit_id", "requirement_id"),)

    audit_id: Mapped[str] = mapped_column(reference("audit.id"))
    requirement_id: Mapped[str] = mapped_column(reference("requirement.id"))
    is_emphasised: Mapped[bool] = mapped_column(default=False)
    depth: Mapped[AskedDepth | None]


_WORST_FIRST = (Result.NONCONFORMING, Result.UNABLE_TO_VERIFY, Result.CONFORMING, Result.OPEN)


def roll_up(results: Collection[Result]) -> Result:
    """A requirement's result: the worst of its items; open and not examined ones stand beside it."""
    for result in _WORST_FIRST:
        if result in results:
            return result
    return Result.NOT_EXAMINED


def weakest_answer(answers: Collection[bool | None]) -> bool | None:
    """One answer for several questions: no where one says no, None where none says anything."""
    said = [answer for answer in answers if answer is not None]
    return all(said) if said else None
