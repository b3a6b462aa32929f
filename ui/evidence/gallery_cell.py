"""How a piece of evidence is painted in the gallery: its picture, or the kind of its file, and its name."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import current_look
from ui.widgets.lazy_rows import EMPTY, LazyRows
from ui.widgets.text_lines import elided, line_pitch

CELL_WIDTH, CELL_HEIGHT = 164, 168
_EDGE = 6
_PAD = 6
_CORNER = 6
_FACE_PX = 16
_MOST_REMEMBERED = 200
_Index = QModelIndex | QPersistentModelIndex


class GalleryDelegate(QStyledItemDelegate):
    """Paints the pieces of `rows`; `pictures` by id are those that are drawn already."""

    def __init__(self, rows: LazyRows) -> None:
        super().__init__()
        self._rows = rows
        self.pictures: dict[str, QPixmap] = {}
        self._fitted: dict[tuple[int, int, int], QPixmap] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(current_look().px(CELL_WIDTH), current_look().px(CELL_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        position = index.row() * index.model().columnCount() + index.column()
        if position >= self._rows.rowCount():
            return
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        edge = current_look().px(_EDGE)
        card = QRect(option.rect).adjusted(edge // 2, edge // 2, -(edge // 2), -(edge // 2))
        self._paint_card(painter, option, card)
        self._paint_content(painter, option.font, card, position)
        painter.restore()

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, card: QRect) -> None:
        look = current_look()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        has_focus = is_chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        is_under_mouse = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = "accent_soft" if is_chosen else "hover" if is_under_mouse else "panel"
        line = "focus" if has_focus else "accent" if is_chosen else "line"
        width = look.px(2) if is_chosen else 1
        # The view has painted the whole cell of what is chosen.
        painter.fillRect(option.rect, look.theme.colour("field"))
        painter.setBrush(look.theme.colour(ground))
        painter.setPen(QPen(look.theme.colour(line), width))
        inset = width / 2
        corner = look.px(_CORNER)
        painter.drawRoundedRect(QRectF(card).adjusted(inset, inset, -inset, -inset), corner, corner)

    def _paint_content(self, painter: QPainter, font: QFont, card: QRect, position: int) -> None:
        look = current_look()
        pad, pitch = look.px(_PAD), line_pitch(font)
        row = self._rows.cells(position)
        inside = card.adjusted(pad, pad, -pad, -pad)
        above = QRect(inside.left(), inside.top(), inside.width(), inside.height() - 2 * pitch - pad)
        picture = self.pictures.get(row.id)
        if picture is None:
            face = row.cells.get("face", EMPTY)
            _paint_face(painter, font, above, face.text)
        else:
            self._paint_picture(painter, above, picture)
        number = QFont(font)
        number.setWeight(QFont.Weight.DemiBold)
        top = above.bottom() + 1 + pad
        for line_font, key in ((number, "number"), (font, "title")):
            line = QRect(inside.left(), top, inside.width(), pitch)
            _paint_line(painter, line_font, line, row.cells.get(key, EMPTY).text)
            top += pitch

    def _paint_picture(self, painter: QPainter, room: QRect, picture: QPixmap) -> None:
        """The whole picture, as large as there is room; a small one is not blown up."""
        size = picture.size()
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(room.center())
        painter.drawPixmap(place, self._fit(picture, size * painter.device().devicePixelRatioF()))

    def _fit(self, picture: QPixmap, size: QSize) -> QPixmap:
        key = (picture.cacheKey(), size.width(), size.height())
        found = self._fitted.get(key)
        if found is None:
            if len(self._fitted) > _MOST_REMEMBERED:
                self._fitted.clear()
            smooth = Qt.TransformationMode.SmoothTransformation
            found = self._fitted[key] = picture.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        return found


def _paint_face(painter: QPainter, font: QFont, room: QRect, text: str) -> None:
    look = current_look()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.theme.colour("neutral_soft"))
    painter.drawRoundedRect(room, look.px(_CORNER), look.px(_CORNER))
    large = QFont(font)
    large.setPixelSize(look.px(_FACE_PX))
    painter.setFont(large)
    painter.setPen(look.theme.colour("muted"))
    said = elided(text, QFontMetricsF(large), room.width() - 2 * look.px(_PAD))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), said)


def _paint_line(painter: QPainter, font: QFont, room: QRect, text: str) -> None:
    painter.setFont(font)
    painter.setPen(current_look().theme.colour("text"))
    said = elided(" ".join(text.split()), QFontMetricsF(font), room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), said)
