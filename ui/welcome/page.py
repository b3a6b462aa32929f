"""What is shown while no workspace is open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import DamagedWorkspaceError, OlderWorkspaceError, UserError
from app.settings import Settings
from app.words import Words
from app.workspace.backups.manifest import is_backup
from app.workspace.recovery_key import RecoveryKey
from ui.jobs import Jobs
from ui.shell.messages import Messages
from ui.theme import current_look
from ui.welcome.new_form import NewForm
from ui.welcome.opening import Create, Created, NewWorkspace, Open, Opener
from ui.welcome.restore_flow import RestoreFlow
from ui.welcome.start_view import StartView
from ui.welcome.unlock_view import UnlockView
from ui.widgets.labels import figure, muted
from ui.widgets.scrolled import scrolled
from ui.words import _

if TYPE_CHECKING:
    from app.workspace.header import Secret
    from app.workspace.workspace import Workspace

_WIDTH = 640


class _Views(QWidget):
    """One view at a time, as high as that one needs: a stack would be as high as the highest of them."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def add(self, view: QWidget) -> None:
        view.setVisible(not self._all)
        self._all.append(view)
        self._column.addWidget(view)

    def show_view(self, view: QWidget) -> None:
        for other in self._all:
            other.setVisible(other is view)


class WelcomePage(QWidget):
    """`workspace_opened` carries the Workspace.

    After it, `recovery_key_made` carries the RecoveryKey of a new workspace, and `passphrase_forgotten` the
    one that opened a workspace in place of its passphrase.
    """

    workspace_opened = Signal(object)
    recovery_key_made = Signal(object)
    passphrase_forgotten = Signal(object)

    def __init__(
        self, opener: Opener, settings: Settings, jobs: Jobs, messages: Messages, words: Words
    ) -> None:
        super().__init__()
        self._words = words
        self._opener = opener
        self._jobs = jobs
        self._messages = messages
        self.start = StartView(settings)
        self.form = NewForm(Path.home() / "Assay")
        self.unlock = UnlockView(words)
        self.restoring = RestoreFlow(opener, settings, jobs, words, Path.home() / "Assay")
        self._views = _Views()
        self._opening: Open | None = None
        self._lay_out()
        self.start.path_chosen.connect(self.open_path)
        self.start.new_requested.connect(self.show_new)
        self.start.open_requested.connect(self._choose_and_open)
        self.form.submitted.connect(self._create)
        self.form.left.connect(self.show_start)
        self.unlock.submitted.connect(self._open)
        self.unlock.left.connect(self.show_start)
        self.start.restore_requested.connect(self.show_restore)
        self.restoring.opening_wanted.connect(self._open)
        self.restoring.left.connect(self.show_start)
        messages.accepted.connect(self._open_as_it_is)

    def _lay_out(self) -> None:
        px = current_look().px
        for view in (self.start, self.form, self.unlock, self.restoring):
            self._views.add(view)
        column = QWidget()
        column.setMaximumWidth(px(_WIDTH))
        inner = QVBoxLayout(column)
        inner.setContentsMargins(px(16), px(24), px(16), px(16))
        inner.setSpacing(px(4))
        inner.addWidget(figure("Assay"))
        inner.addWidget(muted(_("Audits of information security, on this laptop and nowhere else.")))
        inner.addSpacing(px(16))
        inner.addWidget(self._views, 1)
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(ground))

    def show_start(self) -> None:
        """The recent workspaces, and the ways to others."""
        self.start.load()
        self._views.show_view(self.start)
        self.start.first_button().setFocus()

    def show_new(self) -> None:
        """The form for a new workspace."""
        self._messages.clear()
        self.form.clear()
        self._views.show_view(self.form)
        self.form.organization.setFocus()

    def show_restore(self, folder: Path | None = None) -> None:
        """The steps from a backup to a workspace; `folder` is where backups are known to be."""
        self._messages.clear()
        self._views.show_view(self.restoring)
        self.restoring.begin(folder)

    def _offer_backup(self, path: Path, secret: Secret | None, error: UserError) -> None:
        self._views.show_view(self.restoring)
        self.restoring.begin_damaged(path, secret, error)

    def ask_for_folder(self) -> Path | None:
        """Let the auditor choose the folder of a workspace."""
        chosen = QFileDialog.getExistingDirectory(self, _("Choose the folder of the workspace"))
        return Path(chosen) if chosen else None

    def _choose_and_open(self) -> None:
        path = self.ask_for_folder()
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a workspace, after its passphrase where it has one."""
        self._messages.clear()
        if is_backup(path):
            self.show_restore(path)
            return
        try:
            needs_passphrase = self._opener.needs_passphrase(path)
        except DamagedWorkspaceError as error:
            self._offer_backup(path, None, error)
            return
        except UserError as error:
            self._messages.show_error(error)
            return
        if needs_passphrase:
            self.unlock.show_path(path, has_recovery_key=self._opener.has_recovery_key(path))
            self._show_unlock()
        else:
            self._open(path, None)

    def show_locked(self, path: Path) -> None:
        """Ask for the passphrase of a workspace that was locked."""
        try:
            has_recovery_key = self._opener.has_recovery_key(path)
        except (UserError, OSError):
            # The drive may be gone for now; opening says so.
            has_recovery_key = False
        self.unlock.show_locked(path, has_recovery_key=has_recovery_key)
        self._show_unlock()

    def _show_unlock(self) -> None:
        self._views.show_view(self.unlock)
        self.unlock.passphrase.setFocus()

    def _open(self, path: Path, secret: Secret | None) -> None:
        self._start(Open(self._opener, path, secret))

    def _open_as_it_is(self) -> None:
        """Open the workspace after all whose database is not the one that was open last."""
        if self._opening is not None:
            self._start(replace(self._opening, accept_older=True))

    def _start(self, work: Open) -> None:
        self._messages.clear()
        self._set_busy(True)
        self._opening = work
        name = _("Opening {name}").format(name=work.path.stem)
        self._jobs.start(name, work, self._on_opened, self._on_refused)

    def _create(self, new: NewWorkspace) -> None:
        self._messages.clear()
        self._set_busy(True)
        name = _("Creating {name}").format(name=new.path.stem)
        self._jobs.start(name, Create(self._opener, new), self._on_created, self._on_refused)

    def _set_busy(self, busy: bool) -> None:
        self.start.setEnabled(not busy)
        self.form.set_busy(busy)
        self.unlock.set_busy(busy)

    def _on_opened(self, workspace: Workspace) -> None:
        self._set_busy(False)
        opening, self._opening = self._opening, None
        self.unlock.clear()
        self.form.clear()
        self.workspace_opened.emit(workspace)
        if opening is not None and isinstance(opening.passphrase, RecoveryKey):
            self.passphrase_forgotten.emit(opening.passphrase)

    def _on_created(self, created: Created) -> None:
        self._on_opened(created.workspace)
        if created.recovery_key is not None:
            self.recovery_key_made.emit(created.recovery_key)

    def _on_refused(self, error: UserError) -> None:
        self._set_busy(False)
        if isinstance(error, OlderWorkspaceError):
            self._messages.ask(error, _("Open it as it is"))
            return
        opening, self._opening = self._opening, None
        if isinstance(error, DamagedWorkspaceError) and opening is not None:
            self._offer_backup(opening.path, opening.passphrase, error)
        elif not self.unlock.isHidden():
            self.unlock.refuse(" ".join(error.sentences(self._words)))
        else:
            self._messages.show_error(error)
