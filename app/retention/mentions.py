"""Where a person's name stands in what was written: that is not destroyed with the person's data."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Enum, Table, Text, func, or_, select, type_coerce

from app.unit_of_work import ReadUnit
from models.activity import LogEntry
from models.base import TextList
from models.evidence import Evidence
from models.finding import Finding
from models.framework import Pack, Requirement
from models.organization import Person
from models.report import ReportRevision
from models.retention import Disposal, TrashedEvidence
from models.session import NoteLine
from models.tables import METADATA

_LEFT_OUT = frozenset(
    row.__tablename__ for row in (LogEntry, Person, Pack, Requirement, Disposal, TrashedEvidence)
)
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Mentions:
    """How many records have the name; those of the commonest kinds apart."""

    notes: int = 0
    findings: int = 0
    evidence: int = 0
    reports: int = 0
    others: int = 0

    @property
    def total(self) -> int:
        return self.notes + self.findings + self.evidence + self.reports + self.others


def mentions_of(unit: ReadUnit, person_id: str) -> Mentions:
    """Count the records whose text has the person's name, regardless of case; not for the shortest names."""
    person = unit.session.get(Person, person_id)
    if person is None or len(person.name.strip()) < _SHORTEST:
        return Mentions()
    counts = {
        name: _count(unit, table, person.name.strip())
        for name, table in METADATA.tables.items()
        if name not in _LEFT_OUT
    }
    return Mentions(
        notes=counts.pop(NoteLine.__tablename__),
        findings=counts.pop(Finding.__tablename__),
        evidence=counts.pop(Evidence.__tablename__),
        reports=counts.pop(ReportRevision.__tablename__),
        others=sum(counts.values()),
    )


def _count(unit: ReadUnit, table: Table, name: str) -> int:
    texts = [type_coerce(column, Text) for column in table.columns if _is_text(column)]
    if not texts:
        return 0
    has_name = or_(*(column.icontains(name, autoescape=True) for column in texts))
    return unit.session.scalar(select(func.count()).select_from(table).where(has_name)) or 0


def _is_text(column: Column[Any]) -> bool:
    is_words = isinstance(column.type, Text | TextList) and not isinstance(column.type, Enum)
    return is_words and not column.key.endswith("_id")
