"""The window: bars, rail and pages, and what can be done on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.evidence.private_folder import PrivateFolder, private_base
from app.settings import Settings, remember_workspace
from app.words import Words
from app.worker.client import Worker
from ui.commands import Commands
from ui.errors import BugReporter
from ui.jobs import Jobs
from ui.packages.unpacking import Unpacker
from ui.page import Context, Page
from ui.protection.protecting import Protecting
from ui.search.window_search import WindowSearch
from ui.shell.appearance import Appearance
from ui.shell.backup_keeper import BackupKeeper
from ui.shell.desk import Desk
from ui.shell.entries import PageEntry
from ui.shell.figures import Figures
from ui.shell.geometry import Geometry
from ui.shell.locker import Locker
from ui.shell.messages import Messages
from ui.shell.navigator import Navigator
from ui.shell.page_stack import PageStack
from ui.shell.palette_entries import palette_entries
from ui.shell.places import Place
from ui.shell.rail import Rail
from ui.shell.regions import Region, Regions, focus_first
from ui.shell.status_bar import StatusBar
from ui.shell.top_bar import TopBar
from ui.shell.undo import Undo
from ui.shell.undo_keys import UndoKeys
from ui.shell.window_commands import window_commands
from ui.shell.workspace_menu import WorkspaceMenu
from ui.shortcut_sheet import ShortcutSheet
from ui.shortcuts import Shortcuts
from ui.spelling.window_spelling import WindowSpelling
from ui.theme import current_look
from ui.welcome.opening import Opener
from ui.welcome.page import WelcomePage
from ui.widgets.message_bar import MessageBar
from ui.words import _

if TYPE_CHECKING:
    from app.unit_of_work import Change
    from app.workspace.recovery_key import RecoveryKey
    from app.workspace.workspace import Workspace

# Below this width, in pixels at 100 %, pages would lack what the words of the rail take.
_RAIL_NEEDS = 1150
_LAST = "last_workspace"


class Window(QWidget):
    """The one window of the program; without a workspace it shows the welcome page."""

    def __init__(
        self,
        appearance: Appearance,
        settings: Settings,
        words: Words,
        opener: Opener,
        entries: Sequence[PageEntry],
        shortcuts: Shortcuts,
    ) -> None:
        super().__init__()
        self.appearance = appearance
        self.settings = settings
        self.shortcuts = shortcuts
        self._words = words
        self._opener = opener
        self._desk: Desk | None = None
        self.worker = Worker()
        self.outside = PrivateFolder(private_base())
        self.bugs = BugReporter(self)
        self.jobs = Jobs(self.report_error, self.bugs.report, self)
        self.commands = Commands(self, shortcuts)
        self._build(entries)
        self.navigator = Navigator(self._pages, entries, settings, self._context, self)
        self._undo = Undo(self.navigator, self.messages)
        self.locker = Locker(self, settings)
        self.unpacker = Unpacker(self.jobs, self.messages, settings, words, self)
        self.search = WindowSearch(self)
        self.spelling = WindowSpelling(self)
        self.backups = BackupKeeper(self.jobs, settings, self.status_bar, self)
        self._connect()
        self.commands.set_window(window_commands(self, entries))
        self._geometry = Geometry(self, settings)
        self._show_welcome()

    def _build(self, entries: Sequence[PageEntry]) -> None:
        self.top_bar = TopBar()
        self.rail = Rail(entries)
        self.status_bar = StatusBar(self.jobs)
        self.message_bar = MessageBar()
        self.messages = Messages(self.message_bar, self.status_bar, self._words)
        self.welcome = WelcomePage(self._opener, self.settings, self.jobs, self.messages, self._words)
        self._pages = PageStack(entries)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self._pages)
        self._menu = WorkspaceMenu(self.top_bar.workspace_button.menu(), self.commands, self.settings)
        self._undo_keys = UndoKeys(self.commands, self)
        self.figures = Figures(self.top_bar, self.rail, self.status_bar, self)
        self.regions = Regions(
            Region(self.rail, self.rail.focus_current),
            Region(self._stack, self._enter_page),
            Region(self.message_bar),
            Region(self.top_bar),
        )
        self._lay_out()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.message_bar)
        right.addWidget(self._stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top_bar)
        layout.addLayout(middle, 1)
        layout.addWidget(self.status_bar)

    def _connect(self) -> None:
        self.appearance.changing.connect(self._pages.let_go_of_hidden)
        self.appearance.changed.connect(self._refresh_look)
        self.commands.changed.connect(self._show_keys)
        self.commands.refused.connect(self._on_refused)
        self.jobs.starting.connect(self.navigator.flush)
        self.messages.place_wanted.connect(self.navigator.go)
        self.rail.chosen.connect(self._on_page_chosen)
        self.top_bar.audit_chosen.connect(self.navigator.choose_audit)
        self.top_bar.search_requested.connect(self.open_palette)
        self.welcome.start.unpack_requested.connect(self.unpacker.ask)
        self.welcome.workspace_opened.connect(self.show_workspace)
        self.welcome.recovery_key_made.connect(self._offer_recovery_key)
        self.welcome.passphrase_forgotten.connect(self._replace_passphrase)
        self.jobs.changed.connect(self.figures.show_protection)
        self._menu.workspace_wanted.connect(self.open_workspace_at)
        self.navigator.arrived.connect(self._on_arrived)
        self.navigator.stayed.connect(self._on_stayed)
        self._pages.status_changed.connect(self._show_page_status)
        self._pages.status_changed.connect(self.spelling.look_soon)
        self._pages.status_changed.connect(self.navigator.remember_soon)
        self._pages.commands_changed.connect(self._take_page_commands)
        self._undo_keys.wanted.connect(self.commands.run)

    def _context(self) -> Context:
        desk = self._open_desk()
        return Context(
            workspace=desk.workspace,
            audit_id=desk.audit_id,
            bus=desk.bus,
            jobs=self.jobs,
            worker=self.worker,
            outside=self.outside,
            commands=self.commands,
            shortcuts=self.shortcuts,
            appearance=self.appearance,
            settings=self.settings,
            spelling=self.spelling.choice,
            words=self._words,
            theme=self.appearance.theme,
            navigate=self.navigate,
            say=self.messages.say,
            report_error=self.report_error,
        )

    def _open_desk(self) -> Desk:
        assert self._desk is not None
        return self._desk

    def report_error(self, error: UserError) -> None:
        """Show what the auditor can mend."""
        self.messages.show_error(error, self._desk.last_commit if self._desk else None)

    def navigate(self, page_id: str, where: Mapping[str, Any]) -> None:
        """Show a page at a place on it; see `Context`."""
        self.navigator.navigate(page_id, where)

    def has_workspace(self) -> bool:
        return self._desk is not None

    @property
    def workspace(self) -> Workspace | None:
        """The workspace that is open."""
        return self._desk.workspace if self._desk else None

    def current_page(self) -> Page | None:
        return self.navigator.current_page()

    def start(self, path: Path | None) -> None:
        """Open `path`, or the workspace that was open last; ask for its passphrase where it has one."""
        last = self.settings.get(_LAST)
        wanted = path or (Path(last) if isinstance(last, str) and Path(last).is_dir() else None)
        if wanted is not None:
            self.welcome.open_path(wanted)

    def show_workspace(self, workspace: Workspace) -> None:
        """Work in a workspace that was just opened, where the auditor left off."""
        remember_workspace(self.settings, workspace.path)
        self.settings.set(_LAST, str(workspace.path))
        self._desk = Desk(workspace, self.navigator.place, self)
        self._desk.bus.changed.connect(self._on_changed)
        self._menu.set_open(workspace.path)
        self.setWindowTitle(_("Assay – {workspace}").format(workspace=self._desk.name))
        self.figures.begin(self._desk)
        self.rail.show()
        self._stack.setCurrentWidget(self._pages)
        self.messages.clear()
        self.navigator.begin(self._desk)
        self.backups.begin(workspace)
        self.search.begin(self._desk)
        self.spelling.begin(self._desk)
        self.locker.begin(workspace)
        found = (*workspace.warnings, *workspace.recovered)
        if found:
            self.messages.show_found(found, is_warning=bool(workspace.warnings))
        elif self._desk.is_anonymous():
            note = _("Choose who you are, so that what you do is logged under your name.")
            self.messages.show_note(note, Place("settings", where={"tab": "laptop", "part": "you"}))

    def close_workspace(self) -> None:
        """Close the workspace and show the welcome page; nothing happens while something is unsaved."""
        if self._let_go():
            self.settings.set(_LAST, None)
            self._show_welcome()

    def _let_go(self) -> bool:
        if self._desk is None:
            return True
        if not self.flush():
            return False
        self._close_desk(self._desk)
        return True

    def flush(self) -> bool:
        """Write what the page in front has not saved yet; False when that failed, and it is told."""
        return self.navigator.flush()

    def _close_desk(self, desk: Desk) -> None:
        self.navigator.remember()
        self.messages.clear()
        self.backups.end()
        self.search.end()
        self.spelling.end()
        self.locker.end()
        self.jobs.cancel_all()
        self.worker.stop()
        self.jobs.wait()
        self.navigator.end()
        self.commands.set_page(())
        desk.close()
        self.outside.clear()
        self.figures.end()
        self._desk = None

    def _show_welcome(self) -> None:
        self.setWindowTitle("Assay")
        self._menu.set_open(None)
        self.top_bar.show_nothing()
        self.status_bar.show_nothing()
        self.rail.hide()
        self._stack.setCurrentWidget(self.welcome)
        self.welcome.show_start()

    def lock(self) -> None:
        """Close the workspace until its passphrase is entered."""
        self.locker.lock()

    def show_locked(self, path: Path) -> None:
        """Let go of the workspace at `path`, saved or not, and ask for its passphrase."""
        self._close_desk(self._open_desk())
        self._show_welcome()
        self.welcome.show_locked(path)

    def _offer_recovery_key(self, recovery_key: object) -> None:
        self._protecting().offer(recovery_key)

    def _replace_passphrase(self, recovery_key: RecoveryKey) -> None:
        self._protecting().replace_forgotten(recovery_key)

    def _protecting(self) -> Protecting:
        desk = self._open_desk()
        made = Protecting(desk.workspace, self.jobs, self._words, self, desk)
        made.said.connect(self.messages.say)
        return made

    def new_workspace(self) -> None:
        if self._let_go():
            self._show_welcome()
            self.welcome.show_new()

    def open_workspace(self) -> None:
        """Choose another workspace; the open one stays until one was chosen."""
        path = self.welcome.ask_for_folder()
        if path is not None:
            self.open_workspace_at(path)

    def open_workspace_at(self, path: Path) -> None:
        if self._let_go():
            self._show_welcome()
            self.welcome.open_path(path)

    def quit(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.locker.holds_text:
            self.messages.say(
                _("Text of the locked workspace is not saved yet: unlock it first, and copy it.")
            )
        if self.locker.holds_text or not self._let_go():
            event.ignore()
            return
        self._geometry.remember()
        event.accept()

    def _on_refused(self, hint: str) -> None:
        self.messages.say(hint if self.has_workspace() else _("Open a workspace first."))

    def _on_page_chosen(self, page_id: str) -> None:
        self.navigate(page_id, {})

    def _on_arrived(self, page: Page) -> None:
        self.messages.clear_note()
        self.rail.set_current(page.page_id)
        self._fit_rail()
        self._take_page_commands()
        self._show_page_status()
        self.figures.read()
        self._enter_page()
        self.spelling.look_soon()

    def _on_stayed(self) -> None:
        self.messages.say(_("Something on this page is not saved yet. Mend it first, or copy your text."))

    def _on_changed(self, changes: frozenset[Change]) -> None:
        if self._desk is None:
            return
        self.messages.forget_overtaken(self._desk.last_commit)
        self.navigator.remember_soon()
        self._pages.take(changes)
        self.figures.read_soon()
        self._show_page_status()

    def _show_page_status(self) -> None:
        page = self.current_page()
        self.status_bar.show_page_status(page.status_text() if page else "")

    def _take_page_commands(self) -> None:
        page = self.current_page()
        self.commands.set_page(page.commands() if page else ())

    def _show_keys(self) -> None:
        self.top_bar.search.set_keys(self.commands.keys("window.palette"))

    def _fit_rail(self) -> None:
        """Icons alone on a page that needs the room, and on every page of a window that has little of it."""
        page = self.current_page()
        has_room = self.width() >= current_look().px(_RAIL_NEEDS)
        self.rail.set_collapsed(not has_room or (page is not None and page.collapses_rail))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rail()

    def _refresh_look(self) -> None:
        self._fit_rail()
        for part in (self.top_bar, self.rail, self.status_bar):
            part.refresh_look()

    def show_at_start(self) -> None:
        self._geometry.show()

    def open_palette(self) -> None:
        """Find anything, run anything."""
        page = self.current_page()
        title = page.title() if page else ""
        choose = self.navigator.choose_audit
        self.search.open(palette_entries(self.commands, title, self.figures.audits, choose))

    def show_shortcuts(self) -> None:
        page = self.current_page()
        ShortcutSheet(page.title() if page else "", self.commands, self).open()

    def undo(self) -> None:
        self._undo.undo(self._open_desk())

    def redo(self) -> None:
        self._undo.redo(self._open_desk())

    def _enter_page(self) -> None:
        page = self.current_page()
        target = page.first_focus() if page else None
        if target is not None:
            target.setFocus()
        else:
            focus_first(page or self.welcome)
