"""Where second copies of backups go, and whether the drive is there; light enough for the window's start."""

from pathlib import Path

from app.settings import Settings

FOLDER_NAME = "Assay backups"
_SETTING = "backup_folder"


def second_place(settings: Settings) -> Path | None:
    """The folder for second copies; the drive that it is on may be away."""
    path = settings.get(_SETTING)
    is_place = isinstance(path, str) and Path(path).is_absolute()
    return Path(path) if is_place else None


def remember_second_place(settings: Settings, place: Path) -> None:
    """Copy backups there from now on; see `choose_second_place`."""
    settings.set(_SETTING, str(place))


def forget_second_place(settings: Settings) -> None:
    """Copy backups nowhere any more; the copies that were made stay."""
    settings.set(_SETTING, None)


def is_there(place: Path) -> bool:
    """Whether the drive is there: the folder on it was made when it was chosen, an empty mount has none."""
    try:
        return place.is_dir()
    except OSError:
        return False


def is_on_same_drive(place: Path, workspace: Path) -> bool:
    """Whether a broken drive would take both."""
    try:
        return place.stat().st_dev == workspace.stat().st_dev
    except OSError:
        return False
