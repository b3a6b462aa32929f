"""What a document review and a technical test put on record (section 9, R-16)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from app.sessions.sessions import SessionKind
from app.words import N_
from ui.saving import SavedFields
from ui.widgets.card import Card
from ui.widgets.form import text_field
from ui.widgets.layout import card, named
from ui.words import _

_FIELDS: Mapping[SessionKind, tuple[str, Sequence[tuple[str, str]]]] = MappingProxyType(
    {
        SessionKind.DOCUMENT_REVIEW: (
            N_("Document under review"),
            (
                ("document_title", N_("Document")),
                ("document_version", N_("Version")),
                ("document_owner", N_("Owner")),
                ("document_approval", N_("Approved by and when")),
                ("sections_read", N_("Sections read")),
                ("review_result", N_("Result of the review")),
            ),
        ),
        SessionKind.TECHNICAL_TEST: (
            N_("Technical test"),
            (
                ("test_agreement", N_("Written agreement of the system’s owner")),
                ("test_window", N_("Agreed window")),
                ("test_account", N_("Read-only account or isolated copy")),
                ("test_logging", N_("How the test was logged")),
                ("test_restoring", N_("How the system was put back as it was")),
            ),
        ),
    }
)


class SessionRecord:
    """A card for each kind of session that has a record; their texts save themselves through `fields`."""

    def __init__(self, fields: SavedFields) -> None:
        self.cards: dict[SessionKind, Card] = {}
        self._first: dict[SessionKind, QWidget] = {}
        for kind, (title, texts) in _FIELDS.items():
            rows = []
            for name, text in texts:
                field = text_field(1, 8)
                fields.add_text(name, field)
                self._first.setdefault(kind, field)
                rows.append(named(_(text), field))
            self.cards[kind] = card(_(title), *rows)

    def show_kind(self, kind: SessionKind) -> None:
        """Show the card of this kind of session, where it has one."""
        for one, part in self.cards.items():
            part.setVisible(one is kind)

    def first_field(self, kind: SessionKind) -> QWidget | None:
        """Where the record begins; None for a kind that has none."""
        return self._first.get(kind)
