"""A line above the audits: something is due to be destroyed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.retention.due import DueCounts
from ui.theme import current_look
from ui.widgets.buttons import link_button
from ui.widgets.card import Strip
from ui.widgets.labels import body
from ui.words import _, ngettext


class DueNotice(QWidget):
    """Hidden while nothing is due. `show_requested()` asks for the list."""

    show_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = body("", 2)
        self.show_button = link_button(_("Show what is due"))
        strip = Strip()
        strip.body.addWidget(self._text, 1)
        strip.body.addWidget(self.show_button)
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), px(14), px(18), 0)
        layout.addWidget(strip)
        self.show_button.clicked.connect(self.show_requested)
        self.hide()

    def show_counts(self, counts: DueCounts) -> None:
        """Say how much is due."""
        self._text.setText(_due_text(counts))
        self.setVisible(bool(counts.total))

    def text(self) -> str:
        return self._text.text()


def _due_text(counts: DueCounts) -> str:
    evidence = ngettext("{n} piece of evidence", "{n} pieces of evidence", counts.evidence)
    people = ngettext("the data of {n} person", "the data of {n} people", counts.people)
    parts = [text for text, count in ((evidence, counts.evidence), (people, counts.people)) if count]
    if len(parts) == 2:
        what = _("{first} and {second}").format(first=parts[0], second=parts[1])
    else:
        what = "".join(parts)
    return _("Due to be destroyed: {what}. Nothing goes until you say so.").format(what=what)
