"""The first rows of a workbook or a list as tables, a tab for each sheet."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.evidence.preview.asking import SheetPreview, Sheets
from ui.theme import current_look
from ui.widgets.labels import muted
from ui.widgets.plain_tip import plain_tip
from ui.widgets.tabs import TabBar
from ui.words import _

_ROW_PX = 26
_NARROWEST_PX, _WIDEST_PX = 56, 260
_LETTER_PX = 7.5
_SIDES_PX = 20
_MEASURED_ROWS = 50
_MEASURED_LETTERS = 60
_LETTERS = 26
_Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractTableModel):
    """The cells of one sheet as they are; columns are called A, B, C, rows by their number in the file."""

    def __init__(self, sheet: SheetPreview) -> None:
        super().__init__()
        self._sheet = sheet

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._sheet.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._sheet.columns

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        cells = self._sheet.rows[index.row()].cells
        text = cells[index.column()] if index.column() < len(cells) else ""
        return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else " ".join(text.split())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self._sheet.rows[section].number)
        return column_name(section)


class SheetsView(QWidget):
    """Shows one `Sheets` at a time; the arrow keys walk through its cells, and through the tabs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets: tuple[SheetPreview, ...] = ()
        self._rows: _Rows | None = None
        self._is_cut = False
        self.tabs = TabBar()
        self.table = QTableView()
        self._note = muted("")
        self._build()
        self.tabs.currentChanged.connect(self._show_sheet)

    def _build(self) -> None:
        px, table = current_look().px, self.table
        self.tabs.setAccessibleName(_("Sheets"))
        self.tabs.setUsesScrollButtons(True)
        table.setAccessibleName(_("Content of the file"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setCornerButtonEnabled(False)
        table.setFrameShape(QFrame.Shape.StyledPanel)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(px(_ROW_PX))
        table.verticalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.horizontalHeader().setHighlightSections(False)
        table.verticalHeader().setHighlightSections(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(4))
        layout.addWidget(self.tabs)
        layout.addWidget(table, 1)
        layout.addWidget(self._note)
        self.setFocusProxy(table)

    def show_sheets(self, preview: Sheets) -> None:
        """Put another file in place of the one that is shown, its first sheet in front."""
        self._sheets, self._is_cut = preview.sheets, preview.is_cut
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for sheet in preview.sheets:
            self.tabs.addTab(_title(sheet).replace("&", "&&"))
        self.tabs.blockSignals(False)
        self.tabs.setVisible(any(sheet.name for sheet in preview.sheets))
        self._show_sheet(0)

    def _show_sheet(self, index: int) -> None:
        if not 0 <= index < len(self._sheets):
            return
        sheet = self._sheets[index]
        before = self._rows
        self._rows = _Rows(sheet)
        self.table.setModel(self._rows)
        if before is not None:
            before.deleteLater()
        self._set_widths(sheet)
        if sheet.rows:
            self.table.setCurrentIndex(self._rows.index(0, 0))
        self._note.setText(" ".join(self._notes(sheet)))
        self._note.setVisible(bool(self._note.text()))

    def _set_widths(self, sheet: SheetPreview) -> None:
        px = current_look().px
        for column in range(sheet.columns):
            cells = (row.cells[column] for row in sheet.rows[:_MEASURED_ROWS] if column < len(row.cells))
            longest = max((len(cell[:_MEASURED_LETTERS]) for cell in cells), default=0)
            width = min(max(longest * _LETTER_PX + _SIDES_PX, _NARROWEST_PX), _WIDEST_PX)
            self.table.setColumnWidth(column, px(width))

    def _notes(self, sheet: SheetPreview) -> list[str]:
        notes = []
        if not sheet.rows:
            notes.append(_("This sheet is empty."))
        if sheet.is_cut:
            notes.append(_("Only the start of this sheet is shown."))
        if self._is_cut:
            notes.append(_("The file has more sheets than are shown."))
        return notes

    def go_to(self, unit: str, at: str) -> None:
        """Go to `sheet`, by its name, or to the row of a `line`."""
        names = [sheet.name for sheet in self._sheets]
        if unit == "sheet" and at in names:
            self.tabs.setCurrentIndex(names.index(at))
        elif unit == "line" and at.isdecimal() and self._sheets:
            numbers = [row.number for row in self._sheets[0].rows if row.number <= int(at)]
            if numbers and self._rows is not None:
                self.table.setCurrentIndex(self._rows.index(len(numbers) - 1, 0))


def _title(sheet: SheetPreview) -> str:
    return _("{name} (hidden)").format(name=sheet.name) if sheet.is_hidden else sheet.name


def column_name(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A to Z, then AA."""
    name, number = "", column + 1
    while number:
        number, letter = divmod(number - 1, _LETTERS)
        name = chr(ord("A") + letter) + name
    return name
