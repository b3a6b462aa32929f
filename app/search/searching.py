"""What somebody finds who types: ranked over all kinds, each record once, with the words marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import DBAPIError

from app import database
from app.search import tables
from app.search.excerpts import Marked, excerpt, marked
from app.search.kinds import Kind
from app.search.places import ContextKind, MeetingKind, Place, SessionKind, Sort, audit_numbers, places
from app.search.store import scope_of
from app.search.tables import TEXT
from app.search.words import Question, hits, question, stands_in
from app.unit_of_work import ReadUnit

__all__ = [
    "ContextKind",
    "Found",
    "FoundHit",
    "Kind",
    "Marked",
    "MeetingKind",
    "SessionKind",
    "asks_for_something",
    "search",
]

MOST_HITS = 30
# Of a word that is everywhere only the newest places are weighed; another letter leaves few of them.
_MOST_WEIGHED = 3_000
# A file may have many pages with the words, and counts once.
_MOST_RANKED = 300
_LINE = "\n"
# What an auditor is after: the record itself before a text that mentions it, the bank's words last.
_WEIGHTS = {
    Kind.PERSON: 1.6,
    Kind.FINDING: 1.5,
    Kind.EVIDENCE: 1.3,
    Kind.SESSION: 1.2,
    Kind.FILE: 0.8,
    Kind.QUESTION: 0.7,
}
_WEIGHT = "CASE kind {} ELSE 1.0 END".format(
    " ".join(f"WHEN '{kind.value}' THEN {weight}" for kind, weight in _WEIGHTS.items())
)
# bm25 answers with the less the better a text fits.
_RANKED = text(
    "SELECT n, kind, row_id, audit_id FROM ("  # noqa: S608 - the weights are ours
    " SELECT rowid AS number, bm25(search_index, 0.0, 6.0, 1.0, 0.3) AS score FROM search_index"
    " WHERE search_index MATCH :asked ORDER BY rowid DESC LIMIT :weighed"
    ") JOIN search_entry ON n = number WHERE kind NOT IN :without"
    f" ORDER BY score * {_WEIGHT}, n DESC LIMIT :ranked"
).bindparams(bindparam("without", expanding=True))
_TEXTS = select(TEXT.c.n, TEXT.c.title, TEXT.c.body, TEXT.c.beside, TEXT.c.place).where(
    TEXT.c.n.in_(bindparam("ns", expanding=True))
)


@dataclass(frozen=True, slots=True)
class FoundHit:
    """A record in which the words stand; `excerpt` shows where, `title` what it is called.

    `audit` is the number of its audit, "" for what belongs to none. `within` says where in a file the
    excerpt stands: `page:3`, `line:120`, `sheet:Accounts` or "". See `Place` for the rest.
    """

    kind: Kind
    id: str
    audit_id: str | None
    audit: str
    title: Marked
    excerpt: Marked
    within: str
    beside: tuple[str, ...]
    at: datetime | None
    sort: Sort | None
    session_id: str | None
    item_id: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, best first; `has_more` when there are others. `is_complete` is False while the index is
    known to be broken."""

    hits: tuple[FoundHit, ...] = ()
    has_more: bool = False
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class _Entry:
    """A ranked entry of the index."""

    n: int
    kind: Kind
    row_id: str
    audit_id: str | None

    @property
    def record(self) -> tuple[Kind, str]:
        """A piece of evidence and the text of its file are one record."""
        return (Kind.EVIDENCE if self.kind is Kind.FILE else self.kind), self.row_id


def asks_for_something(typed: str) -> bool:
    """Whether there is enough to look for."""
    return not question(typed).is_empty


def search(unit: ReadUnit, typed: str, audit_id: str | None = None, *, without: Iterable[Kind] = ()) -> Found:
    """What holds every word of `typed`, each a beginning, in one audit or with None in all of them.

    What belongs to no audit, such as people, is found in both. Any text can be typed; one without a letter or
    digit finds nothing.
    """
    asked = question(typed)
    if asked.is_empty:
        return Found()
    try:
        ranked = _ranked(unit, asked, audit_id, without)
    except DBAPIError as error:
        # More is damaged than the index where making it anew fails; that then says so.
        if database.error_code(error) not in database.DAMAGED:
            raise
        return Found(is_complete=False)
    shown, is_complete = ranked[:MOST_HITS], not tables.is_outdated(unit.session.connection())
    return Found(_hits(unit, shown, asked.pattern()), len(ranked) > len(shown), is_complete)


def _ranked(unit: ReadUnit, asked: Question, audit_id: str | None, without: Iterable[Kind]) -> list[_Entry]:
    bounds = {"weighed": _MOST_WEIGHED, "ranked": _MOST_RANKED}
    terms = {
        "asked": asked.expression(scope_of(audit_id) if audit_id else ""),
        "without": [kind.value for kind in without],
    }
    first: dict[tuple[Kind, str], _Entry] = {}
    for n, kind, row_id, of_audit in unit.session.execute(_RANKED, {**bounds, **terms}):
        entry = _Entry(n, Kind(kind), row_id, of_audit)
        first.setdefault(entry.record, entry)
    return list(first.values())


def _hits(unit: ReadUnit, shown: Sequence[_Entry], pattern: re.Pattern[str]) -> tuple[FoundHit, ...]:
    texts = {row[0]: row[1:] for row in unit.session.execute(_TEXTS, {"ns": [entry.n for entry in shown]})}
    known = {
        kind: places(unit, kind, [entry.row_id for entry in shown if entry.kind is kind])
        for kind in {entry.kind for entry in shown}
    }
    audits = audit_numbers(unit, sorted({entry.audit_id for entry in shown if entry.audit_id}))
    return tuple(
        _hit(
            entry,
            texts[entry.n],
            known[entry.kind].get(entry.row_id, Place()),
            audits.get(entry.audit_id or "", ""),
            pattern,
        )
        for entry in shown
    )


def _hit(entry: _Entry, words: Sequence[str], place: Place, audit: str, pattern: re.Pattern[str]) -> FoundHit:
    title, body, beside, within = words
    return FoundHit(
        kind=entry.kind,
        id=entry.row_id,
        audit_id=entry.audit_id,
        audit=audit,
        title=marked(title or place.name, pattern),
        excerpt=excerpt(_telling(body, beside, pattern), pattern),
        within=_where_exactly(within, body, pattern),
        beside=place.beside,
        at=place.at,
        sort=place.sort,
        session_id=place.session_id,
        item_id=place.item_id,
    )


def _telling(body: str, beside: str, pattern: re.Pattern[str]) -> str:
    """The text in which the words stand: what a record says, else what leads to it."""
    return beside if stands_in(beside, pattern) and not stands_in(body, pattern) else body


def _where_exactly(within: str, body: str, pattern: re.Pattern[str]) -> str:
    """A part of a text begins at a line; the words stand on that line or on a later one."""
    unit, _colon, first = within.partition(":")
    found = hits(body, pattern) if unit == "line" else []
    return f"{unit}:{int(first) + body.count(_LINE, 0, found[0].start)}" if found else within
