"""Everything about the session that is on, in place of the notes until Esc."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.sessions import sessions
from app.sessions.sessions import AuditMode, Consent, SessionKind
from app.words import N_
from ui.planning.agenda.session_record import SessionRecord
from ui.planning.plan_words import CONSENTS, arrangement
from ui.saving import SavedFields, Writer, choices
from ui.sessions.arranging.carry_card import CarryCard
from ui.sessions.arranging.data import ArrangingData
from ui.sessions.arranging.read_back_card import ReadBackCard
from ui.sessions.arranging.stand_in import StandIn
from ui.sessions.arranging.time_card import TimeCard
from ui.terms import term
from ui.theme import current_look
from ui.widgets.buttons import link_button
from ui.widgets.card import Card
from ui.widgets.form import choice_field, line_field, text_field
from ui.widgets.layout import ScrollPage, card, named, side_by_side
from ui.widgets.lead_label import LeadLabel
from ui.words import _


class ArrangingPanel(ScrollPage):
    """`closed` goes back to the notes. What the cards ask for is done by `ArrangingDesk`."""

    closed = Signal()

    def __init__(self, writer: Writer, parent: QWidget) -> None:
        super().__init__(parent)
        self._writer = writer
        self._session_id = ""
        self._kind = SessionKind.INTERVIEW
        self.stand_in = StandIn()
        self.time = TimeCard()
        self.carry = CarryCard()
        self.why = line_field(_("Before the change or after it; it can wait"))
        self.read_back = ReadBackCard()
        self.consent = choice_field(choices(list(Consent), _consent_word))
        self.mode = choice_field(choices(list(AuditMode), arrangement))
        self.tool = line_field()
        self.interruptions = text_field(1, 4)
        self._fields = SavedFields(self._save, writer, self)
        self._record = SessionRecord(self._fields)
        self._build()

    def _build(self) -> None:
        px = current_look().px
        self.column.setContentsMargins(px(20), px(14), px(20), px(14))
        for name, choice in (("consent", self.consent), ("mode", self.mode)):
            self._fields.add(name, choice)
        self._fields.add_text("remote_tool", self.tool)
        self._fields.add_text("interruptions", self.interruptions)
        close = link_button(_("Back to the notes"))
        close.clicked.connect(self.closed)
        how = _("· Esc goes back to the notes; what you change is saved at once")
        self.add(
            side_by_side((LeadLabel(_("This session"), how, role="label"), 1), (close, 0)),
            *self._record.cards.values(),
            self.stand_in,
            self.time,
            self.carry,
            card("", named(_("Why the plan changes"), self.why, _("The report prints it."))),
            self._means(),
            self.read_back,
        )
        self.finish()

    def _means(self) -> QWidget:
        return card(
            _("Recording and means"),
            side_by_side(
                named(_("Consent to record"), self.consent),
                named(_("Held"), self.mode),
                named(_("By what means"), self.tool),
            ),
            named(_("Interruptions"), self.interruptions),
        )

    def show_data(self, data: ArrangingData) -> None:
        """Show a session; what is being typed stays, as long as it is the same one."""
        view = data.view
        if self._session_id != view.id:
            self.why.clear()
        self._session_id, self._kind = view.id, view.kind
        self._writer.is_settled = data.is_settled
        self.stand_in.show_data(data)
        self.time.show_data(data, self._writer.context.workspace.seat.clock.now())
        self.carry.show_data(data)
        self.read_back.show_data(data)
        self._record.show_kind(view.kind)
        self._fields.show(
            {**view.fields, "consent": view.consent, "mode": view.mode, "remote_tool": view.remote_tool}
        )

    def first_record_field(self) -> QWidget:
        """The first field of the review's or the test's record; of an interview, who is here."""
        field = self._record.first_field(self._kind)
        return field if field is not None else self.stand_in.name

    def _save(self, name: str, value: Any) -> None:
        key = f"session:{self._session_id}:{name}"
        self._writer.attempt(
            N_("Edit session"), key, sessions.edit_session, self._session_id, **{name: value}
        )

    def show_focus(self) -> None:
        """Begin at the top, or where what has the focus is in view, once the cards have their places."""
        self.verticalScrollBar().setValue(0)
        self._follow()

    def _follow(self) -> None:
        """The card of what has the focus comes into view as a whole: it shows what its buttons did."""
        part: QWidget | None = self.focusWidget()
        while part is not None and not isinstance(part, Card):
            part = part.parentWidget()
        if part is not None and part.parentWidget() is self.widget():
            self._bring_into_view(part, part.y())
        super()._follow()

    def flush(self) -> bool:
        return self._fields.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _consent_word(consent: Consent) -> str:
    return term(CONSENTS, consent)
