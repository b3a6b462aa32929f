"""What the auditee says to the finding that is read out: recorded as it is said, with who said it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.errors import UserError
from app.findings import findings, labels
from app.findings.detail import FindingDetail
from app.findings.terms import AuditeePosition, FindingType
from app.programme.people import PersonRow
from app.reporting import labels as words_of
from app.words import N_
from ui.page import Context
from ui.terms import term
from ui.theme import current_look
from ui.widgets.autosave import AutoSave
from ui.widgets.card import Panel
from ui.widgets.form import choice_field, text_field
from ui.widgets.labels import label_strong, muted
from ui.widgets.segmented import Segmented
from ui.words import _

_NOT_ASKED = N_("Not asked yet")
_POSITIONS: Sequence[AuditeePosition] = tuple(AuditeePosition)


class PositionBar(Panel):
    """Saves itself: the position when it is chosen, the words in a pause in typing."""

    def __init__(self, context: Context, origin: str) -> None:
        super().__init__("top")
        self._context = context
        self._origin = origin
        self._detail: FindingDetail | None = None
        self._last_speaker = ""
        self.position = Segmented([(one.value, _position_text(one)) for one in _POSITIONS])
        self.said_by = choice_field([])
        self.words = text_field(1, 4, _("In their words"))
        self.autosave = AutoSave(self.words, self._save_words)
        self._fixed = muted("", 2)
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.position.setAccessibleName(_("Auditee's position"))
        self.said_by.setAccessibleName(_("Said by"))
        self.words.setAccessibleName(_("In their words"))
        choice = QHBoxLayout()
        choice.setSpacing(px(8))
        choice.addWidget(self.position)
        choice.addWidget(self.said_by, 1)
        column = QVBoxLayout()
        column.setSpacing(px(6))
        column.addWidget(label_strong(_("Auditee's position")))
        column.addLayout(choice)
        column.addWidget(self.words)
        column.addWidget(self._fixed)
        self.body.setContentsMargins(px(56), px(10), px(56), px(10))
        self.body.addLayout(column)

    def _connect(self) -> None:
        self.position.chosen.connect(self._save_position)
        self.said_by.value_chosen.connect(self._save_speaker)
        self.autosave.failed.connect(self._context.report_error)

    def show_finding(self, detail: FindingDetail | None, speakers: Sequence[PersonRow]) -> None:
        """Ask for a nonconformity; nothing is asked of anything else, and nothing of what is issued."""
        is_asked = detail is not None and detail.row.type is FindingType.NONCONFORMITY
        self.setVisible(is_asked)
        self._detail = detail if is_asked else None
        if detail is None or not is_asked:
            return
        self.said_by.set_choices([("", _("said by?")), *((one.id, one.label) for one in speakers)])
        self.said_by.set_value(detail.position_by_id or self._last_speaker)
        self.position.choose(detail.row.position.value)
        self.autosave.set_text(detail.position_text)
        for part in (self.position, self.said_by):
            part.setEnabled(detail.can_be_written)
        self.words.setReadOnly(not detail.can_be_written)
        self._fixed.setText(_("Issued: the position stays as it was recorded."))
        self._fixed.setVisible(not detail.can_be_written)

    def _save_position(self, position: str) -> None:
        self._write()
        if position in (AuditeePosition.DISPUTED.value, AuditeePosition.AGREED_WITH_COMMENT.value):
            self.words.setFocus()

    def _save_speaker(self, _person_id: object) -> None:
        self._last_speaker = str(self.said_by.value() or "")
        self._write()

    def _save_words(self, text: str) -> None:
        if self._detail is not None:
            self._record(self._chosen(), text, f"position:{self._detail.row.id}")

    def _chosen(self) -> AuditeePosition:
        return AuditeePosition(self.position.current())

    def _write(self) -> None:
        """Record position and speaker; the words go with them."""
        try:
            self._record(self._chosen(), self.words.text(), "")
        except UserError as error:
            self._context.report_error(error)

    def _record(self, position: AuditeePosition, text: str, merge_key: str) -> None:
        detail = self._detail
        if detail is None:
            return
        by_id = str(self.said_by.value() or "") or None
        workspace, number = self._context.workspace, detail.row.number
        with workspace.write(labels.POSITION, origin=self._origin, merge_key=merge_key, number=number) as uow:
            findings.record_position(uow, detail.row.id, position, text, by_id)

    def flush(self) -> bool:
        return self.autosave.flush()


def _position_text(position: AuditeePosition) -> str:
    is_asked = position is not AuditeePosition.NOT_ASKED
    return term(words_of.POSITIONS, position) if is_asked else _(_NOT_ASKED)
