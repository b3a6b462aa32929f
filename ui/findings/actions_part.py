"""The actions of a response: what, who, until when; and what became of them."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.findings import labels
from app.findings.terms import FindingState
from app.follow_up import responses, verification
from app.follow_up.reads import ActionView
from app.follow_up.responses import PlannedAction
from app.programme.people import PersonRow
from app.reporting import formats
from app.words import N_
from ui.findings.editor import Editor, Shown
from ui.theme import current_look
from ui.widgets.autosave import AutoSave
from ui.widgets.badge import Badge
from ui.widgets.buttons import button, icon_button, link_button
from ui.widgets.card import Card
from ui.widgets.form import choice_field, date_field, line_field, text_field
from ui.widgets.labels import label, label_strong, muted
from ui.widgets.refusal_line import RefusalLine
from ui.words import _

REMOVE = N_("Take an action off {number}")
DONE = N_("Mark an action of {number} as done")
CANCEL = N_("Cancel an action of {number}")
_UNDER_WAY = frozenset({FindingState.RESPONSE_SUBMITTED, FindingState.PLAN_ACCEPTED})


class ActionsPart(QWidget):
    """The list of actions, and the button that adds one while the response is being written."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._known: tuple[object, ...] = ()
        self.rows: list[ActionRow] = []
        self._list = QVBoxLayout()
        self.add = button(_("Add action"), "plus")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(6))
        layout.addWidget(label_strong(_("Corrective actions")))
        layout.addLayout(self._list)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        layout.addLayout(row)
        self.add.clicked.connect(self._add)

    def show_shown(self, shown: Shown, can_be_written: bool) -> None:
        actions = shown.response.actions if shown.response else ()
        state = shown.detail.row.state
        known = (shown.detail.row.id, tuple(one.id for one in actions), can_be_written, state)
        if known != self._known:
            self._known = known
            self._rebuild(len(actions), can_be_written)
        for row, action in zip(self.rows, actions, strict=True):
            row.show_action(action, shown.people, can_be_written, state in _UNDER_WAY)
            row.propose(shown.detail.actions_by if can_be_written else None)
        self.add.setVisible(can_be_written)

    def _rebuild(self, count: int, can_be_written: bool) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = [ActionRow(self._editor) for _place in range(count)]
        for row in self.rows:
            row.removed.connect(self.add.setFocus)
            self._list.addWidget(row)
        if not count and not can_be_written:
            self._list.addWidget(muted(_("None")))

    def _add(self) -> None:
        act, finding_id = responses.add_action, self._editor.finding_id
        if self._editor.do(labels.EDIT_RESPONSE, act, finding_id, PlannedAction("")):
            self.rows[-1].what.setFocus()

    def flush(self) -> bool:
        written = [row.autosave.flush() for row in self.rows]
        return all(written)


class ActionRow(Card):
    """One action. A due date that is past is refused; the day on which it was done is offered (R-38)."""

    removed = Signal()

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._action: ActionView | None = None
        self._refused_date: date | None = None
        self.what = text_field(1, 6, _("What removes the cause"))
        self.autosave = AutoSave(self.what, self._save_what)
        self.owner = choice_field([])
        self.due = date_field()
        self._state = Badge("")
        self._remove = icon_button("close", _("Take this action off"))
        self._refusal = RefusalLine()
        self.done_then = link_button("")
        self.take_proposed = link_button("")
        self._proposed: date | None = None
        self._done = button(_("Done today"))
        self._cancel = link_button(_("Cancel it, with a reason…"))
        self._reason = line_field(_("Why it is cancelled"))
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.body.setContentsMargins(px(10), px(8), px(8), px(8))
        self.body.setSpacing(px(6))
        for field, name in (
            (self.what, _("Action")),
            (self.owner, _("Owner of the action")),
            (self.due, _("Due date")),
            (self._reason, _("Why it is cancelled")),
        ):
            field.setAccessibleName(name)
        details = QHBoxLayout()
        details.setSpacing(px(8))
        details.addWidget(self.owner, 1)
        details.addWidget(label(_("due")))
        details.addWidget(self.due, 1)
        # In the order in which Tab goes on: owner and date come before the cross beside the action.
        planned = QGridLayout()
        planned.setHorizontalSpacing(px(4))
        planned.setVerticalSpacing(px(6))
        planned.setColumnStretch(0, 1)
        planned.addWidget(self.what, 0, 0)
        planned.addLayout(details, 1, 0, 1, 2)
        planned.addWidget(self._refusal, 2, 0, 1, 2)
        planned.addWidget(self.done_then, 3, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        planned.addWidget(self.take_proposed, 4, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        planned.addWidget(self._remove, 0, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(planned)
        self.body.addWidget(self._reason)
        steps = QHBoxLayout()
        steps.addWidget(self._state)
        steps.addWidget(self._done)
        steps.addWidget(self._cancel)
        steps.addStretch(1)
        self.body.addLayout(steps)
        self._reason.hide()
        self._refuse("")

    def _connect(self) -> None:
        self.autosave.failed.connect(self._editor.context.report_error)
        self.owner.value_chosen.connect(self._save_owner)
        self.due.value_chosen.connect(self._save_due)
        self.done_then.clicked.connect(self._save_done_then)
        self.take_proposed.clicked.connect(self._save_proposed)
        self._remove.clicked.connect(self._take_off)
        self._done.clicked.connect(self._mark_done)
        self._cancel.clicked.connect(self._ask_reason)
        self._reason.returnPressed.connect(self._cancel_it)

    def show_action(
        self, action: ActionView, people: tuple[PersonRow, ...], can_be_written: bool, is_under_way: bool
    ) -> None:
        self._action = action
        self.autosave.set_text(action.what)
        self.owner.set_choices([("", _("owner?")), *((one.id, one.label) for one in people)])
        self.owner.set_value(action.owner_id or "")
        if self._refused_date is None:
            self.due.set_value(action.due_on)
        text, tone = self._state_of(action)
        self._state.set_badge(text, tone)
        self._state.setVisible(bool(text))
        self.what.setReadOnly(not can_be_written)
        for part in (self.owner, self.due):
            part.setEnabled(can_be_written)
        self._remove.setVisible(can_be_written)
        is_open = is_under_way and action.done_on is None and not action.cancelled_reason
        self._done.setVisible(is_open)
        self._cancel.setVisible(is_open)

    def propose(self, due_on: date | None) -> None:
        """Offer the day that the limits of the programme lead to, while the action has none."""
        self._proposed = due_on
        is_open = self._action is not None and not (self._action.due_on or self._action.done_on)
        self.take_proposed.setVisible(due_on is not None and is_open and self._refused_date is None)
        if due_on is not None:
            text = _("Due {date}, as the limits of the programme propose")
            self.take_proposed.set_label(text.format(date=self._day(due_on)))

    def _state_of(self, action: ActionView) -> tuple[str, str]:
        if action.cancelled_reason:
            return _("cancelled: {reason}").format(reason=action.cancelled_reason), "outline"
        if action.done_on:
            return _("done {date}").format(date=self._day(action.done_on)), "accent"
        return (_("overdue"), "outline") if action.is_overdue else ("", "neutral")

    def _day(self, when: date) -> str:
        return formats.day(when, self._editor.context.words)

    def _save_what(self, text: str) -> None:
        if self._action is not None:
            key = f"action:{self._action.id}"
            act = responses.edit_action
            self._editor.save_text(labels.EDIT_ACTION, key, act, self._action.id, what=text)

    def _save_owner(self, person_id: object) -> None:
        if self._action is not None:
            owner_id = str(person_id) or None
            act = responses.edit_action
            self._editor.do(labels.EDIT_ACTION, act, self._action.id, owner_id=owner_id)

    def _save_due(self, due_on: date | None) -> None:
        if self._action is None:
            return
        act, action_id = responses.edit_action, self._action.id
        self._refused_date = due_on
        refusal = self._editor.attempt(labels.EDIT_ACTION, act, action_id, due_on=due_on)
        if not refusal:
            self._refused_date = None
        self._refuse(refusal)

    def _save_proposed(self) -> None:
        self.due.set_value(self._proposed)
        self.due.setFocus()
        self._save_due(self._proposed)

    def _refuse(self, text: str) -> None:
        self._refusal.say(text)
        when = self._refused_date if text else None
        self.done_then.setVisible(when is not None)
        if when is not None:
            self.done_then.set_label(_("It was done on {date}").format(date=self._day(when)))

    def refusal(self) -> str:
        return self._refusal.text()

    def _save_done_then(self) -> None:
        if self._action is None or self._refused_date is None:
            return
        act, done_on = responses.edit_action, self._refused_date
        self._refused_date = None
        refusal = self._editor.attempt(labels.EDIT_ACTION, act, self._action.id, done_on=done_on)
        self._refuse(refusal)

    def _take_off(self) -> None:
        if self._action is not None and self._editor.do(REMOVE, responses.remove_action, self._action.id):
            self.removed.emit()

    def _mark_done(self) -> None:
        if self._action is not None:
            self._editor.do(DONE, verification.mark_action_done, self._action.id)

    def _ask_reason(self) -> None:
        self._reason.show()
        self._reason.setFocus()

    def _cancel_it(self) -> None:
        if self._action is not None:
            act, reason = verification.cancel_action, self._reason.text()
            refusal = self._editor.attempt(CANCEL, act, self._action.id, reason)
            self._refuse(refusal)
            self._reason.setVisible(bool(refusal))
