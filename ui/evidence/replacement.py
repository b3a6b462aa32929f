"""An item that cannot be tested is replaced, and says why (AS-26)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from app.evidence.names import display_name
from app.evidence.sample_reads import SampleRow, SampleUnitRow
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.form import form_row, line_field
from ui.widgets.labels import body
from ui.words import _


class Replacement(Card):
    """`wanted(reason, stand_in)` follows Enter; `left()` Escape. Of a draw the next item stands in."""

    wanted = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(tone="quiet")
        self._what = body("")
        self.reason = line_field(_("Left before the period; listed twice; …"))
        self.stand_in = line_field()
        self._stand_in_row = form_row(_("Item that you take instead"), self.stand_in)
        self.replace_button = button(_("Replace it"))
        self.cancel_button = button(_("Cancel"))
        self._build()
        for line in (self.reason, self.stand_in):
            line.returnPressed.connect(self._tell)
        self.replace_button.clicked.connect(self._tell)
        self.cancel_button.clicked.connect(self.left)

    def _build(self) -> None:
        self.body.addWidget(self._what)
        self.body.addWidget(form_row(_("Why it cannot be tested"), self.reason))
        self.body.addWidget(self._stand_in_row)
        row = QHBoxLayout()
        row.setSpacing(current_look().px(8))
        row.addWidget(self.replace_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.hide()

    def begin(self, sample: SampleRow, unit: SampleUnitRow) -> None:
        """Take up the replacement of one item."""
        name = display_name(unit.identifier)
        self._what.setText(
            _("Replace {item} by the next one of the same draw. Both stay in the sample.").format(item=name)
            if sample.seed
            else _("Replace {item} by another one. Both stay in the sample.").format(item=name)
        )
        self._stand_in_row.setVisible(not sample.seed)
        self.reason.setText("")
        self.stand_in.setText("")
        self.show()
        self.reason.setFocus()

    def _tell(self) -> None:
        self.wanted.emit(self.reason.text(), self.stand_in.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
