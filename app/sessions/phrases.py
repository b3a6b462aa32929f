"""The auditor's own phrases: a short word that is written out while notes are taken.

They lie in the workspace, encrypted with everything else: what an auditor writes again and again may well
name a client.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.edits import existing
from app.errors import UserError
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.phrase import Phrase

_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """An abbreviation and the words that it stands for."""

    id: str
    abbreviation: str
    text: str


def phrases(unit: ReadUnit) -> tuple[PhraseRow, ...]:
    """All phrases by abbreviation."""
    rows = unit.session.scalars(select(Phrase).order_by(Phrase.abbreviation))
    return tuple(PhraseRow(row.id, row.abbreviation, row.text) for row in rows)


def expansions(unit: ReadUnit) -> Mapping[str, str]:
    """Words by abbreviation; a phrase that has none yet is left out."""
    return {row.abbreviation: row.text for row in phrases(unit) if row.text.strip()}


def add_phrase(uow: UnitOfWork, abbreviation: str, text: str = "") -> str:
    """Add a phrase; returns its id. Raises UserError as `edit_phrase` does."""
    phrase = Phrase(abbreviation=_usable(uow, abbreviation, ""), text=text)
    uow.session.add(phrase)
    uow.session.flush()
    return phrase.id


def edit_phrase(
    uow: UnitOfWork, phrase_id: str, *, abbreviation: str | None = None, text: str | None = None
) -> None:
    """Change a phrase.

    Raises UserError for an abbreviation with a blank in it, of one letter, that begins with `#` (which files
    a line) or that another phrase has.
    """
    phrase = existing(uow, Phrase, phrase_id)
    if abbreviation is not None:
        phrase.abbreviation = _usable(uow, abbreviation, phrase_id)
    if text is not None:
        phrase.text = text
    uow.session.flush()


def remove_phrase(uow: UnitOfWork, phrase_id: str) -> None:
    uow.session.delete(existing(uow, Phrase, phrase_id))
    uow.session.flush()


def _usable(uow: UnitOfWork, abbreviation: str, phrase_id: str) -> str:
    word = abbreviation.strip()
    if len(word) < _SHORTEST or len(word.split()) != 1 or word.startswith("#"):
        raise UserError(
            N_("An abbreviation is one word of two letters or more, and does not begin with #."),
            N_("The phrase was left as it is."),
            N_("A mark that no word has keeps it from being written out by chance, such as ;ns."),
        )
    query = select(Phrase.id).where(Phrase.abbreviation == word, Phrase.id != phrase_id)
    if uow.session.scalars(query).first() is not None:
        raise UserError(
            N_("Another phrase has the abbreviation {word} already."),
            N_("The phrase was left as it is."),
            word=word,
        )
    return word
