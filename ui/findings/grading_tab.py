"""The grading in full: six questions with answers and reasons, repeats, the proposal, another grade."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.findings import grading, labels, repeats
from app.findings.detail import FindingDetail, GradingLine
from app.findings.repeats import FIRST_OF_REQUIREMENT, EarlierFinding, RepeatCandidates
from app.findings.terms import Answer, Question
from app.reporting import formats
from app.reporting import labels as words_of
from ui.findings.answer_toggle import AnswerToggle, words_for
from ui.findings.editor import Editor, Shown
from ui.findings.finding_terms import grade_badge, is_nonconformity
from ui.findings.grade_choice import GradeChoice, GradeLine
from ui.findings.text_part import QuietField
from ui.terms import term
from ui.theme import current_look
from ui.widgets.autosave import AutoSave
from ui.widgets.badge import Badge
from ui.widgets.buttons import Button, link_button
from ui.widgets.card import Card, rule
from ui.widgets.labels import body, label, label_strong, muted, strong
from ui.words import _, ngettext

_LINE_AFTER = Question.Q1
_MOST_CRITERIA = 210
_MOST_LINES = 4
_MORE_REPEATS = 20


class QuestionRow(QWidget):
    """A question, what it means, its answer, and the short reason for it."""

    def __init__(self, editor: Editor, line: GradingLine) -> None:
        super().__init__()
        self._editor = editor
        self._answer: Answer | None = None
        self.question = line.question
        # A criterion is what says yes to the first question; only "none" can be answered by hand.
        answers = (Answer.NO,) if line.question is Question.Q0 else line.text.answers
        self.toggle = AnswerToggle(_(line.text.text), words_for(line.question), answers)
        name = _("Reason: {question}").format(question=_(line.text.text))
        self.reason = QuietField(name, _("Reason, in a few words"), _MOST_LINES)
        self.autosave = AutoSave(self.reason, self._save_reason)
        self.beside = strong("", 2)
        self.below = QVBoxLayout()
        self._build(_(line.text.text), _(line.text.meaning))
        self.toggle.answered.connect(self._save_answer)
        self.autosave.failed.connect(editor.context.report_error)

    def _build(self, text: str, meaning: str) -> None:
        px = current_look().px
        self.beside.setMaximumWidth(px(_MOST_CRITERIA))
        self.beside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(body(text), 1, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.beside, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(2))
        layout.addLayout(head)
        layout.addWidget(label(meaning, None))
        layout.addWidget(self.reason)
        layout.addLayout(self.below)

    def show_line(self, line: GradingLine, can_be_written: bool) -> None:
        self._answer = line.answer
        self.toggle.show_answer(line.answer)
        self.toggle.setEnabled(can_be_written)
        self.toggle.setVisible(not line.is_derived)
        self.autosave.set_text(line.reason)
        self.reason.setReadOnly(not can_be_written)
        has_reason = line.answer is not None and not line.is_derived
        self.reason.setVisible(has_reason and (can_be_written or bool(line.reason)))

    def _save_answer(self, answer: Answer | None) -> None:
        if not self.autosave.flush():
            return
        reason, finding_id = self.reason.text(), self._editor.finding_id
        label_of_step = labels.ANSWER_QUESTION
        act = grading.answer_question
        if not self._editor.do(label_of_step, act, finding_id, self.question, answer, reason):
            self.toggle.show_answer(self._answer)

    def _save_reason(self, text: str) -> None:
        if self._answer is not None:
            finding_id, act = self._editor.finding_id, grading.answer_question
            key = f"reason:{int(self.question)}"
            step = labels.ANSWER_QUESTION
            self._editor.save_text(step, key, act, finding_id, self.question, self._answer, text)


class GradingTab(QWidget):
    """Everything about the grade."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._card = Card("", "quiet")
        self._finding_id = ""
        self._rows: dict[Question, QuestionRow] = {}
        self._repeats = _Repeats(editor)
        self._note = muted("")
        self.line = GradeLine()
        self.choice = GradeChoice(editor)
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self._card.body.addWidget(label_strong(_("Grading · any yes below the line raises the grade")))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(10))
        self._card.body.addLayout(self._lines)
        self._card.body.addWidget(rule())
        self._card.body.addWidget(self.line)
        self._card.body.addWidget(self.choice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(6), 0, px(4), px(8))
        layout.addWidget(self._note)
        layout.addWidget(self._card)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.line.choice_requested.connect(self.begin_choice)
        self.choice.closed.connect(self.line.choose.setFocus)

    def show_shown(self, shown: Shown) -> None:
        detail = shown.detail
        is_graded = is_nonconformity(detail)
        self._card.setVisible(is_graded)
        self._note.setVisible(not is_graded)
        self._note.setText(_("Only a nonconformity has a grade. Nothing else affects the certificate."))
        for line in detail.questions:
            if line.question not in self._rows:
                self._add(line)
            self._rows[line.question].show_line(line, detail.can_be_written)
        self._rows[Question.Q0].beside.setText(", ".join(one.reference for one in detail.criteria))
        self._repeats.show_shown(shown)
        self.line.show_detail(detail)
        if detail.row.id != self._finding_id:
            self._finding_id = detail.row.id
            self.choice.hide()

    def _add(self, line: GradingLine) -> None:
        row = QuestionRow(self._editor, line)
        self._rows[line.question] = row
        self._lines.addWidget(row)
        if line.question is _LINE_AFTER:
            self._lines.addWidget(rule())
        if line.question is Question.Q5:
            row.below.addWidget(self._repeats)

    def row(self, question: Question) -> QuestionRow:
        return self._rows[question]

    def begin_choice(self) -> None:
        if self._editor.shown is not None:
            self.choice.begin(self._editor.shown)

    def go_to(self, question: Question) -> None:
        self._rows[question].toggle.setFocus()

    def flush(self) -> bool:
        written = [row.autosave.flush() for row in self._rows.values()]
        return all(written)


class _Repeats(QWidget):
    """Earlier nonconformities with the same primary requirement: the auditor says which one it is (R-32)."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._known: tuple[object, ...] = ()
        self._most = FIRST_OF_REQUIREMENT
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(current_look().px(2))

    def show_shown(self, shown: Shown) -> None:
        detail = shown.detail
        known = (detail.row.id, detail.repeat_of_id, shown.repeats, detail.can_be_written)
        if known == self._known:
            return
        self._known = known
        self._most = FIRST_OF_REQUIREMENT
        self._fill(detail, shown.repeats)
        self.setVisible(self._layout.count() > 0)

    def _clear(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _fill(self, detail: FindingDetail, candidates: RepeatCandidates) -> None:
        self._clear()
        if detail.repeat_of_id:
            self._add(_("Repeats {earlier}").format(earlier=detail.row.repeat_of), None)
            if detail.can_be_written:
                self._layout.addWidget(self._link(_("It is no repeat"), ""), 0, Qt.AlignmentFlag.AlignLeft)
            return
        for earlier in candidates.found:
            self._add(earlier.reference, earlier)
            text = _("It repeats {earlier}").format(earlier=earlier.reference)
            self._layout.addWidget(self._link(text, earlier.id), 0, Qt.AlignmentFlag.AlignLeft)
        if candidates.more:
            text = ngettext(
                "{n} older one with this requirement…",
                "{n} older ones with this requirement…",
                candidates.more,
            )
            more = link_button(text)
            more.clicked.connect(self._show_more)
            self._layout.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_more(self) -> None:
        """Show older ones, too, and go to the first of them; each has a row and a link."""
        shown, before = self._editor.shown, self._most
        if shown is None:
            return
        self._most += _MORE_REPEATS
        with self._editor.context.workspace.read() as unit:
            found = repeats.repeat_candidates(unit, shown.detail.row.id, self._most)
        self._fill(shown.detail, found)
        first = self._layout.itemAt(2 * before + 1)
        if first is not None and (link := first.widget()) is not None:
            link.show()
            link.setFocus()

    def _add(self, name: str, earlier: EarlierFinding | None) -> None:
        row = QHBoxLayout()
        row.setSpacing(current_look().px(6))
        holder = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        row.addWidget(strong(name))
        if earlier is not None:
            if earlier.grade:
                row.addWidget(Badge(*grade_badge(earlier.grade, earlier.own)))
            told = [earlier.title, self._state(earlier), _("in similar words") if earlier.is_alike else ""]
            row.addWidget(muted(" · ".join(part for part in told if part), 1), 1)
        else:
            row.addStretch(1)
        self._layout.addWidget(holder)

    def _state(self, earlier: EarlierFinding) -> str:
        state = term(words_of.FINDING_STATES, earlier.state)
        if earlier.closed_at is None:
            return state
        closed = formats.day(earlier.closed_at.date(), self._editor.context.words)
        return _("{state} {date}").format(state=state, date=closed)

    def _link(self, text: str, earlier_id: str) -> Button:
        part = link_button(text)
        part.setProperty("earlier", earlier_id)
        part.clicked.connect(self._mark)
        return part

    def _mark(self) -> None:
        pressed = self.sender()
        if pressed is not None:
            earlier_id = str(pressed.property("earlier")) or None
            finding_id = self._editor.finding_id
            self._editor.do(labels.REPEAT, repeats.set_repeat_of, finding_id, earlier_id)
