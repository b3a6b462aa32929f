"""The search inside the palette: where it looks, what it found, and how much."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.errors import UserError
from app.search.searching import Found, FoundHit, Kind, asks_for_something
from ui.search.finder import Finder
from ui.search.hit_row import HitRow, hit_row
from ui.shell.key_cap_label import KeyCap
from ui.theme import current_look
from ui.widgets.labels import label
from ui.widgets.segmented import Segmented
from ui.words import _, message, ngettext

_HERE, _EVERYWHERE = "audit", "all"


@dataclass(frozen=True)
class Search:
    """What the search works with: the audit in hand, what is not to be shown, and how a hit is opened."""

    finder: Finder
    audit_id: str | None
    without: AbstractSet[Kind]
    open_hit: Callable[[FoundHit], None]


class HitSearch(QWidget):
    """`answered` follows each answer; `rows` are the hits of the last one."""

    answered = Signal()

    def __init__(self, search: Search, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = search
        self._typed = ""
        self._found = Found()
        self._error = ""
        self.is_asking = False
        self.rows: tuple[HitRow, ...] = ()
        self.scope = Segmented([(_HERE, _("This audit")), (_EVERYWHERE, _("All audits"))])
        self._cap = KeyCap("Tab")
        self._count = label("")
        self._lay_out()
        self.scope.chosen.connect(self._on_scope)
        search.finder.found.connect(self._take)
        search.finder.failed.connect(self._take_error)

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(8))
        layout.addWidget(self.scope)
        layout.addWidget(self._cap)
        layout.addStretch(1)
        layout.addWidget(self._count)
        self.scope.setAccessibleName(_("Where to look"))
        for key in (_HERE, _EVERYWHERE):
            # The caret stays in the field; the Tab key goes from one to the other.
            self.scope.button(key).setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self.scope, self._cap):
            part.setVisible(self._search.audit_id is not None)

    def ask(self, typed: str) -> None:
        """Look for `typed`; what was found before stays until the answer is there."""
        self._typed = typed
        self.is_asking = asks_for_something(typed)
        if self.is_asking:
            self._search.finder.ask(typed, self._audit_id(), self._search.without)
        else:
            self._search.finder.forget()
            self._show(Found())

    def _audit_id(self) -> str | None:
        return self._search.audit_id if self.scope.current() == _HERE else None

    def toggle(self) -> None:
        """Look in all audits instead of this one, and back."""
        if self._search.audit_id is not None:
            self.scope.choose(_EVERYWHERE if self.scope.current() == _HERE else _HERE)
            self._on_scope(self.scope.current())

    def _on_scope(self, _key: str) -> None:
        self.ask(self._typed)
        self.answered.emit()

    def _take(self, found: Found) -> None:
        self.is_asking = False
        self._show(found)
        self.answered.emit()

    def _take_error(self, error: UserError) -> None:
        self.is_asking = False
        self._show(Found())
        self._error = message(error.what)
        self.answered.emit()

    def _show(self, found: Found) -> None:
        with_audit = self._audit_id() is None
        self._found, self._error = found, ""
        self.rows = tuple(hit_row(hit, self._search.open_hit, with_audit=with_audit) for hit in found.hits)
        self._count.setText(self._count_text())
        self.setVisible(self._search.audit_id is not None or bool(self.rows))

    def _count_text(self) -> str:
        count = len(self.rows)
        if self._found.has_more:
            return _("The best {n}; another word leaves fewer").format(n=count)
        return ngettext("{n} found", "{n} found", count) if count else ""

    def nothing_text(self) -> str:
        """What is said where there is no row."""
        if self._error:
            return self._error
        if not self._found.is_complete:
            return _(
                "The search index is damaged. Run “Make the search index anew”; nothing else is affected."
            )
        if not asks_for_something(self._typed):
            return _("Two letters are enough: of a note, a question, a file, a finding, a name.")
        if self._audit_id() is not None:
            return _("Nothing in this audit has these words. Tab looks in all audits.")
        return _("Nothing has these words.")
