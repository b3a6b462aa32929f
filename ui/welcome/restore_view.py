"""The steps from a backup to a workspace: which backup, where to, and what opens it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.workspace.backups.finding import workspace_name
from app.workspace.backups.shelf import BackupRow
from app.workspace.layout import FOLDER_SUFFIX
from app.workspace.location import warning
from ui.backup_words import backup_cells, backup_columns, free_folder
from ui.theme import current_look
from ui.welcome.restoring import Restoring
from ui.welcome.secret_row import SecretRow
from ui.widgets.buttons import button, primary_button
from ui.widgets.card import Card
from ui.widgets.form import form_row, line_field
from ui.widgets.labels import body, heading, muted
from ui.widgets.lazy_table import LazyTable, RowCells
from ui.words import _, message

_TABLE_HEIGHT = 176


class RestoreView(QWidget):
    """`folder_chosen` carries a folder to look into, `submitted` a Restoring; `left` goes back."""

    folder_chosen = Signal(object)
    submitted = Signal(object)
    left = Signal()

    def __init__(
        self,
        home: Path,
        needs_passphrase: Callable[[Path], bool],
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._home = home
        self._needs_passphrase = needs_passphrase
        self._now = now
        self._rows: Sequence[BackupRow] = ()
        self._target_is_own = False
        self._build_fields()
        self._lay_out()
        self.choose_button.clicked.connect(self._choose_source)
        self.table.row_selected.connect(self._on_selected)
        self.target.textEdited.connect(self._keep_target)
        self.target.textChanged.connect(self._warn)
        self.target_button.clicked.connect(self._choose_target)
        self.secret_row.entered.connect(self._submit)
        self.restore_button.clicked.connect(self._submit)
        self.back_button.clicked.connect(self.left)

    def _build_fields(self) -> None:
        self.choose_button = button(_("Choose the folder with the backup…"), "folder")
        self.found = body("")
        self.table = LazyTable(backup_columns(with_name=True), self._cells, lines=1)
        self.table.setAccessibleName(_("Backups"))
        self.target = line_field()
        self.target_button = button(_("Choose…"))
        self.secret_row = SecretRow()
        self.restore_button = primary_button(_("Restore"))
        self.back_button = button(_("Back"))
        self._target_row = form_row(_("Folder of the restored workspace"), self._target_line())
        self.target.setAccessibleName(_("Folder of the restored workspace"))

    def _target_line(self) -> QWidget:
        line = QWidget()
        line.setFocusProxy(self.target)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_look().px(8))
        row.addWidget(self.target, 1)
        row.addWidget(self.target_button)
        return line

    def _lay_out(self) -> None:
        px = current_look().px
        self.table.setFixedHeight(px(_TABLE_HEIGHT))
        card = Card()
        card.body.setSpacing(px(12))
        card.body.addWidget(heading(_("Restore from a backup")))
        card.body.addWidget(muted(_intention()))
        source = QHBoxLayout()
        source.addWidget(self.choose_button)
        source.addStretch(1)
        card.body.addLayout(source)
        for widget in (self.found, self.table, self._target_row, self.secret_row):
            card.body.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.restore_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    def clear(self) -> None:
        """Start afresh; a passphrase does not stay in its field."""
        self._target_is_own = False
        self.secret_row.clear()
        self.set_busy(False)
        self._show((), "")

    def show_looking(self) -> None:
        """Backups are being looked for."""
        self._show((), _("Looking for backups…"))

    def show_backups(self, folder: Path, rows: Sequence[BackupRow]) -> None:
        """Offer the backups that were found in a folder, the newest first."""
        none = _(
            "There are no backups in {path}. Choose a workspace, its backups folder, or a drive with some."
        )
        self._show(rows, "" if rows else none.format(path=folder))
        if rows:
            self.table.select(str(rows[0].folder))
            self.table.setFocus()

    def _show(self, rows: Sequence[BackupRow], said: str) -> None:
        self._rows = rows
        self.found.setText(said)
        self.found.setVisible(bool(said))
        self.table.set_ids([str(row.folder) for row in rows])
        for widget in (self.table, self._target_row, self.restore_button):
            widget.setVisible(bool(rows))
        self._on_selected(self.table.current_id())

    def _cells(self, ids: list[str]) -> list[RowCells]:
        return backup_cells(self._rows, ids, self._now())

    def _on_selected(self, row_id: str) -> None:
        self.restore_button.setEnabled(bool(row_id))
        self.secret_row.setVisible(bool(row_id) and self._needs_passphrase(Path(row_id)))
        if row_id and not self._target_is_own:
            name = workspace_name(Path(row_id))
            self.target.setText(str(free_folder(self._home / f"{name}{FOLDER_SUFFIX}")))

    def _keep_target(self) -> None:
        self._target_is_own = True

    def _choose_source(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Choose the folder with the backup"))
        if chosen:
            self.folder_chosen.emit(Path(chosen))

    def _choose_target(self) -> None:
        parent = QFileDialog.getExistingDirectory(self, _("Where shall the workspace lie?"), str(self._home))
        if parent:
            self._target_is_own = True
            self.target.setText(str(free_folder(Path(parent) / Path(self.target.text()).name)))

    def _warn(self, text: str) -> None:
        concern = warning(Path(text)) if text.strip() and "\0" not in text else None
        self._target_row.set_remark(message(concern) if concern else "")

    def set_busy(self, busy: bool) -> None:
        """While it is being restored nothing can be pressed twice."""
        for widget in (self.choose_button, self.table, self.target, self.target_button, self.secret_row):
            widget.setEnabled(not busy)
        self.restore_button.setEnabled(not busy and bool(self.table.current_id()))
        self.back_button.setEnabled(not busy)
        self.restore_button.set_label(_("Restoring…") if busy else _("Restore"))

    def refuse(self, text: str) -> None:
        """Say what went wrong, and let the auditor try again."""
        self.set_busy(False)
        if self.secret_row.isVisible():
            self.secret_row.refuse(text)
        else:
            self.found.setText(text)
            self.found.show()

    def _submit(self) -> None:
        backup, target = self.table.current_id(), self.target.text().strip()
        if not backup:
            return
        if not target or "\0" in target:
            self._target_row.set_remark(_("Enter the folder that is to be made."))
            self.target.setFocus()
            return
        secret = self.secret_row.secret() if self.secret_row.isVisible() else None
        if secret is not None or not self.secret_row.isVisible():
            self.found.hide()
            self.submitted.emit(Restoring(Path(backup), Path(target).expanduser(), secret))


def _intention() -> str:
    return _(
        "The backup becomes a workspace of its own, on this laptop or on a new one. Nothing that is there "
        "already is written over, and the backup stays as it is."
    )
