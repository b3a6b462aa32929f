"""What of the records is indexed, and which entries a change of a row concerns."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    bindparam,
    func,
    null,
    select,
    text,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import InstrumentedAttribute

from app.activity_log import RowChange
from app.search.kinds import Kind
from app.search.plain_sql import rows_of
from models.base import Row, TextList
from models.checklist import ChecklistItem
from models.context import ContextNote
from models.evidence import Evidence, EvidenceRequest
from models.finding import Action, Finding, Response
from models.framework import Requirement
from models.meeting import Meeting
from models.organization import Person
from models.sample import Sample, SampleUnit
from models.session import AuditSession, NoteLine, SessionParticipant

_AT_ONCE = 500
_LINE = "\n"
_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
Column = InstrumentedAttribute[Any] | ScalarSelect[Any] | ColumnElement[Any]
Words = tuple[str | None, str, str, str]
"""The audit and the three texts that are indexed under one number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of a record: what it is called, what it says, and what else leads to it."""

    id: str
    audit_id: str | None
    title: str
    body: str
    beside: str

    @property
    def words(self) -> Words:
        return (self.audit_id, self.title, self.body, self.beside)


@dataclass(frozen=True, slots=True)
class Touch:
    """A row of `table` stands in the entries that `find` gives for the value of its column `key`.

    Without `find` that value is the id of the record itself.
    """

    table: type[Row]
    key: str = "id"
    find: Select[Any] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the words of one kind come from."""

    kind: Kind
    id: InstrumentedAttribute[str]
    audit_id: Column
    title: tuple[Column, ...]
    body: tuple[Column, ...]
    beside: tuple[Column, ...] = ()
    touched_by: tuple[Touch, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        return (self.id, self.audit_id, *self.title, *self.body, *self.beside)


class _Reader:
    """Reads entries of one source by a statement that is put into words once."""

    def __init__(self, source: Source) -> None:
        wanted = select(*source.columns).where(source.id.in_(text("SELECT value FROM json_each(?)")))
        made = wanted.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
        self._statement = str(made)
        self._lists = [at for at, one in enumerate(source.columns) if isinstance(one.type, TextList)]
        self._titles = 2 + len(source.title)
        self._bodies = self._titles + len(source.body)

    def read(self, connection: Connection, ids: Sequence[str]) -> Iterator[Entry]:
        for row in rows_of(connection, self._statement, (json.dumps(list(ids)),)):
            yield self._entry(list(row))

    def _entry(self, row: list[Any]) -> Entry:
        for at in self._lists:
            row[at] = _LINE.join(json.loads(row[at])) if row[at] else ""
        titles, bodies = self._titles, self._bodies
        texts = _joined(row[2:titles], " "), _joined(row[titles:bodies]), _joined(row[bodies:])
        return Entry(row[0], row[1], *texts)


def _joined(values: Iterable[str | None], link: str = _LINE) -> str:
    return link.join(value for value in values if value)


def _one(column: InstrumentedAttribute[Any], condition: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(column).where(condition).scalar_subquery()


def _all(column: InstrumentedAttribute[Any], condition: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(func.group_concat(column, _LINE)).where(condition).scalar_subquery()


def _of(column: InstrumentedAttribute[str], key: InstrumentedAttribute[Any]) -> Select[Any]:
    return select(column).where(key.in_(_KEYS))


_NOTE = Source(
    Kind.NOTE,
    NoteLine.id,
    _one(AuditSession.audit_id, AuditSession.id == NoteLine.session_id),
    (),
    (NoteLine.text,),
    (
        _one(Person.name, Person.id == NoteLine.speaker_id),
        select(Requirement.reference)
        .join(ChecklistItem, ChecklistItem.requirement_id == Requirement.id)
        .where(ChecklistItem.id == NoteLine.item_id)
        .scalar_subquery(),
    ),
    (Touch(NoteLine), Touch(Person, find=_of(NoteLine.id, NoteLine.speaker_id))),
)
_QUESTION = Source(
    Kind.QUESTION,
    ChecklistItem.id,
    ChecklistItem.audit_id,
    (
        _one(Requirement.reference, Requirement.id == ChecklistItem.requirement_id),
        _one(Requirement.title, Requirement.id == ChecklistItem.requirement_id),
    ),
    (ChecklistItem.question, ChecklistItem.result_reason),
    (
        ChecklistItem.why,
        ChecklistItem.look_for,
        ChecklistItem.expected_evidence,
        ChecklistItem.red_flags,
        ChecklistItem.follow_up_probes,
        ChecklistItem.interviewee_role,
        ChecklistItem.code,
    ),
    (Touch(ChecklistItem),),
)
_FINDING = Source(
    Kind.FINDING,
    Finding.id,
    Finding.audit_id,
    (Finding.number, Finding.title),
    (
        Finding.statement,
        Finding.evidence_text,
        Finding.requirement_text,
        Finding.extent,
        Finding.risk,
        Finding.recommendation,
        Finding.expected_benefit,
        Finding.corrected_during_audit,
        Finding.position_text,
    ),
    (
        _all(Response.correction, Response.finding_id == Finding.id),
        _all(Response.cause, Response.finding_id == Finding.id),
        _all(Response.extent, Response.finding_id == Finding.id),
        _all(Response.comment, Response.finding_id == Finding.id),
        select(func.group_concat(Action.what, _LINE))
        .join(Response, Response.id == Action.response_id)
        .where(Response.finding_id == Finding.id)
        .scalar_subquery(),
    ),
    (
        Touch(Finding),
        Touch(Response, "finding_id"),
        Touch(Action, "response_id", _of(Response.finding_id, Response.id)),
    ),
)
_EVIDENCE = Source(
    Kind.EVIDENCE,
    Evidence.id,
    Evidence.audit_id,
    (Evidence.number, Evidence.title),
    (
        Evidence.original_name,
        Evidence.source,
        Evidence.notes,
        Evidence.obtained_where,
        Evidence.obtained_how,
    ),
    (_one(Person.name, Person.id == Evidence.obtained_from_id),),
    (Touch(Evidence), Touch(Person, find=_of(Evidence.id, Evidence.obtained_from_id))),
)
_REQUEST = Source(
    Kind.REQUEST,
    EvidenceRequest.id,
    EvidenceRequest.audit_id,
    (EvidenceRequest.number, EvidenceRequest.what),
    (EvidenceRequest.answer,),
    (_one(Person.name, Person.id == EvidenceRequest.person_id),),
    (Touch(EvidenceRequest), Touch(Person, find=_of(EvidenceRequest.id, EvidenceRequest.person_id))),
)
_SAMPLE = Source(
    Kind.SAMPLE,
    Sample.id,
    Sample.audit_id,
    (Sample.number, Sample.population),
    (
        Sample.source,
        Sample.completeness_check,
        _all(SampleUnit.identifier, SampleUnit.sample_id == Sample.id),
        _all(SampleUnit.note, SampleUnit.sample_id == Sample.id),
    ),
    touched_by=(Touch(Sample), Touch(SampleUnit, "sample_id")),
)
_SESSION = Source(
    Kind.SESSION,
    AuditSession.id,
    AuditSession.audit_id,
    (AuditSession.title,),
    (
        AuditSession.process,
        AuditSession.document_title,
        AuditSession.document_owner,
        AuditSession.sections_read,
        AuditSession.review_result,
        AuditSession.test_agreement,
        AuditSession.test_account,
    ),
    (
        select(func.group_concat(Person.name, _LINE))
        .join(SessionParticipant, SessionParticipant.person_id == Person.id)
        .where(SessionParticipant.session_id == AuditSession.id)
        .scalar_subquery(),
        AuditSession.room,
    ),
    (
        Touch(AuditSession),
        Touch(SessionParticipant, "session_id"),
        Touch(Person, find=_of(SessionParticipant.session_id, SessionParticipant.person_id)),
    ),
)
_MEETING = Source(
    Kind.MEETING,
    Meeting.id,
    Meeting.audit_id,
    (),
    (Meeting.minutes, Meeting.agenda, Meeting.place),
    touched_by=(Touch(Meeting),),
)
_CONTEXT = Source(
    Kind.CONTEXT,
    ContextNote.id,
    ContextNote.audit_id,
    (),
    (ContextNote.text, ContextNote.detail),
    touched_by=(Touch(ContextNote),),
)
_PERSON = Source(
    Kind.PERSON,
    Person.id,
    null(),
    (Person.name,),
    (Person.role, Person.department, Person.email),
    touched_by=(Touch(Person),),
)
SOURCES: Mapping[Kind, Source] = MappingProxyType(
    {
        source.kind: source
        for source in (
            *(_NOTE, _QUESTION, _FINDING, _EVIDENCE, _REQUEST),
            *(_SAMPLE, _SESSION, _MEETING, _CONTEXT, _PERSON),
        )
    }
)

_TOUCHES: dict[type[Row], list[tuple[Kind, Touch]]] = {}
for _source in SOURCES.values():
    for _touch in _source.touched_by:
        _TOUCHES.setdefault(_touch.table, []).append((_source.kind, _touch))


def entries(connection: Connection, source: Source, ids: Sequence[str]) -> Iterable[Entry]:
    """The words of these records as they are now; one that is gone has none."""
    for wanted in batches(ids):
        yield from _reader(source.kind).read(connection, wanted)


@cache
def _reader(kind: Kind) -> _Reader:
    return _Reader(SOURCES[kind])


def every_id(connection: Connection, source: Source) -> list[str]:
    """The ids of all rows of a source, in order."""
    return list(connection.execute(select(source.id).order_by(source.id)).scalars())


def batches(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    """As many at once as a statement takes without growing long."""
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def concerned(connection: Connection, changes: Sequence[RowChange]) -> dict[Kind, list[str]]:
    """The records whose entry may have become another by these changes, gone ones included."""
    by_table: dict[type[Row], list[RowChange]] = {}
    for change in changes:
        by_table.setdefault(change.table, []).append(change)
    found: dict[Kind, set[str]] = {}
    for table, of_table in by_table.items():
        for kind, touch in _TOUCHES.get(table, ()):
            found.setdefault(kind, set()).update(_touched(connection, touch, of_table))
    return {kind: sorted(ids) for kind, ids in found.items() if ids}


def _touched(connection: Connection, touch: Touch, changes: Sequence[RowChange]) -> set[str]:
    keys = {change.id for change in changes} if touch.key == "id" else _keys(connection, touch, changes)
    return keys if touch.find is None else _found(connection, touch.find, keys)


def _keys(connection: Connection, touch: Touch, changes: Sequence[RowChange]) -> set[str]:
    """What these rows refer to by a column, before and after."""
    known = {
        values[touch.key] for one in changes for values in (one.before, one.after) if touch.key in values
    }
    columns = touch.table.__table__.c
    query = select(columns[touch.key]).where(columns.id.in_(_KEYS))
    updated = {change.id for change in changes if change.operation == "update"}
    return known | _found(connection, query, updated)


def _found(connection: Connection, query: Select[Any], keys: Collection[str]) -> set[str]:
    return {
        row_id
        for some in batches(sorted(keys))
        for row_id in connection.execute(query, {"keys": some}).scalars()
        if row_id is not None
    }
