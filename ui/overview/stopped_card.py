"""Why the audit is suspended or cancelled, what that holds up, and the way on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.planning.audits import AuditState
from app.planning.overview import Overview
from app.reporting import formats
from app.words import N_, Words
from ui.theme import current_look
from ui.widgets.buttons import primary_button
from ui.widgets.card import Card
from ui.widgets.labels import body, muted
from ui.words import _

_SINCE = {
    AuditState.SUSPENDED: N_("Suspended on {day}: {reason}"),
    AuditState.CANCELLED: N_("Cancelled on {day}: {reason}"),
}
_UNDATED = {AuditState.SUSPENDED: N_("Suspended: {reason}"), AuditState.CANCELLED: N_("Cancelled: {reason}")}
_HELD_UP = {
    AuditState.SUSPENDED: N_(
        "The next step and the report wait until it is resumed. Notes, results, evidence and findings can "
        "still be recorded."
    ),
    AuditState.CANCELLED: N_(
        "It takes no step and gets no report. What was recorded is kept, and it can be resumed where it was."
    ),
}


class StoppedCard(Card):
    """Seen only while the audit is stopped; `resume_requested` asks to go on."""

    resume_requested = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__(tone="bar")
        self._words = words
        self._since = body("")
        self._held_up = muted("")
        self.resume_button = primary_button(_("Resume audit"))
        self._build()
        self.resume_button.clicked.connect(self.resume_requested)

    def _build(self) -> None:
        said = QVBoxLayout()
        said.setSpacing(current_look().px(4))
        said.addWidget(self._since)
        said.addWidget(self._held_up)
        row = QHBoxLayout()
        row.setSpacing(current_look().px(12))
        row.addLayout(said, 1)
        row.addWidget(self.resume_button)
        self.body.addLayout(row)
        self.hide()

    def show_overview(self, shown: Overview) -> None:
        state = shown.audit.state
        self.setVisible(state in _HELD_UP)
        if state not in _HELD_UP:
            return
        day = formats.day(shown.stopped_at.date(), self._words) if shown.stopped_at else ""
        texts = _SINCE if day else _UNDATED
        self._since.setText(_(texts[state]).format(day=day, reason=shown.audit.state_reason))
        self._held_up.setText(_(_HELD_UP[state]))
