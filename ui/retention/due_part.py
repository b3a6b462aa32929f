"""The first part of the page: what is to be destroyed, and one of it in full."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from app.retention.due import DueRow, due_rows
from ui.evidence.writing import Writing
from ui.page import Context
from ui.retention.due_detail import DueDetail
from ui.retention.list_part import ListPart
from ui.retention.words import about_text, name_text, short_rule_text, state_badge, years_text
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import ChoiceField
from ui.widgets.lazy_table import Cell, Column, RowCells
from ui.widgets.scrolled import scrolled
from ui.words import _

_YEAR, _ALL = "year", "all"
_AHEAD = timedelta(days=365)


class DuePart(ListPart[DueRow]):
    """`rules_requested()` comes from the empty list. `narrow` says how far the list looks ahead."""

    rules_requested = Signal()
    place = "due_id"

    def __init__(self, context: Context, writing: Writing, parent: QObject) -> None:
        self.detail = DueDetail(context, writing)
        self.narrow = ChoiceField([(_YEAR, _("Within a year")), (_ALL, _("All"))])
        empty = EmptyState("", "", _("Set the rules"))
        super().__init__(context, _("To be destroyed"), _columns(), empty, scrolled(self.detail), parent)
        self.narrow.setAccessibleName(_("How far ahead"))
        self.narrow.set_value(_YEAR)
        self.detail.destroy_requested.connect(self.ask_about_chosen)
        self.detail.changed.connect(self._load_anew)
        self.narrow.value_chosen.connect(self._look_ahead)
        empty.action_requested.connect(self.rules_requested)

    def read(self) -> Sequence[DueRow]:
        with self.context.workspace.read() as unit:
            until = unit.today() + _AHEAD if self._is_narrow() else date.max
            return due_rows(unit, until=until)

    def load(self) -> None:
        self._say_why_empty()
        super().load()

    def show_row(self, row: DueRow | None) -> None:
        if row is None:
            self.detail.forget()
        else:
            self.detail.show_row(row)

    def due_ids(self) -> tuple[str, ...]:
        """Those that can be destroyed today."""
        return tuple(row.id for row in self.rows.values() if row.can_go)

    def open(self, row_id: str) -> None:
        """Go to a row, also when it is further ahead than the list looked."""
        if not self.table.select(row_id):
            self.narrow.set_value(_ALL)
            self.load()
            self.table.select(row_id)

    def _is_narrow(self) -> bool:
        return self.narrow.value() == _YEAR

    def _say_why_empty(self) -> None:
        text = _(
            "The rules of the audit programme give evidence and personal data a date, years after an audit "
            "is closed. A piece or a person can have a date of its own."
        )
        soon, ever = _("Nothing is to be destroyed within a year"), _("Nothing has a destroy date")
        self.empty.set_texts(soon if self._is_narrow() else ever, text, _("Set the rules"))

    def _look_ahead(self, _value: object) -> None:
        self._load_anew()

    def _load_anew(self) -> None:
        self.load()
        self.counts_changed.emit()

    def cells(self, row: DueRow) -> RowCells:
        return _cells(row)


def _columns() -> list[Column]:
    return [
        Column("day", _("Destroy on"), 1.3, sortable=False, least=108),
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
