"""What the activity log keeps of a finding and of the rows that belong to it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Select, or_, select

from app.unit_of_work import ReadUnit
from models.activity import LogEntry
from models.base import Instant, Row, instant_from_text
from models.evidence import EvidenceLink
from models.finding import (
    Action,
    Finding,
    FindingCriterion,
    FindingSample,
    GradingAnswer,
    Response,
    Verification,
)
from models.follow_up import CauseStep, DueExtension

PARTS = (
    FindingCriterion,
    GradingAnswer,
    EvidenceLink,
    FindingSample,
    Response,
    Verification,
    DueExtension,
)
PARTS_OF_RESPONSE = (Action, CauseStep)
TABLES: dict[str, type[Row]] = {table.__tablename__: table for table in (Finding, *PARTS, *PARTS_OF_RESPONSE)}
KEYS = frozenset({"id", "finding_id", "response_id", "audit_id"})

Value = str | date | datetime


def entries_of(unit: ReadUnit, finding_id: str) -> list[LogEntry]:
    """Every change of the finding and its parts, those that were removed since included; oldest first."""
    ids = [finding_id, *_parts(unit, finding_id), *_parts_gone(unit, finding_id)]
    query = select(LogEntry).where(LogEntry.row_id.in_(ids))
    return list(unit.session.scalars(query.order_by(LogEntry.at, LogEntry.device_id, LogEntry.sequence)))


def _parts(unit: ReadUnit, finding_id: str) -> Iterator[str]:
    for table in PARTS:
        yield from unit.session.scalars(select(table.id).where(table.finding_id == finding_id))
    for part in PARTS_OF_RESPONSE:
        yield from unit.session.scalars(select(part.id).where(part.response_id.in_(_responses(finding_id))))


def _responses(finding_id: str) -> Select[str]:
    return select(Response.id).where(Response.finding_id == finding_id)


def _parts_gone(unit: ReadUnit, finding_id: str) -> Iterator[str]:
    """Parts that were removed since; only the log knows whose they were."""
    owners = [finding_id, *unit.session.scalars(_responses(finding_id))]
    query = select(LogEntry.row_id).where(
        LogEntry.operation == "delete",
        LogEntry.kind.in_(set(TABLES) - {Finding.__tablename__}),
        or_(*(LogEntry.detail.contains(owner, autoescape=True) for owner in owners)),
    )
    yield from unit.session.scalars(query)


def value_of(kind: str, field: str, logged: Any) -> Value:
    """What the log holds of a field, as people read it: "" for nothing, "yes" or "no" for a tick, days and
    moments as such."""
    if logged is None:
        return ""
    if isinstance(logged, bool):
        return "yes" if logged else "no"
    column = Row.metadata.tables[kind].columns.get(field)
    if column is not None and isinstance(column.type, Instant):
        return instant_from_text(logged)
    if column is not None and isinstance(column.type, Date):
        return date.fromisoformat(logged)
    return str(logged)
