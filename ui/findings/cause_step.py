"""One step on the way to a cause: what it says, what shows it, and what leads on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.findings import labels
from app.findings.terms import CauseMethod
from app.follow_up import causes
from app.follow_up.causes import CauseStepView
from ui.findings.editor import Editor
from ui.theme import current_look
from ui.widgets.autosave import AutoSave
from ui.widgets.buttons import icon_button, link_button
from ui.widgets.form import TextField, choice_field, line_field
from ui.widgets.labels import label
from ui.words import _

_INDENT = 14
_DEEPEST = 8
_NAME_WIDTH = 46
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StepField(TextField):
    """Enter goes on to the next step, Ctrl+Enter to another one beside or below it; Backspace in an empty
    field takes the step off."""

    next_wanted = Signal()
    branch_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(1, 5)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            is_branch = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.branch_wanted if is_branch else self.next_wanted).emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)


class StepRow(QWidget):
    """`next_wanted(row)`, `branch_wanted(row)` and `removal_wanted(row)` ask for other steps; `chosen(row)`
    says that this is the cause."""

    next_wanted = Signal(object)
    branch_wanted = Signal(object)
    removal_wanted = Signal(object)
    chosen = Signal(object)

    def __init__(self, editor: Editor, method: CauseMethod, depth: int) -> None:
        super().__init__()
        self._editor = editor
        self._is_category = method is CauseMethod.ISHIKAWA and depth == 0
        self._is_cause = method is CauseMethod.ISHIKAWA and depth > 0
        self._depth = depth
        self.step: CauseStepView | None = None
        self._name = label("" if self._is_category else _("Why {n}").format(n=depth + 1))
        self._name.setVisible(method is CauseMethod.FIVE_WHYS)
        self.text = StepField()
        self.text_save = AutoSave(self.text, self._save_text)
        self.shown_by = line_field(_("What shows it"))
        self.shown_save = AutoSave(self.shown_by, self._save_shown_by)
        self.evidence = choice_field([])
        self._add = icon_button("plus", self._adding())
        self._remove = icon_button("close", _("Take this step off, with what is below it"))
        self.cause = link_button(_("This is the cause"))
        self._shown = QWidget()
        self._build()
        self._connect()

    def _adding(self) -> str:
        if self._is_category:
            return _("Add a cause")
        return _("Add what lies behind it") if self._is_cause else _("Ask why again")

    def _called(self) -> str:
        if self._is_category:
            return _("Category")
        return _("Cause") if self._is_cause else _("Why {n}").format(n=self._depth + 1)

    def _build(self) -> None:
        px = current_look().px
        self.text.setAccessibleName(self._called())
        self.shown_by.setAccessibleName(_("What shows it"))
        self.evidence.setAccessibleName(_("Evidence of the step"))
        self._name.setFixedWidth(px(_NAME_WIDTH))
        layout = QGridLayout(self)
        layout.setContentsMargins(px(_INDENT * min(self._depth, _DEEPEST)), 0, 0, px(2))
        layout.setHorizontalSpacing(px(4))
        layout.setVerticalSpacing(px(2))
        layout.setColumnStretch(1, 1)
        # In the order in which Tab goes on: what shows the step comes before the buttons beside it.
        layout.addWidget(self._name, 0, 0)
        layout.addWidget(self.text, 0, 1)
        layout.addWidget(self._second_line(), 1, 0, 1, 4)
        layout.addWidget(self._add, 0, 2)
        layout.addWidget(self._remove, 0, 3)
        self._shown.setVisible(not self._is_category)

    def _second_line(self) -> QWidget:
        px = current_look().px
        line = QHBoxLayout()
        line.setSpacing(px(4))
        line.addWidget(self.shown_by, 2)
        line.addWidget(self.evidence, 1)
        below = QVBoxLayout(self._shown)
        below.setContentsMargins(0 if self._is_cause else px(_NAME_WIDTH + 4), 0, 0, 0)
        below.setSpacing(px(2))
        below.addLayout(line)
        below.addWidget(self.cause, 0, Qt.AlignmentFlag.AlignLeft)
        return self._shown

    def _connect(self) -> None:
        for save in (self.text_save, self.shown_save):
            save.failed.connect(self._editor.context.report_error)
        self.text.next_wanted.connect(self._ask_next)
        self.text.branch_wanted.connect(self._ask_branch)
        self.text.removal_wanted.connect(self._ask_removal)
        self._add.clicked.connect(self._ask_branch if self._is_cause else self._ask_next)
        self._remove.clicked.connect(self._ask_removal)
        self.evidence.value_chosen.connect(self._save_evidence)
        self.cause.clicked.connect(self._choose)

    def show_step(
        self, step: CauseStepView, evidence: Sequence[tuple[str, str]], can_be_written: bool
    ) -> None:
        """Show what is saved; what is being typed at the moment stays."""
        self.step = step
        self.text_save.set_text(step.text)
        self.shown_save.set_text(step.shown_by)
        known = [("", _("evidence?")), *evidence]
        if step.evidence_id and step.evidence_id not in {one for one, _number in evidence}:
            known.append((step.evidence_id, step.evidence_number))
        self.evidence.set_choices(known)
        self.evidence.set_value(step.evidence_id or "")
        for field in (self.text, self.shown_by):
            field.setReadOnly(not can_be_written)
        self.evidence.setEnabled(can_be_written)
        for button in (self._add, self._remove):
            button.setVisible(can_be_written)
        self.cause.setVisible(can_be_written and bool(step.text.strip()) and not step.has_further)

    def _save_text(self, text: str) -> None:
        self._save("text", text)

    def _save_shown_by(self, text: str) -> None:
        self._save("shown_by", text)

    def _save(self, field: str, text: str) -> None:
        if self.step is not None:
            key, act = f"cause_step:{self.step.id}:{field}", causes.edit_step
            self._editor.save_text(labels.EDIT_RESPONSE, key, act, self.step.id, **{field: text})

    def _save_evidence(self, evidence_id: object) -> None:
        if self.step is not None:
            act = causes.edit_step
            chosen = str(evidence_id) or None
            self._editor.do(labels.EDIT_RESPONSE, act, self.step.id, evidence_id=chosen)

    def _ask_next(self) -> None:
        self.next_wanted.emit(self)

    def _ask_branch(self) -> None:
        self.branch_wanted.emit(self)

    def _ask_removal(self) -> None:
        self.removal_wanted.emit(self)

    def _choose(self) -> None:
        self.chosen.emit(self)

    def flush(self) -> bool:
        written = [self.text_save.flush(), self.shown_save.flush()]
        return all(written)
