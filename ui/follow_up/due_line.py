"""One line that says what is due over all audits, and leads there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.follow_up.due_list import Show
from app.follow_up.due_rows import DueCounts
from ui.follow_up.due_words import counts_text
from ui.theme import current_look
from ui.widgets.buttons import link_button
from ui.widgets.card import Strip
from ui.widgets.labels import body
from ui.words import _


class DueLine(QWidget):
    """Hidden while nothing is due. `wanted(show)` asks for the most urgent part of the list.

    `on_its_own`: it stands between the edges of a page, and not beside other things.
    """

    wanted = Signal(str)

    def __init__(self, *, on_its_own: bool = False) -> None:
        super().__init__()
        self._show = Show.SOON
        self._text = body("", 2)
        self.show_button = link_button(_("Show actions"))
        strip = Strip()
        strip.body.addWidget(self._text, 1)
        strip.body.addWidget(self.show_button)
        layout = QVBoxLayout(self)
        px = current_look().px
        if on_its_own:
            layout.setContentsMargins(px(18), px(14), px(18), 0)
        else:
            layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(strip)
        self.show_button.clicked.connect(self._lead)
        self.hide()

    def show_counts(self, counts: DueCounts) -> None:
        """Say how much is overdue and due soon."""
        self._show = Show.OVERDUE if counts.overdue else Show.SOON
        what = counts_text(counts)
        self._text.setText(_("Follow-up over all audits: {what}.").format(what=what))
        self.setVisible(bool(what))

    def text(self) -> str:
        return self._text.text()

    def _lead(self) -> None:
        self.wanted.emit(self._show.value)
