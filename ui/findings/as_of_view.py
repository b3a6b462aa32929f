"""A finding as it stood on a day, read only."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.findings.as_of import RowAsOf
from app.words import N_, Words
from ui.findings.history_words import value_text
from ui.theme import current_look
from ui.widgets.card import rule
from ui.widgets.labels import body, muted, strong
from ui.words import _

_GROUPS = {
    "finding": N_("The finding"),
    "finding_criterion": N_("Criteria"),
    "grading_answer": N_("The six questions"),
    "evidence_link": N_("Evidence"),
    "finding_sample": N_("Samples"),
    "response": N_("Response"),
    "verification": N_("Verification"),
    "due_extension": N_("Dates put off"),
    "action": N_("Actions"),
    "cause_step": N_("Steps to the cause"),
}


class AsOfView(QWidget):
    """One heading for each kind of row, and a line for each field that said something."""

    def __init__(self) -> None:
        super().__init__()
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(current_look().px(6))

    def show_rows(self, rows: Sequence[RowAsOf], day: str, names: Mapping[str, str], words: Words) -> None:
        """Show the rows of a day, written as the window writes it; `names` gives people, numbers by id."""
        self._clear()
        if not rows:
            self._list.addWidget(body(_("On {day} this finding was not raised yet.").format(day=day)))
            return
        self._list.addWidget(muted(_("At the end of {day}").format(day=day)))
        for kind, found in groupby(rows, key=lambda row: row.kind):
            told = [text for row in found if (text := _told(row, names, words))]
            if told:
                self._list.addWidget(strong(_(_GROUPS[kind])))
                for text in told:
                    self._list.addWidget(body(text))
                self._list.addWidget(rule())

    def texts(self) -> list[str]:
        """The lines as they read."""
        items = (self._list.itemAt(place) for place in range(self._list.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [str(widget.property("text")) for widget in widgets if widget and widget.property("text")]

    def _clear(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def _told(row: RowAsOf, names: Mapping[str, str], words: Words) -> str:
    lines = (value_text(row.kind, field, value, names, words) for field, value in row.values.items())
    return "\n".join(line for line in lines if line)
