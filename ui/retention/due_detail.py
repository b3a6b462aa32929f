"""One thing that is to be destroyed: when, by which rule, and what stops it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.evidence.evidence import edit_evidence
from app.retention.due import DueRow, SubjectKind, set_person_date
from app.retention.holds import Hold, lift_hold, place_hold
from app.retention.mentions import mentions_of
from app.unit_of_work import UnitOfWork
from app.words import N_
from ui.evidence.writing import Writing
from ui.page import Context
from ui.retention.hold_box import HoldBox
from ui.retention.words import about_text, mentions_text, name_text, state_badge, whole_rule_text
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.buttons import button, link_button
from ui.widgets.date_field import DateField
from ui.widgets.form import form_row
from ui.widgets.labels import body, muted, title
from ui.words import _


class DueDetail(QWidget):
    """`destroy_requested()` asks for the dialog, `changed()` follows a new date or a hold."""

    destroy_requested = Signal()
    changed = Signal()

    def __init__(self, context: Context, writing: Writing) -> None:
        super().__init__()
        self._context = context
        self._writing = writing
        self._row: DueRow | None = None
        self._name = title("", 2)
        self._state = Badge("")
        self._about = muted("", 2)
        self._rule = body("")
        self._mentions = muted("")
        self.day = DateField()
        self.hold = HoldBox()
        self.open_button = link_button(_("Open it"))
        self.destroy_button = button(_("Destroy…"))
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self._about, 1)
        head.addWidget(self._state)
        head.addWidget(self.open_button)
        foot = QHBoxLayout()
        foot.addWidget(self.destroy_button)
        foot.addStretch(1)
        day = form_row(
            _("Destroy on"), self.day, _("A date of its own. Empty: the rule of the audit programme holds.")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, px(8), px(8))
        layout.setSpacing(px(10))
        layout.addWidget(self._name)
        layout.addLayout(head)
        for part in (self._rule, day, self._mentions, self.hold):
            layout.addWidget(part)
        layout.addLayout(foot)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.day.value_chosen.connect(self._set_day)
        self.hold.placed.connect(self._place)
        self.hold.lifted.connect(self._lift)
        self.open_button.clicked.connect(self._open)
        self.destroy_button.clicked.connect(self.destroy_requested)

    def show_row(self, row: DueRow) -> None:
        is_other = self._row is None or self._row.id != row.id
        self._row = row
        self._name.setText(name_text(row))
        self._about.setText(about_text(row))
        self._state.set_badge(*state_badge(row))
        self._state.setVisible(bool(state_badge(row)[0]))
        day = f"{row.destroy_on:%d %b %Y}"
        rule = whole_rule_text(self._context.words, row)
        self._rule.setText(_("To be destroyed on {day}. {rule}").format(day=day, rule=rule))
        self.day.set_value(row.own_date)
        self.hold.show_row(row)
        self.open_button.setVisible(row.kind is SubjectKind.EVIDENCE)
        self.destroy_button.setEnabled(row.can_go)
        if is_other:
            self._show_mentions(row)

    def _show_mentions(self, row: DueRow) -> None:
        text = ""
        if row.kind is SubjectKind.PERSON:
            with self._context.workspace.read() as unit:
                text = mentions_text(mentions_of(unit, row.id))
        self._mentions.setText(text)
        self._mentions.setVisible(bool(text))

    def forget(self) -> None:
        """Nothing is chosen any more."""
        self._row = None

    def _set_day(self, value: object) -> None:
        row = self._row
        day = value if isinstance(value, date) else None
        if row is None:
            return
        values: Mapping[str, Any] = {"destroy_on": day}

        def change(uow: UnitOfWork) -> None:
            if row.kind is SubjectKind.PERSON:
                set_person_date(uow, row.id, day)
            else:
                edit_evidence(uow, row.id, **values)

        label = N_("Edit person") if row.kind is SubjectKind.PERSON else N_("Edit evidence {number}")
        self._write(label, f"destroy_on:{row.id}", change, row.number)
        if day is not None:
            said = _("{name} is to be destroyed on {day}.")
            self._context.say(said.format(name=row.number or name_text(row), day=f"{day:%d %b %Y}"))

    def _write(self, label: str, merge_key: str, change: Any, number: str) -> None:
        try:
            self._writing.field(label, merge_key, change, number=number)
        except UserError as error:
            self._context.report_error(error)
        self.changed.emit()

    def _place(self, kind: SubjectKind, reason: str) -> None:
        row = self._row
        subject_id = None if row is None else row.audit_id if kind is SubjectKind.AUDIT else row.id
        if subject_id is None:
            return

        def change(uow: UnitOfWork) -> None:
            place_hold(uow, kind, subject_id, reason)

        if self._writing.do(N_("Place a hold"), change):
            self.changed.emit()

    def _lift(self, hold: Hold) -> None:
        def change(uow: UnitOfWork) -> None:
            lift_hold(uow, hold.id)

        if self._writing.do(N_("Lift a hold"), change):
            self.changed.emit()

    def _open(self) -> None:
        row = self._row
        if row is not None and row.audit_id is not None:
            self._context.navigate("evidence", {"audit_id": row.audit_id, "evidence_id": row.id})
