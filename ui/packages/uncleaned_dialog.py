"""Asks what becomes of photos and recordings that cannot leave without what their camera wrote."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.packages.packing import Uncleaned
from app.packages.telling import MOST_NAMED
from ui.packages.form_dialog import FormDialog
from ui.widgets.buttons import button
from ui.widgets.form import FormRow, form_row, text_field
from ui.words import _


class UncleanedDialog(FormDialog):
    """`chosen(Uncleaned)` says how the package is made all the same.

    What the sentence does not name any more stands in a list below it, all `numbers` of them.
    """

    chosen = Signal(object)

    def __init__(self, sentence: str, numbers: Sequence[str], parent: QWidget) -> None:
        super().__init__(_("Not everything can be cleaned"), sentence, _("Leave out"), parent)
        self.take_button = button(_("Hand over as taken in"))
        self.take_button.clicked.connect(self._take_along)
        self.lay_out([_list_of(numbers)] if len(numbers) > MOST_NAMED else [], (self.take_button,))
        self.go_button.setFocus()

    def submit(self) -> None:
        self._choose(Uncleaned.LEFT_OUT)

    def _take_along(self) -> None:
        self._choose(Uncleaned.AS_TAKEN_IN)

    def _choose(self, what: Uncleaned) -> None:
        self.accept()
        self.chosen.emit(what)


def _list_of(numbers: Sequence[str]) -> FormRow:
    field = text_field()
    field.set_text(", ".join(numbers))
    field.setReadOnly(True)
    return form_row(_("All that cannot be cleaned"), field)
