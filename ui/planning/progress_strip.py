"""Where the audit stands, what its next step still needs, and the button that takes it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.planning import steps
from app.planning.audits import AuditState
from app.words import Message
from ui.planning.plan_data import PlanData
from ui.planning.plan_words import STANDS, STEPS
from ui.terms import term
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.buttons import Button, link_button, primary_button
from ui.widgets.card import Card
from ui.widgets.labels import muted, strong
from ui.widgets.layout import in_a_row
from ui.words import _, message

CHECKLIST, FINDINGS, SESSIONS = "checklist", "findings", "sessions"
_PLACES: Mapping[str, str] = {
    steps.OBJECTIVES: "purpose",
    steps.SCOPE: "purpose",
    steps.CRITERIA: "criteria",
    steps.LEAD: "team",
    steps.DECLARATION: "team",
    steps.CHECKLIST: CHECKLIST,
    steps.PLAN_SENT: "arrangements",
    steps.PLAN_ACCEPTED: "arrangements",
    steps.OPENING_MEETING: "agenda",
    steps.CLOSING_MEETING: "agenda",
    steps.EXAMINE_ONE: CHECKLIST,
    steps.EXAMINE_MANY: CHECKLIST,
    steps.REASON_FOR_ONE: SESSIONS,
    steps.REASON_FOR_MANY: SESSIONS,
    steps.CONFIRM: FINDINGS,
    steps.CLOSE: FINDINGS,
}


class ProgressStrip(Card):
    """`step_requested`, `report_requested`, and from what is missing `section_requested(key, what)`.

    The key is that of a section of the plan, or "findings" or "sessions"; `what` is the id of the message.
    """

    step_requested = Signal()
    report_requested = Signal()
    section_requested = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._stand = Badge("", "accent")
        self._sentence = strong("")
        self._missing = QWidget()
        self._lines = QGridLayout(self._missing)
        self._links: dict[str, QWidget] = {}
        self.step_button = primary_button("")
        self.report_button = primary_button(_("Go to the report"))
        self._build()
        self.step_button.clicked.connect(self.step_requested)
        self.report_button.clicked.connect(self.report_requested)

    def _build(self) -> None:
        px = current_look().px
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self._stand)
        row.addWidget(self._sentence, 1)
        for part in (self.step_button, self.report_button):
            row.addWidget(part)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._lines.setColumnStretch(0, 1)
        self._lines.setColumnStretch(1, 1)
        self.body.setContentsMargins(px(14), px(8), px(8), px(8))
        self.body.setSpacing(px(4))
        self.body.addLayout(row)
        self.body.addWidget(self._missing)

    def show_plan(self, plan: PlanData) -> None:
        state = plan.audit.state
        self._stand.set_badge(term(STANDS, state), "accent")
        to_report = state is AuditState.FIELDWORK_COMPLETE
        missing = () if to_report else plan.missing
        has_step = state in STEPS
        self._sentence.setText(_sentence(state, missing, plan.audit.fields["state_reason"]))
        had_focus = self.step_button.hasFocus()
        self.step_button.set_label(_(STEPS[state]) if has_step else "")
        self.report_button.setVisible(to_report)
        if had_focus and to_report:
            self.report_button.setFocus()
        self.step_button.setVisible(has_step)
        _dress(self.step_button, "plain" if missing else "primary")
        self._show_missing(missing)

    def _show_missing(self, missing: Sequence[Message]) -> None:
        """Lines stay while what they say is missing, so that one can be pressed while another goes."""
        wanted = {message(one): one for one in missing}
        for text in self._links.keys() - wanted.keys():
            gone = self._links.pop(text)
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for position, (text, one) in enumerate(wanted.items()):
            if text not in self._links:
                self._links[text] = self._line(one, text)
            self._lines.addWidget(self._links[text], position // 2, position % 2)
        self._missing.setVisible(bool(wanted))

    def _line(self, one: Message, text: str) -> QWidget:
        place = _PLACES.get(one.msgid)
        if place is None:
            return in_a_row((muted(text, 2), 1))
        link = link_button(text)
        link.setProperty("place", place)
        link.setProperty("what", one.msgid)
        # Leaving a field saves it, and what it saves may move this line before the key or button is let go.
        link.pressed.connect(self._go)
        return in_a_row((link, 0), (QWidget(), 1))

    def _go(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.section_requested.emit(str(sender.property("place")), str(sender.property("what")))


def _sentence(state: AuditState, missing: Sequence[Message], reason: str) -> str:
    if state in (AuditState.SUSPENDED, AuditState.CANCELLED):
        return reason
    if state is AuditState.FIELDWORK_COMPLETE:
        return _("The next step is the report: issuing it takes the audit on.")
    if state not in STEPS:
        return _("This audit has no further step.")
    return _("The next step still needs:") if missing else _("Nothing is missing for the next step.")


def _dress(step: Button, role: str) -> None:
    if step.property("role") != role:
        step.setProperty("role", role)
        step.style().unpolish(step)
        step.style().polish(step)
