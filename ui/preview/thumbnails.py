"""Small pictures of evidence: drawn one after the other by the worker, kept in memory only."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from app.errors import UserError
from app.evidence.preview.asking import Picture, Preview, preview_evidence
from app.evidence.reads import EvidenceRow
from app.progress import Progress
from ui.page import Context
from ui.words import _

WIDTH = 240
_MOST_KEPT = 500
_MOST_BYTES = 30 * 1024 * 1024
_DRAWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff", "application/pdf")


class Thumbnails(QObject):
    """`drawn(evidence_id)` follows when a picture that was asked for is there."""

    drawn = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._pictures: dict[str, QPixmap | None] = {}
        self._waiting: list[str] = []
        self._busy = ""

    def of(self, rows: Iterable[EvidenceRow]) -> dict[str, QPixmap]:
        """The pictures that are there by evidence id; the others are drawn and announced."""
        found: dict[str, QPixmap] = {}
        self._waiting = []
        for row in rows:
            if row.is_destroyed:
                self._pictures.pop(row.id, None)
            elif row.id in self._pictures:
                picture = self._pictures[row.id]
                if picture is not None:
                    found[row.id] = picture
            elif row.has_file and row.media_type in _DRAWN and (row.size or 0) <= _MOST_BYTES:
                self._waiting.append(row.id)
        self._draw_next()
        return found

    def picture(self, evidence_id: str) -> QPixmap | None:
        """One picture, None where there is none or it is not drawn yet."""
        return self._pictures.get(evidence_id)

    def _draw_next(self) -> None:
        if self._busy or not self._waiting:
            return
        self._busy = evidence_id = self._waiting.pop(0)
        worker, workspace = self._context.worker, self._context.workspace

        def work(progress: Progress) -> Preview:
            return preview_evidence(worker, workspace, evidence_id, width=WIDTH, progress=progress)

        self._context.jobs.start(_("Drawing small pictures"), work, self._keep, self._give_up, self._stop)

    def _keep(self, preview: Preview) -> None:
        picture = None
        if isinstance(preview, Picture):
            picture = QPixmap.fromImage(QImage.fromData(preview.png))
        self._finish(picture)

    def _give_up(self, _error: UserError) -> None:
        self._finish(None)

    def _stop(self) -> None:
        self._waiting = []
        self._finish(None)

    def _finish(self, picture: QPixmap | None) -> None:
        evidence_id, self._busy = self._busy, ""
        while len(self._pictures) >= _MOST_KEPT:
            del self._pictures[next(iter(self._pictures))]
        self._pictures[evidence_id] = picture
        if picture is not None:
            self.drawn.emit(evidence_id)
        self._draw_next()
