"""Words that are only read: plain text always, wrapped or cut with an ellipsis, never clipped."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.widgets.plain_tip import plain_tip
from ui.widgets.text_lines import UNLIMITED, fit_lines, line_pitch


class PlainLabel(QLabel):
    """Text on at most `lines` lines (None for as many as it needs) in the look of its role.

    What does not fit ends in an ellipsis, and the tool tip then says it all.
    """

    def __init__(self, text: str, role: str, lines: int | None = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = UNLIMITED if lines is None else lines
        self._own_tip = ""
        self._fitted: dict[int, list[str]] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(lines is None or lines > 1)
        self._allow_wrapping()
        self.setText(text)

    def setText(self, text: str) -> None:
        if text == self.text():
            return
        super().setText(text)
        self._fitted.clear()
        self.updateGeometry()
        self._show_whole_text_as_tip()

    def setToolTip(self, text: str) -> None:
        self._own_tip = text
        super().setToolTip(plain_tip(text))

    def _allow_wrapping(self) -> None:
        wraps = self._lines > 1
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum if wraps else QSizePolicy.Policy.Fixed
        )
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(part) for part in self.text().split("\n")), default=0)
        width = int(widest) + 2
        if self._lines > 1:
            width = min(width, self._comfortable_width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        width = min(self.sizeHint().width(), 4 * self.font().pixelSize())
        return QSize(width, line_pitch(self.font()))

    def heightForWidth(self, width: int) -> int:
        self.ensurePolished()
        return max(len(self._lines_in(width)), 1) * line_pitch(self.font())

    def _lines_in(self, width: int) -> list[str]:
        # Layouts, tip and painter ask for the same few widths again and again.
        if width not in self._fitted:
            self._fitted[width] = fit_lines(self.text(), self.font(), max(width, 1), self._lines)
        return self._fitted[width]

    def _comfortable_width(self) -> int:
        return 34 * self.font().pixelSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        pitch = line_pitch(self.font())
        lines = self._lines_in(self.width())
        top = self._first_line_top(len(lines) * pitch)
        for position, line in enumerate(lines):
            self._draw(painter, QRect(0, top + position * pitch, self.width(), pitch), line)

    def _first_line_top(self, height: int) -> int:
        if self.alignment() & Qt.AlignmentFlag.AlignTop:
            return 0
        if self.alignment() & Qt.AlignmentFlag.AlignBottom:
            return self.height() - height
        return max(0, (self.height() - height) // 2)

    def _draw(self, painter: QPainter, rect: QRect, line: str) -> None:
        across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        flags = int(across | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        role = self.foregroundRole()
        self.style().drawItemText(painter, rect, flags, self.palette(), self.isEnabled(), line, role)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_whole_text_as_tip()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fitted.clear()
            self.updateGeometry()

    def is_cut(self) -> bool:
        """Whether the text did not fit and ends in an ellipsis."""
        return self._lines < UNLIMITED and self.visible_text() != " ".join(self.text().split())

    def visible_text(self) -> str:
        """The text as it is drawn, its lines joined by spaces."""
        self.ensurePolished()
        return " ".join(self._lines_in(self.width()))

    def _show_whole_text_as_tip(self) -> None:
        """Before it is first shown it has no width yet; the event of its size then comes with the showing."""
        has_size = self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)
        if has_size and not self._own_tip and self._lines < UNLIMITED:
            super().setToolTip(plain_tip(self.text()) if self.is_cut() else "")


def title(text: str, lines: int | None = 1) -> PlainLabel:
    """The name of a page, 18 px."""
    return PlainLabel(text, "title", lines)


def heading(text: str) -> PlainLabel:
    """The name of a part of a page, 14 px, half bold."""
    return PlainLabel(text, "heading")


def question(text: str) -> PlainLabel:
    """What is asked in an interview, 15 px, wrapped."""
    return PlainLabel(text, "question", None)


def figure(text: str) -> PlainLabel:
    """A number that is read first, 24 px."""
    return PlainLabel(text, "figure")


def strong(text: str, lines: int | None = 1) -> PlainLabel:
    """Half bold body text."""
    return PlainLabel(text, "strong", lines)


def body(text: str, lines: int | None = None) -> PlainLabel:
    """Running text, 13 px, wrapped."""
    return PlainLabel(text, "body", lines)


def muted(text: str, lines: int | None = None) -> PlainLabel:
    """Running text that stands back, 13 px, wrapped."""
    return PlainLabel(text, "muted", lines)


def label(text: str, lines: int | None = 1) -> PlainLabel:
    """A small muted word beside or above something, 12 px."""
    return PlainLabel(text, "label", lines)


def label_strong(text: str) -> PlainLabel:
    """The small name of a group of lines, 12 px, half bold."""
    return PlainLabel(text, "label_strong")
