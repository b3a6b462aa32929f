"""The columns of a profile in their order: ticked, moved, and given other headings."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from app.reporting.finding_list.columns import COLUMNS
from app.reporting.finding_list.profile import ProfileColumn
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.form import form_row, line_field
from ui.widgets.short_list import ShortList
from ui.words import _

_KEY, _HEADING = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
_LONGEST_HEADING = 200


class ColumnList(QWidget):
    """`changed()` follows whatever the user did to the columns; `show_columns` is silent."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = ShortList()
        self.heading = line_field()
        self.up = button(_("Move up"))
        self.down = button(_("Move down"))
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.list.setAccessibleName(_("Columns of the file"))
        self.heading.setMaxLength(_LONGEST_HEADING)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(form_row(_("Heading in the file"), self.heading), 1)
        row.addWidget(self.up, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.down, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addWidget(self.list, 1)
        layout.addLayout(row)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._show_heading)
        self.list.itemChanged.connect(self._tell_change)
        self.list.itemActivated.connect(self._turn)
        self.heading.textEdited.connect(self._rename)
        self.up.clicked.connect(self.move_up)
        self.down.clicked.connect(self.move_down)

    def show_columns(self, columns: Sequence[ProfileColumn]) -> None:
        """Those of a profile first, ticked; behind them all that it leaves out."""
        self.list.blockSignals(True)
        self.list.clear()
        chosen = {column.key for column in columns}
        rest = [ProfileColumn(key) for key in COLUMNS if key not in chosen]
        for column in (*columns, *rest):
            item = QListWidgetItem()
            item.setData(_KEY, column.key)
            item.setData(_HEADING, column.heading)
            item.setCheckState(_check(column.key in chosen))
            _name(item)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._show_heading()

    def columns(self) -> tuple[ProfileColumn, ...]:
        """The ticked columns in the order in which they stand."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            ProfileColumn(item.data(_KEY), item.data(_HEADING))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def move_up(self) -> None:
        """Put the column before the one above it; it stays the chosen one."""
        self._move(-1)

    def move_down(self) -> None:
        """Put the column behind the one below it; it stays the chosen one."""
        self._move(1)

    def _move(self, steps: int) -> None:
        row = self.list.currentRow()
        if row < 0 or not 0 <= row + steps < self.list.count():
            return
        self.list.blockSignals(True)
        item = self.list.takeItem(row)
        self.list.insertItem(row + steps, item)
        self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._show_heading()
        self.changed.emit()

    def _turn(self, item: QListWidgetItem) -> None:
        """Enter and a double click do what the space bar does."""
        item.setCheckState(_check(item.checkState() is not Qt.CheckState.Checked))

    def _tell_change(self, _item: QListWidgetItem) -> None:
        self.changed.emit()

    def _rename(self, text: str) -> None:
        item = self.list.currentItem()
        self.list.blockSignals(True)
        item.setData(_HEADING, text.strip())
        _name(item)
        self.list.blockSignals(False)
        self.changed.emit()

    def _show_heading(self, *_items: object) -> None:
        item = self.list.currentItem()
        self.heading.setEnabled(item is not None)
        self.heading.setText(item.data(_HEADING) if item else "")
        self.heading.setPlaceholderText(_own_title(item) if item else "")


def _own_title(item: QListWidgetItem) -> str:
    return _(COLUMNS[item.data(_KEY)].title)


def _name(item: QListWidgetItem) -> None:
    """`Ref. (Number)` where the office calls it otherwise."""
    heading, own = item.data(_HEADING), _own_title(item)
    item.setText(f"{' '.join(heading.split())} ({own})" if heading else own)


def _check(is_ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
