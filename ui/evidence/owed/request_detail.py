"""One thing that is owed, and what came of it: received, or refused with an answer."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.evidence.intake import Attached, Circumstances
from app.evidence.marks import evidence_named
from app.evidence.requests import (
    RequestRow,
    answer_refused,
    edit_request,
    receive,
    withdraw_request,
)
from app.programme.people import PersonRow
from app.unit_of_work import UnitOfWork
from app.words import N_
from ui.evidence.attaching import Attaching
from ui.evidence.fields import Fields
from ui.evidence.item_field import ItemField
from ui.evidence.writing import Writing
from ui.evidence_words import request_badge
from ui.page import Context
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.date_field import DateField
from ui.widgets.form import ChoiceField, form_row, line_field, text_field
from ui.widgets.labels import body, label, muted, strong
from ui.words import _


class RequestDetail(QWidget):
    """`edited(id)` follows every change of the request, `gone()` its withdrawal."""

    edited = Signal(str)
    gone = Signal()

    def __init__(self, context: Context, writing: Writing) -> None:
        super().__init__()
        self._context = context
        self._writing = writing
        self._row: RequestRow | None = None
        self._number = strong("")
        self._state = Badge("")
        self._since = label("")
        self.withdraw_button = link_button(_("Withdraw"))
        self.what = text_field(2, 5)
        self.person = ChoiceField()
        self.due_on = DateField()
        self.item = ItemField(context)
        self._fields = Fields(self._write, self)
        self._received = Card(_("Received"))
        self.attach_button = button(_("Attach what came…"))
        self.number = line_field("E-031")
        self.receive_button = button(_("Received as this"))
        self._number_row = form_row(_("Or it is evidence already"), self.number)
        self._refused = Card(_("Refused"))
        self.answer = text_field(2, 6)
        self.refuse_button = button(_("Record the refusal"))
        self._outcome = Card(tone="quiet")
        self._outcome_text = body("")
        self.open_button = link_button("")
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        head = QHBoxLayout()
        head.setSpacing(px(8))
        for part in (self._number, self._state, self._since):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.withdraw_button)
        beside = QHBoxLayout()
        beside.setSpacing(px(12))
        for text, field in ((_("Of whom"), self.person), (_("For the item"), self.item)):
            beside.addWidget(form_row(text, field), 1, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, px(8), px(8))
        layout.setSpacing(px(10))
        layout.addLayout(head)
        layout.addWidget(form_row(_("What is owed"), self.what))
        layout.addLayout(beside)
        layout.addWidget(form_row(_("Until when"), self.due_on))
        for card in (self._received, self._refused, self._outcome):
            layout.addWidget(card)
        layout.addStretch(1)
        self._fill_cards()

    def _fill_cards(self) -> None:
        self._received.body.addLayout(_alone(self.attach_button))
        self._received.body.addWidget(self._number_row)
        self._received.body.addLayout(_alone(self.receive_button))
        self._refused.body.addWidget(
            muted(_("That it was not produced, and what was said to it, becomes evidence itself."))
        )
        self._refused.body.addWidget(form_row(_("What was answered"), self.answer))
        self._refused.body.addLayout(_alone(self.refuse_button))
        self._outcome.body.addWidget(self._outcome_text)
        self._outcome.body.addLayout(_alone(self.open_button))

    def _connect(self) -> None:
        self._fields.add_text("what", self.what)
        self._fields.add_choice("person_id", self.person)
        self._fields.add_choice("due_on", self.due_on)
        self._fields.failed.connect(self._context.report_error)
        self.item.item_chosen.connect(self._save_item)
        self.attach_button.clicked.connect(self.choose_files)
        self.number.returnPressed.connect(self.receive_numbered)
        self.number.textChanged.connect(self._take_remark_away)
        self.receive_button.clicked.connect(self.receive_numbered)
        self.refuse_button.clicked.connect(self.refuse)
        self.withdraw_button.clicked.connect(self.withdraw)
        self.open_button.clicked.connect(self._open_evidence)

    @property
    def request_id(self) -> str:
        return self._row.id if self._row else ""

    def show_request(self, row: RequestRow, people: Sequence[PersonRow]) -> None:
        """Show a request; what is being typed into the same one stays."""
        if row.id != self.request_id:
            self.number.setText("")
            self.answer.set_text("")
        self._row = row
        self._number.setText(row.number)
        self._state.set_badge(*request_badge(row.state))
        self._since.setText(_("since {date}").format(date=f"{row.requested_at:%d %b %Y}"))
        everybody: list[tuple[object, str]] = [(None, _("nobody named"))]
        self.person.set_choices(everybody + [(person.id, person.label) for person in people])
        self._fields.show({"what": row.what, "person_id": row.person_id, "due_on": row.due_on})
        self.item.set_item(row.item_id)
        self._show_outcome(row)

    def _show_outcome(self, row: RequestRow) -> None:
        for part in (self._received, self._refused, self.withdraw_button):
            part.setVisible(row.is_open)
        self._outcome.setVisible(not row.is_open)
        if row.received_at is None:
            return
        day = f"{row.received_at:%d %b %Y, %H:%M}"
        text = _("Refused on {date}: {answer}") if row.answer else _("Answered on {date}.")
        self._outcome_text.setText(text.format(date=day, answer=row.answer))
        self.open_button.set_label(_("Open {number}").format(number=row.evidence_number))
        self.open_button.setVisible(bool(row.evidence_id))

    def forget(self) -> None:
        """Nothing is chosen any more."""
        self._row = None
        self._fields.flush()

    def flush(self) -> bool:
        return self._fields.flush()

    def _write(self, name: str, value: object) -> None:
        row = self._row
        if row is None:
            return

        def change(uow: UnitOfWork) -> None:
            edit_request(uow, row.id, **{name: value})

        self._writing.field(
            N_("Edit request {number}"), f"request:{row.id}:{name}", change, number=row.number
        )
        self.edited.emit(row.id)

    def _save_item(self, item_id: str | None) -> None:
        self._fields.save("item_id", item_id)

    def choose_files(self) -> None:
        """Ask for the files that came."""
        attaching = self._attaching()
        self._attach(attaching, attaching.choose_files())

    def receive_files(self, paths: Sequence[Path]) -> None:
        """Attach what came; the first file answers the request."""
        self._attach(self._attaching(), paths)

    def _attaching(self) -> Attaching:
        """One for each job: it knows which request is answered when the job is done."""
        attaching = Attaching(self._context, self)
        attaching.setObjectName(self.request_id)
        attaching.attached.connect(self._on_attached)
        return attaching

    def _attach(self, attaching: Attaching, paths: Sequence[Path]) -> None:
        row = self._row
        if row is None or not paths:
            attaching.deleteLater()
            return
        circumstances = Circumstances(
            obtained_from_id=row.person_id,
            session_id=row.session_id,
            item_id=row.item_id,
            note_line_id=row.note_line_id,
        )
        attaching.attach(paths, circumstances)

    def _on_attached(self, attached: Sequence[Attached]) -> None:
        attaching = self.sender()
        if isinstance(attaching, Attaching):
            attaching.deleteLater()
            self._receive(attaching.objectName(), attached[0].evidence_id)

    def receive_numbered(self) -> None:
        """What came is evidence already: its number was typed."""
        audit_id, text = self._context.audit_id, self.number.text().strip()
        if audit_id is None or not text:
            return
        with self._context.workspace.read() as unit:
            evidence_id = evidence_named(unit, audit_id, text)
        if evidence_id is None:
            self._number_row.set_remark(_("There is no evidence with this number in the audit."))
        else:
            self._receive(self.request_id, evidence_id)

    def _take_remark_away(self, _text: str) -> None:
        self._number_row.set_remark("")

    def _receive(self, request_id: str, evidence_id: str) -> None:
        def change(uow: UnitOfWork) -> None:
            receive(uow, request_id, evidence_id)

        if self._writing.do(N_("Receive what was owed"), change):
            self.edited.emit(request_id)

    def refuse(self) -> None:
        """It was not produced: with what was answered that becomes evidence."""
        row, answer = self._row, self.answer.text().strip()
        if row is None or not self.flush():
            return
        if not answer:
            self._context.say(_("Write what was answered first; it is part of the evidence."))
            self.answer.setFocus()
            return

        def change(uow: UnitOfWork) -> str:
            return answer_refused(uow, row.id, answer)

        if self._writing.make(N_("Record the refusal of {number}"), change, number=row.number):
            self.edited.emit(row.id)

    def withdraw(self) -> None:
        """It is no longer needed; undo brings it back."""
        row = self._row
        if row is None or not self.flush():
            return

        def change(uow: UnitOfWork) -> None:
            withdraw_request(uow, row.id)

        if self._writing.do(N_("Withdraw request {number}"), change, number=row.number):
            self._context.say(_("{number} is withdrawn. Undo brings it back.").format(number=row.number))
            self.gone.emit()

    def _open_evidence(self) -> None:
        if self._row is not None and self._row.evidence_id:
            self._context.navigate("evidence", {"evidence_id": self._row.evidence_id})


def _alone(part: QWidget) -> QHBoxLayout:
    """A button as wide as its words."""
    row = QHBoxLayout()
    row.addWidget(part)
    row.addStretch(1)
    return row
