"""Suspending or cancelling an audit, with the reason that stays with it; and going on with one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from app.errors import UserError
from app.planning import states
from app.planning.audit_list import AuditRow
from app.planning.audits import AuditState
from app.reporting import labels
from app.words import N_
from ui.page import Context
from ui.terms import term
from ui.theme import current_look
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.form import form_row, line_field
from ui.widgets.labels import muted
from ui.words import _

_STEPS = {
    AuditState.SUSPENDED: N_("Suspend audit {number}"),
    AuditState.CANCELLED: N_("Cancel audit {number}"),
}
_BUTTONS = {AuditState.SUSPENDED: N_("Suspend audit"), AuditState.CANCELLED: N_("Cancel audit")}
_WHAT_FOLLOWS = {
    AuditState.SUSPENDED: N_(
        "Its steps and its report wait until it is resumed. Notes, results, evidence and findings can still "
        "be recorded."
    ),
    AuditState.CANCELLED: N_(
        "It stays in the list with everything recorded and gets no report. It can be resumed later."
    ),
}


class StopForm(Card):
    """Hidden until `begin`; Escape leaves the audit as it is. `closed` follows either way."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(" ")
        self._context = context
        self._audit: AuditRow | None = None
        self._state = AuditState.SUSPENDED
        self._what_follows = muted("")
        self.reason = line_field(_("Such as: no access to the site until 9 March"))
        self._row = form_row(
            _("Reason"), self.reason, _("List and overview show it; once the audit goes on, its report too.")
        )
        self.apply = button("")
        self._leave = link_button(_("Leave as it is"))
        self._build()
        self.apply.clicked.connect(self._stop)
        self.reason.returnPressed.connect(self._stop)
        self._leave.clicked.connect(self.close_form)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(current_look().px(8))
        row.addWidget(self.apply)
        row.addWidget(self._leave)
        row.addStretch(1)
        self.body.addWidget(self._what_follows)
        self.body.addWidget(self._row)
        self.body.addLayout(row)
        self.hide()

    def begin(self, audit: AuditRow, state: AuditState) -> None:
        """Ask why `audit` is suspended or cancelled."""
        self._audit, self._state = audit, state
        self.set_title(_(_STEPS[state]).format(number=audit.number))
        self._what_follows.setText(_(_WHAT_FOLLOWS[state]))
        self.apply.set_label(_(_BUTTONS[state]))
        self.reason.clear()
        self._row.set_remark("")
        self.show()
        self.reason.setFocus()

    def close_form(self) -> None:
        self.hide()
        self.closed.emit()

    def _stop(self) -> None:
        audit, workspace = self._audit, self._context.workspace
        if audit is None:
            return
        try:
            with workspace.write(_STEPS[self._state], number=audit.number) as uow:
                states.stop(uow, audit.id, self._state, self.reason.text())
        except UserError as error:
            self._row.set_remark(" ".join(error.sentences(self._context.words)))
            self.reason.setFocus()
            return
        say_state(self._context, audit.number, self._state)
        self.close_form()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
            return
        super().keyPressEvent(event)


def resume(context: Context, audit: AuditRow) -> None:
    """Go on with an audit that was suspended or cancelled."""
    try:
        with context.workspace.write(N_("Resume audit {number}"), number=audit.number) as uow:
            state = states.resume(uow, audit.id)
    except UserError as error:
        context.report_error(error)
        return
    say_state(context, audit.number, state)


def say_state(context: Context, number: str, state: AuditState) -> None:
    """Tell in the status bar where an audit stands now."""
    told = _("{number} is now: {state}. Undo takes it back.")
    context.say(told.format(number=number, state=term(labels.AUDIT_STATES, state)))
