"""Theme and text size: what the auditor chose, kept in the settings and put on the program."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from app.settings import Settings
from ui import theme as themes
from ui.theme import Theme

SYSTEM = "system"
THEMES = (SYSTEM, "light", "dark")
ZOOM_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
_USUAL = 100


class Appearance(QObject):
    """`choice` is one of THEMES, `zoom` a percentage of ZOOM_STEPS.

    `changing` comes before the program is dressed anew, which takes the longer the more there is of it;
    `changed` follows.
    """

    changing = Signal()
    changed = Signal()

    def __init__(self, application: QApplication, settings: Settings) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        self._loaded = {name: themes.load_theme(name) for name in ("light", "dark")}
        application.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def choice(self) -> str:
        choice = self._settings.get("theme", SYSTEM)
        return choice if choice in THEMES else SYSTEM

    @property
    def zoom(self) -> int:
        zoom = self._settings.get("zoom", _USUAL)
        return zoom if zoom in ZOOM_STEPS else _USUAL

    def theme(self) -> Theme:
        """The colours in force; those of the system where that was chosen."""
        return self._loaded[self._system() if self.choice == SYSTEM else self.choice]

    def _system(self) -> str:
        dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def choose_theme(self, choice: str) -> None:
        self._settings.set("theme", choice)
        self.put_on()

    def turn(self) -> None:
        """Change from light to dark, or back."""
        self.choose_theme("light" if self.theme().name == "dark" else "dark")

    def choose_zoom(self, zoom: int) -> None:
        self._settings.set("zoom", zoom)
        self.put_on()

    def larger(self) -> None:
        self.choose_zoom(next((step for step in ZOOM_STEPS if step > self.zoom), self.zoom))

    def smaller(self) -> None:
        self.choose_zoom(next((step for step in reversed(ZOOM_STEPS) if step < self.zoom), self.zoom))

    def usual_size(self) -> None:
        self.choose_zoom(_USUAL)

    def put_on(self) -> None:
        """Dress the program in the theme and size that were chosen."""
        look = themes.Look(self.theme(), self.zoom / 100)
        if look != themes.current_look():
            self.changing.emit()
        themes.apply(self._application, look.theme, look.zoom)
        self.changed.emit()

    def _on_system_changed(self) -> None:
        if self.choice == SYSTEM:
            self.put_on()
