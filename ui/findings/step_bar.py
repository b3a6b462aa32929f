"""What can follow: the legal steps as verbs, what is missing for them, and the little forms some need."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.findings import lifecycle
from app.findings.detail import FindingDetail
from app.findings.lifecycle import NextState
from app.findings.reads import SortBy, finding_ids, finding_rows
from app.findings.terms import AuditeePosition, FindingState, FindingType
from app.reporting import labels as words_of
from app.words import Message
from ui.findings.editor import Editor, Shown
from ui.findings.finding_terms import is_nonconformity, row_badge
from ui.findings.inline_form import InlineForm
from ui.findings.pick_field import MOST, Choice, PickField
from ui.findings.position_form import PositionForm
from ui.findings.step_words import is_verification, label_of, reason_name, verb
from ui.terms import term
from ui.theme import current_look
from ui.widgets.buttons import Button, button, link_button, primary_button
from ui.widgets.card import Panel
from ui.widgets.flow import Flow
from ui.widgets.form import form_row, line_field
from ui.widgets.labels import muted
from ui.widgets.refusal_line import RefusalLine
from ui.words import _, message

_S = FindingState


class StepBar(Panel):
    """Stands below the parts of a finding.

    `evidence_requested()` and `verification_requested()` lead to their forms, `ended()` says that nothing can
    be done any more with the finding.
    """

    evidence_requested = Signal()
    verification_requested = Signal()
    ended = Signal()

    def __init__(self, editor: Editor) -> None:
        super().__init__("top")
        self._editor = editor
        self._known: tuple[object, ...] = ()
        self._lacks: tuple[tuple[Message, ...], ...] = ()
        self._steps: dict[Button, NextState] = {}
        self._position = muted("", 2)
        self._missing = muted("", 3)
        self._refusal = RefusalLine()
        self._buttons = Flow(8)
        self.position_form = PositionForm(editor)
        self.reason_form = ReasonForm(editor)
        self.merge_form = PickField(
            _("Nonconformity to merge into"),
            _("Type its number or a word of it"),
            self._targets,
            _("No other nonconformity of this audit holds these words."),
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.body.setContentsMargins(px(18), px(10), px(18), px(12))
        self.body.setSpacing(px(6))
        for part in (
            self._position,
            self._missing,
            self._refusal,
            self.position_form,
            self.reason_form,
            self.merge_form,
            self._buttons,
        ):
            self.body.addWidget(part)

    def _connect(self) -> None:
        self.position_form.closed.connect(self._show_buttons)
        self.reason_form.closed.connect(self._show_buttons)
        self.merge_form.picked.connect(self._merge)
        self.merge_form.given_up.connect(self._show_buttons)

    def show_shown(self, shown: Shown, is_other: bool) -> None:
        detail, row = shown.detail, shown.detail.row
        if is_other:
            self._close_forms()
        self._say_position(detail)
        self._say_missing(shown)
        steps = tuple((step.state, step.asks_reason) for step in detail.next_states)
        known = (row.id, row.state, row.type, row.position, detail.can_be_written, steps)
        lacks = tuple(step.missing for step in detail.next_states)
        if (known, lacks) != (self._known, self._lacks):
            self._lacks = lacks
            self._refusal.say("")
        if known != self._known:
            self._known = known
            self._fill(detail)

    def _close_forms(self) -> None:
        for form in (self.position_form, self.reason_form, self.merge_form):
            form.hide()
        self._buttons.show()
        self._refusal.say("")

    def _say_position(self, detail: FindingDetail) -> None:
        row = detail.row
        said = term(words_of.POSITIONS, row.position)
        quoted = f"{said} – “{detail.position_text}”" if detail.position_text else said
        quoted = f"{quoted} ({detail.position_by})" if detail.position_by else quoted
        self._position.setText(_("Auditee's position: {position}").format(position=quoted))
        self._position.setVisible(row.position is not AuditeePosition.NOT_ASKED)

    def _say_missing(self, shown: Shown) -> None:
        detail = shown.detail
        step = detail.next_states[0] if detail.next_states else None
        waits_for_report = detail.row.state is _S.CONFIRMED and shown.response is None
        is_said = step is not None and bool(step.missing) and not waits_for_report
        is_said = is_said and not _asks_position(detail)
        what = ", ".join(message(part) for part in step.missing) if step else ""
        verb_of = verb(detail.row.state, step).rstrip("…") if step else ""
        self._missing.setText(_("{step} needs: {what}.").format(step=verb_of, what=what))
        self._missing.setVisible(is_said)

    def _fill(self, detail: FindingDetail) -> None:
        had_focus = self._buttons.isAncestorOf(self.focusWidget() or self)
        self._buttons.clear()
        self._steps = {}
        made = self._made(detail)
        self._buttons.add(*made)
        self.setVisible(bool(made) or not self._position.isHidden())
        if had_focus and made:
            made[0].setFocus()

    def _made(self, detail: FindingDetail) -> list[Button]:
        asks_position = _asks_position(detail)
        made = [self._position_button(detail)] if asks_position else []
        steps = [step for step in detail.next_states if not self._is_told_by_another(detail, step)]
        ways_on = [step for step in steps if not _leads_out(step)]
        is_confirmed = detail.row.state is _S.CONFIRMED
        made += [
            self._step_button(detail, step, is_primary=not (place or asks_position or is_confirmed))
            for place, step in enumerate(ways_on)
        ]
        if is_nonconformity(detail) and detail.can_be_written and not asks_position:
            made.append(self._position_button(detail))
        if detail.can_take_evidence:
            made.append(self._evidence_button())
        return made + [self._step_button(detail, step) for step in steps if _leads_out(step)]

    def _is_told_by_another(self, detail: FindingDetail, step: NextState) -> bool:
        """Effective or not is one form: the judgement leads to either state."""
        return (detail.row.state, step.state) == (_S.IMPLEMENTATION_VERIFIED, _S.ISSUED)

    def _step_button(self, detail: FindingDetail, step: NextState, *, is_primary: bool = False) -> Button:
        text = verb(detail.row.state, step)
        kind = "link" if _leads_out(step) else "primary" if is_primary else "plain"
        made = Button(text, kind)
        made.clicked.connect(self._press)
        self._steps[made] = step
        return made

    def _position_button(self, detail: FindingDetail) -> Button:
        if detail.row.position is AuditeePosition.NOT_ASKED:
            text = _("Record auditee's position…")
        else:
            text = _("Change auditee's position…")
        made = primary_button(text) if _asks_position(detail) else button(text)
        made.clicked.connect(self.begin_position)
        return made

    def _evidence_button(self) -> Button:
        made = button(_("Add evidence"))
        made.clicked.connect(self.evidence_requested)
        return made

    def buttons(self) -> list[Button]:
        """The buttons from left to right."""
        items = [self._buttons.row.itemAt(place) for place in range(self._buttons.row.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [one for one in widgets if isinstance(one, Button)]

    def refusal(self) -> str:
        return self._refusal.text()

    def missing(self) -> str:
        return "" if self._missing.isHidden() else self._missing.text()

    def begin_position(self) -> None:
        """Open the form of the auditee's position."""
        shown = self._editor.shown
        if shown is not None and is_nonconformity(shown.detail) and shown.detail.can_be_written:
            self._begin()
            self.position_form.begin(shown.detail, shown.people)

    def take(self, state: FindingState) -> None:
        """Take the step to a state, or open the form that it needs; says so when there is no such step."""
        for step in self._steps.values():
            if step.state is state:
                self._take(step)
                return
        shown = self._editor.shown
        if shown is not None:
            act, label = lifecycle.move, label_of(shown.detail.row.state, state)
            self._refusal.say(self._editor.attempt(label, act, shown.detail.row.id, state))

    def _press(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, Button):
            self._take(self._steps[pressed])

    def _take(self, step: NextState) -> None:
        shown = self._editor.shown
        if shown is None:
            return
        start = shown.detail.row.state
        if is_verification(start, step.state):
            self.verification_requested.emit()
        elif step.state is _S.MERGED:
            self._begin()
            self.merge_form.begin()
        elif step.asks_reason:
            self._begin()
            self.reason_form.begin(start, step, _warning(shown.detail, step))
        else:
            label = label_of(start, step.state)
            refusal = self._editor.attempt(label, lifecycle.move, shown.detail.row.id, step.state)
            self._refusal.say(refusal)

    def _begin(self) -> None:
        self._close_forms()
        self._buttons.hide()

    def _show_buttons(self) -> None:
        self._buttons.show()
        found = self.buttons()
        if found:
            found[0].setFocus()
        else:
            self.ended.emit()

    def _merge(self, target_id: str) -> None:
        shown = self._editor.shown
        if shown is None:
            return
        label = label_of(shown.detail.row.state, _S.MERGED)
        refusal = self._editor.attempt(label, lifecycle.merge, shown.detail.row.id, target_id)
        self._refusal.say(refusal)
        if not refusal:
            self.merge_form.end()
            self._show_buttons()

    def _targets(self, text: str) -> Sequence[Choice]:
        context, shown = self._editor.context, self._editor.shown
        if context.audit_id is None or shown is None:
            return ()
        with context.workspace.read() as unit:
            ids = finding_ids(unit, context.audit_id, SortBy.NUMBER, text=text)
            rows = finding_rows(unit, ids[: 4 * MOST])
        return [
            Choice(row.id, f"{row.number} · {row_badge(row)[0]} · {row.title}")
            for row in rows
            if row.type is FindingType.NONCONFORMITY and row.stands and row.id != shown.detail.row.id
        ]


def _asks_position(detail: FindingDetail) -> bool:
    """In review, the auditee's position is what comes next."""
    is_asked = detail.row.position is AuditeePosition.NOT_ASKED
    return is_nonconformity(detail) and detail.row.state is _S.IN_REVIEW and is_asked


def _leads_out(step: NextState) -> bool:
    return step.state in (_S.WITHDRAWN, _S.MERGED, _S.DRAFT, _S.DECLINED)


def _warning(detail: FindingDetail, step: NextState) -> str:
    """Who withdraws what stands for others is told that these are not raised again by it."""
    if step.state is not _S.WITHDRAWN or not detail.merges:
        return ""
    text = _("What was merged into it counts nowhere any more, either: {numbers}.")
    return text.format(numbers=", ".join(detail.merges))


class ReasonForm(InlineForm):
    """Takes a step that asks for a reason, and says what was refused."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._start: FindingState | None = None
        self._step: NextState | None = None
        self.reason = line_field()
        self._row = form_row(_("Reason"), self.reason)
        self.apply = primary_button("")
        self._cancel = link_button(_("Cancel"))
        self._build()
        self.apply.clicked.connect(self._take)
        self.reason.returnPressed.connect(self._take)
        self._cancel.clicked.connect(self.close_form)

    def _build(self) -> None:
        px = current_look().px
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.apply)
        row.addWidget(self._cancel)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        layout.addWidget(self._row)
        layout.addLayout(row)
        self.hide()

    def begin(self, start: FindingState, step: NextState, warning: str) -> None:
        self._start, self._step = start, step
        self.reason.clear()
        name = reason_name(step.state)
        self.reason.setAccessibleName(name)
        self.reason.setPlaceholderText(name)
        self._row.set_remark(warning)
        self.apply.set_label(verb(start, step).rstrip("…"))
        self.show()
        self.reason.setFocus()

    def _take(self) -> None:
        start, step = self._start, self._step
        if start is None or step is None:
            return
        finding_id, reason = self._editor.finding_id, self.reason.text()
        label = label_of(start, step.state)
        refusal = self._editor.attempt(label, lifecycle.move, finding_id, step.state, reason=reason)
        self._row.set_remark(refusal)
        if not refusal:
            self.close_form()
