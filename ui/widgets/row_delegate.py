"""How a row of a lazy table is painted: fixed height, texts cut with an ellipsis."""

import re
from collections.abc import Sequence
from math import ceil
from string import digits

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QStaticText, QTransform
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from ui.theme import Look, Theme, current_look, tabular
from ui.widgets.badge import TONES, badge_font, paint_badge
from ui.widgets.lazy_rows import CELL_ROLE, Cell, Column, alignment
from ui.widgets.plain_tip import plain_tip
from ui.widgets.text_lines import fit_lines, line_pitch

PADDING = 8
_DIGIT = re.compile(r"\d")
_MOST_REMEMBERED = 3000
_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints cells of `columns`, at most `lines` lines high."""

    def __init__(self, columns: list[Column], lines: int) -> None:
        super().__init__()
        self._columns = columns
        self._lines = lines
        self._fitted: dict[tuple[str, str, float, int], list[QStaticText]] = {}

    def row_height(self, font: QFont) -> int:
        """The height of every row, in pixels."""
        return self._lines * line_pitch(font) + 2 * current_look().px(PADDING) + 1

    def width_of(self, text: str, font: QFont) -> int:
        """The width of a column that shows a text whole, bold and with any other digits; 0 for none."""
        if not text:
            return 0
        bold = _font(font, Column("", ""), Cell("", bold=True))
        widths = (_shaped(_DIGIT.sub(digit, text), bold).size().width() for digit in digits)
        return ceil(max(widths)) + 2 * current_look().px(PADDING)

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(current_look().px(40), self.row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell: Cell = index.data(CELL_ROLE)
        column, look = self._columns[index.column()], current_look()
        painter.save()
        _paint_ground(painter, option, look.theme)
        if column.kind == "badge" and cell.text:
            room = _room(option, look)
            room.setHeight(line_pitch(option.font))
            painter.setFont(badge_font(option.font))
            paint_badge(painter, room, cell.text, cell.tone or "neutral", look.theme)
        else:
            self._paint_text(painter, option, column, cell, look)
        painter.restore()

    def _paint_text(
        self, painter: QPainter, option: QStyleOptionViewItem, column: Column, cell: Cell, look: Look
    ) -> None:
        room, pitch = _room(option, look), line_pitch(option.font)
        has_second = bool(cell.second_line) and self._lines > 1
        font = _font(option.font, column, cell)
        first = self._fit(cell.text, font, room.width(), 1 if has_second else self._lines)
        painter.setPen(look.theme.colour(_token(column, cell)))
        painter.setFont(font)
        _draw_lines(painter, room, pitch, column, first)
        if has_second:
            small = QFont(option.font)
            small.setPixelSize(look.px(12))
            painter.setFont(small)
            painter.setPen(look.theme.colour("muted"))
            room.translate(0, len(first) * pitch)
            _draw_lines(painter, room, pitch, column, self._fit(cell.second_line, small, room.width(), 1))

    def _fit(self, text: str, font: QFont, width: float, most: int) -> list[QStaticText]:
        """The lines of a text as they are drawn, shaped once: the same cells are painted again and again."""
        key = (text, font.key(), width, most)
        found = self._fitted.get(key)
        if found is None:
            if len(self._fitted) > _MOST_REMEMBERED:
                self._fitted.clear()
            found = self._fitted[key] = _shaped_lines(text, font, width, most)
        return found

    def is_cut(self, option: QStyleOptionViewItem, index: _Index) -> bool:
        """Whether part of the cell's text is not to be seen."""
        cell: Cell = index.data(CELL_ROLE)
        room = _room(option, current_look()).width()
        first = 1 if cell.second_line and self._lines > 1 else self._lines
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


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, theme.colour("accent_soft"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, theme.colour("hover"))
    bottom = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
    painter.fillRect(bottom, theme.colour("line"))


def _room(option: QStyleOptionViewItem, look: Look) -> QRect:
    pad = look.px(PADDING)
    return QRect(option.rect).adjusted(pad, pad, -pad, -pad - 1)


def _shaped_lines(text: str, font: QFont, width: float, most: int) -> list[QStaticText]:
    if "\n" not in text and (whole := _shaped(text, font)).size().width() <= width:
        return [whole]
    return [_shaped(line, font) for line in fit_lines(text, font, width, most)]


def _shaped(line: str, font: QFont) -> QStaticText:
    made = QStaticText(line)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(QTransform(), font)
    return made


def _draw_lines(
    painter: QPainter, room: QRect, pitch: int, column: Column, lines: Sequence[QStaticText]
) -> None:
    side = alignment(column)
    for position, line in enumerate(lines):
        size = line.size()
        spare = room.width() - size.width()
        left = {_RIGHT: spare, _CENTRE: spare / 2}.get(side, 0.0)
        top = position * pitch + (pitch - size.height()) / 2
        painter.drawStaticText(QPointF(room.left() + left, room.top() + top), line)


def _font(base: QFont, column: Column, cell: Cell) -> QFont:
    font = tabular(base) if column.kind == "number" else QFont(base)
    if cell.bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def _token(column: Column, cell: Cell) -> str:
    if cell.tone and cell.tone not in ("neutral", "outline"):
        return cell.tone
    return "muted" if column.kind == "muted" or cell.tone in TONES else "text"
