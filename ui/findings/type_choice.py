"""What a finding is: chosen from a row of buttons, where the auditor stands."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.findings.terms import FindingType
from app.reporting.grade_labels import GradeLabels
from ui.findings.finding_terms import type_text
from ui.widgets.buttons import Button, button, link_button
from ui.widgets.flow import Flow
from ui.words import _


class TypeChoice(QWidget):
    """`chosen(FindingType)`, or `given_up()` on Escape. The arrows go from button to button."""

    chosen = Signal(object)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._own = GradeLabels()
        self._offered: tuple[FindingType, ...] = ()
        self._kinds: dict[Button, FindingType] = {}
        self._row = Flow(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._row)
        self.hide()

    def offer(self, kinds: Sequence[FindingType], own: GradeLabels) -> None:
        """The types that findings of this audit can have, and what the programme calls them."""
        self._offered, self._own = tuple(kinds), own

    def begin(self, but: FindingType | None = None) -> None:
        """Show a button for each type `but` one, with the focus on the first."""
        self._row.clear()
        self._kinds = {button(type_text(kind, self._own)): kind for kind in self._offered if kind is not but}
        cancel = link_button(_("Cancel"))
        cancel.clicked.connect(self._give_up)
        for part in self._kinds:
            part.clicked.connect(self._choose)
        parts = [*self._kinds, cancel]
        for part in parts:
            part.installEventFilter(self)
        self._row.add(*parts)
        self.show()
        parts[0].setFocus()

    def buttons(self) -> list[Button]:
        return list(self._kinds)

    def _choose(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, Button):
            self.hide()
            self.chosen.emit(self._kinds[pressed])

    def _give_up(self) -> None:
        self.hide()
        self.given_up.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
            if event.key() == Qt.Key.Key_Escape:
                self._give_up()
                return True
            if step is not None and watched in self._kinds:
                parts = self.buttons()
                at = next(place for place, part in enumerate(parts) if part is watched)
                parts[(at + step) % len(parts)].setFocus()
                return True
        return super().eventFilter(watched, event)
