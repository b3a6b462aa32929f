"""What the dialogs about packages look like: what it means, a few rows, and one thing to do."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import current_look
from ui.widgets.buttons import button, primary_button
from ui.widgets.form import FormRow
from ui.widgets.labels import body, heading
from ui.words import _

_WIDTH = 520


class FormDialog(QDialog):
    """It stays until what was entered can be used, and says at its row what cannot."""

    def __init__(self, title: str, meaning: str, verb: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.go_button = primary_button(verb)
        self.leave_button = button(_("Cancel"))
        self._title = title
        self._meaning = meaning
        self.go_button.clicked.connect(self.submit)
        self.leave_button.clicked.connect(self.reject)

    def lay_out(self, rows: Sequence[QWidget], also: Sequence[QWidget] = ()) -> None:
        """Set these rows below one another, between what it means and what can be done, `also` these."""
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(20), px(24), px(16))
        layout.setSpacing(px(12))
        layout.addWidget(heading(self._title))
        layout.addWidget(body(self._meaning))
        for row in rows:
            layout.addWidget(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        for part in (self.go_button, *also, self.leave_button):
            buttons.addWidget(part)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self.setFixedWidth(px(_WIDTH))

    def submit(self) -> None:
        """Take what was entered, or say what is wrong with it; the dialog's own."""
        raise NotImplementedError

    def object_to(self, objections: Sequence[tuple[FormRow, str]]) -> bool:
        """Show each objection at its row, go to the first, and say whether there was one."""
        for row, text in objections:
            row.set_remark(text)
        wrong = [row for row, text in objections if text]
        if wrong:
            wrong[0].field.setFocus()
        return bool(wrong)
