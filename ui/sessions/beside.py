"""What stands beside the notes: read at once, or, where somebody steps through items, once the keys rest."""

from PySide6.QtCore import QObject, QTimer

from ui.page import Context
from ui.preview.thumbnails import Thumbnails
from ui.sessions.room_data import SideData, read_session_side, read_side
from ui.sessions.side_panel import SidePanel

_RESTED_MS = 80


class Beside(QObject):
    """Fills the panel, and goes where its cards lead."""

    def __init__(self, context: Context, panel: SidePanel, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._panel = panel
        self._thumbnails = Thumbnails(context, self)
        self._item_id: str | None = None
        self._shown_id: str | None = None
        self._session_id = ""
        self._hides_results = False
        self._data = SideData()
        self._rested = QTimer(self)
        self._rested.setSingleShot(True)
        self._rested.setInterval(_RESTED_MS)
        self._connect()

    def _connect(self) -> None:
        self._rested.timeout.connect(self._read)
        self._thumbnails.drawn.connect(self._show_thumbnail)
        self._panel.evidence_opened.connect(self._open_evidence)
        self._panel.finding_opened.connect(self._open_finding)
        self._panel.sample_opened.connect(self._open_sample)
        self._panel.list_requested.connect(self._open_list)

    def show_item(self, session_id: str, item_id: str | None, *, hides_results: bool) -> None:
        """Show what there is on an item now; without an item, what the session took in."""
        self._session_id, self._item_id, self._hides_results = session_id, item_id, hides_results
        self._read()

    def follow(self, item_id: str | None) -> None:
        """Show the same of another item, or anew, as soon as the keys rest.

        What is shown stays until then; while somebody goes on and on, nothing is shown.
        """
        goes_on = self._rested.isActive() and item_id != self._item_id
        self._item_id = item_id
        if goes_on:
            self._show(SideData())
        self._rested.start()

    def _read(self) -> None:
        self._rested.stop()
        with self._context.workspace.read() as unit:
            data = (
                read_side(unit, self._item_id) if self._item_id else read_session_side(unit, self._session_id)
            )
        self._show(data)

    def _show(self, data: SideData) -> None:
        self._data, self._shown_id = data, self._item_id
        self._panel.set_on_item(self._item_id is not None)
        pictures = self._thumbnails.of(data.evidence)
        # What it is filed to may be a finding.
        says_filing = self._item_id is None and not self._hides_results
        self._panel.show_evidence(data.evidence, pictures, data.more_evidence, says_filing=says_filing)
        self._panel.show_requests(data.requests)
        if self._hides_results:
            # The exceptions of a sample are a result, too.
            self._panel.show_samples(())
            self._panel.show_findings(())
        else:
            self._panel.show_samples(data.samples)
            self._panel.show_findings(data.findings, data.more_findings)

    def _show_thumbnail(self, _evidence_id: str) -> None:
        self._panel.show_pictures(self._thumbnails.of(self._data.evidence))

    def _open_evidence(self, evidence_id: str) -> None:
        self._context.navigate("evidence", {"evidence_id": evidence_id})

    def _open_finding(self, finding_id: str) -> None:
        self._context.navigate("findings", {"finding_id": finding_id})

    def _open_sample(self, sample_id: str) -> None:
        self._context.navigate("evidence", {"sample_id": sample_id})

    def _open_list(self, page_id: str) -> None:
        """The page's list, narrowed down to what there is on the item that is shown, if one is."""
        self._context.navigate(page_id, {"on_item": self._shown_id} if self._shown_id else {})
