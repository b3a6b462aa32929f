"""Words that are never underlined: the auditor's own, the trade's, and the names in the workspace.

Own words lie in the workspace, encrypted with everything else: they may well name a client.
"""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import select, union

from app.resource_files import resource_path
from app.spelling.words import LONGEST, stem, stems
from app.unit_of_work import ReadUnit, UnitOfWork
from models.audit import Audit, Auditee, AuditScope
from models.framework import Requirement
from models.organization import Organization, Person, Site
from models.own_word import OwnWord
from models.soa import SoaEntry

_NAMES = (
    Organization.name,
    Site.name,
    Person.name,
    Person.role,
    Audit.title,
    Auditee.unit,
    AuditScope.units,
    SoaEntry.owner,
    Requirement.title,
)
# The tables that the names come from: what is written there changes what is underlined.
KINDS = frozenset({"own_word", *(column.class_.__tablename__ for column in _NAMES)})
_MOST = 5_000


def own_words(unit: ReadUnit) -> tuple[str, ...]:
    """The auditor's own words in the order of their letters."""
    return tuple(sorted(unit.session.scalars(select(OwnWord.word)), key=str.casefold))


def add_own_word(uow: UnitOfWork, word: str) -> None:
    """Never underline `word` again; one that is known already changes nothing."""
    set_own_words(uow, (*own_words(uow), word))


def set_own_words(uow: UnitOfWork, words: Iterable[str]) -> None:
    """Keep these words and no others. Each is taken once, and one beyond 50 characters not at all."""
    wanted = {stem(word): word for word in map(str.strip, words) if 0 < len(word) <= LONGEST}
    rows = {stem(row.word): row for row in uow.session.scalars(select(OwnWord))}
    for known, row in rows.items():
        if known not in wanted:
            uow.session.delete(row)
    new = [word for known, word in wanted.items() if known not in rows]
    uow.session.add_all(OwnWord(word=word) for word in new[: _MOST - len(rows.keys() & wanted.keys())])
    uow.session.flush()


def known_stems(unit: ReadUnit) -> frozenset[str]:
    """Every word that is right in this workspace whatever a dictionary says, as `stem` writes it."""
    names = unit.session.scalars(union(*(select(column) for column in (*_NAMES, OwnWord.word))))
    return _trade() | {word for name in names for word in stems(name)}


@cache
def _trade() -> frozenset[str]:
    text = resource_path("dictionaries", "trade.txt").read_text(encoding="utf-8")
    return frozenset(map(stem, text.split()))
