"""The auditor's own phrases: a short word that is written out while notes are taken.

They lie in the workspace, encrypted with everything else: what an auditor writes again and again may well
name a client.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

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

    @property
    def can_be_written_out(self) -> bool:
        """Whether there are words, and an abbreviation that nobody types by chance.

        That is one word of two letters or more; a `#` at its start files a line.
        """
        word = self.abbreviation
        is_one = len(word) >= _SHORTEST and len(word.split()) == 1 and not word.startswith("#")
        return is_one and bool(self.text.strip())


def phrases(unit: ReadUnit) -> tuple[PhraseRow, ...]:
    """All phrases by abbreviation."""
    rows = unit.session.scalars(select(Phrase).order_by(Phrase.abbreviation))
    return tuple(PhraseRow(row.id, row.abbreviation, row.text) for row in rows)


def expansions(unit: ReadUnit) -> Mapping[str, str]:
    """What is written out while notes are taken: words by abbreviation."""
    return {row.abbreviation: row.text for row in phrases(unit) if row.can_be_written_out}


def add_phrase(uow: UnitOfWork, abbreviation: str = "", text: str = "") -> str:
    """Add a phrase, under an abbreviation that is free where none is given; returns its id.

    Raises UserError for an abbreviation that another phrase has.
    """
    phrase = Phrase(abbreviation=_own(uow, abbreviation or _free(uow), ""), text=text)
    uow.session.add(phrase)
    uow.session.flush()
    return phrase.id


def edit_phrase(
    uow: UnitOfWork, phrase_id: str, *, abbreviation: str | None = None, text: str | None = None
) -> None:
    """Change a phrase. Raises UserError for an abbreviation that another phrase has."""
    phrase = existing(uow, Phrase, phrase_id)
    if abbreviation is not None:
        phrase.abbreviation = _own(uow, abbreviation, phrase_id)
    if text is not None:
        phrase.text = text
    uow.session.flush()


def remove_phrase(uow: UnitOfWork, phrase_id: str) -> None:
    """Take a phrase out of the list; what was written with it stays. Raises UserError when it is gone."""
    uow.session.delete(existing(uow, Phrase, phrase_id))
    uow.session.flush()


def _own(uow: UnitOfWork, abbreviation: str, phrase_id: str) -> str:
    word = abbreviation.strip()
    query = select(Phrase.id).where(Phrase.abbreviation == word, Phrase.id != phrase_id)
    if uow.session.scalars(query).first() is not None:
        raise UserError(
            N_("Another phrase has the abbreviation {word} already."),
            N_("The phrase was left as it is."),
            word=word,
        )
    return word


def _free(uow: UnitOfWork) -> str:
    taken = set(uow.session.scalars(select(Phrase.abbreviation)))
    return next(word for word in (f";{number}" for number in count(1)) if word not in taken)
