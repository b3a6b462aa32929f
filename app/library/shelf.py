"""Where packs lie: those that come with the program, and those that a user put into a folder of their own."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from app.library.pack_data import PackData
from app.library.pack_files import ABOUT, REPLACEABLE
from app.library.pack_problems import PackError
from app.library.pack_reading import read_pack
from app.resource_files import resource_path


@dataclass(frozen=True, slots=True)
class Shelved:
    """A folder that holds a pack, or titles for a shipped one; `pack` is None where it cannot be used."""

    folder: Path
    is_own: bool
    pack: PackData | None
    error: PackError | None = None


def own_folder() -> Path:
    """The user's folder of packs; it need not exist."""
    return user_data_path("Assay", appauthor=False) / "frameworks"


def shelved(own: Path | None = None) -> tuple[Shelved, ...]:
    """Every pack, the shipped ones first; those that are faulty carry their error."""
    return tuple(_all(own or own_folder()))


@dataclass(frozen=True, slots=True)
class OnOffer:
    """A pack that can be pinned: the folder it lies in, and what it is called. It is not checked yet."""

    folder: Path
    title: str
    version: str


def on_offer(own: Path | None = None) -> tuple[OnOffer, ...]:
    """What lies on the shelf, read from `pack.toml` alone, so that it can be offered at once."""
    folders = (*_folders(resource_path("frameworks")), *_folders(own or own_folder()))
    return tuple(offer for folder in folders if (offer := _offer(folder)) is not None)


def _offer(folder: Path) -> OnOffer | None:
    try:
        about = tomllib.loads((folder / ABOUT).read_text("utf-8-sig"))
    except (OSError, ValueError):
        return None
    return OnOffer(folder, str(about.get("title", folder.name)), str(about.get("version", "")))


def take(folder: Path, own: Path | None = None) -> PackData:
    """The pack in a folder of the shelf, with the user's own titles and texts. Raises PackError."""
    is_shipped = folder.parent == resource_path("frameworks")
    return read_pack(folder, _replacements(own or own_folder(), folder.name) if is_shipped else None)


def _all(own: Path) -> Iterator[Shelved]:
    for folder in _folders(resource_path("frameworks")):
        yield _read(folder, is_own=False, own=_replacements(own, folder.name))
    for folder in _folders(own):
        yield _read(folder, is_own=True)


def _folders(root: Path) -> list[Path]:
    return sorted(path.parent for path in root.glob(f"*/{ABOUT}"))


def _replacements(own: Path, name: str) -> Path | None:
    """Titles and texts that a user laid into a folder of the pack's name, without a pack of their own."""
    folder = own / name
    has_some = any((folder / part).is_file() for part in REPLACEABLE)
    return folder if has_some and not (folder / ABOUT).is_file() else None


def _read(folder: Path, *, is_own: bool, own: Path | None = None) -> Shelved:
    try:
        return Shelved(folder, is_own, read_pack(folder, own))
    except PackError as error:
        return Shelved(folder, is_own, None, error)
