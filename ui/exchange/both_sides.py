"""One cell in full: what stands here, what came back, and why it can or cannot be taken in."""

from PySide6.QtWidgets import QHBoxLayout

from app.exchange.differences import CellDifference, Difference
from ui.exchange.words import kind_badge, place_text, reason_text
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.form import TextField, form_row, text_field
from ui.widgets.labels import muted, strong
from ui.words import _

_LINES = 3


class BothSides(Card):
    """Texts side by side, to be read and copied; each scrolls where it is long.

    It is as high for every cell, so that the table above keeps its rows in sight.
    """

    def __init__(self) -> None:
        super().__init__()
        self._name = strong("")
        self.kind = Badge("")
        self.reason = muted("", 1)
        self.ours, self.theirs, self.before = _read_only(), _read_only(), _read_only()
        self._before_row = form_row(_("As it was handed out"), self.before)
        self._build()

    def _build(self) -> None:
        px = current_look().px
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self._name)
        head.addWidget(self.reason, 1)
        head.addWidget(self.kind)
        sides = QHBoxLayout()
        sides.setSpacing(px(12))
        for part in (
            form_row(_("Here"), self.ours),
            self._before_row,
            form_row(_("In the workbook"), self.theirs),
        ):
            sides.addWidget(part, 1)
        self.body.addLayout(head)
        self.body.addLayout(sides)

    def show_cell(self, cell: CellDifference | None) -> None:
        self.setVisible(cell is not None)
        if cell is None:
            return
        name = " · ".join(part for part in (cell.number, place_text(cell), cell.place) if part)
        self._name.setText(name)
        self.kind.set_badge(*kind_badge(cell.kind))
        self.reason.setText(reason_text(cell))
        for field, text in ((self.ours, cell.ours), (self.theirs, cell.theirs), (self.before, cell.before)):
            field.set_text(text)
        self._before_row.setVisible(cell.kind is Difference.BOTH)


def _read_only() -> TextField:
    field = text_field(_LINES, _LINES, _("empty"))
    field.setReadOnly(True)
    return field
