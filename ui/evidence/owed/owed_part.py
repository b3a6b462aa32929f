"""The second part of the page: what is owed, and one request in full."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.programme.people import people
from app.unit_of_work import Change
from ui.evidence.owed.request_detail import RequestDetail
from ui.evidence.owed.request_list import RequestList
from ui.evidence.writing import Writing
from ui.page import Context
from ui.widgets.empty_state import EmptyState
from ui.widgets.scrolled import scrolled
from ui.words import _

_KINDS = frozenset({"evidence_request", "evidence", "person", "checklist_item"})


class OwedPart(QObject):
    """List and detail, told apart by the page that lays them out. `counts_changed()` follows own changes."""

    counts_changed = Signal()

    def __init__(self, context: Context, writing: Writing, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.list = RequestList(context, writing)
        self.detail = RequestDetail(context, writing)
        self.side = QStackedWidget()
        self._nothing = EmptyState(_("Nothing chosen"), _("Choose a request to see what came of it."))
        self._scrolled = scrolled(self.detail)
        self.side.addWidget(self._nothing)
        self.side.addWidget(self._scrolled)
        self._connect()

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.made.connect(self._on_made)
        self.detail.edited.connect(self._on_edited)
        self.detail.gone.connect(self._on_gone)

    def load(self) -> None:
        self.list.load()
        self._show()

    def refresh(self, changes: frozenset[Change]) -> None:
        """Read again what was changed elsewhere."""
        if any(change.kind in _KINDS for change in changes):
            self.load()

    def _on_chosen(self, request_id: str) -> None:
        shown = self.detail.request_id
        if request_id != shown and shown and not self.detail.flush() and self.list.table.select(shown):
            return
        self._show()

    def _show(self) -> None:
        row = self.list.rows.get(self.list.table.current_id())
        if row is None:
            self.detail.forget()
        else:
            with self._context.workspace.read() as unit:
                everybody = people(unit)
            self.detail.show_request(row, everybody)
        self.side.setCurrentWidget(self._nothing if row is None else self._scrolled)

    def open(self, request_id: str) -> bool:
        """Go to a request; False when it is not in this audit (any more)."""
        return self.list.table.select(request_id)

    def where(self) -> Mapping[str, str]:
        request_id = self.list.table.current_id()
        return {"request_id": request_id} if request_id else {}

    def _on_made(self, _request_id: str) -> None:
        self.counts_changed.emit()

    def _on_edited(self, _request_id: str) -> None:
        self.load()
        self.counts_changed.emit()

    def _on_gone(self) -> None:
        self.detail.forget()
        self.load()
        self.first_focus().setFocus()
        self.counts_changed.emit()

    def begin(self) -> None:
        """Note the next thing that is owed."""
        self.list.what.setFocus()

    def first_focus(self) -> QWidget:
        return self.list.first_focus()

    def flush(self) -> bool:
        return self.detail.flush()
