"""The search of the window: over the workspace on the desk, within the audit in hand first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from ui.palette import Palette, PaletteEntry
from ui.search.finder import Finder
from ui.search.keeper import SearchKeeper

if TYPE_CHECKING:
    from app.search.searching import FoundHit
    from app.workspace.workspace import Workspace
    from ui.search.hit_search import HitSearch
    from ui.shell.desk import Desk
    from ui.window import Window

_MOST_SELECTED = 80


class WindowSearch(QObject):
    """Finds things in the open workspace, and keeps what is found complete."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk: Desk | None = None
        self._finder: Finder | None = None
        self.keeper = SearchKeeper(window.jobs, window.worker, self)

    def begin(self, desk: Desk) -> None:
        """From now on this workspace is searched."""
        self._desk = desk
        self._finder = Finder(desk.workspace, self)
        self._finder.broke.connect(self._window.bugs.report)
        self.keeper.begin(desk.workspace, desk.bus)

    def end(self) -> None:
        """The workspace is about to be closed."""
        self.keeper.end()
        if self._finder is not None:
            self._finder.close()
            self._finder.deleteLater()
        self._desk, self._finder = None, None

    def open(self, entries: Sequence[PaletteEntry] = ()) -> Palette:
        """Ask what is wanted: something in the workspace, or one of `entries`."""
        palette = Palette(entries, self._window, self._hits())
        palette.open_below(self._window.top_bar.search)
        return palette

    def open_with_selected(self) -> None:
        """Find what was written and taken in, beginning with the words that are selected."""
        words = _selected_words()
        field = self.open().field
        field.setText(words)
        field.selectAll()

    def _hits(self) -> HitSearch | None:
        """The search as the palette shows it; None without a workspace.

        While results are hidden from an interviewee, findings are too.
        """
        from app.search.searching import Kind
        from ui.search.hit_search import HitSearch, Search

        desk, finder, page = self._desk, self._finder, self._window.current_page()
        if desk is None or finder is None:
            return None
        finder.prepare()
        is_discreet = page is not None and page.is_discreet()
        opener = _Opener(desk.workspace, self._window.navigate)
        hidden = frozenset({Kind.FINDING} if is_discreet else ())
        return HitSearch(Search(finder, desk.audit_id, hidden, opener.open))


@dataclass(frozen=True)
class _Opener:
    """Shows a hit on its page."""

    workspace: Workspace
    navigate: Callable[[str, Mapping[str, Any]], None]

    def open(self, hit: FoundHit) -> None:
        from ui.search.destinations import destination

        page_id, where = destination(self.workspace, hit)
        self.navigate(page_id, where)


def _selected_words() -> str:
    """What is selected in the field with the caret, where it is short enough to be looked for."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        selected = field.selectedText()
    elif isinstance(field, QTextEdit | QPlainTextEdit):
        selected = field.textCursor().selectedText()
    else:
        return ""
    words = " ".join(selected.split())
    return words if len(words) <= _MOST_SELECTED else ""
