"""The library: every framework with its questions, imports, and what an organisation wrote itself."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.exchange.lists import ListFile
from app.library.entries import Entry, Where, entries
from app.library.imported import Imported
from app.library.importing import read_catalogue_file, read_list_file
from app.library.kept_packs import export_pack, kept_pack, kept_packs
from app.library.pack_data import PackData
from app.library.shelf import Shelved, shelved
from app.progress import Progress
from app.unit_of_work import Change
from ui.commands import Command
from ui.library.import_view import ImportView
from ui.library.own_view import OwnView
from ui.library.pack_table import PackTable
from ui.library.pack_view import PackView
from ui.page import Context, Page
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.card import Panel
from ui.widgets.flow import Flow
from ui.widgets.labels import title
from ui.widgets.splitter import Splitter
from ui.words import _

_FOLDER, _IMPORT_FOLDER = "export.folder", "library.import_folder"
_CONCERNS = frozenset({"pack", "requirement", "own_pack", "criterion", "audit", "heading"})


class LibraryPage(Page):
    """List at the left; at the right the selected framework, an import, or one being written."""

    page_id = "library"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._shelf: Sequence[Shelved] = ()
        self._wanted = ""
        self._read_packs: dict[str, PackData] = {}
        self.table = PackTable()
        self.catalogue_button = button(_("Import a catalogue"))
        self.list_button = button(_("Import a list"))
        self.own_button = button(_("Write your own"))
        self.view = PackView(context.settings)
        self.import_view = ImportView(context, self.origin)
        self.own_view = OwnView(context, self.origin, self._read_kept)
        self._right = QStackedWidget()
        self._splitter = Splitter(Qt.Orientation.Horizontal, "library", context.settings, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(px(18), px(14), px(12), px(8))
        column.setSpacing(px(8))
        column.addWidget(title(_("Library")))
        buttons = Flow(8)
        buttons.add(self.catalogue_button, self.list_button, self.own_button)
        column.addWidget(buttons)
        column.addWidget(self.table, 1)
        left.setMinimumWidth(px(280))
        for part in (self.view, self.import_view, self.own_view):
            self._right.addWidget(part)
        panel = Panel("left")
        panel.body.setContentsMargins(0, 0, 0, 0)
        panel.body.addWidget(self._right)
        self._splitter.addWidget(left)
        self._splitter.addWidget(panel)
        self._splitter.setSizes([px(400), px(760)])
        self._splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)

    def _connect(self) -> None:
        self.table.row_selected.connect(self._show_selected)
        self.table.row_activated.connect(self._enter_view)
        self.catalogue_button.clicked.connect(self.import_catalogue)
        self.list_button.clicked.connect(self.import_list)
        self.own_button.clicked.connect(self.write_own)
        self.view.export_requested.connect(self.export)
        self.view.edit_requested.connect(self.edit_own)
        self.import_view.closed.connect(self._go_back)
        self.import_view.imported.connect(self._go_to)
        self.own_view.closed.connect(self._go_back)
        self.own_view.written.connect(self._stay_writing)

    def title(self) -> str:
        return _("Library")

    def load(self) -> None:
        self._read_kept()
        self.context.jobs.start(_("Reading the frameworks"), _read_shelf, self._on_shelf)

    def _on_shelf(self, shelf: Sequence[Shelved]) -> None:
        self._shelf = shelf
        self._read_kept()

    def refresh(self, changes: frozenset[Change]) -> None:
        if any(change.kind in _CONCERNS for change in changes):
            self._read_kept()

    def _read_kept(self) -> None:
        with self.context.workspace.read() as unit:
            kept = kept_packs(unit)
        self.table.show_entries(entries(self._shelf, kept))
        if self._wanted and self.table.select(self._wanted):
            self._wanted = ""
        if self._right.currentWidget() is self.view:
            self._show_selected()
        elif self._right.currentWidget() is self.own_view:
            self.own_view.refresh()

    def _show_selected(self) -> None:
        if not self.own_view.flush():
            return
        self._right.setCurrentWidget(self.view)
        entry = self.table.current_entry()
        if entry is not None:
            self.view.show_entry(entry, self._pack_of(entry))

    def _go_back(self) -> None:
        """To the selected framework, with the keyboard in the list."""
        self._show_selected()
        if self._right.currentWidget() is self.view:
            self.table.setFocus()

    def _pack_of(self, entry: Entry) -> PackData | None:
        if entry.pack is not None or entry.kept is None:
            return entry.pack
        # What was imported never changes, and may be large.
        if entry.where is Where.WRITTEN or entry.id not in self._read_packs:
            with self.context.workspace.read() as unit:
                self._read_packs = {entry.id: kept_pack(unit, entry.kept.id)}
        return self._read_packs[entry.id]

    def _enter_view(self) -> None:
        self.view.first_focus().setFocus()

    def _go_to(self, pack_id: str) -> None:
        """Show a framework of the workspace that was just brought in or written."""
        self._right.setCurrentWidget(self.view)
        with self.context.workspace.read() as unit:
            kept = kept_packs(unit)
        found = entries(self._shelf, kept)
        self.table.show_entries(found)
        wanted = next((one for one in found if one.kept is not None and one.kept.id == pack_id), None)
        if wanted is not None:
            self.table.select(wanted.id)
        self._go_back()

    def _stay_writing(self, pack_id: str) -> None:
        """What was just begun is selected in the list, and written on."""
        self._go_to(pack_id)
        self._right.setCurrentWidget(self.own_view)

    def import_catalogue(self) -> None:
        """Choose an OSCAL catalogue and look at what it holds."""
        path = self._choose(_("Import a catalogue"), _("OSCAL catalogue (*.json)"))
        if path is None:
            return
        worker = self.context.worker

        def work(progress: Progress) -> object:
            return read_catalogue_file(path, worker, progress)

        self.context.jobs.start(_("Reading the catalogue"), work, partial(self._show_catalogue, path))

    def _show_catalogue(self, path: Path, imported: Imported) -> None:
        self._right.setCurrentWidget(self.import_view)
        self.import_view.show_catalogue(path, imported)

    def import_list(self) -> None:
        """Choose a CSV or Excel list and say which column holds what."""
        path = self._choose(_("Import a list"), _("CSV or Excel (*.csv *.txt *.tsv *.xlsx *.xlsm)"))
        if path is None:
            return
        worker = self.context.worker

        def work(progress: Progress) -> object:
            return read_list_file(path, worker, progress)

        self.context.jobs.start(_("Reading the list"), work, partial(self._show_list, path))

    def _show_list(self, path: Path, found: ListFile) -> None:
        self._right.setCurrentWidget(self.import_view)
        self.import_view.show_list(path, found)

    def _choose(self, name: str, kinds: str) -> Path | None:
        folder = str(self.context.settings.get(_IMPORT_FOLDER, Path.home()))
        chosen, _kind = QFileDialog.getOpenFileName(self, name, folder, kinds)
        if not chosen:
            return None
        self.context.settings.set(_IMPORT_FOLDER, str(Path(chosen).parent))
        return Path(chosen)

    def write_own(self) -> None:
        """Begin a policy, law or contract of the organisation."""
        self._right.setCurrentWidget(self.own_view)
        self.own_view.begin()

    def edit_own(self) -> None:
        """Edit the selected one, or begin its next version where an audit is judged by it."""
        entry = self.table.current_entry()
        if entry is None or entry.kept is None or entry.where is not Where.WRITTEN:
            return
        self._right.setCurrentWidget(self.own_view)
        self.own_view.show_pack(entry.kept.id)

    def _is_written(self) -> bool:
        entry = self.table.current_entry()
        return entry is not None and entry.where is Where.WRITTEN

    def export(self) -> None:
        """Write the selected framework as a folder of files."""
        entry = self.table.current_entry()
        pack = self._pack_of(entry) if entry else None
        folder = str(self.context.settings.get(_FOLDER, Path.home()))
        chosen = QFileDialog.getExistingDirectory(self, _("Export the framework to"), folder) if pack else ""
        if pack is None or not chosen:
            return
        self.context.settings.set(_FOLDER, chosen)

        def work(_progress: Progress) -> Path:
            return export_pack(pack, Path(chosen))

        self.context.jobs.start(_("Writing the framework"), work, self._say_where)

    def _say_where(self, written: Path) -> None:
        self.context.say(_("Framework written to {path}").format(path=written))

    def open(self, **where: Any) -> None:
        if isinstance(where.get("entry_id"), str) and not self.table.select(where["entry_id"]):
            self._wanted = where["entry_id"]

    def where(self) -> dict[str, str]:
        return {"entry_id": self.table.current_id()} if self.table.current_id() else {}

    def first_focus(self) -> QWidget:
        return self.table

    def flush(self) -> bool:
        return self.own_view.flush()

    def commands(self) -> Sequence[Command]:
        group = _("Library")
        return (
            Command("library.import_catalogue", _("Import a catalogue"), self.import_catalogue, group=group),
            Command("library.import_list", _("Import a list"), self.import_list, group=group),
            Command("library.write_own", _("Write your own requirements"), self.write_own, group=group),
            Command(
                "library.edit_own",
                _("Edit your own requirements"),
                self.edit_own,
                group=group,
                enabled=self._is_written,
                hint=_("Choose a framework that you wrote yourself."),
            ),
            Command("library.export", _("Export the framework"), self.export, group=group),
        )


def _read_shelf(_progress: Progress) -> Sequence[Shelved]:
    return shelved()
