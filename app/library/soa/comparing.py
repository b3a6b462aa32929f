"""Two versions of a Statement of Applicability side by side: what was added, removed and changed."""

import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.library.soa.fields import COMPARED, SoaField, value_of
from app.library.soa.versions import SoaLine, soa_lines
from app.unit_of_work import ReadUnit


class Change(enum.Enum):
    """What became of a control from one version to the other."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else now, by the values of `value_of`."""

    field: SoaField
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class LineChange:
    """A control that the other version lists alone, or speaks of otherwise."""

    reference: str
    change: Change
    fields: tuple[FieldChange, ...] = ()

    @property
    def turns_applicability(self) -> bool:
        return any(one.field is SoaField.APPLICABLE for one in self.fields)


def compare_versions(unit: ReadUnit, before_id: str, after_id: str) -> tuple[LineChange, ...]:
    """What the later version says otherwise than the earlier one, by control."""
    return compare_lines(soa_lines(unit, before_id), soa_lines(unit, after_id))


def compare_lines(before: Mapping[str, SoaLine], after: Mapping[str, SoaLine]) -> tuple[LineChange, ...]:
    """The same for lines in memory. Spaces around a text and line breaks make no difference."""
    return tuple(_changes(before, after))


def _changes(before: Mapping[str, SoaLine], after: Mapping[str, SoaLine]) -> Iterator[LineChange]:
    for reference in sorted(before.keys() | after.keys(), key=_in_order):
        old, new = before.get(reference), after.get(reference)
        if old is None:
            yield LineChange(reference, Change.ADDED)
        elif new is None:
            yield LineChange(reference, Change.REMOVED)
        elif fields := tuple(_field_changes(old, new)):
            yield LineChange(reference, Change.CHANGED, fields)


def _field_changes(before: SoaLine, after: SoaLine) -> Iterator[FieldChange]:
    for field in COMPARED:
        old, new = value_of(before, field), value_of(after, field)
        if _plain(old) != _plain(new):
            yield FieldChange(field, old, new)


def _plain(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _in_order(reference: str) -> list[int | str]:
    """`A.5.10` after `A.5.9`."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", reference)]
