"""Plain text broken into lines that fit, with an ellipsis where it had to stop."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

UNLIMITED = 10_000
_LINE_PITCH = 1.45


def line_pitch(font: QFont) -> int:
    """The distance of two lines of running text, in pixels."""
    return round(font.pixelSize() * _LINE_PITCH)


def fit_lines(text: str, font: QFont, width: float, most: int = UNLIMITED) -> list[str]:
    """`text` in at most `most` lines no wider than `width` pixels; what does not fit ends in an ellipsis.

    With no limit to the lines a word that is too wide is broken; with one it is cut.
    """
    metrics = QFontMetricsF(font)
    if "\n" not in text and metrics.horizontalAdvance(text) <= width:
        return [text]
    if most == 1:
        return [elided(text, metrics, width)]
    lines = _broken(text, font, width, most)
    return [
        line if metrics.horizontalAdvance(line) <= width else elided(line, metrics, width) for line in lines
    ]


def elided(text: str, metrics: QFontMetricsF, width: float) -> str:
    """`text` on one line, cut with an ellipsis where it is wider than `width` pixels."""
    return metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, width)


def half_bold(font: QFont) -> QFont:
    """The font a little heavier, for what stands out."""
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def _broken(text: str, font: QFont, width: float, most: int) -> list[str]:
    """Lines of `text`; the last of `most` holds all the rest."""
    # Every line break becomes one separator of the same length, so that positions stay true.
    plain = text.replace("\n", "\u2028")
    layout = QTextLayout(plain, font)
    layout.setTextOption(_wrapping(most))
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        start, end = _python_range(plain, line.textStart(), line.textLength())
        if len(lines) == most - 1:
            lines.append(" ".join(plain[start:].split()))
            break
        lines.append(plain[start:end].rstrip(" \u2028"))
    layout.endLayout()
    return lines


def _python_range(text: str, start: int, length: int) -> tuple[int, int]:
    """Qt counts UTF-16 units, Python characters: they differ from the first character beyond U+FFFF on."""
    if text.isascii() or max(text) <= "\uffff":
        return start, start + length
    units = text.encode("utf-16-le")
    first = len(units[: 2 * start].decode("utf-16-le", "ignore"))
    return first, first + len(units[2 * start : 2 * (start + length)].decode("utf-16-le", "ignore"))


def _wrapping(most: int) -> QTextOption:
    option = QTextOption()
    mode = QTextOption.WrapMode
    option.setWrapMode(mode.WrapAtWordBoundaryOrAnywhere if most == UNLIMITED else mode.WordWrap)
    return option
