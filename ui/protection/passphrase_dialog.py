"""Asks for a passphrase, for a new one, or for both."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.workspace.passphrase import FEWEST_LETTERS
from ui.theme import current_look
from ui.widgets.buttons import button, primary_button
from ui.widgets.form import FormRow, LineField, form_row, line_field
from ui.widgets.labels import body, heading
from ui.words import _

_WIDTH = 460


@dataclass(frozen=True, slots=True)
class Asking:
    """What a dialog says and asks for. `leave` is what its other button is called."""

    title: str
    meaning: str
    verb: str
    asks_present: bool
    asks_new: bool
    leave: str = ""


class PassphraseDialog(QDialog):
    """`submitted` carries the present passphrase and the new one, each "" where it is not asked for.

    The dialog stays until `accept()` is called, so that a refusal can be shown in it.
    """

    submitted = Signal(str, str)

    def __init__(self, asking: Asking, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(asking.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._asking = asking
        self._is_busy = False
        self.present = secret_field()
        self.new = secret_field()
        self.repeated = secret_field()
        self._present_row = form_row(_("Present passphrase"), self.present)
        self._new_row = form_row(_("New passphrase"), self.new)
        self._repeated_row = form_row(_("New passphrase again"), self.repeated)
        self.go_button = primary_button(asking.verb)
        self.leave_button = button(asking.leave or _("Cancel"))
        self._lay_out()
        for field in (self.present, self.new, self.repeated):
            field.returnPressed.connect(self._submit)
        self.go_button.clicked.connect(self._submit)
        self.leave_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(20), px(24), px(16))
        layout.setSpacing(px(12))
        layout.addWidget(heading(self._asking.title))
        layout.addWidget(body(self._asking.meaning))
        for row in (self._present_row, self._new_row, self._repeated_row):
            layout.addWidget(row)
        self._present_row.setVisible(self._asking.asks_present)
        self._new_row.setVisible(self._asking.asks_new)
        self._repeated_row.setVisible(self._asking.asks_new)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.go_button)
        buttons.addWidget(self.leave_button)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self.setFixedWidth(px(_WIDTH))

    def set_busy(self, busy: bool) -> None:
        """While it is being done nothing can be pressed twice."""
        self._is_busy = busy
        for widget in (self.present, self.new, self.repeated, self.go_button, self.leave_button):
            widget.setEnabled(not busy)

    def refuse(self, text: str) -> None:
        """Say what was wrong, and let the auditor try again."""
        self.set_busy(False)
        row = self._present_row if self._asking.asks_present else self._new_row
        _object(row, text)
        row.field.setFocus()

    def reject(self) -> None:
        if not self._is_busy:
            super().reject()

    def _submit(self) -> None:
        wrong = [row for row, text in self._objections() if _object(row, text)]
        if wrong:
            wrong[0].field.setFocus()
            return
        self.set_busy(True)
        self.submitted.emit(self.present.text(), self.new.text())

    def _objections(self) -> list[tuple[FormRow, str]]:
        found = []
        if self._asking.asks_present:
            found.append((self._present_row, "" if self.present.text() else _("Enter the passphrase.")))
        if self._asking.asks_new:
            found.append((self._new_row, objection_to(self.new.text())))
            found.append((self._repeated_row, objection_to_repeated(self.new.text(), self.repeated.text())))
        return found


def secret_field() -> LineField:
    """A field that shows dots."""
    field = line_field()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def objection_to(passphrase: str) -> str:
    """Why this is no good passphrase; "" when it is one."""
    if len(passphrase) >= FEWEST_LETTERS and passphrase.strip():
        return ""
    return _("Use at least {count} characters; a few words are easy to keep.").format(count=FEWEST_LETTERS)


def objection_to_repeated(passphrase: str, repeated: str) -> str:
    return "" if passphrase == repeated else _("The two are not the same.")


def _object(row: FormRow, text: str) -> bool:
    row.set_remark(text)
    return bool(text)
