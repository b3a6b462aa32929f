"""The pages of the open workspace: built when first shown, read again when something changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.page import Context, Page
from ui.shell.entries import PageEntry

if TYPE_CHECKING:
    from app.unit_of_work import Change

_MOST_CHANGES = 2_000


class PageStack(QStackedWidget):
    """Holds at most one page per entry; hidden ones catch up when they are shown.

    `status_changed` and `commands_changed` pass on what the pages say.
    """

    status_changed = Signal()
    commands_changed = Signal()

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = {entry.page_id: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._missed: dict[str, set[Change]] = {}
        self._left: dict[str, dict[str, str]] = {}

    def has(self, page_id: str) -> bool:
        return page_id in self._entries

    def current_page(self) -> Page | None:
        page = self.currentWidget()
        return page if isinstance(page, Page) else None

    def show_page(self, page_id: str, context: Context) -> Page:
        """Bring a page to the front, built or brought up to date first."""
        page = self._pages.get(page_id)
        if page is None:
            page = self._build(page_id, context)
        else:
            self._catch_up(page_id, page)
        self.setCurrentWidget(page)
        return page

    def _build(self, page_id: str, context: Context) -> Page:
        page = self._entries[page_id].load()(context)
        page.status_changed.connect(self.status_changed)
        page.commands_changed.connect(self.commands_changed)
        self._pages[page_id] = page
        self.addWidget(page)
        page.load()
        left = self._left.pop(page_id, {})
        if left:
            page.open(**left)
        return page

    def _catch_up(self, page_id: str, page: Page) -> None:
        missed = self._missed.pop(page_id, set())
        if len(missed) > _MOST_CHANGES:
            page.load()
        elif missed:
            page.refresh(frozenset(missed))

    def take(self, changes: frozenset[Change]) -> None:
        """Tell the page in front of changes, and keep them for the others; a page's own are left out."""
        for page_id, page in self._pages.items():
            foreign = frozenset(change for change in changes if change.origin != page.origin)
            if foreign and page is self.currentWidget():
                page.refresh(foreign)
            elif foreign:
                self._missed.setdefault(page_id, set()).update(foreign)

    def drop_pages(self) -> None:
        """Let go of all pages; the next ones are built for another audit or workspace."""
        for page in self._pages.values():
            self.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._missed.clear()
        self._left.clear()

    def let_go_of_hidden(self) -> None:
        """Pages behind the one in front go now, and are built again at their place when they are wanted.

        They were saved when they were left. Dressed anew with the others they would stop the window for
        seconds.
        """
        hidden = [
            (page_id, page) for page_id, page in self._pages.items() if page is not self.currentWidget()
        ]
        for page_id, page in hidden:
            self._left[page_id] = page.where()
            del self._pages[page_id]
            self._missed.pop(page_id, None)
            self.removeWidget(page)
            page.deleteLater()
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)
