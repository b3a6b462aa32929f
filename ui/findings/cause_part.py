"""The way to the cause: a chain of whys that may branch, or causes under categories."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.findings import labels
from app.findings.hints import Hint
from app.findings.terms import CauseMethod
from app.follow_up import causes
from app.follow_up.causes import CATEGORIES, STEPPED, CauseStepView
from app.words import N_
from ui.findings.cause_step import StepRow
from ui.findings.editor import Editor, Shown
from ui.findings.text_part import Remarks
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import muted
from ui.words import _

_TITLES = {CauseMethod.FIVE_WHYS: N_("5 whys"), CauseMethod.ISHIKAWA: N_("Ishikawa outline")}
_STARTS = {CauseMethod.FIVE_WHYS: N_("Ask the first why"), CauseMethod.ISHIKAWA: N_("Add a category")}
_EXPLAINED = {
    CauseMethod.FIVE_WHYS: N_("Enter asks why again, Ctrl+Enter another why beside it."),
    CauseMethod.ISHIKAWA: N_("Enter adds a cause, Ctrl+Enter what lies behind it, or another category."),
}


class CausePart(Card):
    """Shown for the methods that go in steps. `cause_chosen(text)` says which step is the cause."""

    cause_chosen = Signal(str)

    def __init__(self, editor: Editor) -> None:
        super().__init__(" ", "quiet")
        self._editor = editor
        self._method = CauseMethod.FREE
        self._known: tuple[object, ...] = ()
        self._steps: Sequence[CauseStepView] = ()
        self.rows: list[StepRow] = []
        self._explained = muted("")
        self._list = QVBoxLayout()
        self.start = button("", "plus")
        self.remarks = Remarks()
        self._build()
        self.start.clicked.connect(self._begin)

    def _build(self) -> None:
        px = current_look().px
        self.body.setSpacing(px(6))
        self._list.setSpacing(px(4))
        self.body.addWidget(self._explained)
        self.body.addLayout(self._list)
        self.body.addWidget(self.remarks)
        row = QHBoxLayout()
        row.addWidget(self.start)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_shown(self, shown: Shown, can_be_written: bool) -> None:
        response = shown.response
        self._method = response.cause_method if response else CauseMethod.FREE
        self._steps = shown.cause_steps
        is_seen = self._method in STEPPED and (can_be_written or bool(self._steps))
        self.setVisible(is_seen)
        if is_seen:
            self._show(shown, can_be_written)

    def _show(self, shown: Shown, can_be_written: bool) -> None:
        self.set_title(_(_TITLES[self._method]))
        self._explained.setText(_(_EXPLAINED[self._method]))
        self._explained.setVisible(can_be_written)
        places = tuple((step.id, step.depth) for step in self._steps)
        known = (shown.detail.row.id, self._method, places)
        if known != self._known:
            self._known = known
            self._rebuild()
        evidence = [(piece.id, piece.number) for piece in shown.detail.evidence]
        for row, step in zip(self.rows, self._steps, strict=True):
            row.show_step(step, evidence, can_be_written)
        self.start.set_label(_(_STARTS[self._method]))
        self.start.setVisible(can_be_written and self._can_start())
        self.remarks.show_hints(_about_steps(shown.response_hints))

    def _can_start(self) -> bool:
        """One chain is begun here, more by Ctrl+Enter; categories are added here as well."""
        return self._method is CauseMethod.ISHIKAWA or not self._steps

    def _rebuild(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = [StepRow(self._editor, self._method, step.depth) for step in self._steps]
        for row in self.rows:
            row.next_wanted.connect(self._go_on)
            row.branch_wanted.connect(self._branch)
            row.removal_wanted.connect(self._remove)
            row.chosen.connect(self._choose)
            self._list.addWidget(row)
            # Shown now rather than with the next event, so that it can take the focus at once.
            row.show()

    def _begin(self) -> None:
        """The first why; the usual categories, and then another one."""
        if self._method is CauseMethod.ISHIKAWA and not self._steps:
            names = [_(name) for name in CATEGORIES]
            begin = causes.begin_categories
            if self._editor.do(labels.EDIT_RESPONSE, begin, self._editor.finding_id, names):
                self.rows[0].text.setFocus()
            return
        self._add(None)

    def _go_on(self, row: object) -> None:
        if not isinstance(row, StepRow) or row.step is None:
            return
        below = [one for one in self.rows if one.step and one.step.parent_id == row.step.id]
        is_outline = self._method is CauseMethod.ISHIKAWA
        if below and not is_outline:
            below[0].text.setFocus()
        elif is_outline and row.step.depth:
            self._add(row.step.parent_id)
        else:
            self._add(row.step.id)

    def _branch(self, row: object) -> None:
        if not isinstance(row, StepRow) or row.step is None:
            return
        is_cause = self._method is CauseMethod.ISHIKAWA and row.step.depth > 0
        self._add(row.step.id if is_cause else row.step.parent_id)

    def _add(self, parent_id: str | None) -> None:
        before = {step.id for step in self._steps}
        finding_id, method = self._editor.finding_id, self._method
        if self.flush() and self._editor.do(
            labels.EDIT_RESPONSE, causes.add_step, finding_id, method, parent_id
        ):
            added = [row for row in self.rows if row.step and row.step.id not in before]
            if added:
                added[0].text.setFocus()

    def _remove(self, row: object) -> None:
        if not isinstance(row, StepRow) or row.step is None:
            return
        place = self.rows.index(row)
        if self._editor.do(labels.EDIT_RESPONSE, causes.remove_step, row.step.id):
            if self.rows:
                self.rows[max(place - 1, 0)].text.setFocus()
            else:
                self.start.setFocus()

    def _choose(self, row: object) -> None:
        if isinstance(row, StepRow) and row.flush() and row.step is not None:
            self.cause_chosen.emit(row.text.text().strip())

    def flush(self) -> bool:
        written = [row.flush() for row in self.rows]
        return all(written)


def _about_steps(hints: Sequence[Hint]) -> list[Hint]:
    return [hint for hint in hints if hint.field == "steps"]
