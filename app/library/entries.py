"""The frameworks that can be looked at: shipped ones, those in the user's folder, those of the workspace."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.library.kept_packs import KeptPack
from app.library.pack_data import PackData
from app.library.pack_problems import PackError
from app.library.shelf import Shelved
from app.words import N_


class Where(enum.Enum):
    """Where a framework lies."""

    SHIPPED = "shipped"
    OWN_FOLDER = "own_folder"
    WORKSPACE = "workspace"
    WRITTEN = "written"


WHERE_TEXTS = {
    "shipped": N_("Shipped"),
    "own_folder": N_("Your folder"),
    "workspace": N_("Workspace"),
    "written": N_("Your own"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A framework in the list. `pack` is what lies on the shelf, `kept` what the workspace keeps of it.

    `folder` is where a faulty one lies.
    """

    id: str
    title: str
    version: str
    where: Where
    requirements: int
    pack: PackData | None = None
    kept: KeptPack | None = None
    error: PackError | None = None
    folder: Path | None = None


def entries(shelf: Sequence[Shelved], kept: Sequence[KeptPack]) -> tuple[Entry, ...]:
    """Every framework once: what the workspace keeps of a shelved one stands with it."""
    left = {(one.key, one.sha256 or one.id): one for one in kept}
    found = [_shelved(one, left) for one in shelf]
    return (*found, *(_kept(one) for one in left.values()))


def _shelved(one: Shelved, left: dict[tuple[str, str], KeptPack]) -> Entry:
    where = Where.OWN_FOLDER if one.is_own else Where.SHIPPED
    if one.pack is None:
        return Entry(
            f"folder:{one.folder}", one.folder.name, "", where, 0, error=one.error, folder=one.folder
        )
    pack = one.pack
    same = left.pop((pack.key, pack.sha256), None)
    return Entry(
        f"{pack.key} {pack.version}", pack.title, pack.version, where, len(pack.requirements), pack, same
    )


def _kept(one: KeptPack) -> Entry:
    where = Where.WRITTEN if one.organization_id else Where.WORKSPACE
    return Entry(one.id, one.title, one.version, where, one.requirements, kept=one)
