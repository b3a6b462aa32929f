"""Many items left for another time at once, with the one reason that the report prints."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.buttons import button
from ui.widgets.form import line_field
from ui.widgets.layout import in_a_row
from ui.words import _, ngettext


class LeaveOut(QWidget):
    """`left_out(reason)` asks to mark what is open in the list as not examined."""

    left_out = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.reason = line_field(_("Reason for the report, such as: left for next year"))
        self.button = button("")
        self.reason.setAccessibleName(_("Reason for not examining the items"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(in_a_row((self.reason, 1), (self.button, 0)))
        self.button.clicked.connect(self._ask)
        self.reason.returnPressed.connect(self._ask)

    def show_open(self, count: int) -> None:
        """How many of the items in the list have no result yet; without any there is nothing to ask."""
        self.setVisible(bool(count))
        text = ngettext("Mark {n} open item not examined", "Mark {n} open items not examined", count)
        self.button.set_label(text)

    def _ask(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.left_out.emit(reason)
        else:
            self.reason.setFocus()
