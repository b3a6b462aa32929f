"""The rows of a table that is too long to be read at once: ids now, cells when somebody looks."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer

CHUNK = 25
_KEPT_CHUNKS = 200
CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `weight` is its share of the width, `kind` text, badge, number or muted.

    It is never narrower than `least` pixels of the 100 % drawing, nor than the text `widest`.
    """

    key: str
    title: str
    weight: float = 1.0
    align: str = ""
    kind: str = "text"
    sortable: bool = True
    least: int = 44
    widest: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says. `tone` is a badge's tone, or the colour token of a text ("" for the usual one)."""

    text: str
    tone: str = ""
    second_line: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class RowCells:
    """The cells of one row by column key; a missing one is empty."""

    id: str
    cells: Mapping[str, Cell] = field(default_factory=dict)


EMPTY = Cell("")
Fetch = Callable[[list[str]], Sequence[RowCells]]


class LazyRows(QAbstractTableModel):
    """Ids in order, and the cells of those chunks of 25 rows that were looked at last."""

    def __init__(self, columns: Sequence[Column], fetch: Fetch) -> None:
        super().__init__()
        self.columns = list(columns)
        self._fetch = fetch
        self._ids: list[str] = []
        self._chunks: OrderedDict[int, dict[str, RowCells]] = OrderedDict()
        self._unread: set[str] = set()

    def set_ids(self, ids: list[str]) -> None:
        self.beginResetModel()
        self._ids = ids
        self._chunks.clear()
        self.endResetModel()

    def set_title(self, key: str, title: str) -> None:
        """Head a column otherwise."""
        place = self._place_of(key)
        self.columns[place] = replace(self.columns[place], title=title)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, place, place)

    def set_widest(self, key: str, text: str) -> None:
        """Let a column have room for a text."""
        place = self._place_of(key)
        self.columns[place] = replace(self.columns[place], widest=text)

    def _place_of(self, key: str) -> int:
        return next(place for place, column in enumerate(self.columns) if column.key == key)

    def id_at(self, row: int) -> str:
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def row_of(self, row_id: str) -> int:
        """The row of an id, or -1."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    def forget(self, ids: set[str]) -> None:
        """Read the cells of these rows anew, now where they were read before, later where not."""
        for number, chunk in list(self._chunks.items()):
            for row_id in ids & chunk.keys():
                del chunk[row_id]
                row = self._ids.index(row_id, number * CHUNK)
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def cells(self, row: int) -> RowCells:
        """The cells of a row, read with the rest of its chunk where they are not known yet."""
        number = row // CHUNK
        chunk = self._chunks.setdefault(number, {})
        self._chunks.move_to_end(number)
        row_id = self._ids[row]
        if row_id not in chunk:
            self._read(number, chunk)
        return chunk[row_id]

    def _read(self, number: int, chunk: dict[str, RowCells]) -> None:
        wanted = [one for one in self._ids[number * CHUNK : (number + 1) * CHUNK] if one not in chunk]
        chunk.update((one, RowCells(one)) for one in wanted)
        try:
            chunk.update((row.id, row) for row in self._fetch(wanted))
        except Exception:
            # Empty for this painting, which asks for cell after cell; the next look reads them again.
            self._unread.update(wanted)
            QTimer.singleShot(0, self._forget_unread)
            raise
        while len(self._chunks) > _KEPT_CHUNKS:
            self._chunks.popitem(last=False)

    def _forget_unread(self) -> None:
        for chunk in self._chunks.values():
            for row_id in self._unread & chunk.keys():
                del chunk[row_id]
        self._unread.clear()

    def cell(self, index: _Index) -> Cell:
        return self.cells(index.row()).cells.get(self.columns[index.column()].key, EMPTY)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == CELL_ROLE:
            return self.cell(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            cell = self.cell(index)
            return f"{cell.text}\n{cell.second_line}" if cell.second_line else cell.text
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(alignment(self.columns[section]) | Qt.AlignmentFlag.AlignVCenter)
        return None


def alignment(column: Column) -> Qt.AlignmentFlag:
    """Where the texts of a column stand; numbers stand right unless said otherwise."""
    if column.align == "center":
        return Qt.AlignmentFlag.AlignHCenter
    right = column.align == "right" or (column.kind == "number" and not column.align)
    return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
