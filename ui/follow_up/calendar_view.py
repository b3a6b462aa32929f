"""The calendar of what is due: a month, and the entries of the day that is chosen."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from app.follow_up.due_list import DueFilter, Show, due_ids
from app.follow_up.due_rows import DueRow, due_rows
from ui.follow_up.due_words import is_overdue, owner_text, what_text
from ui.follow_up.month_grid import DayEntry, MonthGrid
from ui.page import Context
from ui.theme import current_look
from ui.widgets.buttons import button, icon_button
from ui.widgets.labels import heading, label_strong
from ui.widgets.plain_tip import plain_tip
from ui.widgets.short_list import ShortList
from ui.words import _, ngettext

_KEY = int(Qt.ItemDataRole.UserRole)
_LIST_HEIGHT = 132


class CalendarView(QWidget):
    """`chosen(key)` tells which entry of the day is looked at ("" for none), `activated(key)` of Enter."""

    chosen = Signal(str)
    activated = Signal(str)

    def __init__(self, context: Context, today: date) -> None:
        super().__init__()
        self._context = context
        self._rows: Mapping[date, Sequence[DueRow]] = {}
        self._month = heading("")
        self.back = icon_button("chevron-left", _("Month before"))
        self.forth = icon_button("chevron-right", _("Month after"))
        self.today = button(_("Today"))
        self.grid = MonthGrid(today)
        self.day_list = DayList()
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        head = QHBoxLayout()
        head.setSpacing(px(8))
        for part in (self.back, self.forth, self._month):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.today)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), 0, px(10), px(14))
        layout.setSpacing(px(8))
        layout.addLayout(head)
        layout.addWidget(self.grid, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self._go_back)
        self.forth.clicked.connect(self._go_forth)
        self.today.clicked.connect(self._go_to_today)
        self.grid.month_changed.connect(self._read_month)
        self.grid.day_chosen.connect(self._show_day)
        self.grid.day_activated.connect(self._enter_day)
        self.day_list.chosen.connect(self.chosen)
        self.day_list.activated.connect(self.activated)

    def reload(self) -> None:
        """Read the month that is shown again."""
        first, last = self.grid.first_shown(), self.grid.last_shown()
        with self._context.workspace.read() as unit:
            today = unit.today()
            ids = due_ids(unit, DueFilter(Show.OPEN, since=first, until=last))
            rows = due_rows(unit, ids)
        self._rows = _by_day(rows)
        self.grid.set_entries(
            today, {day: [_entry(row) for row in found] for day, found in self._rows.items()}
        )
        shown = self.grid.day()
        self._month.setText(self.locale().toString(_qt(shown), "MMMM yyyy"))
        self._show_day(shown)

    def _read_month(self, _first: date) -> None:
        self.reload()

    def _go_back(self) -> None:
        self.grid.go_months(-1)

    def _go_forth(self) -> None:
        self.grid.go_months(1)

    def _go_to_today(self) -> None:
        with self._context.workspace.read() as unit:
            self.grid.go_to(unit.today())
        self.grid.setFocus()

    def go_to(self, day: date) -> None:
        """Show a day."""
        self.grid.go_to(day)

    def _show_day(self, day: date) -> None:
        self.day_list.show_rows(day, self._rows.get(day, ()))

    def _enter_day(self, _day: date) -> None:
        self.day_list.enter()

    def current_key(self) -> str:
        """The entry of the day that is looked at; "" for none."""
        return self.day_list.current_key()


class DayList(QWidget):
    """What is due on one day. `chosen(key)` tells which entry is looked at, `activated(key)` of Enter."""

    chosen = Signal(str)
    activated = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._day = label_strong("")
        self.list = ShortList()
        self._build()
        self.list.currentItemChanged.connect(self._tell_chosen)
        self.list.itemActivated.connect(self._tell_activated)

    def _build(self) -> None:
        px = current_look().px
        self.list.setAccessibleName(_("Due on this day"))
        self.list.setFixedHeight(px(_LIST_HEIGHT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), px(14), px(14), 0)
        layout.setSpacing(px(6))
        layout.addWidget(self._day)
        layout.addWidget(self.list)

    def show_rows(self, day: date, rows: Sequence[DueRow]) -> None:
        """Show the entries of a day; the one that is looked at stays so where it is still there."""
        said = ngettext("{n} entry", "{n} entries", len(rows)) if rows else _("nothing is due")
        when = self.locale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)
        self._day.setText(f"{when}: {said}")
        kept = self.current_key()
        self.list.clear()
        for row in rows:
            text = f"{row.finding_number} {what_text(row)} · {owner_text(row)}"
            item = QListWidgetItem(" ".join(text.split()))
            item.setData(_KEY, row.key)
            item.setToolTip(plain_tip(f"{text}\n{row.reference} {row.title}"))
            self.list.addItem(item)
        keys = [row.key for row in rows]
        self.list.setVisible(bool(rows))
        if rows:
            self.list.setCurrentRow(keys.index(kept) if kept in keys else 0)
        else:
            self.chosen.emit("")

    def enter(self) -> None:
        if self.list.count():
            self.list.setFocus()

    def current_key(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def _tell_chosen(self) -> None:
        self.chosen.emit(self.current_key())

    def _tell_activated(self, item: QListWidgetItem) -> None:
        self.activated.emit(str(item.data(_KEY)))


def _by_day(rows: Sequence[DueRow]) -> dict[date, list[DueRow]]:
    found: dict[date, list[DueRow]] = {}
    for row in rows:
        if row.due_on is not None:
            found.setdefault(row.due_on, []).append(row)
    return found


def _entry(row: DueRow) -> DayEntry:
    return DayEntry(f"{row.finding_number} {what_text(row)}", is_overdue(row))


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
