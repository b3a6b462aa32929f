"""The auditee's answer: correction, extent, cause, actions; then what became of it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.findings import labels
from app.findings.terms import CauseMethod, FindingState, FindingType
from app.follow_up import responses
from app.follow_up.reads import ResponseView
from app.reporting import formats
from app.words import N_
from ui.findings.actions_part import ActionsPart
from ui.findings.cause_part import CausePart
from ui.findings.earlier_rounds import EarlierRounds
from ui.findings.editor import Editor, Shown
from ui.findings.finding_terms import is_nonconformity
from ui.findings.risk_part import RiskPart
from ui.findings.text_part import Remarks
from ui.findings.verification_form import VerificationForm, VerificationList
from ui.theme import current_look
from ui.widgets.autosave import AutoSave
from ui.widgets.form import choice_field, form_row, text_field
from ui.widgets.labels import muted, strong
from ui.words import _, ngettext

_TEXTS = (
    ("correction", N_("Correction"), N_("What mends the case that was found")),
    ("no_correction_reason", N_("Or why no correction is possible"), ""),
    ("extent", N_("Extent"), N_("Where else the same was looked for, and found")),
    ("cause", N_("Cause"), N_("Why it could happen, in a sentence or two")),
    (
        "effectiveness_measure",
        N_("How it will show that it worked"),
        N_("Such as a fresh sample of 15 without an exception"),
    ),
    ("comment", N_("Comment"), N_("Whatever else the auditee wants to be known")),
)
_METHODS = {
    CauseMethod.FREE: N_("free text"),
    CauseMethod.FIVE_WHYS: N_("5 whys"),
    CauseMethod.ISHIKAWA: N_("Ishikawa"),
    CauseMethod.FAULT_TREE: N_("fault tree"),
    CauseMethod.CHANGE_ANALYSIS: N_("change analysis"),
}
_ANSWERABLE = frozenset({FindingState.CONFIRMED, FindingState.ISSUED})
_EARLIER = frozenset({FindingState.DRAFT, FindingState.IN_REVIEW})


class ResponseTab(QWidget):
    """A response is written once the nonconformity is confirmed, in the report's time or before."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._note = muted("")
        self._due = strong("", 2)
        self._form = QWidget()
        self.texts: dict[str, ResponseText] = {}
        self._method = choice_field([(one, _(name)) for one, name in _METHODS.items()])
        self.causes = CausePart(editor)
        self.risks = RiskPart(editor)
        self.action_list = ActionsPart(editor)
        self._action_hints = Remarks()
        self.verification = VerificationForm(editor)
        self._verified = VerificationList(editor)
        self.earlier = EarlierRounds(editor)
        self._build()
        self._method.value_chosen.connect(self._save_method)
        self.causes.cause_chosen.connect(self._take_cause)

    def _build(self) -> None:
        px = current_look().px
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(px(8))
        for key, name, placeholder in _TEXTS:
            self.texts[key] = ResponseText(self._editor, key, _(name), _(placeholder) if placeholder else "")
            form.addWidget(self.texts[key])
            if key == "cause":
                form.addLayout(self._method_row())
                form.addWidget(self.causes)
        form.addWidget(self.action_list)
        form.addWidget(self._action_hints)
        form.addWidget(self.risks)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(6), 0, px(4), px(8))
        layout.setSpacing(px(8))
        for part in (
            self._note,
            self._due,
            self.earlier,
            self._form,
            self._verified,
            self.verification,
        ):
            layout.addWidget(part)
        layout.addStretch(1)

    def _method_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(form_row(_("Found by"), self._method))
        row.addStretch(1)
        return row

    def show_shown(self, shown: Shown) -> None:
        detail, response = shown.detail, shown.response
        can_be_written = is_nonconformity(detail) and detail.row.state in _ANSWERABLE
        has_form = can_be_written or response is not None
        self._say(shown)
        self._form.setVisible(has_form)
        if has_form:
            self._show_form(shown, response, can_be_written)
        self.earlier.show_shown(shown)
        self._verified.show_rows(detail.verifications)
        self.verification.show_shown(shown)

    def _show_form(self, shown: Shown, response: ResponseView | None, can_be_written: bool) -> None:
        for key, part in self.texts.items():
            text = str(getattr(response, key)) if response else ""
            part.show_text(text, can_be_written, shown)
        self._method.set_value(response.cause_method if response else CauseMethod.FREE)
        self._method.setEnabled(can_be_written)
        self.causes.show_shown(shown, can_be_written)
        self.risks.show_response(response, can_be_written)
        self.action_list.show_shown(shown, can_be_written)
        self._action_hints.show_hints([one for one in shown.response_hints if one.field == "actions"])

    def _say(self, shown: Shown) -> None:
        detail = shown.detail
        self._note.setText(_note(shown))
        self._note.setVisible(bool(self._note.text()))
        self._due.setText(" · ".join(self._dates(shown)))
        self._due.setVisible(bool(self._due.text()) and is_nonconformity(detail))

    def _dates(self, shown: Shown) -> list[str]:
        detail, words = shown.detail, self._editor.context.words
        said = []
        if detail.correction_due_on and detail.row.state in _ANSWERABLE:
            due = formats.day(detail.correction_due_on, words)
            said.append(_("Correction due {date}").format(date=due))
        if detail.row.response_due_on and detail.row.state in _ANSWERABLE:
            due = formats.day(detail.row.response_due_on, words)
            overdue = detail.flags.response_overdue
            text = _("Response overdue since {date}") if overdue else _("Response due {date}")
            said.append(text.format(date=due))
        if detail.flags.action_overdue:
            said.append(_("An action is overdue"))
        if detail.flags.effectiveness_due_on and detail.row.state is FindingState.IMPLEMENTATION_VERIFIED:
            due = formats.day(detail.flags.effectiveness_due_on, words)
            said.append(_("Effectiveness to be judged from {date}").format(date=due))
        if detail.response_round > 1:
            said.append(_("Round {n}").format(n=detail.response_round))
        return said

    def _take_cause(self, text: str) -> None:
        """A step is the cause: its words stand in the answer, after those that are there."""
        cause = self.texts["cause"]
        said = cause.field.text().strip()
        if text and text not in said:
            cause.field.set_text(f"{said}\n{text}".strip())
            cause.autosave.flush()
        cause.field.setFocus()

    def _save_method(self, method: object) -> None:
        act = responses.edit_response
        self._editor.do(labels.EDIT_RESPONSE, act, self._editor.finding_id, cause_method=method)

    def flush(self) -> bool:
        written = [part.autosave.flush() for part in self.texts.values()]
        return all([*written, self.causes.flush(), self.risks.flush(), self.action_list.flush()])


class ResponseText(QWidget):
    """A text of the response that saves itself."""

    def __init__(self, editor: Editor, key: str, name: str, placeholder: str) -> None:
        super().__init__()
        self._editor = editor
        self._key = key
        self.field = text_field(1, 16, placeholder)
        self.autosave = AutoSave(self.field, self._save)
        self.remarks = Remarks()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(2))
        layout.addWidget(form_row(name, self.field))
        layout.addWidget(self.remarks)
        self.autosave.failed.connect(editor.context.report_error)

    def show_text(self, text: str, can_be_written: bool, shown: Shown) -> None:
        self.autosave.set_text(text)
        self.field.setReadOnly(not can_be_written)
        self.remarks.show_hints([one for one in shown.response_hints if one.field == self._key])
        self.setVisible(can_be_written or bool(text))

    def _save(self, text: str) -> None:
        act, finding_id = responses.edit_response, self._editor.finding_id
        self._editor.save_text(
            labels.EDIT_RESPONSE, f"response:{self._key}", act, finding_id, **{self._key: text}
        )


def _note(shown: Shown) -> str:
    detail, response = shown.detail, shown.response
    if detail.row.type is FindingType.STRENGTH:
        return _("No response is needed.")
    if not is_nonconformity(detail):
        return _(
            "No response is owed: once the report is issued, the owner accepts, declines or notes it below."
        )
    if detail.row.state in _EARLIER:
        return _("The auditee answers once the finding is confirmed.")
    if response is not None and response.rejections and response.submitted_at is None:
        return ngettext(
            "Rejected once: {reason}",
            "Rejected {n} times, last: {reason}",
            response.rejections,
            reason=response.rejection_reason,
        )
    if response is not None and response.submitted_at is not None:
        return _("Submitted; it changes only when it is rejected.")
    return ""
