"""Verification: that it was done, later that it worked; and what opens a closed finding again."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.findings import labels
from app.findings.terms import FindingState, VerificationResult
from app.follow_up import verification
from app.follow_up.reads import VerificationView
from app.reporting import formats
from app.reporting import labels as words_of
from app.words import N_
from ui.findings.editor import Editor, Shown
from ui.findings.evidence_part import evidence_text
from ui.terms import term
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.form import FormRow, choice_field, date_field, form_row, text_field
from ui.widgets.labels import label_strong, muted
from ui.widgets.refusal_line import RefusalLine
from ui.words import _

_S = FindingState
_TITLES = {
    _S.IMPLEMENTED: N_("Verify the implementation"),
    _S.IMPLEMENTATION_VERIFIED: N_("Judge the effectiveness"),
    _S.CLOSED: N_("Reopen, with new evidence"),
}
_VERBS = {
    _S.IMPLEMENTED: N_("Verify implementation"),
    _S.IMPLEMENTATION_VERIFIED: N_("Record judgement"),
    _S.CLOSED: N_("Reopen"),
}
_NOTES = {
    _S.IMPLEMENTED: N_("What was seen"),
    _S.IMPLEMENTATION_VERIFIED: N_("What the sample showed; the reason, where it is early"),
    _S.CLOSED: N_("Reason"),
}
_KINDS = {"implementation": N_("Implementation"), "effectiveness": N_("Effectiveness")}
_EXPLAINED = {
    "second": N_("Asked for where the verifier wrote the recommendation."),
    "judge_from": N_("Proposed by the limits of the programme. Later where a control cycle is longer."),
}
JUDGE = N_("Judge the effectiveness of {number}")


class VerificationForm(Card):
    """Shown while the finding waits for it.

    Who owns the finding or an action cannot verify it (R-9); who wrote the recommendation does so together
    with somebody else (R-11).
    """

    def __init__(self, editor: Editor) -> None:
        super().__init__(" ", "quiet")
        self._editor = editor
        self._round = ("", 0)
        self._state: FindingState | None = None
        self.result = choice_field(
            [(one, term(words_of.EFFECTIVENESS, one)) for one in VerificationResult],
        )
        self.evidence = choice_field([])
        self.note = text_field(1, 6)
        self.verifier = choice_field([])
        self.second = choice_field([])
        self.judge_from = date_field()
        self._measure = muted("")
        self.apply = button("")
        self._refusal = RefusalLine()
        self._rows: dict[str, FormRow] = {}
        self._build()
        self.apply.clicked.connect(self._take)

    def _build(self) -> None:
        self.body.addWidget(self._measure)
        for key, name, field in (
            ("result", _("Result"), self.result),
            ("evidence", _("Evidence"), self.evidence),
            ("note", _("Note"), self.note),
            ("verifier", _("Verified by"), self.verifier),
            ("second", _("Together with"), self.second),
            ("judge_from", _("Effectiveness judged from"), self.judge_from),
        ):
            explained = _EXPLAINED.get(key)
            self._rows[key] = form_row(name, field, _(explained) if explained else "")
            self.body.addWidget(self._rows[key])
        self.body.addWidget(self._refusal)
        row = QHBoxLayout()
        row.addWidget(self.apply)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_shown(self, shown: Shown) -> None:
        detail = shown.detail
        state = detail.row.state
        self.setVisible(state in _TITLES)
        if state not in _TITLES:
            self._state = state
            return
        pieces = [(one.id, evidence_text(one)) for one in detail.evidence]
        self.evidence.set_choices([("", _("none")), *pieces])
        people = [(one.id, one.label) for one in shown.people]
        self.verifier.set_choices(people)
        self.second.set_choices([("", _("nobody")), *people])
        if (detail.row.id, detail.response_round, state) != (*self._round, self._state):
            self._round = (detail.row.id, detail.response_round)
            self._begin(state, detail.judged_from)
        self._rows["result"].setVisible(state is _S.IMPLEMENTATION_VERIFIED)
        self._rows["judge_from"].setVisible(state is _S.IMPLEMENTED)
        for key in ("verifier", "second"):
            self._rows[key].setVisible(state is not _S.CLOSED)
        self._show_measure(shown)

    def _begin(self, state: FindingState, judged_from: date) -> None:
        self._state = state
        self.set_title(_(_TITLES[state]))
        self.apply.set_label(_(_VERBS[state]))
        self.note.setPlaceholderText(_(_NOTES[state]))
        self.note.set_text("")
        self.evidence.set_value("")
        self.result.set_value(VerificationResult.EFFECTIVE)
        self.verifier.set_value(self._editor.context.workspace.acting_person_id)
        self.second.set_value("")
        self.judge_from.set_value(judged_from)
        self._refusal.say("")

    def _show_measure(self, shown: Shown) -> None:
        """What was set before the actions were done: the judgement goes by it."""
        measure = shown.response.effectiveness_measure.strip() if shown.response else ""
        is_judged = self._state is _S.IMPLEMENTATION_VERIFIED
        self._measure.setText(_("Set in advance: {measure}").format(measure=measure))
        self._measure.setVisible(is_judged and bool(measure))

    def begin(self) -> None:
        """Put the caret where the form starts."""
        (self.result if self._state is _S.IMPLEMENTATION_VERIFIED else self.evidence).setFocus()

    def refusal(self) -> str:
        return self._refusal.text()

    def _take(self) -> None:
        finding_id, note = self._editor.finding_id, self.note.text()
        evidence_id = str(self.evidence.value() or "") or None
        seen: dict[str, object] = {
            "note": note,
            "evidence_id": evidence_id,
            "verifier_id": str(self.verifier.value() or "") or None,
            "second_verifier_id": str(self.second.value() or "") or None,
        }
        attempt = self._editor.attempt
        if self._state is _S.IMPLEMENTED:
            act: Callable[..., object] = verification.verify_implementation
            seen["effectiveness_due_on"] = self.judge_from.value()
            refusal = attempt(labels.MOVE[_S.IMPLEMENTATION_VERIFIED], act, finding_id, **seen)
        elif self._state is _S.IMPLEMENTATION_VERIFIED:
            act, result = verification.verify_effectiveness, self.result.value()
            refusal = attempt(JUDGE, act, finding_id, result, **seen)
        elif evidence_id is None:
            refusal = _("Choose the evidence that was obtained since it was closed; add it first.")
        else:
            refusal = attempt(labels.MOVE[_S.REOPENED], verification.reopen, finding_id, note, evidence_id)
        self._refusal.say(refusal)


class VerificationList(QWidget):
    """The verifications so far, in the order in which they were made."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._known: tuple[VerificationView, ...] | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(current_look().px(4))

    def show_rows(self, rows: tuple[VerificationView, ...]) -> None:
        if rows == self._known:
            return
        self._known = rows
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._layout.addWidget(label_strong(self._head(row)))
            if row.note:
                self._layout.addWidget(muted(row.note))
        self.setVisible(bool(rows))

    def _head(self, row: VerificationView) -> str:
        kind, result = _(_KINDS[row.kind.value]), term(words_of.EFFECTIVENESS, row.result)
        said = _("{kind} verified") if row.kind.value == "implementation" else _("{kind}: {result}")
        when = formats.day(row.at.date(), self._editor.context.words)
        who = ", ".join(name for name in (row.verifier, row.second_verifier) if name)
        parts = [said.format(kind=kind, result=result), when, who, row.evidence_number]
        return " · ".join(part for part in parts if part)
