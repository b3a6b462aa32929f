"""The words that are right in the open workspace: names, the trade's words, and the auditor's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.spelling import own_words
from app.spelling.words import stem
from app.words import N_

if TYPE_CHECKING:
    from app.unit_of_work import Change
    from app.workspace.workspace import Workspace


class Names:
    """Read when it is first asked and after one of them was written."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stems: frozenset[str] | None = None

    def knows(self, word: str) -> bool:
        if self._stems is None:
            with self._workspace.read() as unit:
                self._stems = own_words.known_stems(unit)
        return stem(word) in self._stems

    def add(self, word: str) -> None:
        """Keep a word of the auditor's own. Raises UserError when it cannot be kept."""
        with self._workspace.write(N_("Add to my words")) as uow:
            own_words.add_own_word(uow, word)

    def take(self, changes: frozenset[Change]) -> bool:
        """Whether `changes` concern what is right here; it is read anew then."""
        if not any(change.kind in own_words.KINDS for change in changes):
            return False
        self._stems = None
        return True
