"""Lines that open a place: something to do, or an entry of the agenda."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import current_look, icon, tabular
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.plain_tip import plain_tip
from ui.widgets.text_lines import elided, fit_lines, half_bold, line_pitch

_SIDE = 11
_CHEVRON = 16
_TIME_WIDTH = 92
_STATE_WIDTH = 44
_USUAL_WIDTH = 240
_MOST_LINES = 2
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RowCard(Card):
    """A card with lines in it: their ground reaches beyond their words, and all words stand in one column."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        px, edge = current_look().px, self.body.contentsMargins()
        beyond = px(_SIDE)
        self.body.setContentsMargins(edge.left() - beyond, edge.top(), edge.right() - beyond, edge.bottom())
        self.header.setContentsMargins(beyond, 0, beyond, 0)

    def add_words(self, label: QWidget) -> None:
        """Add a label that stands where the words of the lines stand."""
        room = QHBoxLayout()
        room.setContentsMargins(current_look().px(_SIDE), 0, current_look().px(_SIDE), 0)
        room.addWidget(label)
        self.body.addLayout(room)


class _Row(Button):
    """A button as wide as its card that draws its own words."""

    padding = 3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "nav", parent=parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Its height follows from its width alone: a least height for narrow lines would count beside it.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self.ensurePolished()
        lines = self.lines(width - 2 * current_look().px(_SIDE))
        return lines * line_pitch(self.font()) + 2 * current_look().px(self.padding)

    def lines(self, _room: int) -> int:
        """How many lines the words take in a room of so many pixels."""
        return 1

    def sizeHint(self) -> QSize:
        width = current_look().px(_USUAL_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        look = current_look()
        return QSize(look.px(_USUAL_WIDTH // 2), line_pitch(self.font()) + 2 * look.px(self.padding))


class PointerRow(_Row):
    """A sentence on up to two lines, and the arrow that says that it leads somewhere."""

    def show_text(self, text: str) -> None:
        self.set_label(text)
        self.setToolTip(plain_tip(text))

    def lines(self, room: int) -> int:
        return len(fit_lines(self.label(), self.font(), room - current_look().px(_CHEVRON + 8), _MOST_LINES))

    def _draw_label(self, painter: QPainter, rest: QRect) -> None:
        look = current_look()
        size, pitch = look.px(_CHEVRON), line_pitch(self.font())
        place = QRect(rest.right() + 1 - size, rest.center().y() - size // 2 + 1, size, size)
        icon("chevron-right", look.theme, "muted", size).paint(painter, place)
        painter.setFont(self.font())
        painter.setPen(look.theme.colour("text"))
        lines = fit_lines(self.label(), self.font(), rest.width() - look.px(_CHEVRON + 8), _MOST_LINES)
        top = rest.center().y() - len(lines) * pitch // 2 + 1
        for number, line in enumerate(lines):
            painter.drawText(QRect(rest.left(), top + number * pitch, rest.width(), pitch), _LEFT, line)


class AgendaRow(_Row):
    """Time, who, what, and whether it is held, goes on now or comes next."""

    padding = 7

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._time = self._who = self._what = self._state = ""
        self._is_now = False

    def show_entry(self, time: str, who: str, what: str, state: str, *, is_now: bool) -> None:
        """Show an entry in words; `who` stands out, `state` stands at the right end."""
        self._time, self._who, self._what, self._state = time, who, what, state
        self._is_now = is_now
        text = ", ".join(part for part in (time, who, what, state) if part)
        self.set_label(text)
        self.setToolTip(plain_tip(text))
        self.update()

    def _draw_label(self, painter: QPainter, rest: QRect) -> None:
        look = current_look()
        left = rest.left() + look.px(_TIME_WIDTH)
        end = rest.right() + 1 - look.px(_STATE_WIDTH)
        self._draw_ends(painter, rest)
        who = elided(self._who, QFontMetricsF(half_bold(self.font())), end - left)
        painter.setPen(look.theme.colour("text"))
        painter.setFont(half_bold(self.font()))
        painter.drawText(QRect(left, rest.top(), end - left, rest.height()), _LEFT, who)
        left += round(QFontMetricsF(half_bold(self.font())).horizontalAdvance(who)) if who else 0
        what = f", {self._what}" if who and self._what else self._what
        painter.setFont(self.font())
        room = QRect(left, rest.top(), max(end - left, 0), rest.height())
        painter.drawText(room, _LEFT, elided(what, QFontMetricsF(self.font()), room.width()))

    def _draw_ends(self, painter: QPainter, rest: QRect) -> None:
        look = current_look()
        painter.setFont(tabular(self.font()))
        painter.setPen(look.theme.colour("muted"))
        room = look.px(_TIME_WIDTH) - look.px(8)
        painter.drawText(rest, _LEFT, elided(self._time, QFontMetricsF(painter.font()), room))
        if self._is_now:
            painter.setFont(half_bold(self.font()))
            painter.setPen(look.theme.colour("accent"))
        painter.drawText(rest, _RIGHT, self._state)
        line = QRect(rest.left(), self.height() - 1, rest.width(), 1)
        painter.fillRect(line, look.theme.colour("line"))
