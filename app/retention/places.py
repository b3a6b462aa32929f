"""Drives with second copies of backups, and which of them may still hold what was destroyed since."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.settings import Settings, state_of
from app.workspace.backups.keeping import Kept, SecondCopy
from app.workspace.backups.place import second_place

_SETTING = "cleaned_copies"


def note_copies(settings: Settings, workspace: Path, place: Path | None, kept: Kept) -> None:
    """Remember up to which record of destruction the copies in a place were cleaned."""
    if place is None or kept.second is not SecondCopy.COPIED:
        return
    known = _known(settings, workspace)
    cleaned = kept.disposals if kept.is_clean else known.get(str(place), 0)
    known = {**known, str(place): cleaned}
    settings.set(_SETTING, {**state_of(settings, _SETTING), str(workspace): known})


def places_behind(settings: Settings, workspace: Path, disposals: int) -> tuple[Path, ...]:
    """The places whose copies were not cleaned since the last of so many records of destruction."""
    known = dict(_known(settings, workspace))
    chosen = second_place(settings)
    if chosen is not None:
        known.setdefault(str(chosen), 0)
    return tuple(Path(place) for place, cleaned in known.items() if _behind(cleaned, disposals))


def _behind(cleaned: Any, disposals: int) -> bool:
    return not isinstance(cleaned, int) or cleaned < disposals


def _known(settings: Settings, workspace: Path) -> Mapping[str, Any]:
    known = state_of(settings, _SETTING).get(str(workspace), {})
    return known if isinstance(known, dict) else {}
