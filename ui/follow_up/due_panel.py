"""What is waited for in full, at the right of the list, with what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.findings.terms import FindingState
from app.follow_up import verification
from app.follow_up.due_list import DueKind
from app.follow_up.due_rows import DueRow
from app.follow_up.extensions import DateOf, ExtensionView
from app.programme.people import PersonRow
from app.reporting import formats
from app.words import Words
from ui.findings.actions_part import CANCEL, DONE
from ui.follow_up.due_words import (
    age_text,
    due_text,
    grade_badge,
    owner_text,
    state_text,
    urgency_text,
    what_text,
)
from ui.follow_up.extend_form import DATES, ExtendForm
from ui.follow_up.writing import Writer
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.buttons import button, link_button, primary_button
from ui.widgets.card import Panel
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.form import line_field
from ui.widgets.labels import PlainLabel, body, label, label_strong, muted, strong
from ui.widgets.refusal_line import RefusalLine
from ui.widgets.scrolled import scrolled
from ui.words import _

_RUNNING = frozenset({FindingState.RESPONSE_SUBMITTED, FindingState.PLAN_ACCEPTED})


class DuePanel(Panel):
    """`finding_requested(row)` leads to the finding."""

    finding_requested = Signal(object)

    def __init__(self, writer: Writer) -> None:
        super().__init__()
        self._writer = writer
        self._row: DueRow | None = None
        self._people: Sequence[PersonRow] = ()
        self._reference = strong("")
        self._badge = Badge("")
        self._state = muted("", 1)
        self._title = PlainLabel("", "heading", 3)
        self.what = body("", 8)
        self._facts = body("")
        self._history = QVBoxLayout()
        self.open_button = primary_button(_("Open finding"))
        self.done_button = button(_("Done today"))
        self.extend_button = button(_("Put off the date…"))
        self.cancel_button = link_button(_("Cancel it, with a reason…"))
        self.extend_form = ExtendForm(writer)
        self.reason = ReasonLine(_("Why it is cancelled"))
        self._refusal = RefusalLine()
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.body.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(px(18), px(14), px(14), px(14))
        layout.setSpacing(px(8))
        layout.addLayout(self._head())
        self._history.setSpacing(px(2))
        for part in (self._title, label_strong(_("Waited for")), self.what, self._facts):
            layout.addWidget(part)
        layout.addLayout(self._history)
        layout.addWidget(self._buttons())
        layout.addWidget(self._refusal)
        layout.addWidget(self.reason)
        layout.addWidget(self.extend_form)
        layout.addStretch(1)
        empty = EmptyState(_("Nothing is chosen"), _("Choose an entry to see what it waits for."))
        self._stack.addWidget(empty)
        self._stack.addWidget(scrolled(inner))
        self.body.addWidget(self._stack)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(current_look().px(8))
        head.addWidget(self._reference)
        head.addWidget(self._badge)
        head.addStretch(1)
        head.addWidget(self._state)
        return head

    def _buttons(self) -> Flow:
        buttons = Flow(8)
        buttons.add(self.open_button, self.done_button, self.extend_button, self.cancel_button)
        return buttons

    def _connect(self) -> None:
        self.open_button.clicked.connect(self.open_finding)
        self.done_button.clicked.connect(self.mark_done)
        self.extend_button.clicked.connect(self.begin_extension)
        self.cancel_button.clicked.connect(self.reason.begin)
        self.reason.given.connect(self._cancel)
        self.reason.given_up.connect(self.cancel_button.setFocus)
        self.extend_form.closed.connect(self._leave_form)

    def _leave_form(self) -> None:
        target = self.extend_button if self.extend_button.isVisible() else self.open_button
        target.setFocus()

    def show_row(
        self, row: DueRow | None, extensions: Sequence[ExtensionView], people: Sequence[PersonRow]
    ) -> None:
        """Show an entry; forms that belong to another one are closed."""
        if row is None or self._row is None or row.key != self._row.key:
            self.extend_form.hide()
            self.reason.hide()
            self._refusal.say("")
        self._row, self._people = row, people
        self._stack.setCurrentIndex(0 if row is None else 1)
        if row is not None:
            self._fill(row, extensions)

    def _fill(self, row: DueRow, extensions: Sequence[ExtensionView]) -> None:
        words = self._writer.context.words
        self._reference.setText(row.reference)
        self._badge.set_badge(*grade_badge(row))
        self._state.setText(state_text(row, words))
        self._title.setText(row.title)
        self.what.setText(what_text(row))
        due = " · ".join(part for part in (due_text(row, words), urgency_text(row)) if part)
        told = [
            _("Owner: {owner}").format(owner=owner_text(row)),
            _("Due: {due}").format(due=due),
            *_correction(row, words),
            _("Finding raised {age} ago").format(age=age_text(row)) if row.age else _("Finding raised today"),
        ]
        if row.cancelled_reason:
            told.append(_("Cancelled: {reason}").format(reason=row.cancelled_reason))
        self._facts.setText("\n".join(told))
        self._show_history(row, extensions)
        self._show_buttons(row)

    def _show_history(self, row: DueRow, extensions: Sequence[ExtensionView]) -> None:
        while (item := self._history.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        wanted = [one for one in extensions if _is_of(one, row)]
        if wanted:
            self._history.addWidget(label_strong(_("Put off")))
        for one in wanted:
            self._history.addWidget(label(extension_text(one, self._writer.context.words), None))

    def _show_buttons(self, row: DueRow) -> None:
        is_running = row.kind is DueKind.ACTION and row.is_open and row.state in _RUNNING
        self.done_button.setVisible(is_running)
        self.cancel_button.setVisible(is_running)
        is_accepted = row.kind is not DueKind.ACTION or row.state is FindingState.PLAN_ACCEPTED
        can_extend = row.kind in DATES and row.is_open and row.due_on is not None and is_accepted
        self.extend_button.setVisible(can_extend)

    def open_finding(self) -> None:
        if self._row is not None:
            self.finding_requested.emit(self._row)

    def can_mark_done(self) -> bool:
        return self._row is not None and not self.done_button.isHidden()

    def can_extend(self) -> bool:
        return self._row is not None and not self.extend_button.isHidden()

    def mark_done(self) -> None:
        row = self._row
        if row is not None and self.can_mark_done():
            act = verification.mark_action_done
            self._refusal.say(self._writer.attempt(DONE, row.finding_number, act, row.action_id))

    def begin_extension(self) -> None:
        if self._row is not None and self.can_extend():
            self.reason.hide()
            self.extend_form.begin(self._row, self._people)

    def _cancel(self, reason: str) -> None:
        row = self._row
        if row is None:
            return
        act = verification.cancel_action
        refusal = self._writer.attempt(CANCEL, row.finding_number, act, row.action_id, reason)
        self._refusal.say(refusal)
        if not refusal:
            self.reason.hide()

    def refusal(self) -> str:
        return self._refusal.text()

    def facts_text(self) -> str:
        return self._facts.text()

    def history_texts(self) -> list[str]:
        """The extensions as they read."""
        items = [self._history.itemAt(place) for place in range(self._history.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [one.text() for one in widgets if isinstance(one, PlainLabel)][1:]


class ReasonLine(QWidget):
    """A line that asks why. Enter gives the reason, Escape gives up."""

    given = Signal(str)
    given_up = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = line_field(name)
        self.line.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.line.returnPressed.connect(self._give)
        self.hide()

    def begin(self) -> None:
        self.line.clear()
        self.show()
        self.line.setFocus()

    def _give(self) -> None:
        self.given.emit(self.line.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.given_up.emit()
            return
        super().keyPressEvent(event)


def extension_text(one: ExtensionView, words: Words) -> str:
    """`7 Aug 2026 → 20 Aug 2026, agreed by R. Haddad: the supplier delivers in August`; a correction is
    named, because it stands among the dates of the response."""
    text = _("Correction: {old} → {new}, agreed by {who}: {reason}")
    if one.date_of is not DateOf.CORRECTION:
        text = _("{old} → {new}, agreed by {who}: {reason}")
    return text.format(
        old=formats.day(one.old_on, words),
        new=formats.day(one.new_on, words),
        who=one.agreed_by,
        reason=one.reason,
    )


def _is_of(one: ExtensionView, row: DueRow) -> bool:
    is_correction = row.kind is DueKind.RESPONSE and one.date_of is DateOf.CORRECTION
    is_own = row.kind in DATES and one.date_of is DATES[row.kind]
    return one.action_id == row.action_id and (is_own or is_correction)


def _correction(row: DueRow, words: Words) -> list[str]:
    if row.kind is not DueKind.RESPONSE or row.correction_due_on is None:
        return []
    return [_("Correction due {date}").format(date=formats.day(row.correction_due_on, words))]
