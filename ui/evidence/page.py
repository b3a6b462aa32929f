"""The evidence page: what was taken in, what is owed, what was sampled."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.evidence.intake import Attached, Circumstances
from app.evidence.reads import EvidenceCounts, evidence_counts
from app.evidence.requests import open_requests
from app.evidence.sample_reads import sample_count
from app.unit_of_work import Change
from ui.commands import Command
from ui.evidence.attaching import Attaching, can_take
from ui.evidence.evidence_part import EvidencePart
from ui.evidence.owed.owed_export import OwedExport
from ui.evidence.owed.owed_part import OwedPart
from ui.evidence.page_commands import evidence_commands
from ui.evidence.page_head import EVIDENCE, KEYS, OWED, SAMPLES, PageHead
from ui.evidence.samples.samples_part import SamplesPart
from ui.evidence.writing import Writing
from ui.page import Context, Page
from ui.theme import current_look
from ui.widgets.card import Panel
from ui.widgets.splitter import Splitter
from ui.words import _, ngettext

_LEFT_WIDTH, _RIGHT_WIDTH = 728, 440
_LAST = "evidence.part"
Part = EvidencePart | OwedPart | SamplesPart


class EvidencePage(Page):
    """A list at the left, the chosen piece, request or sample at the right."""

    page_id = "evidence"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._writing = Writing(context, self.origin)
        self._parts: dict[str, Part] = {}
        self._finds = dict.fromkeys(KEYS, "")
        self._current = EVIDENCE
        self._counts: EvidenceCounts | None = None
        self.attaching = Attaching(context, self)
        self.owed_export = OwedExport(context, self)
        self.head = PageHead()
        self.choice, self.find_field = self.head.choice, self.head.find_field
        self._lists = QStackedWidget()
        self._sides = QStackedWidget()
        self._build()
        self.evidence = EvidencePart(context, self._writing, self)
        self._take_in(EVIDENCE, self.evidence)
        self._connect()

    @cached_property
    def owed(self) -> OwedPart:
        """The part with requests, built when it is first asked for."""
        part = OwedPart(self.context, self._writing, self)
        self._take_in(OWED, part)
        part.load()
        return part

    @cached_property
    def samples(self) -> SamplesPart:
        """The part with samples, built when it is first asked for."""
        part = SamplesPart(self.context, self._writing, self)
        self._take_in(SAMPLES, part)
        part.load()
        return part

    def _take_in(self, key: str, part: Part) -> None:
        self._parts[key] = part
        self._lists.addWidget(part.list)
        self._sides.addWidget(part.side)
        part.counts_changed.connect(self._read_counts)
        for side in (part.list, part.side):
            _let_files_through(side)

    def _build(self) -> None:
        px = current_look().px
        self.setAcceptDrops(True)
        panel = Panel("left")
        panel.body.setContentsMargins(px(18), px(14), px(10), px(10))
        panel.body.addWidget(self._sides)
        splitter = Splitter(Qt.Orientation.Horizontal, "evidence.sides", self.context.settings)
        splitter.addWidget(self._left())
        splitter.addWidget(panel)
        splitter.setSizes([px(_LEFT_WIDTH), px(_RIGHT_WIDTH)])
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _left(self) -> QWidget:
        px = current_look().px
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(px(18), px(14), px(18), px(14))
        layout.setSpacing(px(10))
        layout.addWidget(self.head)
        layout.addWidget(self._lists, 1)
        return left

    def _connect(self) -> None:
        self.choice.chosen.connect(self._choose)
        self.find_field.list_wanted.connect(self._go_to_list)
        self.head.find_wanted.connect(self._find)
        self.head.seen_button.clicked.connect(self.seen_not_taken)
        self.head.list_button.clicked.connect(self.save_owed)
        self.head.main_button.clicked.connect(self._do_main)
        self.attaching.attached.connect(self._on_attached)
        self.evidence.list.attach_requested.connect(self.choose_files)
        self.evidence.list.cleared.connect(self.find_field.clear)
        self.context.commands.changed.connect(self._show_keys)
        self.head.add_narrow(self.evidence.list.narrow)
        self.head.gallery_button.clicked.connect(self.turn_gallery)
        self._show_look()

    def title(self) -> str:
        return _("Evidence")

    def load(self) -> None:
        for part in self._parts.values():
            part.load()
        kept = self.context.settings.get(_LAST)
        self._show_part(kept if kept in KEYS else EVIDENCE)
        self._read_counts()

    def refresh(self, changes: frozenset[Change]) -> None:
        for part in self._parts.values():
            part.refresh(changes)
        self._read_counts()

    def _read_counts(self) -> None:
        audit_id = self.context.audit_id
        if audit_id is None:
            return
        with self.context.workspace.read() as unit:
            self._counts = evidence_counts(unit, audit_id)
            owed = len(open_requests(unit, audit_id))
            samples = sample_count(unit, audit_id)
        self.head.show_counts(self._counts, owed, samples)

    def _choose(self, key: str) -> None:
        if not self._part().flush():
            self.choice.choose(self._current)
            return
        self._show_part(key)

    def _part(self) -> Part:
        return {OWED: self._owed, SAMPLES: self._samples}.get(self._current, self._evidence)()

    def _evidence(self) -> Part:
        return self.evidence

    def _owed(self) -> Part:
        return self.owed

    def _samples(self) -> Part:
        return self.samples

    def _show_part(self, key: str) -> None:
        self._find()
        self._current = key
        self.context.settings.set(_LAST, key)
        part = self._part()
        self._lists.setCurrentWidget(part.list)
        self._sides.setCurrentWidget(part.side)
        self.head.show_part(key, self._finds[key])
        self.evidence.list.narrow.setVisible(key == EVIDENCE)
        self._show_keys()
        self.commands_changed.emit()

    def _show_keys(self) -> None:
        self.head.show_keys(self._current, self.context.commands)

    def _do_main(self) -> None:
        {EVIDENCE: self.choose_files, OWED: self.new_request, SAMPLES: self.new_sample}[self._current]()

    def _find(self) -> None:
        """Narrow the list in front down to what the field says."""
        key, text = self._current, self.head.find_now()
        if text != self._finds[key]:
            self._finds[key] = text
            self._part().list.look_for(text)

    def _go_to_list(self) -> None:
        self._find()
        self._part().list.first_focus().setFocus()

    def open(self, **where: Any) -> None:
        item_id = where.get("sample_for_item")
        if isinstance(item_id, str):
            self._show_part(SAMPLES)
            self.samples.begin_for(item_id, str(where.get("sample_from", "")))
            return
        item_id = where.get("on_item")
        if isinstance(item_id, str):
            self._show_part(EVIDENCE)
            self.evidence.show_on_item(item_id)
            return
        for name, key in (("evidence_id", EVIDENCE), ("request_id", OWED), ("sample_id", SAMPLES)):
            wanted = where.get(name)
            if isinstance(wanted, str):
                self._show_part(key)
                self._part().open(wanted)
                if key == EVIDENCE:
                    self.evidence.detail.go_to(str(where.get("within", "")))
                return

    def where(self) -> dict[str, str]:
        return dict(self._part().where())

    def first_focus(self) -> QWidget:
        return self._part().first_focus()

    def status_text(self) -> str:
        counts = self._counts
        if counts is None or not counts.unlinked:
            return ""
        return ngettext("{n} piece is not used yet", "{n} pieces are not used yet", counts.unlinked)

    def flush(self) -> bool:
        written = [part.flush() for part in self._parts.values()]
        return all(written)

    def commands(self) -> Sequence[Command]:
        return evidence_commands(self)

    def has_evidence(self) -> bool:
        """Whether a piece of evidence is chosen."""
        return self._current == EVIDENCE and bool(self.evidence.detail.evidence_id)

    def is_photo(self) -> bool:
        """Whether the chosen piece is a photo that leaves without its place."""
        return self.has_evidence() and self.evidence.detail.file.leaves_changed()

    def can_mark(self) -> bool:
        """Whether the chosen piece can be redacted or marked up."""
        return self.has_evidence() and self.evidence.detail.can_mark()

    def verify(self) -> None:
        """Hash the chosen piece again."""
        self.evidence.detail.file.verify()

    def export(self) -> None:
        """Ask where a copy of the chosen piece goes."""
        self.evidence.detail.file.choose_folder()

    def remove(self) -> None:
        """Put the chosen piece into the trash."""
        self.evidence.detail.remove()

    def turn_gallery(self) -> None:
        """Show the evidence as pictures, or as lines again."""
        self._show_part(EVIDENCE)
        self.evidence.list.turn()
        self._show_look()

    def _show_look(self) -> None:
        self.head.show_look(is_gallery=self.evidence.list.is_gallery)

    def choose_files(self) -> None:
        """Ask for files and attach them."""
        self.attach(self.attaching.choose_files())

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files, and what is inside folders, in a job."""
        self.attaching.attach(paths, Circumstances())

    def paste(self) -> None:
        """Attach the files or the picture on the clipboard."""
        if not self.attaching.paste(Circumstances()):
            self.context.say(_("There is neither a file nor a picture on the clipboard."))

    def _on_attached(self, attached: Sequence[Attached]) -> None:
        """Go to what came, unless the hands are on something else."""
        if isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit):
            return
        self._show_part(EVIDENCE)
        self.evidence.show_new(attached[0].evidence_id)
        self._read_counts()
        self.evidence.first_focus().setFocus()

    def seen_not_taken(self) -> None:
        """Take up the form for what is seen and not taken."""
        self._show_part(EVIDENCE)
        self.evidence.begin_seen()

    def new_request(self) -> None:
        """Note the next thing that is owed."""
        self._show_part(OWED)
        self.owed.begin()

    def save_owed(self) -> None:
        """Save what was asked for and promised as PDF, Excel or CSV."""
        if self.flush():
            self.owed_export.save()

    def new_sample(self) -> None:
        """Take up the form for a new sample."""
        self._show_part(SAMPLES)
        self.samples.begin()

    def has_sample_form(self) -> bool:
        """Whether the form for a new sample is in front."""
        return self._current == SAMPLES and self.samples.is_beginning()

    def draw_sample(self) -> None:
        """Draw or record what the form says."""
        self.samples.form.draw()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if can_take(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.attaching.take(event.mimeData(), Circumstances()):
            event.acceptProposedAction()


def _let_files_through(part: QWidget) -> None:
    """Files may be dropped anywhere on the page; over a field they would become its text."""
    for line in part.findChildren(QLineEdit):
        line.setAcceptDrops(False)
    for text in part.findChildren(QPlainTextEdit):
        text.setAcceptDrops(False)
        text.viewport().setAcceptDrops(False)
