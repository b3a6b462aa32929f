"""The list of what is waited for, and what narrows it."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.follow_up.ageing import ageing
from app.follow_up.due_list import DueFilter, Show, SortBy, due_ids
from app.follow_up.due_rows import DueChoices, DueRow, due_choices, due_rows
from app.unit_of_work import ReadUnit
from app.words import Words
from ui.follow_up.due_words import (
    ages_text,
    due_text,
    finding_text,
    grade_badge,
    is_overdue,
    owner_text,
    show_text,
    state_text,
    urgency_text,
    what_text,
)
from ui.page import Context
from ui.theme import current_look
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_field import FilterField
from ui.widgets.form import choice_field
from ui.widgets.labels import muted
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _, ngettext

_WIDTHS, _SORT, _SHOW = "follow_up.columns", "follow_up.sort", "follow_up.show"
_FILTER_AFTER = 150
_ANYBODY, _ANY_AUDIT = "any", "any"
# A name of any length leaves room to type what is looked for.
_MOST_CHOICE = 170


class DueTable(QWidget):
    """`chosen(key)` tells of every change of the row ("" for none), `activated(key)` of Enter."""

    chosen = Signal(str)
    activated = Signal(str)
    counted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ids: list[str] = []
        self.filter = FilterField(_("Filter by action, finding, audit or owner"), _("Filter the actions"))
        self.show_field = choice_field([(one, show_text(one)) for one in Show])
        self.owner = choice_field([])
        self.audit = choice_field([])
        self.table = LazyTable(_columns(), self._fetch)
        self.empty = EmptyState("", "")
        self._ages = muted("", 2)
        self._stack = QStackedWidget()
        self._waiting = QTimer(self)
        self._build()
        self._connect()
        self._restore()

    def _build(self) -> None:
        px = current_look().px
        self.table.setAccessibleName(_("Actions"))
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_FILTER_AFTER)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.filter, 1)
        for field, name in (
            (self.show_field, _("What is shown")),
            (self.owner, _("Owner")),
            (self.audit, _("Audit")),
        ):
            field.setAccessibleName(name)
            field.setMaximumWidth(px(_MOST_CHOICE))
            row.addWidget(field)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), 0, px(10), px(14))
        layout.setSpacing(px(8))
        layout.addLayout(row)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._ages)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filter_soon)
        self.filter.list_wanted.connect(self.table.setFocus)
        self._waiting.timeout.connect(self.reload)
        self.show_field.value_chosen.connect(self._choose_shown)
        self.owner.value_chosen.connect(self._reload_with)
        self.audit.value_chosen.connect(self._reload_with)
        self.table.sort_requested.connect(self._sort)
        self.table.columns_resized.connect(self._remember_widths)
        self.table.row_selected.connect(self.chosen)
        self.table.row_activated.connect(self.activated)
        self.empty.action_requested.connect(self.show_all)

    def _restore(self) -> None:
        settings = self._context.settings
        widths, sort, show = settings.get(_WIDTHS), settings.get(_SORT), settings.get(_SHOW)
        self.table.set_widths(widths)
        known = {one.value for one in SortBy}
        if isinstance(sort, list) and len(sort) == 2 and str(sort[0]) in known:
            self.table.set_sort(str(sort[0]), bool(sort[1]))
        else:
            self.table.set_sort(SortBy.DUE.value, True)
        self.show_field.set_value(Show(show) if str(show) in {one.value for one in Show} else Show.OPEN)

    def wanted(self) -> DueFilter:
        """What the fields narrow the list to."""
        owner, audit, show = self.owner.value(), self.audit.value(), self.show_field.value()
        return DueFilter(
            show if isinstance(show, Show) else Show.OPEN,
            self.filter.text(),
            None if owner in (None, _ANYBODY) else str(owner),
            None if audit in (None, _ANY_AUDIT) else str(audit),
        )

    def narrow(self, show: Show, *, owner_id: str | None = None, audit_id: str | None = None) -> None:
        """Show a part of the list, of one owner or audit where they are named."""
        self.filter.clear()
        self._waiting.stop()
        self.show_field.set_value(show)
        self.owner.set_value(_ANYBODY if owner_id is None else owner_id)
        self.audit.set_value(audit_id or _ANY_AUDIT)
        self.reload()

    def show_all(self) -> None:
        """Let go of everything that narrows the list but its part."""
        self.narrow(self.wanted().show)
        self.filter.setFocus()

    def reload(self) -> None:
        """Read choices and order again; the selected row stays selected where it is still there."""
        with self._context.workspace.read() as unit:
            self._offer(due_choices(unit))
            self._ids = self._read_ids(unit)
            bands = ageing(unit, self.wanted().audit_id)
        self._ages.setText(ages_text(bands))
        self.table.set_ids(self._ids)
        self._show_empty()
        self.counted.emit()

    def _offer(self, choices: DueChoices) -> None:
        self.owner.set_choices([(_ANYBODY, _("Every owner")), *choices.owners, ("", _("nobody named"))])
        self.audit.set_choices([(_ANY_AUDIT, _("Every audit")), *choices.audits])
        for field, anything in ((self.owner, _ANYBODY), (self.audit, _ANY_AUDIT)):
            if field.value() is None:
                field.set_value(anything)

    def _read_ids(self, unit: ReadUnit) -> list[str]:
        key, ascending = self.table.sort_state()
        return due_ids(unit, self.wanted(), SortBy(key or SortBy.DUE.value), descending=not ascending)

    def _show_empty(self) -> None:
        self._stack.setCurrentIndex(0 if self._ids else 1)
        wanted = self.wanted()
        if wanted.text or wanted.owner_id is not None or wanted.audit_id is not None:
            sentence = _("Actions, findings, audits and owners are looked through.")
            self.empty.set_texts(_("Nothing here fits"), sentence, _("Show every owner and audit"))
        else:
            self.empty.set_texts(*_nothing(wanted.show))

    def ages(self) -> str:
        return self._ages.text()

    def count(self) -> int:
        return len(self._ids)

    def count_text(self) -> str:
        return ngettext("{n} entry", "{n} entries", len(self._ids))

    def current_row(self) -> str:
        return self.table.current_id()

    def select_first(self) -> None:
        if self._ids and not self.table.current_id():
            self.table.select(self._ids[0])

    def _filter_soon(self) -> None:
        self._waiting.start()

    def _choose_shown(self, show: object) -> None:
        if isinstance(show, Show):
            self._context.settings.set(_SHOW, show.value)
        self.reload()

    def _reload_with(self, _value: object) -> None:
        self.reload()

    def _sort(self, key: str, ascending: bool) -> None:
        self._context.settings.set(_SORT, [key, ascending])
        self.table.set_sort(key, ascending)
        self.reload()

    def _remember_widths(self) -> None:
        self._context.settings.set(_WIDTHS, self.table.widths())

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        with self._context.workspace.read() as unit:
            rows = due_rows(unit, ids)
        return [row_cells(row, self._context.words) for row in rows]


def _nothing(show: Show) -> tuple[str, str]:
    match show:
        case Show.OVERDUE:
            return _("Nothing is overdue"), _("Whatever is past its date stands here until it is done.")
        case Show.SOON:
            return _("Nothing is due soon"), _("What comes next stands under “Open”.")
        case Show.FINISHED:
            return _("No action is done yet"), _("Actions that were done or cancelled stay on record here.")
    return (
        _("Nothing is waited for"),
        _("From the closing meeting on, responses, actions and verifications of all audits stand here."),
    )


def _columns() -> Sequence[Column]:
    return [
        Column(SortBy.DUE.value, _("Due"), 1.4, least=96),
        Column(SortBy.FINDING.value, _("What"), 3.6, least=120),
        Column("grade", _("Grade"), 0.9, kind="badge", sortable=False, least=68),
        Column(SortBy.OWNER.value, _("Owner"), 1.3, least=72),
        Column(SortBy.STATE.value, _("State"), 1.5, least=108),
        Column(SortBy.AGE.value, _("Days"), 0.7, kind="number", least=58),
    ]


def row_cells(row: DueRow, words: Words) -> RowCells:
    """The cells of a row; what is finished stands back."""
    tone = "" if row.is_open else "muted"
    return RowCells(
        row.key,
        {
            SortBy.DUE.value: Cell(due_text(row, words), tone, urgency_text(row), bold=is_overdue(row)),
            SortBy.FINDING.value: Cell(what_text(row), tone, second_line=finding_text(row)),
            "grade": Cell(*grade_badge(row)),
            SortBy.OWNER.value: Cell(owner_text(row), tone),
            SortBy.STATE.value: Cell(state_text(row, words), tone),
            SortBy.AGE.value: Cell(str(row.age), tone),
        },
    )
