"""The way from page to page: leaving only what is saved, going back, starting where one left off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.settings import Settings
from ui.page import Context, Page
from ui.shell.desk import Desk
from ui.shell.entries import AUDIT_GROUP, WORKSPACE_GROUP, PageEntry
from ui.shell.page_stack import PageStack
from ui.shell.places import Place, remember_place, remembered_place

_REMEMBER_AFTER_MS = 1_000


class Navigator(QObject):
    """Shows pages of the workspace on the desk.

    `arrived` carries the page that is in front now, `stayed` says that a page could not save and stays there.
    """

    arrived = Signal(object)
    stayed = Signal()

    def __init__(
        self,
        pages: PageStack,
        entries: Sequence[PageEntry],
        settings: Settings,
        context: Callable[[], Context],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._groups = {entry.page_id: entry.group for entry in entries}
        self._settings = settings
        self._context = context
        self._desk: Desk | None = None
        self._page_id = ""
        self._remembering = QTimer(self)
        self._remembering.setSingleShot(True)
        self._remembering.setInterval(_REMEMBER_AFTER_MS)
        self._remembering.timeout.connect(self.remember)

    def begin(self, desk: Desk) -> None:
        """Go where the auditor left off in this workspace, or to its first page."""
        self._desk = desk
        self._arrive(remembered_place(self._settings, desk.workspace.path) or self._usual_place(desk))

    def _usual_place(self, desk: Desk) -> Place:
        """The first time: the audit that is going on, or the list of audits where there is none."""
        audit_id = desk.likely_audit()
        page_id = next((known for known, group in self._groups.items() if group == AUDIT_GROUP), None)
        return Place(page_id, audit_id) if page_id and audit_id else Place(self._first_page())

    def end(self) -> None:
        """The workspace is closed; its pages go."""
        self._remembering.stop()
        self._desk = None
        self._page_id = ""
        self._pages.drop_pages()

    def place(self) -> Place | None:
        """Where the auditor is."""
        page = self._pages.current_page()
        if self._desk is None or page is None:
            return None
        return Place(self._page_id, self._desk.audit_id, page.where())

    def navigate(self, page_id: str, where: Mapping[str, Any]) -> None:
        """Show a page at a place on it; `audit_id` in `where` changes the audit first."""
        if self._desk is None or not self._leave():
            return
        rest = dict(where)
        audit_id = rest.pop("audit_id", self._desk.audit_id)
        self._arrive(Place(page_id, audit_id, rest))

    def choose_audit(self, audit_id: str) -> None:
        """Show another audit, on the same kind of page where it has one."""
        page_id = self._page_id
        if self._groups.get(page_id) != AUDIT_GROUP:
            page_id = next((known for known, group in self._groups.items() if group == AUDIT_GROUP), page_id)
        self.navigate(page_id, {"audit_id": audit_id})

    def can_go_back(self) -> bool:
        return self._desk is not None and not self._desk.trail.is_empty

    def go_back(self) -> None:
        """Show the place that was left last."""
        if self._desk is None or not self.flush():
            return
        place = self._desk.trail.back()
        if place is not None:
            self._arrive(place)

    def go(self, place: Place) -> None:
        """Show a place that was remembered."""
        self.navigate(place.page_id, {**place.where, "audit_id": place.audit_id})

    def has_page(self, page_id: str) -> bool:
        """Whether a page can be shown now: those of an audit need one that is chosen."""
        group = self._groups.get(page_id)
        if self._desk is None or group is None:
            return False
        return group == WORKSPACE_GROUP or self._desk.audit_id is not None

    def flush(self) -> bool:
        """Write what the page in front has not saved yet; False when that failed."""
        page = self._pages.current_page()
        if page is None or page.flush():
            return True
        self.stayed.emit()
        return False

    def remember(self) -> None:
        """Keep the place for the next start."""
        place = self.place()
        if self._desk is not None and place is not None:
            remember_place(self._settings, self._desk.workspace.path, place)

    def remember_soon(self) -> None:
        """Keep the place also for a start after an end that nobody wanted, such as a flat battery."""
        if not self._remembering.isActive():
            self._remembering.start()

    def _leave(self) -> bool:
        if not self.flush():
            return False
        place = self.place()
        if self._desk is not None and place is not None:
            self._desk.trail.leave(place)
        return True

    def _arrive(self, place: Place) -> None:
        desk = self._desk
        if desk is None:
            return
        if place.audit_id != desk.audit_id:
            desk.choose_audit(place.audit_id)
            self._pages.drop_pages()
        if not self.has_page(place.page_id):
            place = Place(self._first_page(), desk.audit_id)
        page = self._pages.show_page(place.page_id, self._context())
        self._page_id = place.page_id
        page.open(**place.where)
        self.arrived.emit(page)
        self.remember()

    def _first_page(self) -> str:
        return next(page_id for page_id, group in self._groups.items() if group == WORKSPACE_GROUP)

    def current_page(self) -> Page | None:
        return self._pages.current_page() if self._desk is not None else None
