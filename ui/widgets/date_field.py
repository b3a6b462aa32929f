"""A date that may be missing: typed in any usual way, or taken from a calendar."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme import current_look, icon
from ui.widgets.buttons import icon_button
from ui.widgets.refusal_line import RefusalLine
from ui.words import _

_SHOWN = "d MMM yyyy"
_EXAMPLE_YEAR = 2026
_UNDERSTOOD = (
    "yyyy-MM-dd",
    _SHOWN,
    "d MMMM yyyy",
    "d.M.yyyy",
    "d/M/yyyy",
    "d-M-yyyy",
    "d MMM yy",
    "d.M.yy",
    "d/M/yy",
)
_WITHOUT_YEAR = ("d MMM", "d MMMM", "d.M.", "d.M", "d/M")
_CENTURY = 100
_ARROWS = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}


def read_date(text: str, locale: QLocale, year: int | None = None) -> dt.date | None:
    """The date a person meant, day before month unless it is ISO 8601; None when it is none.

    A day without its year is one of `year`.
    """
    words = " ".join(text.split())
    found = _read(words, _UNDERSTOOD, locale)
    if found is None and year is not None:
        found = _read(f"{words} {year}", [f"{pattern} yyyy" for pattern in _WITHOUT_YEAR], locale)
    return found


def _read(words: str, patterns: Sequence[str], locale: QLocale) -> dt.date | None:
    for pattern in patterns:
        for tongue in (locale, QLocale(QLocale.Language.English)):
            found = tongue.toDate(words, pattern)
            if found.isValid():
                return _in_this_century(found)
    return None


def _in_this_century(found: QDate) -> dt.date:
    year = found.year()
    return dt.date(year + _CENTURY if 1900 <= year < 1950 else year, found.month(), found.day())


class DateField(QWidget):
    """`value()` is a date or None. Up and Down change it by a day, Alt+Down opens a calendar.

    `value_chosen(date or None)` tells what the user entered; `set_value` is silent. A text that is no date
    stays as it is, is marked, with what is expected below it, and `is_valid()` is False.
    """

    value_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: dt.date | None = None
        self._year: int | None = None
        self._line = QLineEdit(self)
        self._open = icon_button("calendar", _("Open calendar"))
        self._expected = RefusalLine()
        self._calendar: _CalendarPopup | None = None
        self._build()
        self._line.editingFinished.connect(self._take_over)
        self._open.clicked.connect(self._show_calendar)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(4))
        row = QHBoxLayout()
        row.setSpacing(current_look().px(4))
        row.addWidget(self._line, 1)
        row.addWidget(self._open)
        layout.addLayout(row)
        layout.setAlignment(row, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._expected)
        self._line.setPlaceholderText(_("Day month year"))
        self._line.installEventFilter(self)
        self.setFocusProxy(self._line)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self._describe()

    def _describe(self) -> None:
        """Have a screen reader say what the field is for, and what is expected where that is shown."""
        said = (self.accessibleDescription(), self._expected.text())
        self._line.setAccessibleDescription(" ".join(filter(None, said)))

    def value(self) -> dt.date | None:
        return self._value

    def set_year(self, year: int) -> None:
        """The year that is meant where a day is typed without one and no date stood there."""
        self._year = year

    def set_value(self, value: dt.date | None) -> None:
        """Show a date; what is being typed is not overwritten, nor what was typed and is no date."""
        if self._line.hasFocus() and self._line.isModified():
            return
        if value == self._value and not self.is_valid():
            return
        self._show(value)

    def is_valid(self) -> bool:
        """Whether the text is a date, or empty."""
        return not self._line.text().strip() or self._read() is not None

    def _read(self) -> dt.date | None:
        """What is typed; a day without a year is in the year that stood there, or in the usual one."""
        return read_date(self._line.text(), self.locale(), self._value.year if self._value else self._year)

    def line(self) -> QLineEdit:
        """The line that is typed into."""
        return self._line

    def _show(self, value: dt.date | None) -> None:
        self._value = value
        self._line.setText(self.locale().toString(_qt(value), _SHOWN) if value else "")
        self._mark()

    def _take_over(self) -> None:
        self._mark()
        if self.is_valid():
            self._choose(self._read())

    def _choose(self, value: dt.date | None) -> None:
        changed = value != self._value
        self._show(value)
        if changed:
            self.value_chosen.emit(value)

    def _mark(self) -> None:
        failed = not self.is_valid()
        if bool(self._line.property("failed")) == failed:
            return
        self._expected.say(self._what_is_expected() if failed else "")
        self._describe()
        self._line.setProperty("failed", failed)
        self._line.style().unpolish(self._line)
        self._line.style().polish(self._line)

    def _what_is_expected(self) -> str:
        """By an example whose day is no month: it shows which of them comes first."""
        year = self._value.year if self._value else self._year or _EXAMPLE_YEAR
        day = self.locale().toString(QDate(year, 11, 24), _SHOWN)
        return _("No date yet: day, month and year, such as {day}.").format(day=day)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._took_key(event)
        return super().eventFilter(watched, event)

    def _took_key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            return False
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._show_calendar()
            return True
        if self._value is None:
            return False
        self._choose(self._value + dt.timedelta(days=step))
        return True

    def _show_calendar(self) -> None:
        if self._calendar is None:
            self._calendar = _CalendarPopup(self)
            self._calendar.date_picked.connect(self._pick)
        self._calendar.show_at(QRect(self.mapToGlobal(QPoint()), self.size()), self._value)

    def _pick(self, value: dt.date) -> None:
        self._choose(value)
        self._line.setFocus()


class _CalendarPopup(QFrame):
    date_picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self._calendar = QCalendarWidget(self)
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self._calendar.setFirstDayOfWeek(parent.locale().firstDayOfWeek())
        self._calendar.setAccessibleName(_("Calendar"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._calendar)
        self._calendar.activated.connect(self._pick)
        self._calendar.clicked.connect(self._pick)

    def show_at(self, field: QRect, value: dt.date | None) -> None:
        """Show it at a field (its place on the screen), all of it on the screen."""
        if value:
            self._calendar.setSelectedDate(_qt(value))
        self._dress()
        self.adjustSize()
        self.move(popup_place(field, self.size(), self.screen().availableGeometry()))
        self.show()
        self._calendar.setFocus()

    def _dress(self) -> None:
        look = current_look()
        for name, icon_name in _ARROWS.items():
            arrow = self._calendar.findChild(QToolButton, name)
            if isinstance(arrow, QToolButton):
                arrow.setIcon(icon(icon_name, look.theme, "text", look.px(20)))
        plain = QTextCharFormat()
        plain.setForeground(look.theme.colour("muted"))
        self._calendar.setHeaderTextFormat(plain)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(day, plain)

    def _pick(self, picked: QDate) -> None:
        self.hide()
        self.date_picked.emit(dt.date(picked.year(), picked.month(), picked.day()))


def popup_place(field: QRect, size: QSize, screen: QRect) -> QPoint:
    """The top left corner of what pops up below a field, or above it where the screen ends."""
    left = max(screen.left(), min(field.left(), screen.right() + 1 - size.width()))
    below = field.bottom() + 1
    fits_below = below + size.height() <= screen.bottom() + 1
    return QPoint(left, below if fits_below else max(screen.top(), field.top() - size.height()))


def _qt(value: dt.date) -> QDate:
    return QDate(value.year, value.month, value.day)
