"""Seen, not taken: what was looked at and is not copied (R-25)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.evidence.evidence import seen_not_taken
from app.evidence.intake import Circumstances
from app.programme.people import PersonRow
from app.unit_of_work import UnitOfWork
from app.words import N_
from ui.evidence.writing import Writing
from ui.page import Context
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.form import ChoiceField, form_row, line_field, text_field
from ui.widgets.labels import heading, muted
from ui.words import _


class SeenForm(QWidget):
    """`recorded(id)` follows Enter or "Record", `left()` Escape or "Cancel"."""

    recorded = Signal(str)
    left = Signal()

    def __init__(self, context: Context, writing: Writing) -> None:
        super().__init__()
        self._context = context
        self._writing = writing
        self.what = line_field()
        self.identifier = line_field()
        self.version = line_field()
        self.location = line_field()
        self.person = ChoiceField()
        self.notes = text_field(2, 6)
        self.record_button = button(_("Record"))
        self.cancel_button = button(_("Cancel"))
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, px(8), 0)
        layout.setSpacing(px(10))
        layout.addWidget(heading(_("Seen, not taken")))
        layout.addWidget(
            muted(_("For secrets, credentials and personal data: another auditor must find it again."))
        )
        for text, field in (
            (_("What it is"), self.what),
            (_("Identifier"), self.identifier),
            (_("Version or date"), self.version),
            (_("Where it lies"), self.location),
            (_("Shown by"), self.person),
            (_("What was seen in it"), self.notes),
        ):
            layout.addWidget(form_row(text, field))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.record_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)

    def _connect(self) -> None:
        for line in (self.what, self.identifier, self.version, self.location):
            line.returnPressed.connect(self.record)
        self.record_button.clicked.connect(self.record)
        self.cancel_button.clicked.connect(self.left)

    def begin(self, people: Sequence[PersonRow]) -> None:
        """Take up the form; what was begun earlier is still there."""
        everybody: list[tuple[object, str]] = [(None, _("nobody named"))]
        self.person.set_choices(everybody + [(person.id, person.label) for person in people])
        self.what.setFocus()

    def record(self) -> None:
        """Make the record; without words for it nothing happens but a message."""
        audit_id, person = self._context.audit_id, self.person.value()
        if audit_id is None:
            return
        circumstances = Circumstances(
            obtained_from_id=person if isinstance(person, str) else None, notes=self.notes.text()
        )

        def change(uow: UnitOfWork) -> str:
            return seen_not_taken(
                uow,
                audit_id,
                self.what.text().strip(),
                circumstances,
                identifier=self.identifier.text().strip(),
                version=self.version.text().strip(),
                location=self.location.text().strip(),
            )

        made = self._writing.make(N_("Seen, not taken"), change)
        if made:
            self._clear()
            self.recorded.emit(made)
        else:
            self.what.setFocus()

    def _clear(self) -> None:
        for line in (self.what, self.identifier, self.version, self.location):
            line.setText("")
        self.notes.set_text("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
