"""Pinning a framework: offered by name, read and put into the workspace off the window's thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.library.kept_packs import KeptPack
from app.library.packs import ISO_27001
from app.library.shelf import OnOffer, take
from app.planning.frameworks import pin_framework, pin_kept_pack
from app.progress import Progress
from app.words import N_
from ui.page import Context
from ui.words import _


@dataclass(frozen=True, slots=True)
class Choice:
    """A framework to pin: in a folder of the shelf, or kept in the workspace."""

    folder: Path | None = None
    pack_id: str = ""


def framework_choices(
    shelf: Sequence[OnOffer], kept: Sequence[KeptPack], organization_id: str
) -> list[tuple[object, str]]:
    """What can be pinned: the shelf first, then what came in or was written in the workspace."""
    offered: list[tuple[object, str]] = [(Choice(one.folder), one.title) for one in shelf]
    titles = {one.title for one in shelf}
    for one in kept:
        is_ours = one.organization_id in ("", organization_id)
        if is_ours and one.requirements and one.title not in titles:
            name = _("{title}, version {version}").format(title=one.title, version=one.version)
            offered.append((Choice(pack_id=one.id), name))
    return offered


def iso_27001(shelf: Sequence[OnOffer]) -> Choice:
    """The framework that most audits are judged by."""
    return Choice(next(one.folder for one in shelf if one.folder.name == ISO_27001))


def pin(context: Context, audit_id: str, choice: Choice, done: Callable[[int], None]) -> None:
    """Pin a framework in a job; `done(items)` follows with how many items the checklist then has."""
    workspace = context.workspace

    def work(_progress: Progress) -> int:
        pack = take(choice.folder) if choice.folder is not None else None
        with workspace.write(N_("Pin the framework")) as uow:
            if pack is not None:
                return pin_framework(uow, audit_id, pack)
            return pin_kept_pack(uow, audit_id, choice.pack_id)

    context.jobs.start(_("Pinning the framework"), work, done)
