"""Who changed what on a finding, and when, out of the activity log."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, or_, select

from app.activity_log import label_message
from app.findings.typed_text import LoggedStep, joined
from app.programme import people
from app.unit_of_work import ReadUnit
from app.words import Message
from models.activity import LogEntry
from models.evidence import EvidenceLink
from models.finding import Action, FindingCriterion, FindingSample, GradingAnswer, Response, Verification
from models.follow_up import CauseStep, DueExtension

_PARTS = (
    FindingCriterion,
    GradingAnswer,
    EvidenceLink,
    FindingSample,
    Response,
    Verification,
    DueExtension,
)
_PARTS_OF_RESPONSE = (Action, CauseStep)
_KINDS = tuple(table.__tablename__ for table in (*_PARTS, *_PARTS_OF_RESPONSE))
_KEYS = frozenset({"id", "finding_id", "response_id", "audit_id"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the finding or of a part of it (`kind` is the table) as it was and as it became.

    Of a long text only the passage that changed; empty where there was nothing, or where the text was
    destroyed. Codes are those of the enums; a tick is "yes" or "no".
    """

    kind: str
    field: str
    was: str
    became: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One step: when, who ("" when nobody had said who they are), its name, and the fields it changed.

    Typing in one field is one step, whatever the pauses in it.
    """

    at: datetime
    who: str
    label: Message
    changes: tuple[FieldChange, ...]


def history(unit: ReadUnit, finding_id: str) -> tuple[HistoryEntry, ...]:
    """The steps on a finding, its criteria, answers, evidence, responses with causes and actions, due dates
    and verifications; the latest first."""
    names = people.names(unit)
    steps = groupby(_entries(unit, finding_id), key=lambda entry: entry.step_id)
    told = [_told(step, names) for step in joined(list(entries) for _, entries in steps)]
    return tuple(reversed(told))


def _entries(unit: ReadUnit, finding_id: str) -> list[LogEntry]:
    ids = [finding_id, *_parts(unit, finding_id), *_parts_gone(unit, finding_id)]
    query = select(LogEntry).where(LogEntry.row_id.in_(ids))
    return list(unit.session.scalars(query.order_by(LogEntry.at, LogEntry.device_id, LogEntry.sequence)))


def _parts(unit: ReadUnit, finding_id: str) -> Iterator[str]:
    for table in _PARTS:
        yield from unit.session.scalars(select(table.id).where(table.finding_id == finding_id))
    for part in _PARTS_OF_RESPONSE:
        yield from unit.session.scalars(select(part.id).where(part.response_id.in_(_responses(finding_id))))


def _responses(finding_id: str) -> Select[str]:
    return select(Response.id).where(Response.finding_id == finding_id)


def _parts_gone(unit: ReadUnit, finding_id: str) -> Iterator[str]:
    """Parts that were removed since; only the log knows whose they were."""
    owners = [finding_id, *unit.session.scalars(_responses(finding_id))]
    query = select(LogEntry.row_id).where(
        LogEntry.operation == "delete",
        LogEntry.kind.in_(_KINDS),
        or_(*(LogEntry.detail.contains(owner, autoescape=True) for owner in owners)),
    )
    yield from unit.session.scalars(query)


def _told(step: LoggedStep, names: dict[str, str]) -> HistoryEntry:
    last = step.last
    changes = tuple(change for entry in step.entries for change in _changes(entry))
    if step.text is not None:
        text = step.text.trimmed()
        changes = (FieldChange(last.kind, step.field, text.cut, text.put),) if text.cut != text.put else ()
    return HistoryEntry(last.at, names.get(last.actor_id or "", ""), label_message(last.label), changes)


def _changes(entry: LogEntry) -> Iterable[FieldChange]:
    detail: dict[str, Any] = json.loads(entry.detail) if entry.detail else {}
    for field, change in detail.items():
        if field in _KEYS or not isinstance(change, dict):
            continue
        was, became = change.get("was", change.get("cut")), change.get("is", change.get("put"))
        if _said(was) != _said(became):
            yield FieldChange(entry.kind, field, _said(was), _said(became))


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
