"""A new workspace that is to be filled at once: whole in the end, or not there at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.workspace.layout import Layout
from app.workspace.workspace import Workspace


@contextmanager
def gone_on_error(workspace: Workspace, is_new_folder: bool) -> Iterator[None]:
    """Close the workspace and take it away when filling it fails; its folder too if it was made for it."""
    try:
        yield
    except BaseException:
        workspace.close()
        Layout(workspace.path).clear()
        if is_new_folder:
            workspace.path.rmdir()
        raise
