"""A follow-up audit is planned from open findings: which of them, and when."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from app.errors import UserError
from app.follow_up.followed import OpenFinding, open_findings
from app.planning.follow_up_audit import PLAN, FollowUpPlan, plan_follow_up
from app.programme.people import PersonRow, people
from app.reporting import labels
from ui.page import Context
from ui.terms import term
from ui.theme import current_look
from ui.widgets.buttons import link_button, primary_button
from ui.widgets.card import Card
from ui.widgets.form import choice_field, date_field, form_row, line_field
from ui.widgets.labels import label_strong
from ui.widgets.plain_tip import plain_tip
from ui.widgets.refusal_line import RefusalLine
from ui.widgets.short_list import ShortList
from ui.words import _

_ID = int(Qt.ItemDataRole.UserRole)
_AUDIT = _ID + 1
_ROW_HEIGHT, _MOST_ROWS = 31, 6


class FollowUpForm(QWidget):
    """`planned(audit_id)` follows when the audit is there, `given_up()` when it is not wanted."""

    planned = Signal(str)
    given_up = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._card = Card(_("Plan a follow-up audit"))
        self.title = line_field()
        self.start_on = date_field()
        self.lead = choice_field([])
        self.list = ShortList()
        self.apply = primary_button(_("Plan follow-up audit"))
        self._cancel = link_button(_("Cancel"))
        self._refusal = RefusalLine()
        self._named = ""
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        fields = QHBoxLayout()
        fields.setSpacing(px(8))
        for name, field, share in (
            (_("Title"), self.title, 3),
            (_("Starts on"), self.start_on, 2),
            (_("Lead auditor"), self.lead, 2),
        ):
            fields.addWidget(form_row(name, field), share)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.apply)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        self.list.setAccessibleName(_("Findings to follow up"))
        body = self._card.body
        body.addLayout(fields)
        body.addWidget(label_strong(_("Each ticked finding gets an item on its requirement")))
        body.addWidget(self.list)
        body.addWidget(self._refusal)
        body.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), 0, px(18), px(10))
        layout.addWidget(self._card)
        self.hide()

    def _connect(self) -> None:
        self.apply.clicked.connect(self._plan)
        self.title.returnPressed.connect(self._plan)
        self._cancel.clicked.connect(self.close_form)
        self.list.itemActivated.connect(self._turn)
        self.list.itemChanged.connect(self._follow_ticks)

    def begin(self, audit_id: str | None) -> None:
        """Offer all open findings; those of the audit are ticked, or all without one."""
        with self._context.workspace.read() as unit:
            found, known = open_findings(unit), people(unit)
        ticked = [one for one in found if audit_id in (None, one.audit_id)]
        self._fill(found, {one.id for one in ticked or found})
        self._name()
        self._offer(known)
        self.start_on.set_value(None)
        self._refusal.say("" if found else _("No finding is open after its closing meeting."))
        self.show()
        self.start_on.setFocus()

    def _fill(self, found: Sequence[OpenFinding], ticked: set[str]) -> None:
        self.list.clear()
        for one in found:
            state = term(labels.FINDING_STATES, one.state)
            text = f"{one.reference} {one.title} · {state}"
            item = QListWidgetItem(" ".join(text.split()))
            item.setData(_ID, one.id)
            item.setData(_AUDIT, one.audit_number)
            item.setToolTip(plain_tip(text))
            item.setCheckState(Qt.CheckState.Checked if one.id in ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        rows = max(min(len(found), _MOST_ROWS), 1)
        self.list.setFixedHeight(rows * current_look().px(_ROW_HEIGHT) + current_look().px(8))

    def _offer(self, known: Sequence[PersonRow]) -> None:
        same = _("as in the audit followed up")
        self.lead.set_choices([("", same), *((one.id, one.label) for one in known)])
        self.lead.set_value("")

    def ticked(self) -> tuple[str, ...]:
        """The findings that are chosen."""
        return tuple(str(one.data(_ID)) for one in self._ticked_items())

    def _ticked_items(self) -> list[QListWidgetItem]:
        items = [self.list.item(row) for row in range(self.list.count())]
        return [one for one in items if one.checkState() == Qt.CheckState.Checked]

    def _name(self) -> None:
        audits = ", ".join(dict.fromkeys(str(one.data(_AUDIT)) for one in self._ticked_items()))
        self._named = _("Follow-up of {audits}").format(audits=audits) if audits else ""
        self.title.setText(self._named)

    def _follow_ticks(self) -> None:
        """The title names the audits of what is ticked, until somebody writes another one."""
        if self.title.text() == self._named:
            self._name()

    def _turn(self, item: QListWidgetItem) -> None:
        is_ticked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if is_ticked else Qt.CheckState.Checked)

    def _plan(self) -> None:
        plan = FollowUpPlan(
            self.ticked(), self.title.text(), self.start_on.value(), str(self.lead.value() or "") or None
        )
        workspace = self._context.workspace
        try:
            with workspace.write(PLAN, title=plan.title.strip()) as uow:
                audit_id = plan_follow_up(uow, plan)
        except UserError as error:
            self._refusal.say(" ".join(error.sentences(self._context.words)))
            return
        self.hide()
        self.planned.emit(audit_id)

    def close_form(self) -> None:
        self.hide()
        self.given_up.emit()

    def refusal(self) -> str:
        return self._refusal.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
            return
        super().keyPressEvent(event)
