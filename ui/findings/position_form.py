"""What the auditee says to the finding, in their words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.findings import findings, labels
from app.findings.detail import FindingDetail
from app.findings.terms import AuditeePosition
from app.programme.people import PersonRow
from app.reporting import labels as words_of
from ui.findings.editor import Editor
from ui.findings.inline_form import InlineForm
from ui.terms import term
from ui.theme import current_look
from ui.widgets.buttons import link_button, primary_button
from ui.widgets.form import choice_field, form_row, text_field
from ui.widgets.labels import label_strong
from ui.widgets.refusal_line import RefusalLine
from ui.widgets.segmented import Segmented
from ui.words import _

_POSITIONS: Sequence[AuditeePosition] = (
    AuditeePosition.AGREED,
    AuditeePosition.AGREED_WITH_COMMENT,
    AuditeePosition.DISPUTED,
    AuditeePosition.NO_COMMENT,
)


class PositionForm(InlineForm):
    """A disputed finding goes its way; the report prints the disagreement in the auditee's words.

    `closed()` follows when it was recorded or given up.
    """

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self.position = Segmented([(one.value, term(words_of.POSITIONS, one)) for one in _POSITIONS])
        self.words = text_field(1, 5, _("In their words"))
        self.said_by = choice_field([])
        self.record = primary_button(_("Record position"))
        self._cancel = link_button(_("Cancel"))
        self._refusal = RefusalLine()
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.position.setAccessibleName(_("Auditee's position"))
        self.words.setAccessibleName(_("In their words"))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.record)
        row.addWidget(self._cancel)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        layout.addWidget(label_strong(_("Auditee's position")))
        layout.addWidget(self.position)
        layout.addWidget(self.words)
        layout.addWidget(form_row(_("Said by"), self.said_by))
        layout.addWidget(self._refusal)
        layout.addLayout(row)
        self.hide()

    def _connect(self) -> None:
        self.record.clicked.connect(self._record)
        self._cancel.clicked.connect(self.close_form)

    def begin(self, detail: FindingDetail, people: Sequence[PersonRow]) -> None:
        """Open with what is recorded already, and the caret on the position."""
        is_asked = detail.row.position is not AuditeePosition.NOT_ASKED
        self.position.choose((detail.row.position if is_asked else AuditeePosition.AGREED).value)
        self.words.set_text(detail.position_text)
        self.said_by.set_choices([("", _("nobody named")), *((one.id, one.label) for one in people)])
        self.said_by.set_value(detail.position_by_id or "")
        self._refusal.say("")
        self.show()
        self.position.setFocus()

    def _record(self) -> None:
        finding_id, position = self._editor.finding_id, AuditeePosition(self.position.current())
        text, by_id = self.words.text(), str(self.said_by.value() or "") or None
        act = findings.record_position
        refusal = self._editor.attempt(labels.POSITION, act, finding_id, position, text, by_id)
        self._refusal.say(refusal)
        if not refusal:
            self.close_form()
