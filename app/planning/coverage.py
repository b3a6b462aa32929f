"""What each requirement was found to be: the one source for window, report and workbook (R-41)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select

from app.unit_of_work import ReadUnit
from models.audit import Audit
from models.checklist import ChecklistItem, Result, roll_up
from models.framework import Requirement, RequirementKind
from models.soa import SoaEntry

__all__ = [
    "CoverageCounts",
    "ItemResult",
    "RequirementKind",
    "RequirementResult",
    "Result",
    "coverage",
    "totals",
]


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One question of a requirement, and what it was found to be."""

    id: str
    code: str
    question: str
    result: Result
    reason: str
    methods: tuple[str, ...]
    minutes: int
    must_ask: bool
    concluded_at: datetime | None
    concluded_by_id: str | None
    designed: bool | None
    implemented: bool | None
    operating: bool | None


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """A requirement with the worst result of its items; `verifies_exclusion` when the SoA leaves it out."""

    id: str
    reference: str
    title: str
    kind: RequirementKind
    theme: str
    result: Result
    verifies_exclusion: bool
    items: tuple[ItemResult, ...]


@dataclass(frozen=True, slots=True)
class CoverageCounts:
    """Requirements of an audit, or of a theme, by result; those that the SoA excludes stand apart."""

    conforming: int
    nonconforming: int
    unable_to_verify: int
    not_examined: int
    open: int
    excluded: int

    @property
    def examined(self) -> int:
        """What the audit looked at, what it was unable to verify included."""
        return self.conforming + self.nonconforming + self.unable_to_verify

    @property
    def in_scope(self) -> int:
        """All but what the SoA excludes."""
        return self.examined + self.not_examined + self.open

    @property
    def total(self) -> int:
        return self.in_scope + self.excluded


_AnyRow = Row[*tuple[Any, ...]]
# Columns, not rows: the long texts of an item are not read for its result.
_READ = (
    Requirement.id.label("requirement_id"),
    Requirement.reference,
    Requirement.title,
    Requirement.kind,
    Requirement.theme,
    ChecklistItem.id,
    ChecklistItem.code,
    ChecklistItem.question,
    ChecklistItem.result,
    ChecklistItem.result_reason,
    ChecklistItem.methods,
    ChecklistItem.minutes,
    ChecklistItem.must_ask,
    ChecklistItem.verifies_exclusion,
    ChecklistItem.concluded_at,
    ChecklistItem.concluded_by_id,
    ChecklistItem.designed,
    ChecklistItem.implemented,
    ChecklistItem.operating,
)


def coverage(unit: ReadUnit, audit_id: str) -> tuple[RequirementResult, ...]:
    """Every requirement of the audit's checklist, in the order of its framework."""
    query = (
        select(*_READ)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .where(ChecklistItem.audit_id == audit_id)
        .order_by(Requirement.position, Requirement.id, ChecklistItem.position)
    )
    groups = [list(group) for _, group in groupby(unit.session.execute(query), key=_requirement_id)]
    excluded = _excluded(unit, audit_id) if any(map(_is_mixed, groups)) else frozenset()
    return tuple(_requirement(rows, excluded) for rows in groups)


def _is_mixed(rows: list[_AnyRow]) -> bool:
    """Whether another version of the SoA left questions with work on them beside what it asks for."""
    return len({row.verifies_exclusion for row in rows}) > 1


def _excluded(unit: ReadUnit, audit_id: str) -> frozenset[str]:
    """Ids of the controls that the pinned version of the SoA leaves out."""
    query = (
        select(SoaEntry.requirement_id)
        .join(Audit, Audit.soa_version_id == SoaEntry.soa_version_id)
        .where(Audit.id == audit_id, SoaEntry.applicable.is_(False))
    )
    return frozenset(unit.session.scalars(query))


def _requirement_id(row: _AnyRow) -> str:
    return str(row.requirement_id)


def _requirement(rows: list[_AnyRow], excluded: frozenset[str]) -> RequirementResult:
    first = rows[0]
    is_excluded = first.requirement_id in excluded if _is_mixed(rows) else first.verifies_exclusion
    return RequirementResult(
        first.requirement_id,
        first.reference,
        first.title,
        first.kind,
        first.theme,
        roll_up({row.result for row in rows}),
        is_excluded,
        tuple(_item(row) for row in rows),
    )


def _item(row: _AnyRow) -> ItemResult:
    return ItemResult(
        row.id,
        row.code,
        row.question,
        row.result,
        row.result_reason,
        row.methods,
        row.minutes,
        row.must_ask,
        row.concluded_at,
        row.concluded_by_id,
        row.designed,
        row.implemented,
        row.operating,
    )


def totals(requirements: Iterable[RequirementResult]) -> CoverageCounts:
    """How many of the requirements have which result, counted as the report counts them."""
    rows = list(requirements)
    results = [row.result for row in rows if not row.verifies_exclusion]
    return CoverageCounts(
        conforming=results.count(Result.CONFORMING),
        nonconforming=results.count(Result.NONCONFORMING),
        unable_to_verify=results.count(Result.UNABLE_TO_VERIFY),
        not_examined=results.count(Result.NOT_EXAMINED),
        open=results.count(Result.OPEN),
        excluded=len(rows) - len(results),
    )
