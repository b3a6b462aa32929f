"""The question whether several minors on one requirement are one major; asked once, and never in the way."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.findings.aggregation import Aggregation
from app.findings.terms import Grade, Severity
from app.reporting.grade_labels import GradeLabels
from app.settings import Settings
from app.words import Message, named
from ui.finding_words import grade_within, short_word
from ui.theme import current_look
from ui.widgets.buttons import button, link_button
from ui.widgets.lead_label import LeadLabel
from ui.words import _, message

_DECLINED, _MOST_KEPT = "findings.not_aggregated", 200
_LINES = 3


class AggregationLine(QWidget):
    """`accepted(ids)` asks for one major. A question that was declined is asked again when a further minor
    joins them."""

    accepted = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._shown: Aggregation | None = None
        self._all: tuple[Aggregation, ...] = ()
        self._own = GradeLabels()
        self.question = LeadLabel(lines=_LINES)
        self.accept = button("")
        self.decline = link_button(_("They stay single cases"))
        self._build()
        self.accept.clicked.connect(self.take)
        self.decline.clicked.connect(self._decline)

    def _build(self) -> None:
        px = current_look().px
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.accept)
        buttons.addWidget(self.decline)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(4))
        layout.addWidget(self.question)
        layout.addLayout(buttons)
        self.hide()

    def show_questions(self, found: Sequence[Aggregation], own: GradeLabels) -> None:
        """Ask about the first that was not declined; the line is gone where there is none."""
        self._all, self._own = tuple(found), own
        declined = self._declined()
        self._shown = next((one for one in self._all if _key(one) not in declined), None)
        self.setVisible(self._shown is not None)
        if self._shown is not None:
            self._ask(self._shown)

    def _ask(self, one: Aggregation) -> None:
        grade = short_word(Severity.MINOR, self._own)
        lead = _("{grade}, all on {reference}: {numbers}.")
        lead = lead.format(grade=grade, reference=one.reference, numbers=_few_of(one.numbers))
        rest = _("Do they show that the process fails as a whole?")
        if one.waiting:
            rest += " " + _("To be confirmed first: {numbers}.").format(numbers=_few_of(one.waiting))
        self.question.set_words(lead, rest)
        graver = grade_within(Grade.MAJOR, self._own)
        self.accept.set_label(_("Make one {grade}").format(grade=graver))
        self.accept.setEnabled(not one.waiting)

    def can_take(self) -> bool:
        """Whether one major can be made of what is asked about."""
        return self._shown is not None and not self._shown.waiting

    def take(self) -> None:
        """Answer yes."""
        if self._shown is not None:
            self.accepted.emit(self._shown)

    def _decline(self) -> None:
        if self._shown is not None:
            kept = [*self._declined(), _key(self._shown)][-_MOST_KEPT:]
            self._settings.set(_DECLINED, kept)
            self.show_questions(self._all, self._own)

    def _declined(self) -> list[str]:
        kept = self._settings.get(_DECLINED, [])
        return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []


def _few_of(numbers: Sequence[str]) -> str:
    told = named(numbers)
    return message(told) if isinstance(told, Message) else told


def _key(one: Aggregation) -> str:
    """Which findings they are, and nothing of what they say."""
    return " ".join(sorted(one.ids))
