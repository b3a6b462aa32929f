"""What appears in a watched folder during a session is offered in a strip, and waits for an answer."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from app.evidence.folder_watch import FolderWatch, still_there
from app.evidence.names import display_name
from app.settings import last_folder
from ui.commands import Command
from ui.page import Context
from ui.widgets.buttons import key_button, leave_the_caret
from ui.widgets.card import Strip
from ui.widgets.labels import body
from ui.words import _, ngettext

_FOLDER = "sessions.watched_folder"
_LOOK_EVERY_MS = 500
_MOST_NAMED = 3


class Watching(QObject):
    """Watches the folder of the settings from the first session on; `take` gets the files that are wanted."""

    def __init__(self, context: Context, take: Callable[[Sequence[Path]], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._window = parent
        self._take = take
        self._watch: FolderWatch | None = None
        self._offered: list[Path] = []
        self._is_in_session = False
        self._is_missed = False
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_EVERY_MS)
        self._looking.timeout.connect(self._look)
        self.strip = OfferStrip(context)
        self.strip.take_button.clicked.connect(self.take_offered)
        self.strip.dismiss_button.clicked.connect(self.dismiss)

    def commands(self, group: str) -> Sequence[Command]:
        """What can be done about the folder and what came into it."""
        has, nothing = self.has_offer, _("There is no new file in the watched folder.")
        is_on, off = self.is_watching, _("No folder is watched.")
        done = (
            (
                "watch_folder",
                _("Watch a folder for new files…"),
                self.choose_folder,
                self.is_in_session,
                _("Open a session first."),
            ),
            ("stop_watching", _("Watch no folder any more"), self.forget_folder, is_on, off),
            ("take_new", _("Attach the new files to this item"), self.take_offered, has, nothing),
            ("leave_new", _("Leave the new files in their folder"), self.dismiss, has, nothing),
        )
        return tuple(
            Command(f"session.{name}", text, handler, group=group, enabled=enabled, hint=hint)
            for name, text, handler, enabled, hint in done
        )

    def is_in_session(self) -> bool:
        return self._is_in_session

    def is_watching(self) -> bool:
        return self._watch is not None

    def has_offer(self) -> bool:
        return bool(self._offered)

    def enter_session(self) -> None:
        """Offer what comes from now on; a folder that was chosen earlier is watched again."""
        self._is_in_session = True
        folder = self._context.settings.get(_FOLDER)
        if self._watch is None and isinstance(folder, str):
            self._begin(Path(folder))
        self._show_offer()

    def leave_session(self) -> None:
        """Offer nothing outside a session; what comes meanwhile waits."""
        self._is_in_session = False
        self._show_offer()

    def choose_folder(self) -> None:
        """Ask which folder to watch, and watch it in this session and in later ones."""
        before = str(last_folder(self._context.settings, _FOLDER))
        chosen = QFileDialog.getExistingDirectory(self._window, _("Watch a folder"), before)
        if chosen:
            self.watch(Path(chosen))

    def watch(self, folder: Path) -> None:
        """Watch a folder in place of the one before."""
        self.stop()
        self._context.settings.set(_FOLDER, str(folder))
        self._begin(folder)
        name = display_name(folder.name)
        self._context.say(_("New files in {folder} are offered during sessions").format(folder=name))

    def forget_folder(self) -> None:
        """Watch nothing any more."""
        self.stop()
        self._context.settings.set(_FOLDER, None)
        self._context.say(_("No folder is watched"))

    def _begin(self, folder: Path) -> None:
        self._watch = watch = FolderWatch(folder)
        self._is_missed = False
        self.destroyed.connect(watch.stop)
        watch.start()
        self._looking.start()

    def stop(self) -> None:
        """Watch nothing for now; what was offered is no longer."""
        self._looking.stop()
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        self._offered = []
        self._show_offer()

    def _look(self) -> None:
        watch = self._watch
        if watch is None:
            return
        came = watch.arrived()
        if came:
            self._offered = list(dict.fromkeys([*self._offered, *came]))
            self._show_offer()
        if watch.is_lost != self._is_missed:
            self._is_missed = watch.is_lost
            self._tell_of_folder(watch)

    def _tell_of_folder(self, watch: FolderWatch) -> None:
        name = display_name(watch.folder.name)
        if watch.is_lost:
            text = _("The watched folder {folder} is not there: no new file is offered until it is back")
        else:
            text = _("The watched folder {folder} is there again")
        self._context.say(text.format(folder=name))

    def _show_offer(self) -> None:
        self.strip.show_files(self._offered)
        self.strip.setVisible(self._is_in_session and bool(self._offered))

    def take_offered(self) -> None:
        """Attach what is offered to the item on the table."""
        paths = still_there(self._offered)
        self.dismiss()
        if paths:
            self._take(paths)
        else:
            self._context.say(_("The new files are not in the folder any more."))

    def dismiss(self) -> None:
        """Leave what is offered where it is, and do not offer it again."""
        self._offered = []
        self._show_offer()


class OfferStrip(Strip):
    """Names the new files. Its buttons leave the caret in the notes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        commands = context.commands
        self._commands = commands
        self._what = body("", 1)
        self.take_button = key_button(_("Attach"), "")
        self.dismiss_button = key_button(_("Leave it"), "")
        leave_the_caret(self.take_button, self.dismiss_button)
        self.body.addWidget(self._what, 1)
        self.body.addWidget(self.take_button)
        self.body.addWidget(self.dismiss_button)
        commands.changed.connect(self._show_keys)
        self.hide()

    def _show_keys(self) -> None:
        self.take_button.set_keys(self._commands.keys("session.take_new"))
        self.dismiss_button.set_keys(self._commands.keys("session.leave_new"))

    def show_files(self, paths: Sequence[Path]) -> None:
        self._show_keys()
        names = [display_name(path.name) for path in paths[:_MOST_NAMED]]
        if len(paths) > _MOST_NAMED:
            names.append("…")
        count = ngettext("{n} new file", "{n} new files", len(paths))
        folder = display_name(paths[0].parent.name) if paths else ""
        self._what.setText(
            _("{count} in {folder}: {names}").format(count=count, folder=folder, names=", ".join(names))
        )

    def text(self) -> str:
        """What the strip says."""
        return self._what.text()
