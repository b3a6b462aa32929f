"""A few words that stand out, and what follows them in the same paragraph."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import current_look
from ui.widgets.plain_tip import plain_tip
from ui.widgets.text_lines import elided, half_bold, line_pitch

_MANY = 10_000


class LeadLabel(QLabel):
    """`lead` half bold in the text's colour, then `rest` in the colour `tone` (a token); plain text always.

    It takes at most `lines` lines; what does not fit ends in an ellipsis, and the tool tip says it all.
    """

    def __init__(
        self,
        lead: str = "",
        rest: str = "",
        *,
        lines: int | None = 1,
        role: str = "body",
        tone: str = "muted",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._most = lines or _MANY
        self._tone = tone
        self._lead = self._rest = ""
        self._layouts: dict[int, QTextLayout] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_words(lead, rest)

    def set_words(self, lead: str, rest: str) -> None:
        """Show other words; line breaks in them count as blanks."""
        self._lead, self._rest = (" ".join(part.split()) for part in (lead, rest))
        self._layouts.clear()
        self.setText(self._whole())
        self.updateGeometry()
        self._tell_what_is_cut()

    def _whole(self) -> str:
        return " ".join(part for part in (self._lead, self._rest) if part)

    def _fitted(self, width: int) -> QTextLayout:
        """The words laid out in `width` pixels, cut where the lines are used up."""
        if width not in self._layouts:
            self._layouts[width] = self._cut(width)
        return self._layouts[width]

    def _cut(self, width: int) -> QTextLayout:
        layout, starts = self._laid_out(self._whole(), width)
        if len(starts) <= self._most:
            return layout
        units = self._whole().encode("utf-16-le")
        start = 2 * starts[self._most - 1]
        last = elided(units[start:].decode("utf-16-le"), QFontMetricsF(half_bold(self.font())), width)
        return self._laid_out(units[:start].decode("utf-16-le") + last, width)[0]

    def _laid_out(self, text: str, width: float) -> tuple[QTextLayout, list[int]]:
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats(text))
        pitch, starts = line_pitch(self.font()), list[int]()
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1.0))
            line.setPosition(QPointF(0, len(starts) * pitch + (pitch - line.height()) / 2))
            starts.append(line.textStart())
        layout.endLayout()
        return layout, starts

    def _formats(self, text: str) -> list[QTextLayout.FormatRange]:
        look = current_look()
        lead = QTextCharFormat()
        lead.setFont(half_bold(self.font()))
        lead.setForeground(look.theme.colour("text"))
        rest = QTextCharFormat()
        rest.setForeground(look.theme.colour(self._tone))
        length, units = len(self._lead.encode("utf-16-le")) // 2, len(text.encode("utf-16-le")) // 2
        return [_reach(0, min(length, units), lead), _reach(length, max(units - length, 0), rest)]

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = QFontMetricsF(half_bold(self.font()))
        width = min(int(metrics.horizontalAdvance(self._whole())) + 2, 34 * self.font().pixelSize())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        width = min(self.sizeHint().width(), 4 * self.font().pixelSize())
        return QSize(width, line_pitch(self.font()))

    def heightForWidth(self, width: int) -> int:
        self.ensurePolished()
        return max(1, self._fitted(width).lineCount()) * line_pitch(self.font())

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._fitted(self.width()).draw(QPainter(self), QPointF(0, 0))

    def is_cut(self) -> bool:
        """Whether the words did not fit and end in an ellipsis."""
        self.ensurePolished()
        return self._fitted(self.width()).text() != self._whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_what_is_cut()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._layouts.clear()
            self.updateGeometry()

    def _tell_what_is_cut(self) -> None:
        """Before it is first shown it has no width yet; the event of its size then comes with the showing."""
        if self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            self.setToolTip(plain_tip(self._whole()) if self.is_cut() else "")


def _reach(start: int, length: int, char_format: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, char_format
    return made
