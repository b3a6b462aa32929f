"""The entries of the follow-up list as rows, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, ScalarSelect, Subquery, func, or_, select

from app.follow_up.due_list import DueKind, Owner, Show, entries, joined, shown
from app.programme.grade_labels import labels_of
from app.reporting.grade_labels import GradeLabels
from app.unit_of_work import ReadUnit
from models import due_dates
from models.audit import Audit
from models.due_dates import Urgency
from models.finding import Action, Finding, FindingState
from models.follow_up import DueExtension, FollowedFinding
from models.framework import Requirement
from models.grading import Severity, severity
from models.organization import Person
from models.programme import Programme

__all__ = [
    "DueChoices",
    "DueCounts",
    "DueRow",
    "Severity",
    "Urgency",
    "due_choices",
    "due_counts",
    "due_row",
    "due_rows",
    "waited_for",
]


@dataclass(frozen=True, slots=True)
class DueRow:
    """What is waited for. `what` is the action's text, "" for the next step of a finding.

    `days` is how many days are left until `due_on`, below zero when it is past; `age` how many days ago the
    finding was raised. `title` is that of the requirement while the finding has none. `extensions` counts
    how often this due date was put off; `correction_due_on` is that of the finding, and `own` what its
    programme calls grades and types.
    """

    key: str
    kind: DueKind
    finding_id: str
    action_id: str | None
    audit_id: str
    audit_number: str
    finding_number: str
    title: str
    severity: Severity
    state: FindingState
    what: str
    owner_id: str | None
    owner: str
    due_on: date | None
    done_on: date | None
    cancelled_reason: str
    urgency: Urgency
    days: int | None
    age: int
    extensions: int
    correction_due_on: date | None
    own: GradeLabels

    @property
    def reference(self) -> str:
        """Audit and number, such as `IA-2026-03 F-07`."""
        return f"{self.audit_number} {self.finding_number}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None and not self.cancelled_reason


def waited_for(row: DueRow) -> str:
    """The code of what an entry waits for, as in `labels.WAITED_FOR`; an action has words of its own."""
    if row.kind is DueKind.IMPROVEMENT and row.state is FindingState.ACCEPTED:
        return "accepted_improvement"
    return row.kind.value


@dataclass(frozen=True, slots=True)
class DueCounts:
    """How much is waited for: `overdue` and `soon` are part of `open`."""

    overdue: int = 0
    soon: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class DueChoices:
    """Who something is waited for from, and in which audits: id and name of each."""

    owners: tuple[tuple[str, str], ...]
    audits: tuple[tuple[str, str], ...]


def due_counts(unit: ReadUnit, audit_id: str | None = None) -> DueCounts:
    """The totals over all audits, or over one."""
    due, today = entries(), unit.today()
    totals = [func.count().filter(shown(due, show, today)) for show in (Show.OVERDUE, Show.SOON, Show.OPEN)]
    query = select(*totals).select_from(due).join(Finding, Finding.id == due.c.finding_id)
    query = query.join(Audit, Audit.id == Finding.audit_id)
    query = query.join(Programme, Programme.id == Audit.programme_id)
    if audit_id is not None:
        query = query.where(Finding.audit_id == audit_id)
    row = unit.session.execute(query).one()
    return DueCounts(row[0], row[1], row[2])


def due_choices(unit: ReadUnit) -> DueChoices:
    """Owners by name, and audits with those that follow them up, the newest first, of the whole list."""
    due = entries()
    pairs = select(due.c.owner_id, Finding.audit_id).join(Finding, Finding.id == due.c.finding_id).distinct()
    found = unit.session.execute(pairs).all()
    owners = select(Person.id, Person.name).where(Person.id.in_({row.owner_id for row in found}))
    following = select(FollowedFinding.audit_id).where(
        FollowedFinding.finding_id.in_(select(due.c.finding_id))
    )
    is_named = or_(Audit.id.in_({row.audit_id for row in found}), Audit.id.in_(following))
    audits = select(Audit.id, Audit.number).where(is_named)
    by_date = (Audit.start_on.desc(), Audit.id.desc())
    return DueChoices(
        tuple((row.id, row.name) for row in unit.session.execute(owners.order_by(Person.sort_name))),
        tuple((row.id, row.number) for row in unit.session.execute(audits.order_by(*by_date))),
    )


def due_row(unit: ReadUnit, key: str) -> DueRow | None:
    """One row; None when nothing is waited for there any more."""
    return next(iter(due_rows(unit, [key])), None)


def due_rows(unit: ReadUnit, keys: Sequence[str]) -> tuple[DueRow, ...]:
    """Rows for some keys, in their order; keys of what is gone are left out."""
    due, today = entries(keys), unit.today()
    query = joined(
        select(
            due,
            Finding,
            Audit.number.label("audit_number"),
            Programme,
            Owner.name.label("owner"),
            Requirement.title.label("requirement"),
            Action.done_on,
            Action.cancelled_reason,
            _extensions(due).label("extensions"),
        ),
        due,
    ).outerjoin(Action, Action.id == due.c.action_id)
    made = {row.key: _row(row, today) for row in unit.session.execute(query)}
    return tuple(made[key] for key in keys if key in made)


def _extensions(due: Subquery) -> ScalarSelect[int]:
    """How often the due date of an entry was put off; the kinds that have one are called like it."""
    query = select(func.count(DueExtension.id)).where(
        DueExtension.finding_id == due.c.finding_id,
        DueExtension.date_of == due.c.kind,
        DueExtension.action_id.is_not_distinct_from(due.c.action_id),
        or_(DueExtension.action_id.is_not(None), DueExtension.round == Finding.response_round),
    )
    return query.correlate(due, Finding).scalar_subquery()


def _row(row: Row[Any], today: date) -> DueRow:
    finding: Finding = row.Finding
    return DueRow(
        key=row.key,
        kind=DueKind(row.kind),
        finding_id=finding.id,
        action_id=row.action_id,
        audit_id=finding.audit_id,
        audit_number=row.audit_number,
        finding_number=finding.number,
        title=finding.title.strip() or row.requirement or "",
        severity=severity(finding.type, finding.grade),
        state=finding.state,
        what=row.what,
        owner_id=row.owner_id,
        owner=row.owner or "",
        due_on=row.due_on,
        done_on=row.done_on,
        cancelled_reason=(row.cancelled_reason or "").strip(),
        urgency=due_dates.urgency(row.due_on, today, row.Programme.soon_days),
        days=(row.due_on - today).days if row.due_on else None,
        age=(today - finding.raised_at.date()).days,
        extensions=row.extensions,
        correction_due_on=finding.correction_due_on,
        own=labels_of(row.Programme),
    )
