"""Badges: a word in a pill. The word carries the meaning, the colour only helps."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import Theme, current_look
from ui.widgets.plain_tip import plain_tip
from ui.widgets.text_lines import elided

TONES = ("neutral", "outline", "accent", "major", "minor", "ofi", "strength")
_HEIGHT = 19
_PADDING = 9
_COLOURS = {
    "neutral": ("muted", "neutral_soft", "neutral_soft"),
    "outline": ("muted", "", "line"),
    "accent": ("accent", "accent_soft", "accent_soft"),
    "major": ("major", "major_soft", "major_soft"),
    "minor": ("minor", "minor_soft", "minor_soft"),
    "ofi": ("ofi", "ofi_soft", "ofi_soft"),
    "strength": ("strength", "strength_soft", "strength_soft"),
}


def badge_font(base: QFont) -> QFont:
    """The font of a badge beside text in `base`: one pixel smaller, half bold."""
    font = QFont(base)
    font.setPixelSize(current_look().px(12))
    font.setWeight(QFont.Weight.DemiBold)
    return font


def badge_size(text: str, font: QFont) -> QSize:
    """What a badge with `text` needs, in pixels, when it is painted in `badge_font`."""
    look = current_look()
    return QSize(round(QFontMetricsF(font).horizontalAdvance(text)) + 2 * look.px(_PADDING), look.px(_HEIGHT))


def paint_badge(painter: QPainter, rect: QRect, text: str, tone: str, theme: Theme) -> int:
    """Paint a badge at the left of `rect`, in the middle of its height; the width it took, in pixels.

    The painter's font is used as it is; an unknown tone raises `KeyError`.
    """
    look = current_look()
    ink, fill, border = _COLOURS[tone]
    size = badge_size(text, painter.font())
    width, height = min(size.width(), rect.width()), min(size.height(), rect.height())
    pill = QRect(rect.left(), rect.top() + (rect.height() - height) // 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(border), 1))
    painter.setBrush(theme.colour(fill) if fill else QColor(Qt.GlobalColor.transparent))
    painter.drawRoundedRect(QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
    painter.setPen(theme.colour(ink))
    room = width - 2 * look.px(_PADDING) + 1
    shown = elided(text, QFontMetricsF(painter.font()), room)
    painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), shown)
    painter.restore()
    return width


class Badge(QLabel):
    """A word in a pill; `tone` is one of `TONES`."""

    def __init__(self, text: str, tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setProperty("role", "badge")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_badge(text, tone)

    def tone(self) -> str:
        return self._tone

    def set_badge(self, text: str, tone: str) -> None:
        """Show another word; an unknown tone raises `ValueError`."""
        if tone not in _COLOURS:
            raise ValueError(tone)
        self._tone = tone
        self.setText(text)
        self.setToolTip(plain_tip(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return badge_size(self.text(), badge_font(self.font()))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), current_look().px(40)), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(badge_font(self.font()))
        paint_badge(painter, self.rect(), self.text(), self._tone, current_look().theme)
