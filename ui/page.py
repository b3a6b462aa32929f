"""What every page of the window is made of, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.errors import UserError
    from app.evidence.private_folder import PrivateFolder
    from app.settings import Settings
    from app.unit_of_work import Change
    from app.words import Words
    from app.worker.client import Worker
    from app.workspace.workspace import Workspace
    from ui.bus import Bus
    from ui.commands import Command, Commands
    from ui.jobs import Jobs
    from ui.shell.appearance import Appearance
    from ui.shortcuts import Shortcuts
    from ui.spelling.choice import SpellingChoice
    from ui.theme import Theme


@dataclass(frozen=True)
class Context:
    """What a page works with. It is made anew when another audit is chosen, and the pages with it.

    `navigate(page_id, where)` shows a page and calls its `open(**where)`; an `audit_id` in `where` changes
    the audit first. `say` puts a short text in the status bar, `report_error` shows what a user can mend,
    `theme()` gives the colours in force, `outside` is where copies for other programs lie.
    """

    workspace: Workspace
    audit_id: str | None
    bus: Bus
    jobs: Jobs
    worker: Worker
    outside: PrivateFolder
    commands: Commands
    shortcuts: Shortcuts
    appearance: Appearance
    settings: Settings
    spelling: SpellingChoice
    words: Words
    theme: Callable[[], Theme]
    navigate: Callable[[str, Mapping[str, Any]], None]
    say: Callable[[str], None]
    report_error: Callable[[UserError], None]


class Page(QWidget):
    """A page of the window. A page overrides what concerns it; `__init__` builds widgets, `load` fills them.

    `status_changed` asks for the status text to be shown anew, `commands_changed` for the commands.
    """

    page_id: ClassVar[str] = ""
    collapses_rail: ClassVar[bool] = False

    status_changed = Signal()
    commands_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.origin = uuid4().hex

    def title(self) -> str:
        """What the page is called, as in the rail."""
        return ""

    def load(self) -> None:
        """Read everything that is shown. Called once, before the page is seen."""

    def refresh(self, changes: frozenset[Change]) -> None:
        """Read again what `changes` concern. Those that carry this page's own `origin` are left out."""

    def open(self, **where: Any) -> None:
        """Go to a place on the page, such as `finding_id=...`; a place that is gone is ignored."""

    def where(self) -> dict[str, str]:
        """The place that `open` leads back to: kept for Alt+Left and for the next start."""
        return {}

    def commands(self) -> Sequence[Command]:
        """What can be done on this page."""
        return ()

    def status_text(self) -> str:
        """What the status bar says at the right while this page is in front."""
        return ""

    def is_discreet(self) -> bool:
        """Whether results and findings are hidden now, because somebody else can see the screen."""
        return False

    def is_shared(self) -> bool:
        """Whether somebody else can see the screen now: no wrong word is underlined then."""
        return self.is_discreet()

    def first_focus(self) -> QWidget | None:
        """Where typing starts when the page is shown; None leaves it to the tab order."""
        return None

    def flush(self) -> bool:
        """Write unsaved text now. Called on leaving, closing, locking and at the start of a job.

        False when something could not be written; the window then stays where it is.
        """
        return True
