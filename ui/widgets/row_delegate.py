"""How a row of a lazy table is painted: fixed height, texts cut with an ellipsis."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from ui.theme import current_look, tabular
from ui.widgets.badge import TONES, badge_font, paint_badge
from ui.widgets.lazy_rows import CELL_ROLE, Cell, Column, alignment
from ui.widgets.plain_tip import plain_tip
from ui.widgets.text_lines import fit_lines, line_pitch

PADDING = 8
_MOST_REMEMBERED = 4000
_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints cells of `columns`, at most `lines` lines high."""

    def __init__(self, columns: list[Column], lines: int) -> None:
        super().__init__()
        self._columns = columns
        self._lines = lines
        self._fitted: dict[tuple[str, str, float, int], list[str]] = {}

    def row_height(self, font: QFont) -> int:
        """The height of every row, in pixels."""
        return self._lines * line_pitch(font) + 2 * current_look().px(PADDING) + 1

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(current_look().px(40), self.row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell = index.data(CELL_ROLE)
        column = self._columns[index.column()]
        painter.save()
        self._paint_ground(painter, option)
        if column.kind == "badge" and cell.text:
            self._paint_badge(painter, option, cell)
        else:
            self._paint_text(painter, option, column, cell)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme = current_look().theme
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, theme.colour("hover"))
        bottom = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
        painter.fillRect(bottom, theme.colour("line"))

    def _paint_badge(self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell) -> None:
        painter.setFont(badge_font(option.font))
        rect = self._room(option)
        rect.setHeight(line_pitch(option.font))
        paint_badge(painter, rect, cell.text, cell.tone or "neutral", current_look().theme)

    def _paint_text(
        self, painter: QPainter, option: QStyleOptionViewItem, column: Column, cell: Cell
    ) -> None:
        theme = current_look().theme
        painter.setFont(_font(option.font, column, cell))
        painter.setPen(theme.colour(_token(column, cell)))
        first = 1 if cell.second_line else self._lines
        used = self._draw_lines(painter, option, column, cell.text, first, 0)
        if cell.second_line and self._lines > 1:
            small = QFont(option.font)
            small.setPixelSize(current_look().px(12))
            painter.setFont(small)
            painter.setPen(theme.colour("muted"))
            self._draw_lines(painter, option, column, cell.second_line, 1, used)

    def _draw_lines(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        column: Column,
        text: str,
        most: int,
        skipped: int,
    ) -> int:
        room = self._room(option)
        pitch = line_pitch(option.font)
        flags = int(alignment(column) | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        lines = self._fit(text, painter.font(), room.width(), most)
        for position, line in enumerate(lines):
            top = room.top() + (skipped + position) * pitch
            painter.drawText(QRect(room.left(), top, room.width(), pitch), flags, line)
        return len(lines)

    def _room(self, option: QStyleOptionViewItem) -> QRect:
        pad = current_look().px(PADDING)
        return QRect(option.rect).adjusted(pad, pad, -pad, -pad - 1)

    def _fit(self, text: str, font: QFont, width: float, most: int) -> list[str]:
        key = (text, font.key(), width, most)
        found = self._fitted.get(key)
        if found is None:
            if len(self._fitted) > _MOST_REMEMBERED:
                self._fitted.clear()
            found = self._fitted[key] = fit_lines(text, font, width, most)
        return found

    def is_cut(self, option: QStyleOptionViewItem, index: _Index) -> bool:
        """Whether part of the cell's text is not to be seen."""
        cell: Cell = index.data(CELL_ROLE)
        room = self._room(option).width()
        first = 1 if cell.second_line else self._lines
        shown = " ".join(
            fit_lines(cell.text, _font(option.font, self._columns[index.column()], cell), room, first)
        )
        if shown != " ".join(cell.text.split()):
            return True
        return fit_lines(cell.second_line, option.font, room, 1) != [cell.second_line]

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        text = str(index.data()) if self.is_cut(option, index) else ""
        QToolTip.showText(event.globalPos(), plain_tip(text), view)
        return True

    def editorEvent(
        self, _event: QEvent, _model: QAbstractItemModel, _option: QStyleOptionViewItem, _index: _Index
    ) -> bool:
        return False


def _font(base: QFont, column: Column, cell: Cell) -> QFont:
    font = tabular(base) if column.kind == "number" else QFont(base)
    if cell.bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def _token(column: Column, cell: Cell) -> str:
    if cell.tone and cell.tone not in ("neutral", "outline"):
        return cell.tone
    return "muted" if column.kind == "muted" or cell.tone in TONES else "text"
