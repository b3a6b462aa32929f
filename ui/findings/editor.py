"""The finding on the page: read in one go, written step by step."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.findings.detail import FindingDetail, finding_detail
from app.findings.hints import Hint
from app.findings.repeats import RepeatCandidates, repeat_candidates
from app.follow_up import hints as response_hints
from app.follow_up.causes import CauseStepView, cause_steps
from app.follow_up.reads import ResponseView
from app.programme.people import PersonRow, people
from app.unit_of_work import ReadUnit
from ui.page import Context


class Part(StrEnum):
    """The parts of a finding's page, one of which is in front."""

    STATEMENT = "statement"
    GRADING = "grading"
    RESPONSE = "response"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with what its page offers beside it.

    `repeats` are read for the grading only, `response_hints` and `cause_steps` for the response.
    """

    detail: FindingDetail
    people: tuple[PersonRow, ...]
    repeats: RepeatCandidates
    response: ResponseView | None
    response_hints: tuple[Hint, ...]
    cause_steps: tuple[CauseStepView, ...]


def read_shown(unit: ReadUnit, finding_id: str, part: Part) -> Shown:
    """The finding with what the part in front shows; raises UserError when it is not there (any more)."""
    detail = finding_detail(unit, finding_id)
    running = [one for one in detail.responses if one.round == detail.response_round]
    response = running[0] if running else None
    is_graded = part is Part.GRADING and detail.can_be_written
    answer = response if part is Part.RESPONSE else None
    return Shown(
        detail,
        people(unit),
        repeat_candidates(unit, finding_id) if is_graded else RepeatCandidates(),
        response,
        response_hints.hints(unit, answer.id) if answer else (),
        cause_steps(unit, answer.id, answer.cause_method) if answer else (),
    )


class Editor(QObject):
    """Writes on the finding that is shown.

    `written()` follows each step, `text_written()` each text that saved itself: lists and counts stay as
    they are then.
    """

    written = Signal()
    text_written = Signal()

    def __init__(self, context: Context, origin: str, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self._origin = origin
        self.shown: Shown | None = None

    @property
    def finding_id(self) -> str:
        """The finding on the page; "" for none."""
        return self.shown.detail.row.id if self.shown else ""

    def save_text(
        self, label: str, key: str, act: Callable[..., object], *args: object, **named: object
    ) -> None:
        """Write a text that is being typed: `act(uow, *args, **named)`. Raises UserError.

        Typing under the same `key` is undone as one step.
        """
        if self.shown is not None:
            self._write(label, f"{self.finding_id}:{key}", act, args, named)
            self.text_written.emit()

    def attempt(self, label: str, act: Callable[..., object], *args: object, **named: object) -> str:
        """Take a step; the sentences of its refusal, or "" when it was taken."""
        try:
            self._write(label, "", act, args, named)
        except UserError as error:
            return " ".join(error.sentences(self.context.words))
        self.written.emit()
        return ""

    def do(self, label: str, act: Callable[..., object], *args: object, **named: object) -> bool:
        """Take a step; a refusal goes to the message bar."""
        try:
            self._write(label, "", act, args, named)
        except UserError as error:
            self.context.report_error(error)
            return False
        self.written.emit()
        return True

    def _write(
        self,
        label: str,
        merge_key: str,
        act: Callable[..., object],
        args: tuple[object, ...],
        named: dict[str, object],
    ) -> None:
        number = self.shown.detail.row.number if self.shown else ""
        workspace = self.context.workspace
        with workspace.write(label, origin=self._origin, merge_key=merge_key, number=number) as uow:
            act(uow, *args, **named)
