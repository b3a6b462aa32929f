"""Destruction to its end: in the workspace, and after a fresh backup in all earlier ones within reach."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.progress import Cancelled, Progress, no_progress
from app.retention.destroying import Destroyed, destroy_due, empty_trash
from app.workspace.backups.keeping import Kept, keep_backed_up
from app.workspace.backups.manifest import DESTROYED
from app.workspace.workspace import Workspace

__all__ = ["Act", "Outcome", "destroy_due", "destroy_thoroughly", "empty_trash"]

Act = Callable[[Workspace, Sequence[str], str, Progress], Destroyed]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was destroyed, and how far that got in the backups.

    Without `kept` no backup could be made, for `error` or because it was stopped: then the earlier ones are
    as they were, and the next backup cleans them.
    """

    destroyed: Destroyed
    kept: Kept | None = None
    error: UserError | None = None


def destroy_thoroughly(
    workspace: Workspace,
    act: Act,
    ids: Sequence[str],
    reason: str,
    place: Path | None = None,
    progress: Progress = no_progress,
) -> Outcome:
    """Destroy these with `destroy_due` or `empty_trash`, back up, and clean the earlier backups.

    `place` is the second place of backups. Raises as `act` does; what keeps the backups from being cleaned is
    told in the outcome, because what was destroyed is destroyed by then.
    """
    destroyed = act(workspace, ids, reason, progress)
    try:
        return Outcome(destroyed, keep_backed_up(workspace, DESTROYED, place, progress))
    except UserError as error:
        return Outcome(destroyed, error=error)
    except Cancelled:
        return Outcome(destroyed)
