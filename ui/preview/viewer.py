"""A file as pages, a picture, text or tables. One that crashes its decoder costs a message here."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.evidence.preview.asking import (
    FormattedText,
    NoPreview,
    Picture,
    Preview,
    Sheets,
    TextPreview,
    preview_bytes,
    preview_evidence,
)
from app.progress import Progress
from ui.jobs import Job
from ui.page import Context
from ui.preview.formatted_view import FormattedView
from ui.preview.large_view import LargeView
from ui.preview.page_area import PageArea
from ui.preview.sheets_view import SheetsView
from ui.preview.text_view import TextView
from ui.theme import current_look
from ui.widgets.buttons import icon_button
from ui.widgets.labels import label, muted
from ui.words import _, message

_WIDEST = 1600
_NARROWEST = 200
_EDGES = 24
_SETTLED_MS = 250
# A page drawn for a width that is nearly right is scaled instead of drawn again.
_NEARLY = 0.1
_CORNER = 6
_Draw = Callable[[int, int, Progress], Preview]


class Viewer(QWidget):
    """Shows one file at a time, as wide as there is room; what arrives late for an earlier one is ignored.

    Page Up and Page Down scroll, and turn pages at the edges. What is small can be enlarged over the window.
    `drawn()` follows when a file, or another page of it, is there to be seen.
    """

    drawn = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None, *, is_large: bool = False) -> None:
        super().__init__(parent)
        self._is_large = is_large
        self._context = context
        self._draw: _Draw | None = None
        self._asked = 0
        self._drawn_for = 0
        self._job: Job | None = None
        self._page = 0
        self._pages = 1
        self._place = "", ""
        self._picture: QImage | None = None
        self._area = PageArea(self._turn)
        self._text = TextView()
        self._formatted = FormattedView()
        self._sheets = SheetsView()
        self._message = muted("")
        self._stack = QStackedWidget()
        self._previous = icon_button("chevron-left", _("Previous page"))
        self._next = icon_button("chevron-right", _("Next page"))
        self._where = label("")
        self._bar = QWidget()
        self._enlarge = icon_button("expand", _("Enlarge"))
        self._settled = QTimer(self)
        self._build()

    def _build(self) -> None:
        px = current_look().px
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self._message, self._area, self._text, self._formatted, self._sheets):
            self._stack.addWidget(part)
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(px(4))
        bar.addWidget(self._previous)
        bar.addWidget(self._where)
        bar.addWidget(self._next)
        bar.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(4))
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._enlarge.setProperty("role", "over")
        self._enlarge.setParent(self)
        self.setFocusProxy(self._area)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._previous.clicked.connect(self._go_back)
        self._next.clicked.connect(self._go_on)
        self._settled.timeout.connect(self._fit_anew)
        self._enlarge.clicked.connect(self.enlarge)
        self._area.double_clicked.connect(self.enlarge)
        self._stack.currentChanged.connect(self._place_enlarge)
        self.clear()

    def clear(self, text: str = "") -> None:
        """Show nothing, or a sentence."""
        self._stop_asking()
        self._draw = None
        self._picture = None
        self._show_message(text)

    def message_text(self) -> str:
        """The sentence that stands in place of a preview, or ""."""
        return self._message.text() if self._stack.currentWidget() is self._message else ""

    def can_enlarge(self) -> bool:
        """Whether something is shown that can be shown larger."""
        return not self._is_large and self._draw is not None and not self.message_text()

    def enlarge(self) -> None:
        """Show the same file over the whole window, at the same page."""
        if self._draw is None or not self.can_enlarge():
            return
        window = self.window()
        larger = Viewer(self._context, is_large=True)
        dialog = LargeView(larger, window)
        dialog.open_over(window)
        larger.go_on_with(self._draw, self._page)

    def go_on_with(self, draw: _Draw, page: int) -> None:
        """Show what another viewer shows, from `page` on."""
        self._start(draw, page)

    def _place_enlarge(self) -> None:
        self._enlarge.setVisible(self.can_enlarge())
        corner = self._stack.geometry().topRight()
        gap = current_look().px(_CORNER)
        bar = self._area.verticalScrollBar().sizeHint().width()
        self._enlarge.adjustSize()
        self._enlarge.move(corner.x() - self._enlarge.width() - gap - bar, corner.y() + gap)
        self._enlarge.raise_()

    def _stop_asking(self) -> None:
        self._asked += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _show_message(self, text: str) -> None:
        self._bar.hide()
        self._message.setText(text)
        self._stack.setCurrentWidget(self._message)

    def show_evidence(self, evidence_id: str) -> None:
        """The stored file of a piece of evidence, checked against its hash while it is read (R-23)."""
        worker, workspace = self._context.worker, self._context.workspace

        def draw(page: int, width: int, progress: Progress) -> Preview:
            return preview_evidence(worker, workspace, evidence_id, page=page, width=width, progress=progress)

        self._start(draw)

    def show_bytes(self, content: bytes, media_type: str) -> None:
        """Something that lies in memory, such as a report just rendered."""
        worker = self._context.worker

        def draw(page: int, width: int, progress: Progress) -> Preview:
            return preview_bytes(worker, content, media_type, page, width, progress=progress)

        self._start(draw)

    def _start(self, draw: _Draw, page: int = 0) -> None:
        self._draw = draw
        self._page = page
        self._place = "", ""
        self._picture = None
        self._show_message(_("Opening…"))
        self._ask()

    def go_to(self, within: str) -> None:
        """Show `page:3`, `line:120` or `sheet:Accounts` of a file, now or when it is opened; else nothing."""
        unit, _colon, at = within.partition(":")
        self._place = unit, at
        for part in (self._text, self._sheets):
            if self._stack.currentWidget() is part:
                part.go_to(unit, at)
        if unit == "page" and at.isdecimal() and int(at) != self._page + 1:
            self._page = int(at) - 1
            self._ask()

    def _ask(self) -> None:
        if self._draw is None:
            return
        self._stop_asking()
        draw, asked, page, width = self._draw, self._asked, self._page, self._width()
        self._drawn_for = width

        def work(progress: Progress) -> tuple[int, Preview | UserError]:
            try:
                return asked, draw(page, width, progress)
            except UserError as error:
                # Told here and only if it is still what the person looks at.
                return asked, error

        self._job = self._context.jobs.start(_("Opening the preview"), work, self._on_drawn)

    def _width(self) -> int:
        """How many device pixels a page may be wide."""
        room = (self._stack.width() - current_look().px(_EDGES)) * self.devicePixelRatioF()
        return max(_NARROWEST, min(_WIDEST, round(room)))

    def _on_drawn(self, answer: tuple[int, Preview | UserError]) -> None:
        asked, preview = answer
        if asked != self._asked:
            return
        self._job = None
        match preview:
            case UserError():
                self._show_message("\n".join(preview.sentences(self._context.words)))
            case Picture():
                self._show_picture(preview)
            case TextPreview():
                self._text.show_text(preview)
                self._bring_up(self._text)
                self._text.go_to(*self._place)
            case FormattedText():
                self._formatted.show_text(preview)
                self._bring_up(self._formatted)
            case Sheets():
                self._sheets.show_sheets(preview)
                self._sheets.go_to(*self._place)
                self._bring_up(self._sheets)
            case NoPreview():
                self._show_message(message(preview.reason))

    def _show_picture(self, picture: Picture) -> None:
        self._picture = QImage.fromData(picture.png)
        self._page, self._pages = picture.page, picture.pages
        where = _("Page {page} of {pages}").format(page=picture.page + 1, pages=picture.pages)
        self._where.setText(where)
        self._bar.setVisible(picture.pages > 1)
        self._previous.setEnabled(picture.page > 0)
        self._next.setEnabled(picture.page + 1 < picture.pages)
        self._paint()
        self._stack.setCurrentWidget(self._area)
        self._tell_drawn(self._area)

    def _tell_drawn(self, part: QWidget) -> None:
        before = self.focusProxy()
        self.setFocusProxy(part)
        if before is not None and before.hasFocus():
            part.setFocus()
        self._place_enlarge()
        self.drawn.emit()

    def _paint(self) -> None:
        if self._picture is None:
            return
        picture, room = self._picture, self._width()
        if picture.width() > room:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        pixmap = QPixmap.fromImage(picture)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self._area.show_picture(pixmap, self._where.text())

    def _bring_up(self, part: QWidget) -> None:
        self._bar.hide()
        self._stack.setCurrentWidget(part)
        self._tell_drawn(part)

    def _go_back(self) -> None:
        self._turn(-1)

    def _go_on(self) -> None:
        self._turn(1)

    def _turn(self, way: int) -> None:
        target = self._page + way
        if 0 <= target < self._pages:
            self._page = target
            self._ask()

    def sizeHint(self) -> QSize:
        return QSize(current_look().px(480), current_look().px(560))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_enlarge()
        if self._draw is not None and event.size().width() != event.oldSize().width():
            self._settled.start()

    def _fit_anew(self) -> None:
        """Scale the page to the new width, and have it drawn again where that would look coarse."""
        if self._picture is None:
            return
        self._paint()
        is_whole = self._picture.width() < self._drawn_for <= self._width()
        if not is_whole and abs(self._width() - self._drawn_for) > _NEARLY * self._drawn_for:
            self._ask()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._ask()
