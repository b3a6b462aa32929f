"""The first part of the page: everything with a destroy date, and one of it in full."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.retention.due import DueRow, due_rows
from ui.evidence.scrolled import scrolled
from ui.evidence.writing import Writing
from ui.page import Context
from ui.retention.due_detail import DueDetail
from ui.retention.words import about_text, name_text, short_rule_text, state_badge, years_text
from ui.widgets.empty_state import EmptyState
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _


class DuePart(QObject):
    """`destroy_requested(ids)` asks for the dialog, `counts_changed()` follows own changes.

    `rules_requested()` comes from the empty list.
    """

    destroy_requested = Signal(object)
    counts_changed = Signal()
    rules_requested = Signal()

    def __init__(self, context: Context, writing: Writing, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.rows: dict[str, DueRow] = {}
        self.table = LazyTable(_columns(), self._fetch)
        self.detail = DueDetail(context, writing)
        self.list = QStackedWidget()
        self.side = QStackedWidget()
        self._empty = EmptyState(
            _("Nothing has a destroy date"),
            _(
                "The rules of the audit programme give evidence and personal data one, years after an audit "
                "is closed. A piece or a person can have a date of its own."
            ),
            _("Set the rules"),
        )
        self._nothing = EmptyState(_("Nothing chosen"), _("Choose what is to be destroyed to see why."))
        self._scrolled = scrolled(self.detail)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.table.setAccessibleName(_("To be destroyed"))
        for part in (self.table, self._empty):
            self.list.addWidget(part)
        self.side.addWidget(self._nothing)
        self.side.addWidget(self._scrolled)

    def _connect(self) -> None:
        self.table.row_selected.connect(self._on_selected)
        self.detail.destroy_requested.connect(self._ask_for_one)
        self.detail.changed.connect(self._on_changed)
        self._empty.action_requested.connect(self.rules_requested)

    def load(self) -> None:
        """Read everything that has a date; the selected one stays selected."""
        with self._context.workspace.read() as unit:
            self.rows = {row.id: row for row in due_rows(unit)}
        self.table.set_ids(list(self.rows))
        self.list.setCurrentWidget(self.table if self.rows else self._empty)
        if self.rows and not self.table.current_id():
            self.table.select(next(iter(self.rows)))
        self._show()

    def due_ids(self) -> tuple[str, ...]:
        """Those that can be destroyed today."""
        return tuple(row.id for row in self.rows.values() if row.can_go)

    def open(self, row_id: str) -> None:
        self.table.select(row_id)

    def where(self) -> Mapping[str, str]:
        row_id = self.table.current_id()
        return {"due_id": row_id} if row_id else {}

    def first_focus(self) -> QWidget:
        return self.table if self.rows else self._empty.button

    def _on_selected(self, _row_id: str) -> None:
        self._show()

    def _show(self) -> None:
        row = self.rows.get(self.table.current_id())
        if row is None:
            self.detail.forget()
        else:
            self.detail.show_row(row)
        self.side.setCurrentWidget(self._nothing if row is None else self._scrolled)

    def _ask_for_one(self, row_id: str) -> None:
        self.destroy_requested.emit((row_id,))

    def _on_changed(self) -> None:
        self.load()
        self.counts_changed.emit()

    def _fetch(self, ids: list[str]) -> Sequence[RowCells]:
        return [_cells(self.rows[row_id]) for row_id in ids if row_id in self.rows]


def _columns() -> list[Column]:
    return [
        Column("day", _("Destroy on"), 1.3, sortable=False, least=92),
        Column("what", _("What"), 3.4, sortable=False, least=140),
        Column("rule", _("Rule"), 1.9, sortable=False, least=90),
        Column("state", _("State"), 1.1, kind="badge", sortable=False, least=80),
    ]


def _cells(row: DueRow) -> RowCells:
    return RowCells(
        row.id,
        {
            "day": Cell(f"{row.destroy_on:%d %b %Y}", bold=row.is_due),
            "what": Cell(name_text(row), second_line=about_text(row)),
            "rule": Cell(short_rule_text(row), second_line=years_text(row)),
            "state": Cell(*state_badge(row)),
        },
    )
