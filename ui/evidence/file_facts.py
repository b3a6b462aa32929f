"""The file of a piece of evidence: name as it came, hash, copies that leave, records of the same bytes."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.evidence.checking import Twin, verify_evidence
from app.evidence.evidence import link_instead
from app.evidence.exporting import export_copy
from app.evidence.leaving import is_photo, is_recording, leaves_without_location
from app.evidence.names import display_name
from app.evidence.outside import copy_outside
from app.evidence.reads import EvidenceDetail
from app.progress import Progress
from app.reporting import formats
from app.settings import last_folder
from app.unit_of_work import UnitOfWork
from app.words import N_
from ui.evidence.origin import Origin
from ui.evidence.writing import Writing
from ui.evidence_words import hash_groups
from ui.page import Context
from ui.theme import current_look
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.labels import body, label_strong, muted
from ui.words import _

_FOLDER = "export.folder"
_PHOTO = N_(
    "A photo leaves without what the camera wrote: place, device, owner. The stored one "
    "keeps it, and so does an export as taken in."
)
_RECORDING = N_(
    "A recording leaves with picture and sound alone: without place, device, sensor data and captions. The "
    "stored one keeps them, and so does an export as taken in."
)
_RECORDING_AS_IT_IS = N_(
    "This recording leaves as it was taken in: if it says where it was made, so do its copies. Places are "
    "taken out of MP4, MOV and M4A up to 200 MB."
)


class FileFacts(QWidget):
    """`changed(id)` follows a custody entry, `replaced(id)` the use of the first record instead.

    `asked(id)` wants another piece to be shown.
    """

    changed = Signal(str)
    replaced = Signal(str)
    asked = Signal(str)

    def __init__(self, context: Context, writing: Writing) -> None:
        super().__init__()
        self._context = context
        self._writing = writing
        self._detail: EvidenceDetail | None = None
        self._twin: Twin | None = None
        self._name = body("")
        self._facts = body("")
        self._hash = body("")
        self.origin = Origin(context, writing)
        self.verify_button = button(_("Verify hash now"))
        self.export_button = button(_("Export a copy…"))
        self.as_taken_in_button = link_button(_("Export as taken in…"))
        self.outside_button = button(_("Open in another program…"))
        self._leaving = muted("")
        self._twin_card = Card(tone="quiet")
        self._twin_text = body("")
        self.replace_button = button("")
        self._build()
        self.verify_button.clicked.connect(self.verify)
        self.export_button.clicked.connect(self.choose_folder)
        self.as_taken_in_button.clicked.connect(self.choose_folder_for_original)
        self.outside_button.clicked.connect(self.open_outside)
        self.origin.changed.connect(self.changed)
        self.origin.asked.connect(self.asked)
        self.replace_button.clicked.connect(self.use_first)

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, px(8), px(8))
        layout.setSpacing(px(4))
        for text, value in (
            (_("Original name"), self._name),
            (_("Kind and size"), self._facts),
            (_("SHA-256 when it was taken in"), self._hash),
        ):
            layout.addWidget(label_strong(text))
            layout.addWidget(value)
            layout.addSpacing(px(6))
        layout.addWidget(self.origin)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.verify_button)
        row.addWidget(self.export_button)
        row.addWidget(self.as_taken_in_button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addSpacing(px(4))
        outside = QHBoxLayout()
        outside.addWidget(self.outside_button)
        outside.addStretch(1)
        layout.addLayout(outside)
        layout.addWidget(
            muted(
                _(
                    "Another program gets a readable copy, which is removed on locking and closing. Assay "
                    "cannot say what that program keeps or sends."
                )
            )
        )
        layout.addWidget(self._leaving)
        layout.addSpacing(px(8))
        self._twin_card.body.addWidget(self._twin_text)
        beside = QHBoxLayout()
        beside.addWidget(self.replace_button)
        beside.addStretch(1)
        self._twin_card.body.addLayout(beside)
        self._twin_card.body.addWidget(
            muted(_("Keep both where the circumstances differ: another item, another day, another source."))
        )
        layout.addWidget(self._twin_card)
        layout.addStretch(1)

    def show_file(self, detail: EvidenceDetail, twin: Twin | None) -> None:
        """`twin` is the first record of the same bytes in this audit, where `detail` is a later one."""
        self._detail, self._twin = detail, twin
        row = detail.row
        self._name.setText(display_name(detail.original_name))
        self._facts.setText(f"{row.media_type} · {formats.size(row.size)}")
        self._hash.setText(hash_groups(row.sha256))
        for part in (self.verify_button, self.export_button, self.outside_button):
            part.setEnabled(row.has_file)
        self.origin.show_detail(detail)
        self.as_taken_in_button.setVisible(self.leaves_changed())
        self._show_how_it_leaves(detail)
        self._show_twins(detail, twin)

    def leaves_changed(self) -> bool:
        """Whether a copy leaves without something that the stored file has: what a camera wrote."""
        detail = self._detail
        if detail is None or not detail.row.has_file or detail.derived_from:
            return False
        return leaves_without_location(detail.row.media_type, detail.row.size or 0)

    def _show_how_it_leaves(self, detail: EvidenceDetail) -> None:
        """What a copy lacks, or that a recording still says where it was made."""
        kind, leaves_changed = detail.row.media_type, self.leaves_changed()
        if is_photo(kind):
            self._leaving.setText(_(_PHOTO))
        else:
            self._leaving.setText(_(_RECORDING) if leaves_changed else _(_RECORDING_AS_IT_IS))
        is_told = leaves_changed or (detail.row.has_file and is_recording(kind))
        self._leaving.setVisible(is_told)

    def _show_twins(self, detail: EvidenceDetail, twin: Twin | None) -> None:
        self._twin_card.setVisible(bool(detail.same_bytes))
        same = ", ".join(detail.same_bytes)
        self._twin_text.setText(_("Same file as {numbers}. It is stored once.").format(numbers=same))
        self.replace_button.setVisible(twin is not None)
        if twin is not None:
            self.replace_button.set_label(_("Use {number} instead").format(number=twin.number))

    def verify(self) -> None:
        """Hash the stored bytes again, in a job."""
        detail, workspace = self._detail, self._context.workspace
        if detail is None or not detail.row.has_file:
            return
        evidence_id = detail.row.id

        def work(progress: Progress) -> str:
            verify_evidence(workspace, evidence_id, progress=progress)
            return evidence_id

        self._context.jobs.start(_("Verifying"), work, self._on_verified)

    def _on_verified(self, evidence_id: str) -> None:
        self._context.say(_("The file is what was taken in: its SHA-256 is the same."))
        self.changed.emit(evidence_id)

    def choose_folder(self) -> None:
        """Ask where the copy goes, then export it."""
        folder = self._chosen_folder()
        if folder is not None:
            self.export_to(folder)

    def choose_folder_for_original(self) -> None:
        """The same with every byte as it was taken in, what a camera wrote included."""
        folder = self._chosen_folder()
        if folder is not None:
            self.export_to(folder, is_as_taken_in=True)

    def _chosen_folder(self) -> Path | None:
        folder = str(last_folder(self._context.settings, _FOLDER))
        chosen = QFileDialog.getExistingDirectory(self, _("Export a copy"), folder)
        if not chosen:
            return None
        self._context.settings.set(_FOLDER, chosen)
        return Path(chosen)

    def export_to(self, folder: Path, *, is_as_taken_in: bool = False) -> None:
        """Write a checked copy into a folder, in a job; it is noted in the chain of custody."""
        detail, workspace, worker = self._detail, self._context.workspace, self._context.worker
        if detail is None or not detail.row.has_file:
            return
        evidence_id = detail.row.id

        def work(progress: Progress) -> tuple[str, Path]:
            path = export_copy(
                workspace,
                evidence_id,
                folder,
                worker=worker,
                is_as_taken_in=is_as_taken_in,
                progress=progress,
            )
            return evidence_id, path

        self._context.jobs.start(_("Exporting"), work, self._on_exported)

    def _on_exported(self, answer: tuple[str, Path]) -> None:
        evidence_id, path = answer
        self._context.say(_("Copied to {path}").format(path=display_name(str(path))))
        self.changed.emit(evidence_id)

    def open_outside(self) -> None:
        """Hand a readable copy to the program that the system has for it; it is noted in the custody."""
        detail, workspace, folder = self._detail, self._context.workspace, self._context.outside
        worker = self._context.worker
        if detail is None or not detail.row.has_file:
            return
        evidence_id = detail.row.id

        def work(progress: Progress) -> tuple[str, Path]:
            path = copy_outside(workspace, evidence_id, folder, worker=worker, progress=progress)
            return evidence_id, path

        self._context.jobs.start(_("Opening"), work, self._on_copied_outside)

    def _on_copied_outside(self, answer: tuple[str, Path]) -> None:
        evidence_id, path = answer
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.say(_("No program is known here that opens this kind of file."))
        self.changed.emit(evidence_id)

    def use_first(self) -> None:
        """Keep one record of the same bytes: the links of this one move to the first (R-24)."""
        detail, twin = self._detail, self._twin
        if detail is None or twin is None:
            return

        def change(uow: UnitOfWork) -> None:
            link_instead(uow, detail.row.id, twin.id)

        if self._writing.do(N_("Use the first record instead of {number}"), change, number=detail.row.number):
            self._context.say(
                _("{number} is in the trash, {first} is used in its place. Undo brings it back.").format(
                    number=detail.row.number, first=twin.number
                )
            )
            self.replaced.emit(twin.id)
