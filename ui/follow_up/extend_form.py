"""A due date is put off: until when, who agreed, and why (R-37)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from app.follow_up import extensions
from app.follow_up.due_list import DueKind
from app.follow_up.due_rows import DueRow
from app.follow_up.extensions import EXTEND, Agreement, DateOf
from app.programme.people import PersonRow
from ui.follow_up.writing import Writer
from ui.theme import current_look
from ui.widgets.buttons import link_button, primary_button
from ui.widgets.card import Card
from ui.widgets.form import choice_field, date_field, form_row, line_field
from ui.widgets.refusal_line import RefusalLine
from ui.words import _

DATES = {
    DueKind.RESPONSE: DateOf.RESPONSE,
    DueKind.ACTION: DateOf.ACTION,
    DueKind.EFFECTIVENESS: DateOf.EFFECTIVENESS,
}


class ExtendForm(Card):
    """`closed()` follows when it was put off or given up."""

    closed = Signal()

    def __init__(self, writer: Writer) -> None:
        super().__init__(_("Put off the date"), "quiet")
        self._writer = writer
        self._row: DueRow | None = None
        self.which = choice_field(
            [(DateOf.RESPONSE, _("the response")), (DateOf.CORRECTION, _("the correction"))]
        )
        self._which_row = form_row(_("Date of"), self.which)
        self.new_date = date_field()
        self.agreed_by = choice_field([])
        self.reason = line_field()
        self.apply = primary_button(_("Put off"))
        self._cancel = link_button(_("Cancel"))
        self._refusal = RefusalLine()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.body.addWidget(self._which_row)
        for name, field in (
            (_("New date"), self.new_date),
            (_("Agreed by"), self.agreed_by),
            (_("Reason"), self.reason),
        ):
            self.body.addWidget(form_row(name, field))
        self.body.addWidget(self._refusal)
        row = QHBoxLayout()
        row.setSpacing(current_look().px(8))
        row.addWidget(self.apply)
        row.addWidget(self._cancel)
        row.addStretch(1)
        self.body.addLayout(row)
        self.hide()

    def _connect(self) -> None:
        self.which.value_chosen.connect(self._show_date)
        self.apply.clicked.connect(self._put_off)
        self.reason.returnPressed.connect(self._put_off)
        self._cancel.clicked.connect(self.close_form)

    def begin(self, row: DueRow, people: Sequence[PersonRow]) -> None:
        """Ask for another date than that of the row; a correction has one of its own beside the response."""
        self._row = row
        self._which_row.setVisible(row.kind is DueKind.RESPONSE and row.correction_due_on is not None)
        self.which.set_value(DateOf.RESPONSE)
        self.agreed_by.set_choices([("", _("who?")), *((one.id, one.label) for one in people)])
        self.agreed_by.set_value("")
        self.new_date.set_value(row.due_on)
        self.reason.clear()
        self._refusal.say("")
        self.show()
        self.new_date.setFocus()
        self.new_date.line().selectAll()

    def _show_date(self, date_of: object) -> None:
        if self._row is not None:
            is_correction = date_of is DateOf.CORRECTION
            self.new_date.set_value(self._row.correction_due_on if is_correction else self._row.due_on)

    def close_form(self) -> None:
        self._row = None
        self.hide()
        self.closed.emit()

    def refusal(self) -> str:
        return self._refusal.text()

    def _put_off(self) -> None:
        row = self._row
        if row is None:
            return
        agreement = Agreement(
            self.new_date.value(), str(self.agreed_by.value() or ""), self.reason.text().strip()
        )
        attempt, number = self._writer.attempt, row.finding_number
        if row.kind is DueKind.ACTION:
            refusal = attempt(EXTEND, number, extensions.extend_action, row.action_id, agreement)
        else:
            date_of = self.which.value() if row.kind is DueKind.RESPONSE else DATES[row.kind]
            refusal = attempt(EXTEND, number, extensions.extend, row.finding_id, date_of, agreement)
        self._refusal.say(refusal)
        if not refusal:
            self.close_form()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
            return
        super().keyPressEvent(event)
