"""Whether risk assessment or Statement of Applicability change with the finding (10.2, R-36)."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.findings import labels
from app.follow_up import responses
from app.follow_up.reads import ResponseView
from ui.findings.editor import Editor
from ui.theme import current_look
from ui.widgets.autosave import AutoSave
from ui.widgets.form import choice_field, form_row, text_field
from ui.words import _


class RiskPart(QWidget):
    """Asked, never demanded; what changes is said in a note."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self.needed = choice_field(
            [
                (None, _("not looked at yet")),
                (False, _("need no update")),
                (True, _("are updated")),
            ]
        )
        self.note = text_field(1, 6, _("Which risk or control, and how"))
        self.autosave = AutoSave(self.note, self._save_note)
        self._note_row = form_row(_("What is updated"), self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(8))
        layout.addWidget(form_row(_("Risk assessment and SoA"), self.needed))
        layout.addWidget(self._note_row)
        self.needed.value_chosen.connect(self._save_needed)
        self.autosave.failed.connect(editor.context.report_error)

    def show_response(self, response: ResponseView | None, can_be_written: bool) -> None:
        needed = response.risk_update_needed if response else None
        self.needed.set_value(needed)
        self.needed.setEnabled(can_be_written)
        self.autosave.set_text(response.risk_update_note if response else "")
        self.note.setReadOnly(not can_be_written)
        self._note_row.setVisible(needed is True)

    def _save_needed(self, needed: object) -> None:
        act, finding_id = responses.edit_response, self._editor.finding_id
        if self._editor.do(labels.EDIT_RESPONSE, act, finding_id, risk_update_needed=needed) and needed:
            self.note.setFocus()

    def _save_note(self, text: str) -> None:
        act, finding_id = responses.edit_response, self._editor.finding_id
        self._editor.save_text(labels.EDIT_RESPONSE, "response:risks", act, finding_id, risk_update_note=text)

    def flush(self) -> bool:
        return self.autosave.flush()
