"""Small pages that use everything a page is given."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.unit_of_work import Change
from app.words import N_
from models.organization import Person
from ui.commands import Command
from ui.page import Context, Page
from ui.shell.entries import AUDIT_GROUP, WORKSPACE_GROUP, PageEntry


class FakePage(Page):
    """Has a note field and says what was asked of it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.note = QLineEdit()
        self.note.setAccessibleName("Note")
        self.refreshed: list[frozenset[Change]] = []
        self.opened_at: list[dict[str, Any]] = []
        self.done: list[str] = []
        self.can_save = True
        self.can_attach = True
        QVBoxLayout(self).addWidget(self.note)

    def title(self) -> str:
        return self.page_id.title()

    def refresh(self, changes: frozenset[Change]) -> None:
        self.refreshed.append(changes)

    def open(self, **where: Any) -> None:
        self.opened_at.append(where)

    def where(self) -> dict[str, str]:
        return dict(self.opened_at[-1]) if self.opened_at else {}

    def status_text(self) -> str:
        return f"{self.page_id} status"

    def first_focus(self) -> QWidget:
        return self.note

    def flush(self) -> bool:
        return self.can_save

    def commands(self) -> Sequence[Command]:
        return ()

    def add_person(self, name: str) -> None:
        """Write something in the page's own name."""
        with self.context.workspace.write(N_("Add person"), origin=self.origin) as uow:
            uow.session.add(Person(name=name))


class AuditsPage(FakePage):
    page_id = "audits"


class NotesPage(FakePage):
    """Stands where a workspace page stands and has the keys of a session."""

    page_id = "notes"
    collapses_rail = True

    def commands(self) -> Sequence[Command]:
        return (
            Command("session.conforms", "Conforms", self._conforms, group="Result"),
            Command(
                "session.attach",
                "Attach evidence",
                self._attach,
                group="Evidence",
                enabled=self._can_attach,
                hint="Choose an item first.",
            ),
        )

    def _conforms(self) -> None:
        self.done.append("conforms")

    def _attach(self) -> None:
        self.done.append("attach")

    def _can_attach(self) -> bool:
        return self.can_attach


class OverviewPage(FakePage):
    page_id = "overview"


def fake_entries() -> tuple[PageEntry, ...]:
    return (
        PageEntry("audits", WORKSPACE_GROUP, "Audits", "document", lambda: AuditsPage),
        PageEntry("notes", WORKSPACE_GROUP, "Notes", "sessions", lambda: NotesPage),
        PageEntry("overview", AUDIT_GROUP, "Overview", "home", lambda: OverviewPage),
    )
