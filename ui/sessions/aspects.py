"""Designed, implemented, operating: three answers beside the result for those who want to give them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.reporting import labels
from app.sessions.item_reads import ItemView, LastAudit
from app.sessions.results import Aspect
from app.words import N_
from ui.commands import Commands
from ui.terms import word
from ui.theme import current_look
from ui.widgets.buttons import Button, leave_the_caret
from ui.words import _

WORDS = {
    Aspect.DESIGNED: N_("Designed"),
    Aspect.IMPLEMENTED: N_("Implemented"),
    Aspect.OPERATING: N_("Operating"),
}
_SIGNS = {None: "–", True: "✓", False: "✕"}
_ANSWERS = {None: N_("not said"), True: N_("yes"), False: N_("no")}
_FOLLOWING = {None: True, True: False, False: None}


def answer_of(said: ItemView | LastAudit, aspect: Aspect) -> bool | None:
    """What was said; None where nothing was."""
    answer: bool | None = getattr(said, aspect.value)
    return answer


def answer_texts(said: ItemView | LastAudit) -> list[str]:
    """`designed: yes`, `operating: no`: those that were said."""
    answers = ((aspect, answer_of(said, aspect)) for aspect in Aspect)
    return [
        word(labels.THREE_ANSWERS, aspect.value).format(answer=_(_ANSWERS[answer]))
        for aspect, answer in answers
        if answer is not None
    ]


def following_answer(answer: bool | None) -> bool | None:
    """Not said, yes, no, and round again."""
    return _FOLLOWING[answer]


class AspectBar(QWidget):
    """`turned(Aspect)` asks for the next answer: not said, yes, no."""

    turned = Signal(object)

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self._parts = {aspect: Button("", "quiet_link") for aspect in Aspect}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_look().px(12))
        for aspect, part in self._parts.items():
            leave_the_caret(part)
            part.clicked.connect(self._tell)
            part.setToolTip(commands.keys(f"session.{aspect.value}"))
            row.addWidget(part)

    def show_item(self, item: ItemView) -> None:
        for aspect, part in self._parts.items():
            answer = answer_of(item, aspect)
            part.set_label(f"{_(WORDS[aspect])} {_SIGNS[answer]}")
            part.setAccessibleName(f"{_(WORDS[aspect])}: {_(_ANSWERS[answer])}")

    def _tell(self) -> None:
        sender = self.sender()
        for aspect, part in self._parts.items():
            if part is sender:
                self.turned.emit(aspect)
