"""The table of checklist items, on the checklist and beside a session."""

from collections.abc import Callable, Collection, Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.planning.checklist_reads import ChecklistRow, item_rows
from app.planning.grouping import Group
from ui.durations import hours_text
from ui.page import Context
from ui.planning.checklist.themes import theme_choices
from ui.terms import RESULT_SIGNS, RESULTS, term
from ui.theme import current_look
from ui.widgets.filter_field import FilterField
from ui.widgets.form import check_field, choice_field
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _, message, ngettext

_GROUP = "group:"


class ItemTable(LazyTable):
    """Items by id; `marked` puts a sign before those that are on the agenda at hand.

    In groups each begins with a row of its own, which `group_at` knows by its id.
    """

    def __init__(self, context: Context, *, with_result: bool) -> None:
        self._context = context
        self._marked: Callable[[], Collection[str]] | None = None
        self._known: Mapping[str, ChecklistRow] = {}
        self._groups: dict[str, Group] = {}
        super().__init__(_columns(with_result=with_result), self._fetch)
        self.setAccessibleName(_("Checklist items"))

    def mark(self, marked: Callable[[], Collection[str]]) -> None:
        self._marked = marked

    def show_groups(self, groups: Iterable[Group]) -> None:
        """Show these items; groups without a name follow one another without a row between them."""
        self._groups, ids = {}, []
        for group in groups:
            if group.name.msgid:
                heading = f"{_GROUP}{message(group.name)}"
                self._groups[heading] = group
                ids.append(heading)
            ids.extend(group.item_ids)
        self.set_ids(ids)

    def group_at(self, row_id: str) -> Group | None:
        """The group that a row begins; None for an item."""
        return self._groups.get(row_id)

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        with self._context.workspace.read() as unit:
            rows = item_rows(unit, [one for one in ids if one not in self._groups])
        marked = self._marked() if self._marked else ()
        headings = [_heading(one, self._groups[one]) for one in ids if one in self._groups]
        return [*headings, *(_cells(row, row.id in marked) for row in rows)]


def _columns(*, with_result: bool) -> list[Column]:
    columns = [
        Column("reference", _("Ref"), 0.8, sortable=False, least=72),
        Column("question", _("Question"), 6, sortable=False, least=140),
        Column("minutes", _("Min"), 0.5, kind="number", sortable=False, least=44),
    ]
    if with_result:
        return [*columns, Column("result", _("Result"), 1.4, kind="muted", sortable=False, least=176)]
    return [*columns, Column("mark", _("Agenda"), 0.8, kind="muted", sortable=False, least=84)]


def group_text(group: Group) -> str:
    """`12 items ≈ 1 h 35`."""
    items = ngettext("{n} item", "{n} items", len(group.item_ids))
    return _("{items} ≈ {time}").format(items=items, time=hours_text(group.minutes))


def _heading(row_id: str, group: Group) -> RowCells:
    name = Cell(message(group.name), second_line=group_text(group), bold=True)
    return RowCells(row_id, {"question": name})


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
        self._offered: list[tuple[object, str]] = []
        self.theme = choice_field([])
        self.offer(())
        self.text = FilterField(_("Filter by number or words"), _("Filter by number or words"))
        self.unplanned = check_field(_("Not in a session yet"))
        self._build(is_narrow)
        self.theme.value_chosen.connect(self.changed)
        self.text.textChanged.connect(self.changed)
        self.text.list_wanted.connect(self.list_wanted)
        self.unplanned.clicked.connect(self.changed)

    def _build(self, is_narrow: bool) -> None:
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

    def offer(self, themes: Iterable[str]) -> None:
        """Offer these themes; the chosen one stays chosen where it is still offered."""
        offered = theme_choices(themes)
        if offered != self._offered:
            self._offered = offered
            self.theme.set_choices(offered)
            if self.theme.value() is None:
                self.theme.set_value("")

    def clear(self) -> None:
        """Want everything again."""
        self.theme.set_value("")
        self.unplanned.setChecked(False)
        self.text.clear()
        self.changed.emit()

    def chosen_theme(self) -> str:
        return str(self.theme.value() or "")
