"""The bar at the top: which workspace, which audit, which day of it, and the way to find anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.buttons import Button
from ui.widgets.card import Panel
from ui.widgets.labels import heading
from ui.widgets.menu_button import ChoiceButton
from ui.words import _

if TYPE_CHECKING:
    from app.planning.audit_list import AuditRow

_HEIGHT = 44
_CONTROL_HEIGHT = 32
_SEARCH_WIDTH = 330
_SEARCH_FIRST = 100
_WORKSPACE_WIDTH = 240
_AUDIT_WIDTH = 420


class TopBar(Panel):
    """`audit_chosen` carries an audit's id; `search_requested` asks for the palette."""

    audit_chosen = Signal(str)
    search_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bottom", parent)
        self._brand = heading("Assay")
        self.workspace_button = ChoiceButton(_("Workspace"))
        self.audit_button = ChoiceButton(_("Audit"))
        self.day = Badge("")
        self.search = SearchButton()
        self._audits: list[tuple[str, str]] = []
        self._row = QHBoxLayout()
        self._lay_out()
        self.search.clicked.connect(self.search_requested)
        self.audit_button.menu().triggered.connect(self._on_audit_triggered)
        self.show_nothing()
        self.refresh_look()

    def _lay_out(self) -> None:
        for widget in (self._brand, self.workspace_button, self.audit_button, self.day):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.search, _SEARCH_FIRST)
        self.body.addLayout(self._row)

    def refresh_look(self) -> None:
        """Take over sizes after the text size changed."""
        px = current_look().px
        self.body.setContentsMargins(px(14), 0, px(14), 0)
        self._row.setSpacing(px(12))
        self.setFixedHeight(px(_HEIGHT))
        self.workspace_button.setMaximumWidth(px(_WORKSPACE_WIDTH))
        self.audit_button.setMaximumWidth(px(_AUDIT_WIDTH))
        self.search.setMaximumWidth(px(_SEARCH_WIDTH))
        for control in (self.workspace_button, self.audit_button, self.search):
            control.setFixedHeight(px(_CONTROL_HEIGHT))

    def show_nothing(self) -> None:
        """No workspace is open: only the name of the program remains."""
        self._audits = []
        self.audit_button.menu().clear()
        for choice in (self.workspace_button, self.audit_button):
            choice.set_choice("")
        for widget in (self.workspace_button, self.audit_button, self.day, self.search):
            widget.hide()

    def show_audits(self, name: str, audits: Sequence[AuditRow], audit_id: str | None, today: date) -> None:
        """Show the organisation's or workspace's `name`, and which of `audits` is chosen."""
        current = next((row for row in audits if row.id == audit_id), None)
        self.workspace_button.set_choice(name)
        self.workspace_button.show()
        self.search.show()
        self.audit_button.set_choice(audit_label(current) if current else _("Choose an audit"))
        self.audit_button.setVisible(bool(audits))
        day = day_text(current, today) if current else ""
        self.day.set_badge(day, "neutral")
        self.day.setVisible(bool(day))
        self._fill_audits([(row.id, audit_label(row)) for row in audits])
        for action in self.audit_button.menu().actions():
            action.setChecked(action.data() == audit_id)

    def _fill_audits(self, audits: list[tuple[str, str]]) -> None:
        """This is called at every change of a total: the menu is made anew only for other audits."""
        if audits == self._audits:
            return
        self._audits = audits
        menu = self.audit_button.menu()
        menu.clear()
        for audit_id, name in audits:
            action = menu.addAction(name.replace("&", "&&"))
            action.setData(audit_id)
            action.setCheckable(True)

    def _on_audit_triggered(self, action: QAction) -> None:
        self.audit_chosen.emit(action.data())


class SearchButton(Button):
    """Looks like the field that it opens."""

    def __init__(self) -> None:
        super().__init__(_("Search or run a command"), keys=" ")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _text_token(self) -> str:
        return "muted"


def audit_label(row: AuditRow) -> str:
    """`IA-2026-03 · Internal audit, ISO 27001:2022`."""
    return f"{row.number} · {row.title}"


def day_text(row: AuditRow, today: date) -> str:
    """`Day 2 of 3` while the audit is held, counted in calendar days; nothing before and after."""
    if row.start_on is None or row.end_on is None or not row.start_on <= today <= row.end_on:
        return ""
    day, days = (today - row.start_on).days + 1, (row.end_on - row.start_on).days + 1
    return _("Day {day} of {days}").format(day=day, days=days)
