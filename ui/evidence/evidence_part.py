"""The first part of the page: what was taken in, and one piece of it in full."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.programme.people import people
from app.unit_of_work import Change
from ui.evidence.detail import Detail
from ui.evidence.evidence_list import EvidenceList
from ui.evidence.seen_form import SeenForm
from ui.evidence.writing import Writing
from ui.page import Context
from ui.widgets.empty_state import EmptyState
from ui.widgets.scrolled import scrolled
from ui.words import _

_KINDS = frozenset(
    {"evidence", "stored_object", "evidence_link", "custody_entry", "person", "checklist_item", "finding"}
    | {"note_line"}
)
# Who walks through the list with the arrow keys is not held up by files being opened.
_LOOK_AFTER_MS = 120


class EvidencePart(QObject):
    """List and detail, told apart by the page that lays them out. `counts_changed()` follows own changes."""

    counts_changed = Signal()

    def __init__(self, context: Context, writing: Writing, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.list = EvidenceList(context)
        self.detail = Detail(context, writing)
        self.seen_form = SeenForm(context, writing)
        self.side = QStackedWidget()
        self._nothing = EmptyState(_("Nothing chosen"), _("Choose a piece of evidence to see it here."))
        self._looking = QTimer(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._seen = scrolled(self.seen_form)
        for part in (self._nothing, self.detail, self._seen):
            self.side.addWidget(part)
        self._looking.setSingleShot(True)
        self._looking.setInterval(_LOOK_AFTER_MS)

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.activated.connect(self._look_at)
        self._looking.timeout.connect(self._show_chosen)
        self.detail.edited.connect(self._on_edited)
        self.detail.gone.connect(self._on_gone)
        self.detail.replaced.connect(self._on_made)
        self.detail.asked.connect(self._on_made)
        self.seen_form.recorded.connect(self._on_recorded)
        self.seen_form.left.connect(self._leave_form)

    def load(self) -> None:
        self.list.load()
        self.list.choose_one()
        self._show_chosen()

    def refresh(self, changes: frozenset[Change]) -> None:
        """Read again what was changed elsewhere."""
        if not any(change.kind in _KINDS for change in changes):
            return
        self.list.load()
        self.list.choose_one()
        self._show_chosen()

    def _look_at(self, _evidence_id: str) -> None:
        """Enter enlarges the file; what has none, or none that is shown, is described."""
        self._show_chosen()
        self.detail.look()

    def _on_chosen(self, _evidence_id: str) -> None:
        self._looking.start()

    def _show_chosen(self) -> None:
        self._looking.stop()
        wanted, shown = self.list.table.current_id(), self.detail.evidence_id
        if wanted != shown and shown and not self.detail.flush() and self.list.table.select(shown):
            # What could not be saved stays in sight; the message says why.
            self._looking.stop()
            return
        if self.side.currentWidget() is not self._seen or wanted != shown:
            self._show(wanted)

    def _show(self, evidence_id: str) -> None:
        found = bool(evidence_id) and self.detail.show_evidence(evidence_id)
        if not evidence_id:
            self.detail.forget()
        self.side.setCurrentWidget(self.detail if found else self._nothing)

    def open(self, evidence_id: str) -> bool:
        """Go to a piece; False when it is not in this audit (any more)."""
        if not self.list.select(evidence_id):
            return False
        self._show_chosen()
        return True

    def show_on_item(self, item_id: str) -> None:
        """Narrow the list down to what is used on an item, and go to the first of it."""
        self.list.show_on_item(item_id)
        self.list.choose_one()
        self._show_chosen()

    def show_new(self, evidence_id: str) -> None:
        """Read the list anew and go to a piece that was just made."""
        self.list.load()
        self.open(evidence_id)

    def where(self) -> Mapping[str, str]:
        evidence_id = self.list.table.current_id()
        return {"evidence_id": evidence_id} if evidence_id else {}

    def begin_seen(self) -> None:
        """Take up the form for what is seen and not taken."""
        if not self.detail.flush():
            return
        with self._context.workspace.read() as unit:
            everybody = people(unit)
        self.side.setCurrentWidget(self._seen)
        self.seen_form.begin(everybody)

    def _leave_form(self) -> None:
        self._show(self.list.table.current_id())
        self.first_focus().setFocus()

    def _on_recorded(self, evidence_id: str) -> None:
        self._on_made(evidence_id)
        self.first_focus().setFocus()

    def _on_made(self, evidence_id: str) -> None:
        self.side.setCurrentWidget(self.detail)
        self.show_new(evidence_id)
        self.counts_changed.emit()

    def _on_edited(self, evidence_id: str) -> None:
        self.list.refresh_ids({evidence_id})
        self.counts_changed.emit()

    def _on_gone(self) -> None:
        beside = self.list.neighbour(self.detail.evidence_id)
        self.detail.forget()
        self.list.load()
        self.list.table.select(beside)
        self._show_chosen()
        self.first_focus().setFocus()
        self.counts_changed.emit()

    def first_focus(self) -> QWidget:
        return self.list.first_focus()

    def flush(self) -> bool:
        return self.detail.flush()
