"""What was said is read back, and confirmed by the interviewee."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.sessions.read_back import ConfirmationRow
from ui.sessions.arranging.data import ArrangingData
from ui.theme import current_look
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.form import choice_field, line_field
from ui.widgets.labels import body
from ui.widgets.layout import in_a_row
from ui.words import _, ngettext

_MOST_LINES = 3


class ReadBackCard(Card):
    """`sheet_requested` asks for the sheet to print, `confirmed(person id, remark)` notes their word.

    `taken_back(person id)`: their word was noted by mistake.
    """

    sheet_requested = Signal()
    confirmed = Signal(str, str)
    taken_back = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Read back"))
        self.sheet_button = button(_("Sheet to read and sign (PDF)…"))
        self.person = choice_field([])
        self.remark = line_field(_("What they put right, if anything"))
        self.confirm_button = button(_("Confirmed by the interviewee"))
        self._said: tuple[ConfirmationRow, ...] = ()
        self._rows: list[_Confirmation] = []
        self._list = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        self.body.setSpacing(current_look().px(8))
        self.person.setAccessibleName(_("Who confirms"))
        self.remark.setAccessibleName(_("What they put right"))
        self.body.addWidget(in_a_row((self.sheet_button, 0), (QWidget(), 1)))
        self.body.addWidget(in_a_row((self.person, 2), (self.remark, 3), (self.confirm_button, 0)))
        self.body.addLayout(self._list)
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
        if data.confirmations != self._said:
            self._said = data.confirmations
            self._list_them()
        for row in self._rows:
            row.take_back.setVisible(not data.is_settled)

    def _list_them(self) -> None:
        had_focus = any(row.take_back.hasFocus() for row in self._rows)
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [_Confirmation(said, self.taken_back) for said in self._said]
        for row in self._rows:
            self._list.addWidget(row)
            row.show()
        if had_focus:
            self.first_take_back().setFocus()

    def first_take_back(self) -> QWidget:
        """Where what was noted last can be taken back; where it is noted, while nothing is."""
        return self._rows[-1].take_back if self._rows else self.confirm_button

    def _tell(self) -> None:
        person_id = self.person.value()
        if isinstance(person_id, str):
            remark = self.remark.text().strip()
            self.remark.clear()
            self.confirmed.emit(person_id, remark)


class _Confirmation(QWidget):
    """What one person confirmed, and the way to take it back."""

    def __init__(self, said: ConfirmationRow, taken_back: SignalInstance) -> None:
        super().__init__()
        self._person_id = said.person_id
        self._taken_back = taken_back
        self.take_back = link_button(_("Take back"))
        self.take_back.setAccessibleName(_("Take back what {name} confirmed").format(name=said.name))
        self.take_back.clicked.connect(self._tell)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(8))
        layout.addWidget(body(_told(said), _MOST_LINES), 1)
        layout.addWidget(self.take_back, 0, Qt.AlignmentFlag.AlignTop)

    def _tell(self) -> None:
        self._taken_back.emit(self._person_id)


def _told(row: ConfirmationRow) -> str:
    """`Confirmed on 24 Nov 11:02 by M. Okafor: weekly, not nightly. 2 lines were written since.`"""
    when = f"{row.at:%d %b %H:%M}"
    said = _("Confirmed on {when} by {name}").format(when=when, name=row.name)
    said += f": {row.remark.rstrip('.')}." if row.remark else "."
    since = ngettext("{n} line was written since.", "{n} lines were written since.", row.lines_since)
    return f"{said} {since}" if row.lines_since else said
