"""Says that a list shows only what there is on one checklist item, and brings back the whole."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.planning.checklist_reads import item_rows
from app.sessions.item_reads import item_is_there
from app.unit_of_work import ReadUnit
from ui.theme import current_look
from ui.widgets.buttons import link_button
from ui.widgets.lead_label import LeadLabel


class OnItemLine(QWidget):
    """Stands above the list while it is narrowed down to `item_id`; `widened()` asks for all of it.

    `said` is what it says, with `{reference}` for the requirement.
    """

    widened = Signal()

    def __init__(self, said: str, show_all: str) -> None:
        super().__init__()
        self.item_id: str | None = None
        self._said = said
        self._about = LeadLabel()
        self.all_button = link_button(show_all)
        self.all_button.clicked.connect(self.widened)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_look().px(8))
        row.addWidget(self._about, 1)
        row.addWidget(self.all_button)
        self.hide()

    def read(self, unit: ReadUnit, audit_id: str) -> None:
        """Name the item; one that is not in the audit (any more) narrows the list no longer."""
        if self.item_id is None or not item_is_there(unit, audit_id, self.item_id):
            self.item_id = None
            self.hide()
            return
        (item,) = item_rows(unit, [self.item_id])
        self._about.set_words(self._said.format(reference=item.reference), item.title)
        self.show()
