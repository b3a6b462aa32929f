"""What was not reached goes to another session."""

from PySide6.QtCore import Signal

from app.sessions.reads import SessionRow
from ui.planning.plan_words import SESSION_KINDS
from ui.sessions.arranging.data import ArrangingData
from ui.terms import term
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.form import choice_field
from ui.widgets.labels import body
from ui.widgets.layout import in_a_row
from ui.words import _, ngettext


class CarryCard(Card):
    """`carried(session id)` asks to carry the items over; "" for a new session with the same people."""

    carried = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Not reached"))
        self._count = body("", 2)
        self.target = choice_field([])
        self.carry_button = button(_("Carry over"))
        self.body.setSpacing(current_look().px(8))
        self.target.setAccessibleName(_("Into which session"))
        self.body.addWidget(self._count)
        self.body.addWidget(in_a_row((self.target, 1), (self.carry_button, 0)))
        self.carry_button.clicked.connect(self._tell)

    def show_data(self, data: ArrangingData) -> None:
        count = data.not_reached
        left = ngettext(
            "{n} item has no result yet; it can go to another session, and its notes stay.",
            "{n} items have no result yet; they can go to another session, and their notes stay.",
            count,
        )
        self._count.setText(left if count else _("Every item of this session has a result."))
        new: list[tuple[object, str]] = [("", _("A new session with the same people, no time yet"))]
        self.target.set_choices([(row.id, _name(row)) for row in data.ahead] + new)
        if self.target.value() is None:
            self.target.set_value(data.ahead[0].id if data.ahead else "")
        for part in (self.target, self.carry_button):
            part.setEnabled(bool(count) and not data.is_settled)

    def _tell(self) -> None:
        self.carried.emit(str(self.target.value()))


def _name(row: SessionRow) -> str:
    """`24 Nov 11:15 A. Moreau`."""
    when = f"{row.planned_start:%d %b %H:%M}" if row.planned_start else _("no time yet")
    what = ", ".join(row.interviewees) or row.title or term(SESSION_KINDS, row.kind)
    return f"{when} · {what}"
