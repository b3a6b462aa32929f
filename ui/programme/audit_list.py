"""All audits, the newest first; typing filters them, Enter takes one up."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.planning.audit_list import AuditRow, matching
from app.planning.audits import AuditState
from app.planning.states import can_stop, is_stopped
from app.reporting import formats, labels
from app.settings import Settings
from app.words import Words
from ui.terms import term
from ui.theme import current_look
from ui.widgets.buttons import button, primary_button
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_field import FilterField
from ui.widgets.labels import title
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.widgets.menu_button import MenuButton
from ui.words import _, ngettext

_WIDTHS = "columns.audits"
_FILTER_WIDTH = 260
_AHEAD = (AuditState.PLANNED, AuditState.INITIATED, AuditState.PREPARED)
_IN_HAND = (AuditState.IN_PROGRESS, AuditState.FIELDWORK, AuditState.FIELDWORK_COMPLETE)


class AuditList(QWidget):
    """`audit_chosen(id)` takes an audit up, `new_requested` and `copy_requested` ask for the form.

    `stop_requested(state)` asks to suspend or cancel the selected audit, `resume_requested` to go on with it.
    """

    audit_chosen = Signal(str)
    selection_changed = Signal()
    new_requested = Signal()
    copy_requested = Signal()
    stop_requested = Signal(object)
    resume_requested = Signal()

    def __init__(self, settings: Settings, words: Words, stop_form: QWidget) -> None:
        super().__init__()
        self._stop_form = stop_form
        self._settings = settings
        self._words = words
        self._all: tuple[AuditRow, ...] = ()
        self._rows: dict[str, AuditRow] = {}
        self._form_is_open = False
        self.filter = FilterField(_("Filter by number, title, organisation"), _("Filter the audits"))
        self.table = LazyTable(_columns(), self._fetch)
        self.new_button = primary_button(_("New audit"))
        self.copy_button = button(_("Copy as a start"))
        self.more_button = MenuButton(_("More"))
        self.empty = EmptyState(
            _("No audit is planned yet"),
            _("Every audit of the programme is listed here, with its dates, its lead and how far it is."),
            _("New audit"),
        )
        self._no_match = EmptyState(
            _("No audit matches"), _("Number, title and organisation are searched. Escape shows all audits.")
        )
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(title(_("Audits")))
        head.addStretch(1)
        head.addWidget(self.filter, 9)
        head.addWidget(self.more_button)
        head.addWidget(self.copy_button)
        head.addWidget(self.new_button)
        for part in (self.table, self.empty, self._no_match):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), px(14), px(18), px(16))
        layout.setSpacing(px(12))
        layout.addLayout(head)
        layout.addWidget(self._stop_form)
        layout.addWidget(self._stack, 1)
        self.filter.setMaximumWidth(px(_FILTER_WIDTH))
        self.table.setAccessibleName(_("Audits"))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.set_widths(self._settings.get(_WIDTHS))

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._show)
        self.filter.list_wanted.connect(self._enter_table)
        self.table.row_activated.connect(self.audit_chosen)
        self.table.row_selected.connect(self._note_selection)
        self.table.columns_resized.connect(self._remember_widths)
        self.new_button.clicked.connect(self.new_requested)
        self.copy_button.clicked.connect(self.copy_requested)
        self.empty.action_requested.connect(self.new_requested)
        self.more_button.menu().aboutToShow.connect(self._fill_menu)
        self.table.customContextMenuRequested.connect(self._open_menu)

    def menu(self) -> QMenu:
        """What can be done with the selected audit."""
        return self.more_button.menu()

    def _open_menu(self, at: QPoint) -> None:
        if self.selected() is not None:
            self.menu().popup(self.table.viewport().mapToGlobal(at))

    def _fill_menu(self) -> None:
        row, menu = self.selected(), self.menu()
        menu.clear()
        if row is None:
            return
        menu.addAction(_("Open the overview")).triggered.connect(self._choose_selected)
        menu.addAction(_("Copy as a start")).triggered.connect(self.copy_requested)
        menu.addSeparator()
        if is_stopped(row.state):
            menu.addAction(_("Resume audit")).triggered.connect(self.resume_requested)
        elif can_stop(row.state):
            menu.addAction(_("Suspend audit…")).triggered.connect(self._ask_to_suspend)
            menu.addAction(_("Cancel audit…")).triggered.connect(self._ask_to_cancel)

    def _choose_selected(self) -> None:
        self.audit_chosen.emit(self.table.current_id())

    def _ask_to_suspend(self) -> None:
        self.stop_requested.emit(AuditState.SUSPENDED)

    def _ask_to_cancel(self) -> None:
        self.stop_requested.emit(AuditState.CANCELLED)

    def show_audits(self, rows: Sequence[AuditRow], current_id: str | None) -> None:
        """Show these rows; without a selection the audit in hand is selected."""
        self._all = tuple(rows)
        self._show()
        if not self.table.current_id() and rows:
            self.table.select(current_id or rows[0].id)

    def _show(self) -> None:
        shown = matching(self._all, self.filter.text())
        self._rows = {row.id: row for row in shown}
        self.table.set_ids([row.id for row in shown])
        self._stack.setCurrentWidget(self.table if shown else self._no_match if self._all else self.empty)
        self.filter.setVisible(bool(self._all))
        self._show_buttons()

    def set_form_open(self, is_open: bool) -> None:
        """While the form is open it has the primary button of the page."""
        self._form_is_open = is_open
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.copy_button.setVisible(bool(self._all) and not self._form_is_open)
        self.new_button.setVisible(bool(self._all) and not self._form_is_open)
        self.more_button.setVisible(bool(self._all) and not self._form_is_open)
        for part in (self.copy_button, self.more_button):
            part.setEnabled(self.selected() is not None)
        self.empty.button.setVisible(not self._form_is_open)

    def selected(self) -> AuditRow | None:
        return self._rows.get(self.table.current_id())

    def count_text(self) -> str:
        """`7 audits`, or `2 of 7 audits` while filtered."""
        count = ngettext("{n} audit", "{n} audits", len(self._all))
        if len(self._rows) == len(self._all):
            return count if self._all else ""
        return _("{shown} of {audits}").format(shown=len(self._rows), audits=count)

    def first_focus(self) -> QWidget:
        return self.table if self._all else self.empty.button

    def _note_selection(self) -> None:
        self._show_buttons()
        self.selection_changed.emit()

    def _enter_table(self) -> None:
        self.table.setFocus()
        if not self.table.current_id() and self._rows:
            self.table.select(next(iter(self._rows)))

    def _remember_widths(self) -> None:
        self._settings.set(_WIDTHS, self.table.widths())

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [_cells(self._rows[row_id], self._words) for row_id in ids if row_id in self._rows]


def _columns() -> list[Column]:
    return [
        Column("number", _("Number"), 1.1, sortable=False, least=96),
        Column("title", _("Title"), 3, sortable=False, least=140),
        Column("type", _("Type"), 1.5, sortable=False),
        Column("dates", _("Dates"), 1.6, sortable=False),
        Column("lead", _("Lead auditor"), 1.3, sortable=False),
        Column("progress", _("Progress"), 1.4, sortable=False),
        Column("state", _("State"), 1.3, kind="badge", sortable=False, least=100),
    ]


def _cells(row: AuditRow, words: Words) -> RowCells:
    return RowCells(
        row.id,
        {
            "number": Cell(row.number, bold=True),
            "title": Cell(row.title, second_line=row.organization_name),
            "type": Cell(term(labels.AUDIT_TYPES, row.type)),
            "dates": Cell(formats.span(row.start_on, row.end_on, words) or _("no dates yet")),
            "lead": Cell(row.lead_auditor),
            "progress": Cell(_progress(row), second_line=row.state_reason),
            "state": Cell(term(labels.AUDIT_STATES, row.state), _tone(row.state)),
        },
    )


def _progress(row: AuditRow) -> str:
    if not row.items:
        return _("no checklist yet")
    return ngettext("{done} of {n} item", "{done} of {n} items", row.items, done=row.items_examined)


def _tone(state: AuditState) -> str:
    if state in _AHEAD:
        return "outline"
    return "accent" if state in _IN_HAND else "neutral"
