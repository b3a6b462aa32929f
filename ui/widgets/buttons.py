"""Buttons: one primary per page, quiet ones, links, and icons with a name that is read aloud."""

from math import ceil

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from ui.theme import current_look, draw_icon, icon
from ui.widgets.key_cap import cap_width, draw_cap
from ui.widgets.text_lines import elided, half_bold

_GAP = 8
_ICON = 20
# As high as a field, so that a row of both stands on one line.
_SQUARE = 32
_RING = 2


class Button(QPushButton):
    """A push button that elides instead of clipping, takes Enter, and can show its keys.

    `label()` is plain text: an ampersand in it is an ampersand.
    """

    def __init__(
        self,
        text: str,
        role: str = "plain",
        *,
        keys: str = "",
        keys_first: bool = False,
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label = ""
        self._keys = keys
        self._keys_first = keys_first
        self._icon_name = icon_name
        self._note = ""
        self._other_labels: tuple[str, ...] = ()
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_label(text)

    def label(self) -> str:
        return self._label

    def set_label(self, text: str) -> None:
        self._label = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def keep_room_for(self, *labels: str) -> None:
        """Be as wide for each of these labels, so that nothing beside it moves when they change."""
        self._other_labels = labels
        self.updateGeometry()

    def set_keys(self, keys: str) -> None:
        """Show other keys, such as `Ctrl E`; "" for none."""
        self._keys = keys
        self.updateGeometry()
        self.update()

    def set_note(self, note: str) -> None:
        """A short muted word at the right end, such as a count; it is read aloud after the name."""
        self._note = note
        self.setAccessibleDescription(note)
        self.updateGeometry()
        self.update()

    def set_mark(self, mark: str) -> None:
        """Tell the style sheet what the button stands for, such as `current`."""
        self.setProperty("mark", mark)
        self.style().unpolish(self)
        self.style().polish(self)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        hint = super().sizeHint()
        return QSize(hint.width() + self._width_beside_the_label(), hint.height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), current_look().px(48)), hint.height())

    def _width_beside_the_label(self) -> int:
        look = current_look()
        width = self._width_of_half_bold() + self._width_of_other_labels()
        if self._keys:
            width += cap_width(self._keys, look) + look.px(_GAP)
        if self._icon_name:
            width += look.px(_ICON) + look.px(_GAP)
        if self._note:
            width += self._note_width() + look.px(_GAP)
        return width

    def _width_of_half_bold(self) -> int:
        if not self.isCheckable() and self.property("role") != "step":
            return 0
        wide, usual = (QFontMetricsF(font) for font in (half_bold(self.font()), self.font()))
        return ceil(wide.horizontalAdvance(self._label) - usual.horizontalAdvance(self._label)) + 1

    def _width_of_other_labels(self) -> int:
        measured = QFontMetricsF(self.font()).horizontalAdvance
        return ceil(max(map(measured, (self._label, *self._other_labels))) - measured(self._label))

    def _label_font(self) -> QFont:
        stands_out = self.isChecked() or self.property("mark") == "current"
        return half_bold(self.font()) if stands_out else self.font()

    def _note_width(self) -> int:
        return round(QFontMetricsF(self.font()).horizontalAdvance(self._note)) + 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        content = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        self._draw_label(painter, self._draw_what_stands_beside(painter, content))
        if self.hasFocus() and self._on_primary():
            self._draw_inner_ring(painter)

    def _draw_what_stands_beside(self, painter: QPainter, content: QRect) -> QRect:
        look = current_look()
        rest = QRect(content)
        if self._icon_name:
            size = look.px(_ICON)
            place = QRect(rest.left(), rest.center().y() - size // 2 + 1, size, size)
            draw_icon(painter, QRectF(place), self._icon_name, look.theme.colour(self._text_token()))
            rest.setLeft(place.right() + 1 + look.px(_GAP))
        if self._keys:
            width = cap_width(self._keys, look)
            left = rest.left() if self._keys_first else rest.right() + 1 - width
            draw_cap(painter, left, rest.center().y() + 1, self._keys, look, self._on_primary())
            step = width + look.px(_GAP)
            rest.adjust(*((step, 0, 0, 0) if self._keys_first else (0, 0, -step, 0)))
        if self._note:
            self._draw_note(painter, rest)
            rest.setRight(rest.right() - self._note_width() - look.px(_GAP))
        return rest

    def _draw_note(self, painter: QPainter, rest: QRect) -> None:
        painter.setFont(self.font())
        painter.setPen(current_look().theme.colour("muted"))
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._note)

    def _draw_label(self, painter: QPainter, rest: QRect) -> None:
        beside = self._icon_name or self._keys or self._note
        starts_left = beside or self.property("role") in ("link", "quiet_link")
        across = Qt.AlignmentFlag.AlignLeft if starts_left else Qt.AlignmentFlag.AlignHCenter
        font = self._label_font()
        text = elided(self._label, QFontMetricsF(font), rest.width() + 1)
        painter.setFont(font)
        painter.setPen(current_look().theme.colour(self._text_token()))
        painter.drawText(rest.adjusted(0, 0, 1, 0), int(across | Qt.AlignmentFlag.AlignVCenter), text)

    def _draw_inner_ring(self, painter: QPainter) -> None:
        look = current_look()
        width = look.px(_RING)
        inset = width + width / 2
        painter.setPen(QPen(look.theme.colour("on_accent"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(ring, look.px(4), look.px(4))

    def _on_primary(self) -> bool:
        return self.isEnabled() and (self.property("role") == "primary" or self.isDefault())

    def _text_token(self) -> str:
        role, mark = self.property("role"), self.property("mark")
        if not self.isEnabled():
            return "muted"
        if self._on_primary():
            return "on_accent"
        if role == "link" or self.isChecked() or mark == "current":
            return "accent"
        if role in ("quiet_link", "drop") or (role == "segment" and self.isCheckable()) or mark == "ahead":
            return "muted"
        return "text"

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()


class IconButton(QToolButton):
    """An icon that can be pressed; its name is read aloud and shown as the tool tip."""

    def __init__(self, icon_name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_name(accessible_name)
        self._draw_icon()

    def set_name(self, accessible_name: str) -> None:
        self.setAccessibleName(accessible_name)
        self.setToolTip(accessible_name)

    def set_icon_name(self, icon_name: str) -> None:
        self._icon_name = icon_name
        self._draw_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw_icon()

    def sizeHint(self) -> QSize:
        look = current_look()
        return QSize(look.px(_SQUARE), look.px(_SQUARE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _draw_icon(self) -> None:
        look = current_look()
        size = look.px(_ICON)
        self.setIconSize(QSize(size, size))
        self.setIcon(icon(self._icon_name, look.theme, "text", size))


def leave_the_caret(*parts: QAbstractButton) -> None:
    """Buttons that a click does not take the keys to: typing goes on where it was. Tab still reaches them."""
    for part in parts:
        part.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def primary_button(text: str, keys: str = "") -> Button:
    """The one main action of a page."""
    return Button(text, "primary", keys=keys)


def button(text: str, icon_name: str = "") -> Button:
    return Button(text, icon_name=icon_name)


def key_button(text: str, key_caps: str, *, keys_first: bool = False, checkable: bool = False) -> Button:
    """A button that shows its keys: after the words, or before them in a row of choices."""
    made = Button(text, keys=key_caps, keys_first=keys_first)
    made.setCheckable(checkable)
    return made


def icon_button(icon_name: str, accessible_name: str) -> IconButton:
    return IconButton(icon_name, accessible_name)


def link_button(text: str) -> Button:
    """An action that reads as part of a sentence."""
    made = Button(text, "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
