"""Yes, No or Unsure: pressed again, the answer is taken back."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from app.findings.terms import Answer, Question
from app.words import N_
from ui.widgets.buttons import Button
from ui.words import _

_WORDS = {Answer.YES: N_("Yes"), Answer.NO: N_("No"), Answer.UNSURE: N_("Unsure")}
_OF_REQUIREMENT = {Answer.YES: N_("Yes"), Answer.NO: N_("None")}


def words_for(question: Question) -> Mapping[Answer, str]:
    """What the answers are called; the first question asks which requirement, not whether."""
    return _OF_REQUIREMENT if question is Question.Q0 else _WORDS


class AnswerToggle(QFrame):
    """One stop of the Tab key: the arrows go from answer to answer, the first letter answers at once.

    `answered(answer)` carries an `Answer`, or None when it was taken back.
    """

    answered = Signal(object)

    def __init__(self, question: str, words: Mapping[Answer, str], answers: Sequence[Answer]) -> None:
        super().__init__()
        self._buttons = {answer: Button(_(words[answer]), "segment") for answer in answers}
        self.setProperty("role", "segmented")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in self._buttons.values():
            part.setCheckable(True)
            part.setAccessibleName(f"{question} {part.label()}")
            part.installEventFilter(self)
            part.clicked.connect(self._tell)
            layout.addWidget(part)
        self.show_answer(None)

    def show_answer(self, answer: Answer | None) -> None:
        """Show what is answered, silently; None for nothing yet."""
        first = answer if answer in self._buttons else next(iter(self._buttons))
        for key, part in self._buttons.items():
            part.setChecked(key is answer)
            stop = Qt.FocusPolicy.StrongFocus if key is first else Qt.FocusPolicy.ClickFocus
            part.setFocusPolicy(stop)
        self.setFocusProxy(self._buttons[first])

    def button(self, answer: Answer) -> Button:
        return self._buttons[answer]

    def _tell(self, checked: bool) -> None:
        pressed = self.sender()
        for answer, part in self._buttons.items():
            if part is pressed:
                self.answered.emit(answer if checked else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._took_key(watched, event)
        return super().eventFilter(watched, event)

    def _took_key(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            return False
        parts = list(self._buttons.values())
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is not None:
            at = next(place for place, part in enumerate(parts) if part is watched)
            parts[(at + step) % len(parts)].setFocus()
            return True
        for answer, part in self._buttons.items():
            if event.text() and event.text().casefold() == part.label()[0].casefold():
                part.setFocus()
                self.answered.emit(answer)
                return True
        return False
