"""Says what will be destroyed and what will be left, and asks why, before anything is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from ui.theme import current_look
from ui.widgets.buttons import button, primary_button
from ui.widgets.form import form_row, line_field
from ui.widgets.labels import body, heading, muted, strong
from ui.words import _

_WIDTH, _MOST_LINES, _LINE = 560, 7, 22


@dataclass(frozen=True, slots=True)
class Question:
    """What a destruction is about: its title, what goes by name, and what has to be known beforehand."""

    title: str
    subjects: tuple[str, ...]
    remarks: tuple[str, ...]


class DestroyDialog(QDialog):
    """`agreed(reason)` says that it is to be done. Enter in the reason does not yet do it."""

    agreed = Signal(str)

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(question.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.subjects = QListWidget()
        self.reason = line_field(_("Agreed with the organisation, request of the person …"))
        self.reason_row = form_row(
            _("Why"), self.reason, _("Stays on record, with the day and your name. Name nobody in it.")
        )
        self.destroy_button = primary_button(_("Destroy for good"))
        self.keep_button = button(_("Keep it"))
        self._lay_out(question)
        self.reason.returnPressed.connect(self.destroy_button.setFocus)
        self.destroy_button.clicked.connect(self._agree)
        self.keep_button.clicked.connect(self.reject)

    def _lay_out(self, question: Question) -> None:
        px = current_look().px
        self.subjects.addItems(list(question.subjects))
        self.subjects.setAccessibleName(_("What is to be destroyed"))
        self.subjects.setFixedHeight(px(min(len(question.subjects), _MOST_LINES) * _LINE + 10))
        for choice in (self.destroy_button, self.keep_button):
            choice.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(20), px(24), px(16))
        layout.setSpacing(px(10))
        layout.addWidget(heading(question.title))
        layout.addWidget(self.subjects)
        for text in _consequences():
            layout.addWidget(body(text))
        for text in question.remarks:
            layout.addWidget(muted(text))
        layout.addWidget(strong(_("Nobody can undo this, and no longer what was done before it."), None))
        layout.addWidget(self.reason_row)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.destroy_button)
        buttons.addWidget(self.keep_button)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self.setFixedWidth(px(_WIDTH))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reason.setFocus()

    def _agree(self) -> None:
        if not self.reason.text().strip():
            self.reason_row.set_remark(_("Write down why first."))
            self.reason.setFocus()
            return
        self.agreed.emit(self.reason.text().strip())
        self.accept()


def _consequences() -> Sequence[str]:
    return (
        _(
            "The files, the texts, and what the activity log says of them go, here and in every earlier "
            "backup within reach. Number, SHA-256 and the record of the destruction stay."
        ),
        _(
            "Issued reports, notes and findings stay as they were written. Copies that were exported, "
            "restored or set aside elsewhere are out of reach."
        ),
    )
