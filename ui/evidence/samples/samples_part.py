"""The third part of the page: samples, one of them in full, and the form for a new one."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.unit_of_work import Change
from ui.evidence.samples.sample_detail import SampleDetail
from ui.evidence.samples.sample_form import SampleForm
from ui.evidence.samples.sample_list import SampleList
from ui.evidence.writing import Writing
from ui.page import Context
from ui.widgets.empty_state import EmptyState
from ui.words import _

_KINDS = frozenset({"sample", "sample_unit", "sample_evidence", "evidence", "checklist_item", "person"})


class SamplesPart(QObject):
    """List and detail, told apart by the page that lays them out. `counts_changed()` follows own changes."""

    counts_changed = Signal()

    def __init__(self, context: Context, writing: Writing, parent: QObject) -> None:
        super().__init__(parent)
        self.list = SampleList(context)
        self.detail = SampleDetail(context, writing)
        self.form = SampleForm(context, writing)
        self.side = QStackedWidget()
        self._nothing = EmptyState(_("Nothing chosen"), _("Choose a sample to see its items."))
        for part in (self._nothing, self.detail, self.form):
            self.side.addWidget(part)
        self._connect()

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.new_requested.connect(self.begin)
        self.detail.changed.connect(self._on_changed)
        self.form.made.connect(self._on_made)
        self.form.left.connect(self._leave_form)

    def load(self) -> None:
        self.list.load()
        if not self.is_beginning():
            self._show()

    def refresh(self, changes: frozenset[Change]) -> None:
        """Read again what was changed elsewhere."""
        if any(change.kind in _KINDS for change in changes):
            self.load()

    def _on_chosen(self, sample_id: str) -> None:
        shown = self.detail.sample_id
        if sample_id != shown and shown and not self.detail.flush() and self.list.table.select(shown):
            return
        self._show()

    def _show(self) -> None:
        row = self.list.rows.get(self.list.table.current_id())
        if row is None:
            self.detail.forget()
        else:
            self.detail.show_sample(row)
        self.side.setCurrentWidget(self._nothing if row is None else self.detail)

    def open(self, sample_id: str) -> bool:
        """Go to a sample; False when it is not in this audit (any more)."""
        if not self.list.table.select(sample_id):
            return False
        self._show()
        return True

    def where(self) -> Mapping[str, str]:
        sample_id = self.list.table.current_id()
        return {"sample_id": sample_id} if sample_id else {}

    def begin(self) -> None:
        """Take up the form for a new sample."""
        if self.detail.flush():
            self.side.setCurrentWidget(self.form)
            self.form.begin()

    def begin_for(self, item_id: str, population: str) -> None:
        """Take up the form for a new sample on an item."""
        if self.detail.flush():
            self.side.setCurrentWidget(self.form)
            self.form.begin_for(item_id, population)

    def is_beginning(self) -> bool:
        """Whether the form for a new sample is in front."""
        return self.side.currentWidget() is self.form

    def _leave_form(self) -> None:
        self._show()
        self.first_focus().setFocus()

    def _on_made(self, sample_id: str) -> None:
        self.list.load()
        self.open(sample_id)
        self.detail.tabs.choose("items")
        self.detail.items.table.setFocus()
        self.counts_changed.emit()

    def _on_changed(self, _sample_id: str) -> None:
        self.load()
        self.counts_changed.emit()

    def first_focus(self) -> QWidget:
        return self.form.first_focus() if self.is_beginning() else self.list.first_focus()

    def flush(self) -> bool:
        return self.detail.flush()
