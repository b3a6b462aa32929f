"""What is to be destroyed, and when: by its own date, else by the rule of the programme (section 6.4)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from app.edits import existing
from app.programme.people import refuse_destroyed
from app.retention.closing import Closed, closed_audits
from app.retention.holds import Hold, hold_on, holds_in_force
from app.retention.people_met import audits_of_people, people_of_the_record
from app.unit_of_work import ReadUnit, UnitOfWork
from models.audit import Audit
from models.evidence import Evidence, StoredObject
from models.organization import Person
from models.retention import RetentionRule, SubjectKind

__all__ = [
    "DueCounts",
    "DueRow",
    "RetentionRule",
    "SubjectKind",
    "due_counts",
    "due_rows",
    "set_person_date",
]


_Day = tuple[date, RetentionRule, int | None]
"""When something is to be destroyed, by which rule, and the years of that rule."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something with a date on which it is to be destroyed.

    `number` is `E-031`, "" for a person; `name` the title, the file's name or the person's, as it was
    entered. `own_date` is the date set for this one, `rule_years` belongs to the rules that count years.
    `hold` stops it.
    """

    kind: SubjectKind
    id: str
    audit_id: str | None
    audit: str
    number: str
    name: str
    destroy_on: date
    own_date: date | None
    rule: RetentionRule
    rule_years: int | None
    size: int | None
    hold: Hold | None
    is_due: bool

    @property
    def can_go(self) -> bool:
        """Whether it is due and nothing keeps it."""
        return self.is_due and self.hold is None


@dataclass(frozen=True, slots=True)
class DueCounts:
    """How much is due and not on hold."""

    evidence: int
    people: int

    @property
    def total(self) -> int:
        return self.evidence + self.people


def due_counts(unit: ReadUnit) -> DueCounts:
    """How much could be destroyed today."""
    kinds = [row.kind for row in due_rows(unit, until=unit.today()) if row.can_go]
    return DueCounts(kinds.count(SubjectKind.EVIDENCE), kinds.count(SubjectKind.PERSON))


def due_rows(
    unit: ReadUnit, *, until: date = date.max, only_ids: Collection[str] | None = None
) -> tuple[DueRow, ...]:
    """Evidence and people that have a date, the earliest first.

    What comes later than `until` is left out, and with `only_ids` all but these.
    """
    asked = _Asked(closed_audits(unit), holds_in_force(unit), unit.today(), until, only_ids)
    rows = [*_evidence(unit, asked), *_people(unit, asked)]
    return tuple(sorted((row for row in rows if row.destroy_on <= until), key=_order))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for, and what decides on the dates."""

    closed: Mapping[str, Closed]
    holds: Mapping[str, Hold]
    today: date
    until: date
    only_ids: Collection[str] | None


def _order(row: DueRow) -> tuple[date, str, int, str, str]:
    return row.destroy_on, row.audit, len(row.number), row.number, row.name


def _evidence(unit: ReadUnit, asked: _Asked) -> Iterator[DueRow]:
    query = (
        select(
            Evidence.id,
            Evidence.audit_id,
            Audit.number,
            Evidence.number,
            Evidence.title,
            Evidence.original_name,
            Evidence.destroy_on,
            Evidence.has_personal_data,
            StoredObject.size,
        )
        .join(Audit, Audit.id == Evidence.audit_id)
        .outerjoin(StoredObject, StoredObject.id == Evidence.object_id)
        .where(Evidence.destroyed_at.is_(None), _has_date(asked))
    )
    if asked.only_ids is not None:
        query = query.where(Evidence.id.in_(asked.only_ids))
    for row in unit.session.execute(query).all():
        evidence_id, audit_id, audit, number, title, name, own, personal, size = row
        found = _day_of_evidence(own, asked.closed.get(audit_id), has_personal_data=personal)
        if found is not None:
            day, rule, years = found
            yield DueRow(
                SubjectKind.EVIDENCE,
                evidence_id,
                audit_id,
                audit,
                number,
                title or name,
                day,
                own,
                rule,
                years,
                size,
                hold_on(asked.holds, evidence_id, (audit_id,)),
                day <= asked.today,
            )


def _has_date(asked: _Asked) -> ColumnElement[bool]:
    by_rule = [
        audit_id
        for audit_id, one in asked.closed.items()
        if _is_until(one.evidence_due, asked.until) or _is_until(one.personal_due, asked.until)
    ]
    own = Evidence.destroy_on.is_not(None) & (Evidence.destroy_on <= asked.until)
    return or_(own, Evidence.audit_id.in_(by_rule))


def _is_until(day: date | None, latest: date) -> bool:
    return day is not None and day <= latest


def _day_of_evidence(own: date | None, closed: Closed | None, *, has_personal_data: bool) -> _Day | None:
    """Its own date, else the earlier of those that the rules give."""
    if own is not None:
        return own, RetentionRule.OWN_DATE, None
    if closed is None:
        return None
    found: list[_Day] = []
    if closed.evidence_due is not None:
        found.append((closed.evidence_due, RetentionRule.EVIDENCE_YEARS, closed.evidence_years))
    if has_personal_data and closed.personal_due is not None:
        found.append((closed.personal_due, RetentionRule.PERSONAL_YEARS, closed.personal_years))
    return min(found, key=lambda one: one[0], default=None)


def _people(unit: ReadUnit, asked: _Asked) -> Iterator[DueRow]:
    query = select(Person).where(Person.destroyed_at.is_(None))
    if not any(_is_until(one.personal_due, asked.until) for one in asked.closed.values()):
        query = query.where(Person.destroy_on <= asked.until)
    if asked.only_ids is not None:
        query = query.where(Person.id.in_(asked.only_ids))
    everybody = unit.session.scalars(query).all()
    if not everybody:
        return
    audits, kept = audits_of_people(unit), people_of_the_record(unit)
    for person in (one for one in everybody if one.id not in kept):
        of_person = audits.get(person.id, frozenset())
        found = _day_of_person(person.destroy_on, of_person, asked.closed)
        if found is not None:
            yield _person(person, of_person, found, asked)


def _person(person: Person, audits: frozenset[str], found: _Day, asked: _Asked) -> DueRow:
    day, rule, years = found
    return DueRow(
        SubjectKind.PERSON,
        person.id,
        None,
        "",
        "",
        person.name,
        day,
        person.destroy_on,
        rule,
        years,
        None,
        hold_on(asked.holds, person.id, sorted(audits)),
        day <= asked.today,
    )


def _day_of_person(own: date | None, audits: frozenset[str], closed: Mapping[str, Closed]) -> _Day | None:
    """Their own date, else the latest of the audits that they had a part in; none while one is not over."""
    if own is not None:
        return own, RetentionRule.OWN_DATE, None
    found: list[_Day] = []
    for audit_id in audits:
        one = closed.get(audit_id)
        if one is None or one.personal_due is None:
            return None
        found.append((one.personal_due, RetentionRule.PERSONAL_YEARS, one.personal_years))
    return max(found, key=lambda one: one[0], default=None)


def set_person_date(uow: UnitOfWork, person_id: str, day: date | None) -> None:
    """Give a person's data its own date; None lets the rule hold again. Raises UserError when destroyed."""
    person = existing(uow, Person, person_id)
    refuse_destroyed(person)
    person.destroy_on = day
    uow.session.flush()
