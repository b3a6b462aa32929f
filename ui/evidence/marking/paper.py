"""The sheet as it is seen: drawn by the worker, enlarged, scrolled, and turned at its edges."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QScrollArea

from app.errors import UserError
from app.evidence.preview.asking import NoPreview, Picture, Preview, preview_evidence
from app.progress import Progress
from ui.evidence.marking.drafts import Drafts
from ui.evidence.marking.sheet import Sheet, visible_part
from ui.page import Context
from ui.theme import current_look
from ui.words import _, message

_DRAWN, _DRAWN_FINE = 1600, 3200
_ZOOM_STEP, _MOST_ZOOM = 1.25, 6.0
_WIDEST = 1.6
_GAP = 24


class Paper(QScrollArea):
    """`shown()` follows when a page is there, `zoomed(factor)` when it is larger or smaller.

    `failed(text)` says why a page cannot be shown.
    """

    shown = Signal()
    zoomed = Signal(float)
    failed = Signal(str)

    def __init__(self, context: Context, evidence_id: str, drafts: Drafts) -> None:
        super().__init__()
        self._context = context
        self._evidence_id = evidence_id
        self._drafts = drafts
        self._zoom = 1.0
        self._drawn_for = 0
        self._asked = 0
        self.page = 0
        self.pages = 1
        self.sheet = Sheet(drafts)
        self.setWidget(self.sheet)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusProxy(self.sheet)

    def ask(self) -> None:
        """Have the page drawn, finer where it is seen much enlarged."""
        self._asked += 1
        asked, page, evidence_id = self._asked, self.page, self._evidence_id
        width = self._drawn_for = _DRAWN_FINE if self._zoom > _ZOOM_STEP else _DRAWN
        worker, workspace = self._context.worker, self._context.workspace

        def work(progress: Progress) -> tuple[int, Preview]:
            found = preview_evidence(
                worker, workspace, evidence_id, page=page, width=width, progress=progress
            )
            return asked, found

        self._context.jobs.start(_("Opening the page"), work, self._on_drawn, self._on_failed)

    def _on_drawn(self, answer: tuple[int, Preview]) -> None:
        asked, found = answer
        if asked != self._asked:
            return
        if isinstance(found, Picture):
            self.page, self.pages = found.page, found.pages
            self.sheet.show_page(found.page, QImage.fromData(found.png))
            self._fit_sheet()
            self.shown.emit()
        elif isinstance(found, NoPreview):
            self.failed.emit(message(found.reason))

    def _on_failed(self, error: UserError) -> None:
        self.failed.emit(" ".join(error.sentences(self._context.words)))

    def next_page(self) -> None:
        """Scroll down, and at the end of the page go to the next one."""
        self._scroll_or_turn(1)

    def previous_page(self) -> None:
        """Scroll up, and at the top of the page go to the one before."""
        self._scroll_or_turn(-1)

    def _scroll_or_turn(self, way: int) -> None:
        bar = self.verticalScrollBar()
        if bar.value() == (bar.maximum() if way > 0 else bar.minimum()):
            self.turn(way)
        else:
            bar.setValue(bar.value() + way * bar.pageStep())

    def turn(self, way: int) -> None:
        """Go to the next page, or to the one before with `way` -1."""
        target = self.page + way
        if 0 <= target < self.pages:
            self.page = target
            self._drafts.chosen = None
            self.verticalScrollBar().setValue(0)
            self.ask()

    def larger(self) -> None:
        """Show the page larger."""
        self._set_zoom(self._zoom * _ZOOM_STEP)

    def smaller(self) -> None:
        """Show the page smaller."""
        self._set_zoom(self._zoom / _ZOOM_STEP)

    def fit(self) -> None:
        """Show the page at the size at which it was opened."""
        self._set_zoom(1.0)

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = min(max(zoom, 1 / _MOST_ZOOM), _MOST_ZOOM)
        self._fit_sheet()
        self.show_chosen()
        if self._zoom > _ZOOM_STEP and self._drawn_for < _DRAWN_FINE:
            self.ask()

    def _fit_sheet(self) -> None:
        """As wide as there is room, but so that a good part of an upright page is seen at once."""
        room = self.maximumViewportSize()
        width = min(room.width() - current_look().px(_GAP), round(room.height() * _WIDEST))
        self.sheet.set_width(round(width * self._zoom))
        self.zoomed.emit(self._zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sheet()

    def put_down(self) -> None:
        """Put a mark of the tool in hand into the middle of what is seen."""
        self.sheet.setFocus()
        self.sheet.put_down(visible_part(self.sheet, self.viewport()))

    def show_chosen(self) -> None:
        """Scroll to the chosen mark."""
        box = self.sheet.place_of_chosen()
        if not box.isNull():
            at = box.center()
            self.ensureVisible(at.x(), at.y(), box.width() // 2 + _GAP, box.height() // 2 + _GAP)
