"""The six questions and what they lead to, in a few lines below the statement."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.findings.detail import GradingLine
from app.findings.terms import Question
from ui.findings.answer_toggle import words_for
from ui.findings.editor import Shown
from ui.findings.grade_choice import GradeLine
from ui.theme import current_look
from ui.widgets.buttons import Button
from ui.widgets.card import Card, rule
from ui.widgets.labels import body, label_strong, strong
from ui.words import _

_LINE_AFTER = Question.Q1
_MOST_CRITERIA = 210


class GradingCard(Card):
    """`question_requested(question)` leads to its answer, `choice_requested()` to another grade."""

    question_requested = Signal(int)
    choice_requested = Signal()

    def __init__(self) -> None:
        super().__init__("", "quiet")
        self._lines = QVBoxLayout()
        self._answers: dict[Question, Button] = {}
        self._criteria = strong("", 2)
        self.line = GradeLine()
        self._build()

    def _build(self) -> None:
        px = current_look().px
        self.body.setSpacing(px(4))
        self._lines.setSpacing(px(3))
        self.body.addWidget(label_strong(_("Grading · any yes below the line raises the grade")))
        self.body.addLayout(self._lines)
        self.body.addWidget(rule())
        self.body.addWidget(self.line)
        self.line.choice_requested.connect(self.choice_requested)

    def show_shown(self, shown: Shown) -> None:
        detail = shown.detail
        if not self._answers:
            for line in detail.questions:
                self._add(line)
        for line in detail.questions:
            self._show_answer(line, detail.can_be_written)
        references = ", ".join(one.reference for one in detail.criteria)
        self._criteria.setText(references)
        self._criteria.setVisible(bool(references))
        self.line.show_detail(detail)

    def _add(self, line: GradingLine) -> None:
        row = QHBoxLayout()
        row.setSpacing(current_look().px(12))
        row.addWidget(body(_(line.text.text)), 1, Qt.AlignmentFlag.AlignTop)
        answer = _AnswerLink(line.question)
        answer.clicked.connect(self._ask)
        self._answers[line.question] = answer
        if line.question is Question.Q0:
            self._criteria.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._criteria.setMaximumWidth(current_look().px(_MOST_CRITERIA))
            row.addWidget(self._criteria, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(answer, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addLayout(row)
        if line.question is _LINE_AFTER:
            self._lines.addWidget(rule())

    def _show_answer(self, line: GradingLine, can_be_written: bool) -> None:
        part = self._answers[line.question]
        text = _(words_for(line.question)[line.answer]) if line.answer else _("Answer…")
        if line.question is Question.Q0 and line.answer is None:
            text = _("Choose…")
        part.set_label(text if line.answer or can_be_written else "–")
        part.setAccessibleName(f"{_(line.text.text)} {text}")
        part.setToolTip(line.reason)
        part.set_mark("current" if line.answer else "")
        part.setEnabled(can_be_written)
        part.setVisible(not line.is_derived)

    def _ask(self) -> None:
        pressed = self.sender()
        for question, part in self._answers.items():
            if part is pressed:
                self.question_requested.emit(int(question))

    def answer_text(self, question: Question) -> str:
        return self._answers[question].label()


class _AnswerLink(Button):
    """An answer, half bold, that leads to the place where it is given."""

    def __init__(self, question: Question) -> None:
        super().__init__("", "link")
        self.question = question
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _text_token(self) -> str:
        return "text" if self.property("mark") == "current" else "accent"
