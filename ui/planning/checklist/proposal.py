"""The proposal of a checklist: what to ask and why, steered in bulk, taken over in one step."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.planning.proposal import (
    AskedDepth,
    Proposal,
    ProposedItem,
    apply_proposal,
    choose_depth,
    emphasise,
    proposal,
)
from app.words import N_
from ui.durations import hours_text
from ui.planning.checklist.proposal_table import ProposalFilter, ProposalTable, reasons_text
from ui.saving import Writer
from ui.theme import current_look
from ui.widgets.buttons import Button, button, link_button, primary_button
from ui.widgets.card import Strip
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.form import choice_field
from ui.widgets.labels import body, label, muted
from ui.widgets.layout import in_a_row
from ui.words import _, ngettext

THIS, THEME, PROCESS, SHOWN = "this", "theme", "process", "shown"
_DEPTHS: tuple[tuple[AskedDepth | None, str], ...] = (
    (None, N_("As proposed")),
    (AskedDepth.NOT_THIS_TIME, N_("Not this time")),
    (AskedDepth.OPENING, N_("One question")),
    (AskedDepth.CORE, N_("Core questions")),
    (AskedDepth.DEEP, N_("All questions")),
)


class ProposalView(QWidget):
    """`closed` asks for the checklist again."""

    closed = Signal()

    def __init__(self, writer: Writer, parent: QWidget) -> None:
        super().__init__(parent)
        self._writer = writer
        self._audit_id = writer.context.audit_id or ""
        self._proposal: Proposal | None = None
        self._sum = muted("", 2)
        self.filter = ProposalFilter()
        self.table = ProposalTable()
        self._question = body("", 4)
        self._about = muted("", 2)
        self._detail = Strip()
        self._empty = EmptyState(
            _("No question fits the filter"), _("Choose everything, all themes, or fewer words.")
        )
        self.apply_button = primary_button(_("Put into the checklist"))
        self.back_button = link_button(_("Back to the checklist"))
        self.extent = choice_field(
            [
                (THIS, _("This requirement")),
                (THEME, _("Its theme")),
                (PROCESS, _("Its process")),
                (SHOWN, _("All in the list")),
            ]
        )
        self.depth_buttons: dict[AskedDepth | None, Button] = {}
        self.emphasis_button = button(_("Emphasise the risk"))
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, px(12), px(8))
        layout.setSpacing(px(8))
        layout.addWidget(in_a_row((self._sum, 1), (self.back_button, 0), (self.apply_button, 0)))
        layout.addWidget(self.filter)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._empty, 1)
        column = QVBoxLayout()
        column.setSpacing(px(4))
        column.addWidget(self._question)
        column.addWidget(self._about)
        self._detail.body.addLayout(column, 1)
        layout.addWidget(self._detail)
        layout.addWidget(self._bulk())

    def _bulk(self) -> Flow:
        row = Flow(8)
        self.extent.setCurrentIndex(0)
        self.extent.setAccessibleName(_("For which requirements"))
        row.add(label(_("For")), self.extent)
        for depth, text in _DEPTHS:
            part = button(_(text))
            part.clicked.connect(self._choose_depth)
            self.depth_buttons[depth] = part
            row.add(part)
        row.add(self.emphasis_button)
        return row

    def _connect(self) -> None:
        self.filter.changed.connect(self._show_rows)
        self.filter.list_wanted.connect(self.table.setFocus)
        self.table.row_selected.connect(self._show_selected)
        self.table.row_activated.connect(self._focus_bulk)
        self.extent.value_chosen.connect(self._show_buttons)
        self.emphasis_button.clicked.connect(self._turn_emphasis)
        self.apply_button.clicked.connect(self.apply)
        self.back_button.clicked.connect(self.closed)

    def load(self) -> None:
        """Read the proposal as it is now; the selected row stays."""
        with self._writer.context.workspace.read() as unit:
            self._proposal = proposal(unit, self._audit_id)
        self.table.show_items(self._proposal.items)
        self.filter.offer(self._proposal.items)
        self._sum.setText(_sum_text(self._proposal))
        changes = bool(self._proposal.added or self._proposal.left_out)
        self.apply_button.setEnabled(changes and not self._writer.is_settled)
        self._show_rows()

    def _show_rows(self) -> None:
        found = self._proposal
        if found is None:
            return
        self.table.show_only(self.shown())
        self.table.setVisible(bool(self.table.count()))
        self._empty.setVisible(not self.table.count())
        self._show_selected()

    def _show_selected(self) -> None:
        item = self.table.current_item()
        self._detail.setVisible(item is not None)
        if item is not None:
            self._question.setText(_(item.question))
            about = (item.code, item.title, item.interviewee, reasons_text(item))
            self._about.setText(" · ".join(part for part in about if part))
        self._show_buttons()

    def _show_buttons(self) -> None:
        chosen = self.table.current_item()
        may = bool(self._requirements()) and not self._writer.is_settled
        for depth, text in _DEPTHS:
            part = self.depth_buttons[depth]
            is_chosen = depth is not None and chosen is not None and chosen.chosen is depth
            part.set_label(f"✓ {_(text)}" if is_chosen else _(text))
            part.setEnabled(may)
        self.emphasis_button.setEnabled(may)
        is_on = chosen is not None and chosen.is_emphasised
        self.emphasis_button.set_label(_("Take the emphasis off") if is_on else _("Emphasise the risk"))

    def _requirements(self) -> list[str]:
        """The requirements that a button is for."""
        chosen, found = self.table.current_item(), self._proposal
        if found is None:
            return []
        extent = self.extent.value()
        if extent == SHOWN:
            items = self.shown()
        elif chosen is None:
            items = []
        elif extent == THEME:
            items = [item for item in found.items if item.theme == chosen.theme]
        elif extent == PROCESS:
            items = [item for item in found.items if item.process == chosen.process]
        else:
            items = [chosen]
        return list(dict.fromkeys(item.requirement_id for item in items))

    def _choose_depth(self) -> None:
        sender = self.sender()
        depth = next(depth for depth, part in self.depth_buttons.items() if part is sender)
        self._write(N_("Choose how deep to ask"), choose_depth, self._audit_id, self._requirements(), depth)

    def _turn_emphasis(self) -> None:
        chosen = self.table.current_item()
        wanted = chosen is None or not chosen.is_emphasised
        self._write(N_("Emphasise a risk"), emphasise, self._audit_id, self._requirements(), wanted=wanted)

    def _write(self, text: str, act: Callable[..., None], *args: object, **named: object) -> None:
        self._writer.run(text, act, *args, **named)
        self.load()

    def _focus_bulk(self) -> None:
        self.extent.setFocus()

    def apply(self) -> None:
        """Put what is proposed into the checklist, and go back to it."""
        done = self._writer.run(N_("Build the checklist as proposed"), apply_proposal, self._audit_id)
        if done is None:
            return
        text = _("{added} added, {left_out} left out. Undo takes it back.")
        self._writer.context.say(text.format(added=done.added, left_out=done.left_out))
        self.closed.emit()

    def summary(self) -> str:
        """What the line at the top says."""
        return self._sum.text()

    def shown(self) -> list[ProposedItem]:
        """The questions that the list shows."""
        found = self._proposal
        return [item for item in found.items if self.filter.fits(item)] if found else []

    def first_focus(self) -> QWidget:
        return self.table if self.table.count() else self.filter.text


def _sum_text(found: Proposal) -> str:
    items = ngettext("{n} question", "{n} questions", len(found.asked))
    time = hours_text(found.minutes)
    if found.minutes_planned is None:
        said = _("{items} ≈ {time}; the agenda has no times yet").format(items=items, time=time)
    elif found.minutes > found.minutes_planned:
        said = _("{items} ≈ {time}, {over} more than the {planned} of the agenda").format(
            items=items,
            time=time,
            over=hours_text(found.minutes - found.minutes_planned),
            planned=hours_text(found.minutes_planned),
        )
    else:
        said = _("{items} ≈ {time} of {planned} in the agenda").format(
            items=items, time=time, planned=hours_text(found.minutes_planned)
        )
    added = _("{n} to add").format(n=len(found.added))
    left_out = _("{n} to leave out").format(n=len(found.left_out))
    return f"{said} · {added} · {left_out}"
