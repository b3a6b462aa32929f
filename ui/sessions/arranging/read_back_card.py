"""What was said is read back, and confirmed by the interviewee."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.sessions.read_back import ConfirmationRow
from ui.sessions.arranging.data import ArrangingData
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.form import choice_field, line_field
from ui.widgets.labels import body
from ui.widgets.layout import in_a_row
from ui.words import _, ngettext

# Three people who each put something right.
_MOST_LINES = 9


class ReadBackCard(Card):
    """`sheet_requested` asks for the sheet to print, `confirmed(person id, remark)` notes their word."""

    sheet_requested = Signal()
    confirmed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(_("Read back"))
        self.sheet_button = button(_("Sheet to read and sign (PDF)…"))
        self.person = choice_field([])
        self.remark = line_field(_("What they put right, if anything"))
        self.confirm_button = button(_("Confirmed by the interviewee"))
        self._said = body("", _MOST_LINES)
        self._build()

    def _build(self) -> None:
        self.body.setSpacing(current_look().px(8))
        self.person.setAccessibleName(_("Who confirms"))
        self.remark.setAccessibleName(_("What they put right"))
        self.body.addWidget(in_a_row((self.sheet_button, 0), (QWidget(), 1)))
        self.body.addWidget(in_a_row((self.person, 2), (self.remark, 3), (self.confirm_button, 0)))
        self.body.addWidget(self._said)
        self.sheet_button.clicked.connect(self.sheet_requested)
        self.confirm_button.clicked.connect(self._tell)
        self.remark.returnPressed.connect(self._tell)

    def show_data(self, data: ArrangingData) -> None:
        met: list[tuple[object, str]] = [(person.id, person.name) for person in data.view.interviewees]
        self.person.set_choices(met)
        if self.person.value() is None and met:
            self.person.set_value(met[0][0])
        for part in (self.person, self.remark, self.confirm_button):
            part.setEnabled(bool(met) and not data.is_settled)
        self._said.setText("\n".join(map(_confirmation, data.confirmations)))
        self._said.setVisible(bool(data.confirmations))

    def _tell(self) -> None:
        person_id = self.person.value()
        if isinstance(person_id, str):
            remark = self.remark.text().strip()
            self.remark.clear()
            self.confirmed.emit(person_id, remark)


def _confirmation(row: ConfirmationRow) -> str:
    """`Confirmed on 24 Nov 11:02 by M. Okafor: weekly, not nightly. 2 lines were written since.`"""
    when = f"{row.at:%d %b %H:%M}"
    said = _("Confirmed on {when} by {name}").format(when=when, name=row.name)
    said += f": {row.remark.rstrip('.')}." if row.remark else "."
    since = ngettext("{n} line was written since.", "{n} lines were written since.", row.lines_since)
    return f"{said} {since}" if row.lines_since else said
