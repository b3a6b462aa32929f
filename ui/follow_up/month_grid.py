"""A month with what is due on each day; the arrow keys go from day to day."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.theme import Look, current_look
from ui.widgets.plain_tip import plain_tip
from ui.widgets.text_lines import elided, half_bold, line_pitch
from ui.words import _, ngettext

_WEEKS, _DAYS = 6, 7
_HEAD = 26
_PAD = 6
_MARK = 6
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_DAYS,
    Qt.Key.Key_Down: _DAYS,
}


@dataclass(frozen=True, slots=True)
class DayEntry:
    """Something due on a day, in a few words; `is_late` where it is overdue."""

    text: str
    is_late: bool = False


class MonthGrid(QWidget):
    """`day_chosen(date)` tells of every change of the day, `month_changed(first)` of the month;
    `day_activated(date)` of Enter."""

    day_chosen = Signal(object)
    month_changed = Signal(object)
    day_activated = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._day = today
        self._entries: Mapping[date, Sequence[DayEntry]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._describe()

    def day(self) -> date:
        return self._day

    def first_shown(self) -> date:
        """The first day of the first week that is seen."""
        first = self._day.replace(day=1)
        return first - timedelta(days=(first.weekday() - self._first_weekday()) % _DAYS)

    def last_shown(self) -> date:
        return self.first_shown() + timedelta(days=_WEEKS * _DAYS - 1)

    def _first_weekday(self) -> int:
        """0 for Monday, as the language of the system begins its weeks."""
        return self.locale().firstDayOfWeek().value - 1

    def set_entries(self, today: date, entries: Mapping[date, Sequence[DayEntry]]) -> None:
        """Show these, by day."""
        self._today, self._entries = today, entries
        self._describe()
        self.update()

    def entries(self) -> Sequence[DayEntry]:
        """What is due on the chosen day."""
        return self._entries.get(self._day, ())

    def go_to(self, day: date) -> None:
        """Choose a day; another month is shown where it belongs to one."""
        if day == self._day:
            return
        is_other = (day.year, day.month) != (self._day.year, self._day.month)
        self._day = day
        if is_other:
            self.month_changed.emit(day.replace(day=1))
        self._describe()
        self.update()
        self.day_chosen.emit(day)

    def go_months(self, months: int) -> None:
        """The same day of another month, or its last where it has no such day."""
        total = self._day.year * 12 + self._day.month - 1 + months
        year, month = divmod(total, 12)
        last = calendar.monthrange(year, month + 1)[1]
        self.go_to(date(year, month + 1, min(self._day.day, last)))

    def _describe(self) -> None:
        texts = [entry.text for entry in self.entries()]
        said = ngettext("{n} entry", "{n} entries", len(texts))
        day = QDate(self._day.year, self._day.month, self._day.day)
        when = self.locale().toString(day, QLocale.FormatType.LongFormat)
        self.setAccessibleName(_("Calendar"))
        self.setAccessibleDescription(f"{when}: {said}. {'; '.join(texts)}")

    def sizeHint(self) -> QSize:
        look = current_look()
        return QSize(look.px(640), look.px(_HEAD + _WEEKS * 76))

    def minimumSizeHint(self) -> QSize:
        look = current_look()
        return QSize(look.px(300), look.px(_HEAD + _WEEKS * 40))

    def _cell(self, number: int) -> QRect:
        head = current_look().px(_HEAD)
        week, column = divmod(number, _DAYS)
        left, right = (self.width() * at // _DAYS for at in (column, column + 1))
        height = self.height() - head
        top, bottom = (head + height * at // _WEEKS for at in (week, week + 1))
        return QRect(left, top, right - left, bottom - top)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), current_look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter, look)
        first = self.first_shown()
        for number in range(_WEEKS * _DAYS):
            self._paint_day(painter, look, self._cell(number), first + timedelta(days=number))

    def _paint_head(self, painter: QPainter, look: Look) -> None:
        painter.setPen(look.theme.colour("muted"))
        painter.setFont(half_bold(self.font()))
        for column in range(_DAYS):
            cell = self._cell(column)
            weekday = (self._first_weekday() + column) % _DAYS + 1
            name = self.locale().dayName(weekday, QLocale.FormatType.ShortFormat)
            rect = QRect(cell.left() + look.px(_PAD), 0, cell.width(), look.px(_HEAD))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)

    def _paint_day(self, painter: QPainter, look: Look, cell: QRect, day: date) -> None:
        theme, is_chosen = look.theme, day == self._day
        painter.fillRect(cell, theme.colour("accent_soft" if is_chosen else "panel"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRect(cell.adjusted(0, 0, *self._edge(cell)))
        if is_chosen and self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), look.px(2)))
            painter.drawRect(cell.adjusted(1, 1, -2, -2))
        inner = cell.adjusted(look.px(_PAD), look.px(4), -look.px(_PAD), -look.px(4))
        painter.setFont(half_bold(self.font()) if day == self._today else self.font())
        painter.setPen(theme.colour(self._ink(day)))
        painter.drawText(
            inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), self._number(day)
        )
        self._paint_entries(painter, look, inner, self._entries.get(day, ()))

    def _edge(self, cell: QRect) -> tuple[int, int]:
        """Neighbours share a line; the last ones draw their own."""
        is_last = cell.right() + 1 >= self.width(), cell.bottom() + 1 >= self.height()
        return -int(is_last[0]), -int(is_last[1])

    def _ink(self, day: date) -> str:
        if day == self._today:
            return "accent"
        return "text" if day.month == self._day.month else "muted"

    def _number(self, day: date) -> str:
        return _("{day} today").format(day=day.day) if day == self._today else str(day.day)

    def _paint_entries(
        self, painter: QPainter, look: Look, inner: QRect, entries: Sequence[DayEntry]
    ) -> None:
        pitch, mark = line_pitch(self.font()), look.px(_MARK)
        top, lines = inner.top() + pitch, max((inner.height() - pitch) // pitch, 0)
        shown = entries if len(entries) <= lines else entries[: max(lines - 1, 0)]
        painter.setFont(self.font())
        for place, entry in enumerate(shown):
            line = QRect(inner.left(), top + place * pitch, inner.width(), pitch)
            self._paint_mark(painter, look, line, entry)
            painter.setPen(look.theme.colour("text"))
            self._write(painter, line.adjusted(mark + look.px(5), 0, 0, 0), entry.text)
        left = len(entries) - len(shown)
        if left and lines:
            line = QRect(inner.left(), top + len(shown) * pitch, inner.width(), pitch)
            painter.setPen(look.theme.colour("muted"))
            self._write(painter, line, ngettext("{n} more", "{n} more", left))

    def _paint_mark(self, painter: QPainter, look: Look, line: QRect, entry: DayEntry) -> None:
        """A full square for what is overdue, an outlined one for what is to come."""
        side = look.px(_MARK)
        square = QRect(line.left(), line.center().y() - side // 2, side, side)
        painter.setPen(QPen(look.theme.colour("accent"), 1))
        painter.setBrush(look.theme.colour("accent") if entry.is_late else Qt.BrushStyle.NoBrush)
        painter.drawRect(square)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _write(self, painter: QPainter, rect: QRect, text: str) -> None:
        shown = elided(text, QFontMetricsF(painter.font()), rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def _day_at(self, place: QPoint) -> date | None:
        for number in range(_WEEKS * _DAYS):
            if self._cell(number).contains(place):
                return self.first_shown() + timedelta(days=number)
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().toPoint())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.go_to(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.go_to(self._day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.go_months(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Home:
            self.go_to(self._today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_activated.emit(self._day)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self._day_at(event.pos())
            texts = [entry.text for entry in self._entries.get(day, ())] if day else []
            QToolTip.showText(event.globalPos(), plain_tip("\n".join(texts)), self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
