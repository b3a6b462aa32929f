"""Which dictionary is used on this laptop."""

from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Signal

from app.settings import Settings
from app.spelling.dictionaries import OFF, Dictionary, add_dictionary, dictionaries, usual_code

_SETTING = "spelling"


class SpellingChoice(QObject):
    """What is chosen in the settings; `changed` follows another choice."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    @property
    def own_folder(self) -> Path:
        """Where the dictionaries lie that were added; it need not exist."""
        return self._settings.path.parent / "dictionaries"

    def offered(self) -> tuple[Dictionary, ...]:
        return dictionaries(self.own_folder)

    @property
    def code(self) -> str:
        """The code of the dictionary, OFF without one. Until one is chosen the system's language decides."""
        chosen = self._settings.get(_SETTING)
        return chosen if isinstance(chosen, str) else usual_code(QLocale.system().name())

    def dictionary(self) -> Dictionary | None:
        """The dictionary in use; None when nothing is checked or the chosen one is gone."""
        code = self.code
        return None if code == OFF else next((one for one in self.offered() if one.code == code), None)

    def choose(self, code: str) -> None:
        self._settings.set(_SETTING, code)
        self.changed.emit()

    def add(self, path: Path) -> None:
        """Copy a dictionary to the others and use it. Raises UserError where it is none."""
        self.choose(add_dictionary(path, self.own_folder))
