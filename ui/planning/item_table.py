"""The table of checklist items, on the checklist and beside a session."""

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.planning.checklist_reads import ChecklistRow, item_rows
from app.reporting import labels
from ui.page import Context
from ui.terms import RESULT_SIGNS, RESULTS, term
from ui.theme import current_look
from ui.widgets.filter_field import FilterField
from ui.widgets.form import check_field, choice_field
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _

_THEMES = ("clauses", "organizational", "people", "physical", "technological")


class ItemTable(LazyTable):
    """Items by id; `marked` puts a sign before those that are on the agenda at hand."""

    def __init__(self, context: Context, *, with_result: bool) -> None:
        self._context = context
        self._marked: Callable[[], Collection[str]] | None = None
        self._known: Mapping[str, ChecklistRow] = {}
        super().__init__(_columns(with_result=with_result), self._fetch)
        self.setAccessibleName(_("Checklist items"))

    def mark(self, marked: Callable[[], Collection[str]]) -> None:
        self._marked = marked

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        with self._context.workspace.read() as unit:
            rows = item_rows(unit, ids)
        marked = self._marked() if self._marked else ()
        return [_cells(row, row.id in marked) for row in rows]


def _columns(*, with_result: bool) -> list[Column]:
    columns = [
        Column("reference", _("Ref"), 0.8, sortable=False, least=72),
        Column("question", _("Question"), 6, sortable=False, least=140),
        Column("minutes", _("Min"), 0.5, kind="number", sortable=False, least=44),
    ]
    if with_result:
        return [*columns, Column("result", _("Result"), 1.4, kind="muted", sortable=False, least=96)]
    return [*columns, Column("mark", _("Agenda"), 0.8, kind="muted", sortable=False, least=84)]


def _cells(row: ChecklistRow, is_marked: bool) -> RowCells:
    result = f"{RESULT_SIGNS[row.result.value]} {term(RESULTS, row.result)}"
    return RowCells(
        row.id,
        {
            "reference": Cell(row.reference, second_line=_("must ask") if row.must_ask else "", bold=True),
            "question": Cell(_(row.question)),
            "minutes": Cell(str(row.minutes)),
            "result": Cell(result, second_line=_on_agendas(row)),
            "mark": Cell(_("✓ on it") if is_marked else _on_agendas(row)),
        },
    )


def _on_agendas(row: ChecklistRow) -> str:
    return "" if row.sessions else _("no session")


class ItemFilter(QWidget):
    """Theme, words, and whether only items without a session are wanted. `changed` follows each.

    `list_wanted` asks to go on to the items.
    """

    changed = Signal()
    list_wanted = Signal()

    def __init__(self, *, is_narrow: bool = False) -> None:
        super().__init__()
        everything: list[tuple[object, str]] = [("", _("All themes"))]
        self.theme = choice_field(everything + [(key, _(labels.THEMES[key])) for key in _THEMES])
        self.text = FilterField(_("Filter by number or words"), _("Filter by number or words"))
        self.unplanned = check_field(_("Not in a session yet"))
        self._build(is_narrow)
        self.theme.value_chosen.connect(self.changed)
        self.text.textChanged.connect(self.changed)
        self.text.list_wanted.connect(self.list_wanted)
        self.unplanned.clicked.connect(self.changed)

    def _build(self, is_narrow: bool) -> None:
        self.theme.setCurrentIndex(0)
        self.theme.setAccessibleName(_("Theme"))
        px = current_look().px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(4))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.theme)
        row.addWidget(self.text, 1)
        rows.addLayout(row)
        (rows if is_narrow else row).addWidget(self.unplanned)

    def clear(self) -> None:
        """Want everything again."""
        self.theme.set_value("")
        self.unplanned.setChecked(False)
        self.text.clear()
        self.changed.emit()

    def chosen_theme(self) -> str:
        return str(self.theme.value() or "")
