"""The head of the overview: which audit, the one next step, and the path from Prepare to Follow up."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.planning.audits import AuditState
from app.planning.overview import Overview, PathStep, Place
from app.planning.states import can_stop, is_stopped
from app.reporting import formats, labels
from app.words import Words
from ui.terms import term
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.buttons import button, primary_button
from ui.widgets.labels import muted, title
from ui.widgets.menu_button import MenuButton
from ui.widgets.path_bar import PathBar, Step
from ui.words import _, message

_BUTTON_WIDTH = 380
_TITLE_WIDTH = 460


class Head(QWidget):
    """`next_requested` asks for the next step's place, `advance_requested` for the audit's next step.

    `step_chosen(key)` tells which step of the path was pressed, `stop_requested(state)` asks to suspend or
    cancel the audit.
    """

    next_requested = Signal()
    advance_requested = Signal()
    step_chosen = Signal(str)
    stop_requested = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._title = title("")
        self._facts = muted("", 1)
        self._state = Badge("", "outline")
        self.next_button = primary_button("")
        self.path = PathBar(_steps(PathStep.PREPARE, is_over=False))
        self.advance_button = button(_("Go to next step"))
        self.more_button = MenuButton(_("More"))
        self._build()
        self.next_button.clicked.connect(self.next_requested)
        self.advance_button.clicked.connect(self.advance_requested)
        self.path.chosen.connect(self.step_chosen)
        self.more_button.menu().triggered.connect(self._ask_to_stop)

    def _build(self) -> None:
        px = current_look().px
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(px(10))
        second.setSpacing(px(8))
        first.addWidget(self._title)
        first.addWidget(self._facts, 1)
        first.addWidget(self._state)
        first.addWidget(self.next_button)
        second.addWidget(self.path, 1)
        second.addWidget(self.advance_button)
        second.addWidget(self.more_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), px(14), px(18), 0)
        layout.setSpacing(px(12))
        layout.addLayout(first)
        layout.addLayout(second)
        self._title.setMaximumWidth(px(_TITLE_WIDTH))
        self.next_button.setMaximumWidth(px(_BUTTON_WIDTH))
        self.path.setAccessibleName(_("Path of the audit"))
        self.advance_button.setToolTip(
            _("The audit moves on when nothing is missing; what is missing is listed.")
        )
        for state, text in (
            (AuditState.SUSPENDED, _("Suspend audit…")),
            (AuditState.CANCELLED, _("Cancel audit…")),
        ):
            self.more_button.menu().addAction(text).setData(state)

    def _ask_to_stop(self, action: QAction) -> None:
        self.stop_requested.emit(action.data())

    def show_overview(self, shown: Overview) -> None:
        state = shown.audit.state
        self._title.setText(shown.audit.title)
        self._facts.setText(facts_text(shown, self._words))
        self._state.set_badge(term(labels.AUDIT_STATES, state), "outline")
        is_over = state is AuditState.CLOSED or is_stopped(state)
        self._state.setVisible(is_over)
        self.path.set_steps(_steps(shown.step, is_over=state is AuditState.CLOSED))
        pointer = shown.next_step
        leads_on = pointer is not None and pointer.place is Place.OVERVIEW
        self.advance_button.setVisible(not is_over and not leads_on)
        self.more_button.setVisible(can_stop(state))
        self.next_button.setVisible(pointer is not None)
        if pointer is not None:
            text = message(pointer.message).rstrip(".")
            self.next_button.set_label(text)
            self.next_button.setToolTip(text)

    def facts(self) -> str:
        return self._facts.text()


def facts_text(shown: Overview, words: Words) -> str:
    """`Northwind Clinics · 23–25 Nov 2026 · lead auditor L. Ferreira, holds no ISMS role`."""
    audit = shown.audit
    lead = _("lead auditor {name}").format(name=audit.lead_auditor) if audit.lead_auditor else ""
    declared = _first_sentence(shown.independence)
    parts = (
        audit.organization_name,
        formats.span(audit.start_on, audit.end_on, words),
        lead or _("no lead auditor yet"),
        declared if lead else "",
    )
    return " · ".join(part for part in parts if part)


def _first_sentence(text: str) -> str:
    line = text.strip().partition("\n")[0]
    return line.partition(". ")[0].rstrip(".")


def _steps(current: PathStep | None, *, is_over: bool) -> list[Step]:
    names = {
        PathStep.PREPARE: _("Prepare"),
        PathStep.OPEN: _("Open"),
        PathStep.COLLECT: _("Collect"),
        PathStep.CONCLUDE: _("Conclude"),
        PathStep.REPORT: _("Report"),
        PathStep.FOLLOW_UP: _("Follow up"),
    }
    order = list(names)
    here = order.index(current) if current else len(order) if is_over else -1
    return [(step.value, names[step], _state_of(order.index(step), here)) for step in order]


def _state_of(place: int, here: int) -> str:
    if place == here:
        return "current"
    return "done" if place < here else "ahead"
