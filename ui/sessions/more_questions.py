"""More questions on the item on the table: from the bank, or one of your own, without leaving the notes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from app.planning.more_questions import Offer
from ui.theme import current_look
from ui.widgets.buttons import button, link_button
from ui.widgets.form import line_field
from ui.widgets.labels import muted
from ui.widgets.lead_label import LeadLabel
from ui.widgets.short_list import ShortList
from ui.words import _

_HEIGHT = 132


class MoreQuestions(QFrame):
    """`bank_chosen(code)` and `own_asked(text)` ask to put a question on the item, `closed` goes back."""

    bank_chosen = Signal(str)
    own_asked = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offers: tuple[Offer, ...] = ()
        self.list = ShortList()
        self._none = muted(_("The bank has no further question on this requirement."))
        self.own = line_field(_("A question of your own, and Enter"))
        self.ask_button = button(_("Ask it"))
        self.close_button = link_button(_("Close"))
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.setProperty("role", "card")
        self.list.setAccessibleName(_("More questions"))
        self.list.setWordWrap(True)
        self.list.setMaximumHeight(px(_HEIGHT))
        self.own.setAccessibleName(_("A question of your own"))
        how = _("· Enter asks the chosen one next, Esc goes back to the notes")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(8), px(12), px(8))
        layout.setSpacing(px(6))
        title = LeadLabel(_("More questions"), how, role="label")
        layout.addLayout(_line(title, self.close_button))
        layout.addWidget(self.list)
        layout.addWidget(self._none)
        layout.addLayout(_line(self.own, self.ask_button))

    def _connect(self) -> None:
        self.list.itemActivated.connect(self._ask_from_bank)
        self.own.returnPressed.connect(self._ask_own)
        self.ask_button.clicked.connect(self._ask)
        self.close_button.clicked.connect(self.closed)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Offer these questions, with the caret where the first choice is."""
        self._offers = tuple(offers)
        self.own.clear()
        self.list.clear()
        for offer in self._offers:
            text = _("{question} ({minutes} min)").format(question=offer.question, minutes=offer.minutes)
            self.list.addItem(QListWidgetItem(text))
        self.list.setVisible(bool(self._offers))
        self._none.setVisible(not self._offers)
        self.list.setCurrentRow(0)
        self.show()
        (self.list if self._offers else self.own).setFocus()

    def _ask_from_bank(self, _item: QListWidgetItem) -> None:
        self.bank_chosen.emit(self._offers[self.list.currentRow()].code)

    def _ask_own(self) -> None:
        text = self.own.text().strip()
        if text:
            self.own_asked.emit(text)

    def _ask(self) -> None:
        """The button asks what was typed, else the question that is chosen in the list."""
        if self.own.text().strip():
            self._ask_own()
        elif self.list.currentItem() is not None:
            self._ask_from_bank(self.list.currentItem())
        else:
            self.own.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.scheduleDelayedItemsLayout()


def _line(wide: QWidget, narrow: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(current_look().px(8))
    line.addWidget(wide, 1)
    line.addWidget(narrow)
    return line
