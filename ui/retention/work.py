"""Destroying as work off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.progress import Progress

if TYPE_CHECKING:
    from app.retention.thorough import Outcome
    from app.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Destroy:
    """The job that destroys what is due, or what lies in the trash, and cleans the backups after it."""

    workspace: Workspace
    ids: tuple[str, ...]
    reason: str
    place: Path | None
    from_trash: bool

    def __call__(self, progress: Progress) -> Outcome:
        from app.retention.thorough import destroy_due, destroy_thoroughly, empty_trash

        act = empty_trash if self.from_trash else destroy_due
        return destroy_thoroughly(self.workspace, act, self.ids, self.reason, self.place, progress)
