"""The backups of the workspace: the list, one on request, a new workspace from one, and another drive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.progress import Progress
from app.settings import remember_workspace
from app.workspace.backups.manifest import BY_HAND
from app.workspace.backups.place import (
    forget_second_place,
    is_on_same_drive,
    is_there,
    second_place,
)
from app.workspace.backups.shelf import BackupRow, list_backups
from ui.backup_words import backup_cells, backup_columns, free_folder, lost_text, moment_text
from ui.page import Context
from ui.settings.section import Section
from ui.shell.backup_keeper import KeepBackedUp
from ui.theme import current_look
from ui.widgets.buttons import button, primary_button
from ui.widgets.form import form_row, line_field
from ui.widgets.labels import body, muted, strong
from ui.widgets.lazy_table import LazyTable, RowCells
from ui.words import _

if TYPE_CHECKING:
    from app.workspace.backups.keeping import Kept
    from app.workspace.backups.restoring import Restored
    from app.workspace.workspace import Workspace

_TABLE_HEIGHT = 210


@dataclass(frozen=True, slots=True)
class _Restore:
    """The job that makes a new workspace from a backup of the open one."""

    workspace: Workspace
    backup: Path
    target: Path

    def __call__(self, progress: Progress) -> Restored:
        return self.workspace.restore_backup(self.backup, self.target, progress)


class BackupSection(Section):
    """What backups there are; each can become a workspace of its own."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Backups"), context, parent)
        self._rows: tuple[BackupRow, ...] = ()
        self.last = body("")
        self.table = LazyTable(backup_columns(with_name=False), self._cells, lines=1)
        self.table.setAccessibleName(_("Backups"))
        self.back_up_button = button(_("Back up now"))
        self.restore_button = button(_("Restore as a new workspace…"))
        self.restoring = RestoringRow()
        self.result = strong("", None)
        self._lay_out()
        self.table.row_selected.connect(self._on_selected)
        self.table.row_activated.connect(self._ask_where)
        self.back_up_button.clicked.connect(self._back_up)
        self.restore_button.clicked.connect(self._ask_where)
        self.restoring.restore_button.clicked.connect(self._restore)
        self.restoring.back_button.clicked.connect(self._leave_restoring)
        context.jobs.changed.connect(self.load)

    def _lay_out(self) -> None:
        text = _(
            "A backup restores alone: notes, evidence and key files, under the same passphrase. One is made "
            "on opening and for each hour in which something changed. They are kept hourly for a day and "
            "daily for a month. Evidence is shared with the workspace and takes no room twice."
        )
        self.table.setFixedHeight(current_look().px(_TABLE_HEIGHT))
        self.body.addWidget(self.last)
        self.body.addWidget(muted(text))
        self.body.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(current_look().px(8))
        row.addWidget(self.back_up_button)
        row.addWidget(self.restore_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.restoring)
        self.body.addWidget(self.result)
        self.restoring.hide()
        self.result.hide()

    def load(self) -> None:
        try:
            self._rows = list_backups(self.context.workspace.path)
        except OSError as error:
            self._rows = ()
            self.last.setText(_("The backups cannot be read: {reason}.").format(reason=error.strerror))
        else:
            self._show_last()
        self.table.set_ids([str(row.folder) for row in self._rows])
        self.table.setVisible(bool(self._rows))
        self.restore_button.setVisible(bool(self._rows))
        if self._rows and not self.table.current_id():
            self.table.select(str(self._rows[0].folder))
        self._on_selected(self.table.current_id())

    def _show_last(self) -> None:
        if self._rows:
            text = _("Last backup: {time}")
            self.last.setText(text.format(time=moment_text(self._rows[0].at, self._now())))
        else:
            self.last.setText(_("There is no backup yet."))

    def _now(self) -> datetime:
        return self.context.workspace.seat.clock.now()

    def _cells(self, ids: list[str]) -> list[RowCells]:
        return backup_cells(self._rows, ids, self._now())

    def _on_selected(self, row_id: str) -> None:
        self.restore_button.setEnabled(bool(row_id))
        if not row_id:
            self.restoring.hide()

    def _back_up(self) -> None:
        self.back_up_button.setEnabled(False)
        place = second_place(self.context.settings)
        work = KeepBackedUp(self.context.workspace, BY_HAND, place, only_when_changed=False)
        self.context.jobs.start(
            _("Backing up"), work, self._on_backed_up, self._on_failed, self._on_cancelled
        )

    def _on_backed_up(self, kept: Kept) -> None:
        from app.retention.places import note_copies

        settings = self.context.settings
        note_copies(settings, self.context.workspace.path, second_place(settings), kept)
        self.back_up_button.setEnabled(True)
        self.context.say(_("Backed up to {folder}").format(folder=kept.backup.folder.name))

    def _on_failed(self, error: UserError) -> None:
        self._on_cancelled()
        self.context.report_error(error)

    def _on_cancelled(self) -> None:
        self.back_up_button.setEnabled(True)
        self.restoring.set_busy(False)

    def _ask_where(self) -> None:
        root = self.context.workspace.path
        row = self._chosen()
        if row is not None:
            day = f"{row.at.astimezone(self._now().tzinfo):%Y-%m-%d}"
            name = _("{name} restored {day}").format(name=root.stem, day=day)
            self.result.hide()
            self.restoring.show_target(free_folder(root.with_name(f"{name}{root.suffix}")))

    def _chosen(self) -> BackupRow | None:
        return next((row for row in self._rows if str(row.folder) == self.table.current_id()), None)

    def _restore(self) -> None:
        row, target = self._chosen(), self.restoring.target()
        if row is None or target is None:
            return
        self.restoring.set_busy(True)
        work = _Restore(self.context.workspace, row.folder, target)
        self.context.jobs.start(_("Restoring"), work, self._on_restored, self._on_failed, self._on_cancelled)

    def _on_restored(self, restored: Restored) -> None:
        remember_workspace(self.context.settings, restored.root)
        remember_workspace(self.context.settings, self.context.workspace.path)
        self._leave_restoring()
        said = _("Restored as {path}. The menu below the workspace’s name opens it.")
        parts = (said.format(path=restored.root), lost_text(restored.lost))
        self.result.setText(" ".join(part for part in parts if part))
        self.result.show()

    def _leave_restoring(self) -> None:
        self.restoring.set_busy(False)
        self.restoring.hide()
        self.restore_button.setFocus()


class RestoringRow(QWidget):
    """Where the restored workspace is to lie."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = line_field()
        self.restore_button = primary_button(_("Restore"))
        self.back_button = button(_("Cancel"))
        text = _("A new folder. This workspace and its backups stay as they are.")
        self._row = form_row(_("Folder of the restored workspace"), self.folder, text)
        self._lay_out()
        self.folder.returnPressed.connect(self.restore_button.click)

    def _lay_out(self) -> None:
        px = current_look().px
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.restore_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addWidget(self._row)
        layout.addLayout(buttons)

    def show_target(self, target: Path) -> None:
        """Offer a folder, and let the auditor choose another."""
        self.folder.setText(str(target))
        self._row.set_remark("")
        self.show()
        self.folder.setFocus()

    def target(self) -> Path | None:
        """The folder that was entered; None, with a remark, when it is none."""
        text = self.folder.text().strip()
        is_path = bool(text) and "\0" not in text
        self._row.set_remark("" if is_path else _("Enter the folder that is to be made."))
        return Path(text).expanduser() if is_path else None

    def set_busy(self, busy: bool) -> None:
        for widget in (self.folder, self.restore_button, self.back_button):
            widget.setEnabled(not busy)
        self.restore_button.set_label(_("Restoring …") if busy else _("Restore"))


class SecondPlaceSection(Section):
    """A folder on another drive to which each backup is copied when the drive is there."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Second copy on another drive"), context, parent)
        self.where = body("")
        self.remark = muted("")
        self.choose_button = button(_("Choose a folder…"), "folder")
        self.forget_button = button(_("Make no second copy"))
        self.body.addWidget(self.where)
        self.body.addWidget(self.remark)
        row = QHBoxLayout()
        row.setSpacing(current_look().px(8))
        row.addWidget(self.choose_button)
        row.addWidget(self.forget_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.choose_button.clicked.connect(self._ask)
        self.forget_button.clicked.connect(self._forget)

    def load(self) -> None:
        place = second_place(self.context.settings)
        none = _("None. A backup on this laptop does not help when the laptop is lost or its drive breaks.")
        self.where.setText(str(place) if place else none)
        self.remark.setText(self._remark(place) if place else "")
        self.remark.setVisible(bool(self.remark.text()))
        self.forget_button.setVisible(place is not None)

    def _remark(self, place: Path) -> str:
        workspace = self.context.workspace
        if not is_there(place):
            return _("The drive is away. The next backup after it is back is copied there.")
        parts = [_("Each backup is copied there, whole, when the drive is there.")]
        if is_on_same_drive(place, workspace.path):
            parts.append(_("It is on the same drive as the workspace: choose another drive if you can."))
        if not workspace.is_encrypted:
            parts.append(_("This workspace has no passphrase: whoever has that drive can read the audits."))
        return " ".join(parts)

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Where shall second copies of backups go?"))
        if chosen:
            self.choose(Path(chosen))

    def choose(self, folder: Path) -> None:
        """Copy backups there from now on, in a folder of their own; the newest one at once."""
        from app.workspace.backups.second_place import choose_second_place

        try:
            choose_second_place(self.context.settings, folder, self.context.workspace.path)
        except UserError as error:
            self.context.report_error(error)
            return
        self.load()
        work = KeepBackedUp(self.context.workspace, BY_HAND, second_place(self.context.settings))
        self.context.jobs.start(_("Backing up"), work)

    def _forget(self) -> None:
        forget_second_place(self.context.settings)
        self.load()
        self.choose_button.setFocus()
