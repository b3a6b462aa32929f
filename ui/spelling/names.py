"""The words that are right in the open workspace: names, the trade's words, and the auditor's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.spelling import own_words
from app.words import N_

if TYPE_CHECKING:
    from app.unit_of_work import Change
    from app.workspace.workspace import Workspace


class Names:
    """Reads them, on any thread, and adds to them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def read(self) -> frozenset[str]:
        """Every word that is right here, as `stem` writes it."""
        with self._workspace.read() as unit:
            return own_words.known_stems(unit)

    def add(self, word: str) -> None:
        """Keep a word of the auditor's own. Raises UserError when it cannot be kept."""
        with self._workspace.write(N_("Add to my words")) as uow:
            own_words.add_own_word(uow, word)

    @staticmethod
    def are_in(changes: frozenset[Change]) -> bool:
        """Whether `changes` concern what is right here."""
        return any(change.kind in own_words.KINDS for change in changes)
