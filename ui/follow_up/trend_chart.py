"""Findings by grade over audits, as bars with their numbers in them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.follow_up.trends import AuditTrend
from ui.finding_words import Total, totals_of
from ui.theme import Look, current_look
from ui.widgets.text_lines import elided
from ui.words import ngettext

_LABEL, _STEP, _BAR, _GAP = 110, 34, 20, 8
_WIDEST = 56
_GRADES = frozenset({"major", "minor", "ofi"})
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class TrendChart(QWidget):
    """One bar for each audit, the oldest on top, all on one scale. It is read aloud as its description."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[AuditTrend] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_rows(self, rows: Sequence[AuditTrend]) -> None:
        self._rows = tuple(rows)
        self.setAccessibleDescription("; ".join(f"{row.number}: {said(row)}" for row in rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = current_look()
        return QSize(look.px(480), look.px(_STEP) * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().px(240), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = current_look()
        painter = QPainter(self)
        most = max((sum(part.n for part in _parts(row)) for row in self._rows), default=1)
        room = self.width() * 6 // 10 - look.px(_LABEL)
        unit = min(room / max(most, 1), look.px(_WIDEST))
        for place, row in enumerate(self._rows):
            line = QRect(0, place * look.px(_STEP), self.width(), look.px(_STEP))
            self._paint_row(painter, look, line, row, unit)

    def _paint_row(self, painter: QPainter, look: Look, line: QRect, row: AuditTrend, unit: float) -> None:
        painter.setFont(self.font())
        painter.setPen(look.theme.colour("text"))
        name = elided(row.number, QFontMetricsF(self.font()), look.px(_LABEL) - look.px(_GAP))
        painter.drawText(QRect(line.left(), line.top(), look.px(_LABEL), line.height()), _LEFT, name)
        left = float(line.left() + look.px(_LABEL))
        top = line.top() + (line.height() - look.px(_BAR)) // 2
        for part in _parts(row):
            width = part.n * unit
            rect = QRect(round(left), top, round(left + width) - round(left), look.px(_BAR))
            self._paint_part(painter, look, rect, part)
            left += width
        rest = QRect(round(left) + look.px(_GAP), line.top(), line.width(), line.height())
        rest.setRight(line.right())
        painter.setPen(look.theme.colour("muted"))
        painter.drawText(rest, _LEFT, elided(said(row), QFontMetricsF(self.font()), rest.width()))

    def _paint_part(self, painter: QPainter, look: Look, rect: QRect, part: Total) -> None:
        if not part.n:
            return
        theme = look.theme
        painter.fillRect(rect.adjusted(0, 0, -1, 0), theme.colour(f"{part.tone}_soft"))
        painter.setPen(theme.colour(part.tone))
        painter.drawRect(rect.adjusted(0, 0, -2, -1))
        if QFontMetricsF(self.font()).horizontalAdvance(str(part.n)) + 4 < rect.width():
            painter.drawText(rect, _CENTRE, str(part.n))


def _parts(row: AuditTrend) -> list[Total]:
    return [one for one in totals_of(row.counts, row.own) if one.code in _GRADES]


def said(row: AuditTrend) -> str:
    """The grades in words, zeros included (R-42), and how many nonconformities have none."""
    bare = row.counts.candidates
    told = [part.text for part in _parts(row)]
    return ", ".join([*told, ngettext("{n} without a grade", "{n} without a grade", bare)] if bare else told)
