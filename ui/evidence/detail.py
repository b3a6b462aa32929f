"""One piece of evidence: what it looks like, its circumstances, use, custody and file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.evidence.checking import Twin, first_with_same_bytes
from app.evidence.evidence import remove_evidence
from app.evidence.marking.copies import MadeCopy, can_be_marked
from app.evidence.names import display_name
from app.evidence.reads import EvidenceDetail, EvidenceRow, evidence_detail
from app.programme.people import PersonRow, people
from app.retention.disposals import destroyed_text
from app.unit_of_work import UnitOfWork
from app.words import N_, Words
from ui.evidence.circumstances import Circumstances
from ui.evidence.custody_list import CustodyList
from ui.evidence.file_facts import FileFacts
from ui.evidence.marking.view import MarkingView
from ui.evidence.used_in import UsedIn
from ui.evidence.writing import Writing
from ui.evidence_words import hash_groups, weight_text
from ui.page import Context
from ui.preview.viewer import Viewer
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.buttons import link_button
from ui.widgets.labels import body, label_strong, muted, strong, title
from ui.widgets.scrolled import scrolled
from ui.widgets.splitter import Splitter
from ui.widgets.tabs import Tabs
from ui.words import _

_PREVIEW_HEIGHT, _TABS_HEIGHT = 240, 330


class Detail(QWidget):
    """`edited(id)` follows a change that the list shows, `gone()` a removal.

    `replaced(id)` carries the first record of the same bytes, which is used instead; `asked(id)` a piece that
    is to be shown, such as a copy just made.
    """

    edited = Signal(str)
    gone = Signal()
    replaced = Signal(str)
    asked = Signal(str)

    def __init__(self, context: Context, writing: Writing) -> None:
        super().__init__()
        self._context = context
        self._writing = writing
        self._detail: EvidenceDetail | None = None
        self._head = _Head()
        self._viewer = Viewer(context)
        self.circumstances = Circumstances(context, writing)
        self.used_in = UsedIn(context, writing)
        self.custody = CustodyList()
        self.file = FileFacts(context, writing)
        self.tabs = Tabs()
        self._parts = Splitter(Qt.Orientation.Vertical, "evidence.preview", context.settings)
        self._remains = _Remains(context.words)
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        # From the outside in: what is put into a dressed parent is dressed once and not at every level.
        layout.addWidget(self._head)
        layout.addWidget(self._stack, 1)
        self._stack.addWidget(self._parts)
        self._stack.addWidget(self._remains)
        self._parts.addWidget(self._viewer)
        self._parts.addWidget(self.tabs)
        self.tabs.add("circumstances", _("Circumstances"), scrolled(self.circumstances))
        self.tabs.add("used_in", _("Used in"), scrolled(self.used_in))
        self.tabs.add("custody", _("Custody"), self.custody)
        self.tabs.add("file", _("File"), scrolled(self.file))
        self._parts.setSizes([px(_PREVIEW_HEIGHT), px(_TABS_HEIGHT)])
        self._parts.setStretchFactor(0, 1)
        self._parts.setStretchFactor(1, 1)
        self._viewer.setMinimumHeight(px(90))
        self.tabs.setMinimumHeight(px(150))

    def _connect(self) -> None:
        self._head.remove_button.clicked.connect(self.remove)
        self._head.mark_button.clicked.connect(self.mark)
        self._head.mend_button.clicked.connect(self._mend_weak)
        self.circumstances.edited.connect(self._on_edited)
        self.used_in.changed.connect(self._on_edited)
        self.file.changed.connect(self._on_edited)
        self.file.replaced.connect(self.replaced)
        self.file.asked.connect(self.asked)

    @property
    def evidence_id(self) -> str:
        return self._detail.row.id if self._detail else ""

    def show_evidence(self, evidence_id: str) -> bool:
        """Read and show a piece; False when it is gone. Flush before showing another one."""
        is_other = evidence_id != self.evidence_id
        with self._context.workspace.read() as unit:
            detail = evidence_detail(unit, evidence_id)
            twin = first_with_same_bytes(unit, evidence_id)
            everybody = people(unit)
        if detail is None:
            self.forget()
            return False
        self._detail = detail
        self._fill(detail, twin, everybody)
        if is_other and not detail.row.is_destroyed:
            self._preview(detail.row)
        return True

    def _fill(self, detail: EvidenceDetail, twin: Twin | None, everybody: tuple[PersonRow, ...]) -> None:
        self._head.show_row(detail.row)
        self._stack.setCurrentWidget(self._remains if detail.row.is_destroyed else self._parts)
        if detail.row.is_destroyed:
            self._viewer.clear()
            self._remains.show_detail(detail)
            return
        self.circumstances.show_evidence(detail, everybody)
        self.circumstances.set_fixed(detail.is_fixed)
        self.used_in.show_links(detail.row)
        self.custody.show_custody(detail.custody)
        self.file.show_file(detail, twin)
        count = len(detail.row.links)
        self.tabs.set_text("used_in", _("Used in {n}").format(n=count) if count else _("Used in"))

    def _preview(self, row: EvidenceRow) -> None:
        if row.has_file:
            self._viewer.show_evidence(row.id)
        else:
            self._viewer.clear(_("There is no file: this was seen or asked for, and not taken."))

    def go_to(self, within: str) -> None:
        """Show a place in the file of the piece that is shown, such as `page:3`."""
        self._viewer.go_to(within)

    def forget(self) -> None:
        """Nothing is chosen any more."""
        self._detail = None
        self._viewer.clear()
        self.circumstances.forget()

    def look(self) -> None:
        """Enlarge the file, or go to its circumstances where there is nothing to be seen larger."""
        if self._viewer.can_enlarge():
            self._viewer.enlarge()
        else:
            self.tabs.choose("circumstances")
            self.circumstances.title_field.setFocus()

    def can_mark(self) -> bool:
        """Whether a copy with marks can be made of what is shown."""
        return self._detail is not None and _can_mark(self._detail.row)

    def mark(self) -> None:
        """Redact or mark up the file over the whole window; what comes of it is a copy of its own."""
        detail = self._detail
        if detail is None or not self.can_mark() or not self.flush():
            return
        view = MarkingView(self._context, detail.row, self.window())
        view.made.connect(self._on_copied)
        view.open_over(self.window())

    def _on_copied(self, made: MadeCopy) -> None:
        self.edited.emit(self.evidence_id)
        self.asked.emit(made.evidence_id)

    def flush(self) -> bool:
        return self.circumstances.flush()

    def remove(self) -> None:
        """Move the piece to the trash; undo brings it back, and so does the trash."""
        detail = self._detail
        if detail is None or not self.flush():
            return

        def change(uow: UnitOfWork) -> None:
            remove_evidence(uow, detail.row.id)

        if self._writing.do(N_("Remove evidence {number}"), change, number=detail.row.number):
            self._context.say(
                _("{number} is in the trash. Undo brings it back.").format(number=detail.row.number)
            )
            self.gone.emit()

    def _mend_weak(self) -> None:
        self.tabs.choose("circumstances")
        self.circumstances.focus_source()

    def _on_edited(self, evidence_id: str) -> None:
        if evidence_id == self.evidence_id:
            self.show_evidence(evidence_id)
        self.edited.emit(evidence_id)


class _Head(QWidget):
    """Number, weight, title, and what makes it weak."""

    def __init__(self) -> None:
        super().__init__()
        self._number = strong("")
        self._weight = Badge("")
        self._weak = Badge(_("weak"), "outline")
        self.mark_button = link_button(_("Redact or mark up"))
        self.remove_button = link_button(_("Remove"))
        self._title = title("", 2)
        self._why = QWidget()
        self.mend_button = link_button(_("Say it"))
        self._build()

    def _build(self) -> None:
        px = current_look().px
        top = QHBoxLayout()
        top.setSpacing(px(8))
        for part in (self._number, self._weight, self._weak):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self.mark_button)
        top.addWidget(self.remove_button)
        why = QHBoxLayout(self._why)
        why.setContentsMargins(0, 0, 0, 0)
        why.setSpacing(px(8))
        why.addWidget(muted(_("Which system does it show, and how was it made?"), 2), 1)
        why.addWidget(self.mend_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(4))
        layout.addLayout(top)
        layout.addWidget(self._title)
        layout.addWidget(self._why)

    def show_row(self, row: EvidenceRow) -> None:
        is_weak = row.is_weak and not row.is_destroyed
        self._number.setText(row.number)
        self._weight.set_badge(weight_text(row.weight), "neutral")
        self._weight.setVisible(not row.is_destroyed)
        self._weak.setVisible(is_weak)
        self._why.setVisible(is_weak)
        self._title.setText(_("Destroyed") if row.is_destroyed else display_name(row.title) or row.name)
        self.mark_button.setVisible(_can_mark(row))
        self.mark_button.setAccessibleName(_("Redact or mark up {number}").format(number=row.number))
        self.remove_button.setVisible(not row.is_destroyed)
        self.remove_button.setAccessibleName(_("Remove {number}").format(number=row.number))


def _can_mark(row: EvidenceRow) -> bool:
    return row.has_file and can_be_marked(row.media_type)


class _Remains(QWidget):
    """What is left after destruction: number, hash and disposal record (R-5)."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._hash = body("")
        self._disposal = body("")
        self._elsewhere = muted(_("The workspace still has these bytes: another piece holds the same."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(4))
        for text, value in (
            (_("SHA-256 when it was taken in"), self._hash),
            (_("Disposal record"), self._disposal),
        ):
            layout.addWidget(label_strong(text))
            layout.addWidget(value)
        layout.addWidget(self._elsewhere)
        layout.addStretch(1)

    def show_detail(self, detail: EvidenceDetail) -> None:
        self._hash.setText(hash_groups(detail.row.sha256))
        at = detail.row.destroyed_at
        self._disposal.setText(destroyed_text(self._words, at, detail.disposal) if at else "")
        elsewhere = detail.disposal is not None and detail.disposal.is_elsewhere
        self._elsewhere.setVisible(elsewhere)
