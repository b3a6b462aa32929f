"""A sample in which every text that a person can write is hostile, by reflection over the tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Text, select

from app.unit_of_work import UnitOfWork
from models.base import Row, TextList
from models.tables import METADATA

# Given by the program or checked against a list: numbers, codes, keys, hashes, names of zones. And the
# reason for which an action was cancelled: with one, the action would no longer stand in the report.
NOT_WRITTEN = frozenset(
    {
        "action.cancelled_reason",
        "audit.number",
        "audit.report_language",
        "checklist_item.code",
        "checklist_item.cross_references",
        "checklist_item.methods",
        "evidence.media_type",
        "evidence.number",
        "evidence_request.number",
        "finding.number",
        "grading_answer.answer",
        "isms_background.practices",
        "isms_background.treatment_controls",
        "organization.sort_name",
        "pack.key",
        "pack.sha256",
        "person.sort_name",
        "requirement.reference",
        "requirement.theme",
        "sample.number",
        "site.zone",
        "soa_entry.reasons",
    }
)
# Kept by the program alone: the log, stored files, frozen reports.
OF_THE_PROGRAM = frozenset({"device", "log_entry", "number_series", "report_revision", "stored_object"})


@dataclass(frozen=True, slots=True)
class Place:
    """A column into which people write, and the mark that stands in all of its rows."""

    table: type[Row]
    column: str
    mark: str
    is_list: bool

    @property
    def name(self) -> str:
        return f"{self.table.__tablename__}.{self.column}"

    @property
    def text(self) -> str:
        """Formula, markup, entity, NUL, a letter beyond the first plane, a turned writing direction."""
        return f"={self.mark}<b>&\0😀\u202e\u200f"


def places() -> Iterator[Place]:
    """Every column of text that a person can fill."""
    tables = {mapper.class_.__tablename__: mapper.class_ for mapper in Row.registry.mappers}
    number = 0
    for name in sorted(tables.keys() - OF_THE_PROGRAM):
        for column in METADATA.tables[name].columns:
            is_list = isinstance(column.type, TextList)
            is_key = column.primary_key or column.foreign_keys
            if is_key or not (is_list or type(column.type) is Text):
                continue
            number += 1
            place = Place(tables[name], column.name, f"T{number:03}", is_list)
            if place.name not in NOT_WRITTEN:
                yield place


def fill(uow: UnitOfWork, found: Iterator[Place]) -> None:
    """Write each mark into all rows of its column, with the row's own number where each must be its own."""
    for place in found:
        for number, row in enumerate(uow.session.scalars(select(place.table)).all()):
            text = f"{place.text} {number}"
            setattr(row, place.column, (text,) if place.is_list else text)
