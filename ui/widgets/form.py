"""Form rows, and the fields that stand in them."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme import current_look
from ui.widgets.date_field import DateField
from ui.widgets.field_painting import draw_check, draw_choice, draw_frame
from ui.widgets.labels import PlainLabel, label, label_strong
from ui.widgets.text_lines import line_pitch

# QPlainTextEdit shows a scroll bar unless there is a pixel to spare above and below its lines.
_SPARE = 2


class FormRow(QWidget):
    """A label above its field, with a description and room for a remark below."""

    def __init__(self, text: str, field: QWidget, description: str = "") -> None:
        super().__init__()
        self.field = field
        self._name = label_strong(text)
        self._description = label(description, None)
        self._remark = PlainLabel("", "strong", None)
        self._build()
        self._name_the_field(text, description)
        self.set_remark("")

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(4))
        for part in (self._name, self.field, self._description, self._remark):
            layout.addWidget(part)
        self._description.setVisible(bool(self._description.text()))

    def _name_the_field(self, text: str, description: str) -> None:
        self._name.setBuddy(self.field)
        self.setFocusProxy(self.field)
        self.field.setAccessibleName(text)
        self.field.setAccessibleDescription(description)

    def set_remark(self, text: str) -> None:
        """Say something about what was entered, such as what is wrong with it; "" takes it away."""
        self._remark.setText(text)
        self._remark.setVisible(bool(text))


def _dress_again(field: QWidget) -> None:
    """A style sheet looks at what a widget is like only when it dresses it."""
    field.style().unpolish(field)
    field.style().polish(field)


class LineField(QLineEdit):
    """One line of text."""

    def setReadOnly(self, read_only: bool) -> None:
        if read_only != self.isReadOnly():
            super().setReadOnly(read_only)
            _dress_again(self)


class TextField(QPlainTextEdit):
    """Text that grows with its lines, between `min_lines` and `max_lines`. Tab leaves it."""

    def __init__(self, min_lines: int = 2, max_lines: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._min_lines = min_lines
        self._max_lines = max_lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def setReadOnly(self, read_only: bool) -> None:
        if read_only != self.isReadOnly():
            super().setReadOnly(read_only)
            _dress_again(self)

    def set_text(self, text: str) -> None:
        self.setPlainText(text)

    def text(self) -> str:
        return self.toPlainText()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(super().sizeHint().width(), self._height(self.shown_lines()))

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(current_look().px(80), self._height(self.shown_lines()))

    def shown_lines(self) -> int:
        """How many lines are seen without scrolling."""
        # QPlainTextDocumentLayout measures its height in lines, wrapped ones included.
        wrapped = round(self.document().size().height())
        return min(max(wrapped, self._min_lines), self._max_lines)

    def _height(self, lines: int) -> int:
        spacing = QFontMetricsF(self.font()).lineSpacing()
        edges = self.contentsMargins()
        frame = edges.top() + edges.bottom() + 2 * self.document().documentMargin()
        return ceil(lines * ceil(spacing) + frame) + _SPARE

    def _grow(self) -> None:
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class ChoiceField(QComboBox):
    """One of several values. The wheel scrolls the page past it unless it has the focus.

    `value_chosen(value)` tells what the user chose; `set_value` is silent.
    """

    value_chosen = Signal(object)

    def __init__(self, choices: Sequence[tuple[object, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[object] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(self._tell_choice)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer other values, in this order; the chosen one stays chosen where it is still offered."""
        kept = self.value()
        self._values = [value for value, _text in choices]
        self.clear()
        self.addItems([text for _value, text in choices])
        self.set_value(kept)

    def value(self) -> object:
        """The chosen value, or None."""
        row = self.currentIndex()
        return self._values[row] if 0 <= row < len(self._values) else None

    def set_value(self, value: object) -> None:
        """Choose a value; one that is not offered leaves the field without a choice."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def set_enabled(self, value: object, enabled: bool) -> None:
        """Whether this value can be chosen."""
        model = self.model()
        if isinstance(model, QStandardItemModel):
            model.item(self._values.index(value)).setEnabled(enabled)

    def _tell_choice(self, row: int) -> None:
        self.value_chosen.emit(self._values[row])

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        px = current_look().px
        texts = [self.itemText(row) for row in range(self.count())]
        widest = max(map(self.fontMetrics().horizontalAdvance, texts), default=0)
        return QSize(widest + px(44), px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().px(72), current_look().px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_choice(self, self.currentText() or self.placeholderText(), not self.currentText())


class NumberField(QSpinBox):
    """A whole number, changed by typing or by the arrow keys. The wheel scrolls the page past it."""

    def __init__(self, least: int, most: int, suffix: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setSuffix(suffix)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.lineEdit().setTextMargins(current_look().px(4), 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        px = current_look().px
        widest = max(self.fontMetrics().horizontalAdvance(self.textFromValue(self.maximum())), px(24))
        return QSize(widest + self.fontMetrics().horizontalAdvance(self.suffix()) + px(32), px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_frame(painter, self, current_look())


class CheckField(QCheckBox):
    """A statement that is true or not."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        px = current_look().px
        width = self.fontMetrics().horizontalAdvance(self._label) + px(32)
        return QSize(width, max(px(24), line_pitch(self.font())))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().px(48), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        draw_check(self, self._label, bool(option.state & QStyle.StateFlag.State_On))

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)


def form_row(label_text: str, field: QWidget, description: str = "") -> FormRow:
    """A labelled field: buddy, accessible name and description are set for it."""
    return FormRow(label_text, field, description)


def line_field(placeholder: str = "") -> LineField:
    field = LineField()
    field.setPlaceholderText(placeholder)
    return field


def text_field(min_lines: int = 2, max_lines: int = 12, placeholder: str = "") -> TextField:
    field = TextField(min_lines, max_lines)
    field.setPlaceholderText(placeholder)
    return field


def choice_field(choices: Sequence[tuple[object, str]]) -> ChoiceField:
    return ChoiceField(choices)


def date_field() -> DateField:
    return DateField()


def check_field(text: str) -> CheckField:
    return CheckField(text)
