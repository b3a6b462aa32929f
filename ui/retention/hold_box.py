"""The legal hold on what is chosen: placed with its reason, lifted again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.retention.due import DueRow, SubjectKind
from app.retention.holds import Hold
from ui.retention.words import hold_text
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.form import form_row, line_field
from ui.widgets.labels import body, muted
from ui.words import _


class HoldBox(Card):
    """`placed(kind, reason)` asks for a hold on the piece, the person or the whole audit; `lifted(hold)`."""

    placed = Signal(object, str)
    lifted = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Legal hold"))
        self._row: DueRow | None = None
        self._hold: Hold | None = None
        self._about = muted(_("While a hold stands, nothing of it is destroyed."))
        self._held = body("")
        self.reason = line_field(_("A court case, a request of an authority"))
        self.reason_row = form_row(_("Reason"), self.reason)
        self.place_button = button(_("Place a hold"))
        self.audit_button = button(_("Hold the whole audit"))
        self.lift_button = button(_("Lift the hold"))
        self._build()
        self.place_button.clicked.connect(self._place)
        self.audit_button.clicked.connect(self._place_on_audit)
        self.lift_button.clicked.connect(self._lift)
        self.reason.textChanged.connect(self._take_remark_away)

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(current_look().px(8))
        for one in (self.place_button, self.audit_button, self.lift_button):
            buttons.addWidget(one)
        buttons.addStretch(1)
        for part in (self._about, self._held, self.reason_row):
            self.body.addWidget(part)
        self.body.addLayout(buttons)

    def show_row(self, row: DueRow) -> None:
        """Show whether this is on hold; a reason that is being typed for the same one stays."""
        if self._row is None or self._row.id != row.id:
            self.reason.setText("")
        self._row, self._hold = row, row.hold
        held = row.hold is not None
        self._held.setText(hold_text(row.hold) if row.hold else "")
        self._held.setVisible(held)
        self.lift_button.setVisible(held)
        for part in (self._about, self.reason_row, self.place_button):
            part.setVisible(not held)
        self.audit_button.setVisible(not held and row.kind is SubjectKind.EVIDENCE)

    def _place(self) -> None:
        if self._row is not None:
            self._ask(self._row.kind)

    def _place_on_audit(self) -> None:
        self._ask(SubjectKind.AUDIT)

    def _ask(self, kind: SubjectKind) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.reason_row.set_remark(_("Write down what it is kept for."))
            self.reason.setFocus()
            return
        self.reason.setText("")
        self.placed.emit(kind, reason)

    def _lift(self) -> None:
        if self._hold is not None:
            self.lifted.emit(self._hold)

    def _take_remark_away(self, _text: str) -> None:
        self.reason_row.set_remark("")
